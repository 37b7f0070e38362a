// room: casework
//
// Any bytes as the body of any command, or as a command's name: a command, or refusals that each say something. What is taken is
// taken again from the same bytes, since a repeated request must be known for one.
#include <cstdint>
#include <cstdlib>

#include "casework/command.hpp"

using namespace lapwing;

namespace {

void must(bool held) {
  if (!held) std::abort();
}

}  // namespace

// The first line names the command, the rest is its body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto end = text.find('\n');
  if (end == text.npos) return 0;
  const auto name = text.substr(0, end), body = text.substr(end + 1);
  const auto command = casework::parse_command(name, body);
  if (command) {
    must(casework::command_name(*command) == name);
    must(casework::parse_command(name, body).has_value());
  } else {
    must(!command.error().empty());
    for (const auto& fault : command.error()) must(!fault.message.empty());
  }
  return 0;
}
