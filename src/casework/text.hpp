// Small questions about text that someone sent.
#pragma once
#include <string_view>

namespace lapwing::casework {

inline std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const auto first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

inline bool blank(std::string_view text) { return trimmed(text).empty(); }

}  // namespace lapwing::casework
