#include "domain/words.hpp"

namespace lapwing {

// Wire words are ASCII by construction, so no locale is needed.
std::string for_people(std::string_view wire_word) {
  std::string out(wire_word);
  for (char& c : out) {
    if (c == '_') c = ' ';
    else if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

}  // namespace lapwing
