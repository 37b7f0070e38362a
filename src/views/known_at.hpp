// As known at: a case, and the board, folded from what had been recorded by a time. Pure, safe on any thread.
#pragma once
#include <span>

#include "views/board_row.hpp"
#include "casework/event.hpp"

namespace lapwing::views {

// The case as it was known at `when`: events recorded at or before it. `events` are the child's, in ledger order.
casework::Case fold_until(std::span<const casework::Recorded> events, ChildId child, Instant when);

// Whether the child may have been on the board at `when`, judged from the case as it is now: true for every one that was, and
// seldom for one that was not. So a board of the past folds a few hundred cases and not the whole force.
bool perhaps_open_at(const casework::Case& held, Instant when);

// The board's row of one child as known at `when`.
std::optional<BoardRow> row_known_at(std::span<const casework::Recorded> events, ChildId child, Instant when,
                                     const policy::Policies& rules);

}  // namespace lapwing::views
