// Looking ahead while deciding: the case as it would be once these events are recorded. The stamps are stand-ins (the next
// indexes, now, whoever asks); only the ledger gives real ones.
#pragma once
#include "casework/command.hpp"

namespace lapwing::casework {

void evolve_ahead(Case& working, const std::vector<NewEvent>& events, const Context& context);

}  // namespace lapwing::casework
