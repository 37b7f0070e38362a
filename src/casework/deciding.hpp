// A command decided and carried through, for the desk: the events as the ledger will hold them and the case they make, so that what
// deciding folds on its way need not be folded again. As pure as decide, which is the same without the case.
#pragma once
#include "casework/command.hpp"

namespace lapwing::casework {

struct Decision {
  std::vector<Recorded> events;   // stamped from `next_index` on, with the context's time and person
  Case after;                     // the case folded with all of them
};

std::expected<Decision, Refusal> decide_through(const Case& held, const Command& command, std::optional<EpisodeId> episode,
                                                std::optional<std::uint64_t> seen, Context& context, std::uint64_t next_index);

}  // namespace lapwing::casework
