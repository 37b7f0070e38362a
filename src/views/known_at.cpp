#include "views/known_at.hpp"

#include <algorithm>

#include "casework/command.hpp"

namespace lapwing::views {

casework::Case fold_until(std::span<const casework::Recorded> events, ChildId child, Instant when) {
  casework::Case held;
  held.id = child;
  for (const auto& recorded : events) {
    if (recorded.stamp.at > when) break;   // the ledger's times never go back
    casework::evolve(held, recorded);
  }
  return held;
}

// Only the last closing of an episode is held, so one that was closed and opened again counts as open in between.
bool perhaps_open_at(const casework::Case& held, Instant when) {
  return std::ranges::any_of(held.episodes, [&](const auto& episode) {
    return episode->opened.at <= when && (!episode->closed || episode->closed->stamp.at > when);
  });
}

std::optional<BoardRow> row_known_at(std::span<const casework::Recorded> events, ChildId child, Instant when,
                                     const policy::Policies& rules) {
  return board_row(fold_until(events, child, when), when, rules);
}

}  // namespace lapwing::views
