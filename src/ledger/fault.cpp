#include "ledger/fault.hpp"

namespace lapwing::ledger {

const char* name(Fault::Kind kind) {
  switch (kind) {
    case Fault::Kind::full_disk:
      return "full_disk";
    case Fault::Kind::read_only:
      return "read_only";
    case Fault::Kind::locked:
      return "locked";
    case Fault::Kind::corrupt:
      return "corrupt";
    case Fault::Kind::stale_head:
      return "stale_head";
    case Fault::Kind::time_backwards:
      return "time_backwards";
    case Fault::Kind::not_found:
      return "not_found";
    case Fault::Kind::key_missing:
      return "key_missing";
    case Fault::Kind::erased:
      return "erased";
    case Fault::Kind::too_large:
      return "too_large";
    case Fault::Kind::invalid:
      return "invalid";
    case Fault::Kind::io:
      return "io";
  }
  return "unknown";
}

}  // namespace lapwing::ledger
