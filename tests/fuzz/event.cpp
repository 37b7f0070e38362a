// room: casework
//
// Any bytes as a recorded event: an event, or one sentence about what it is not. What was read can be written; and what is read of
// that is the same. (A field that an older event lacks is read as nothing, which for a date has no text that reads again.)
#include <cstdint>
#include <cstdlib>

#include "casework/event.hpp"

using namespace lapwing;

namespace {

void must(bool held) {
  if (!held) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = casework::decode({reinterpret_cast<const char*>(data), size});
  if (!read) {
    must(!read.error().empty());
    return 0;
  }
  const auto written = casework::encode(*read);
  const auto again = casework::decode(written);
  if (again) must(casework::encode(*again) == written);
  return 0;
}
