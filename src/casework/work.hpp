// What counts as work for a child: what starts the idle clock again, and what a stretch of idleness ends with. One list for both.
// Pure; any thread.
#pragma once
#include <string_view>

#include "casework/event.hpp"

namespace lapwing::casework {

// Whoever recorded it: what the service itself records is no work, and that is in the event's stamp.
bool is_work(const Event& event);
bool is_work(std::string_view event_name);   // by its name in the ledger

}  // namespace lapwing::casework
