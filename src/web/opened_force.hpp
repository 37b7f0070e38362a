// The force's own record being looked at or changed: as known at the time asked for, names left out for a role that reads without them.
// Pages and the API go through here. Worker threads; nothing is shared.
#pragma once
#include <expected>
#include <memory>

#include "web/visit.hpp"

namespace lapwing::web {

// Never null. The Response is what went wrong in reading the ledger.
std::expected<std::shared_ptr<const casework::ForceRecord>, Response> open_force(Visit& visit);

// Send for this visitor, with the mark that makes sending it twice harmless (as Visit::send).
desk::Outcome send_on_force(Visit& visit, casework::ForceCommand command);
desk::Outcome send_on_account(Visit& visit, UserId account, casework::AccountCommand command);

}  // namespace lapwing::web
