// room: policy
//
// Any bytes as a rule file: problems that each name a file, and never more. (The other files are left out, so there always are some.)
#include <cstdint>
#include <cstdlib>

#include "policy/policies.hpp"

using namespace lapwing;

namespace {

void must(bool held) {
  if (!held) std::abort();
}

}  // namespace

// The first line names the file, the rest is its text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto end = text.find('\n');
  if (end == text.npos) return 0;
  const auto rules = policy::load({{std::string(text.substr(0, end)), std::string(text.substr(end + 1))}});
  must(!rules && !rules.error().empty());
  for (const auto& problem : rules.error()) must(problem.find(".toml") != std::string::npos);
  return 0;
}
