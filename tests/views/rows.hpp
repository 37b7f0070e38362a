// For tests of the board and the alerts: cases with just the clocks a test needs, and whoever looks at them.
#pragma once
#include "casework/support.hpp"
#include "views/board.hpp"

namespace lapwing::views {

using casework::at;
using casework::minutes_after;
using casework::test_rules;

inline const Instant six_pm = at("2026-03-03T18:00:00Z");

inline Viewer viewer(const casework::Actor& who, std::optional<std::string> team = {}) { return {who.user, who.role, team}; }

inline casework::Clock clock_of(ClockKind kind, Instant due, IdSource& ids) {
  casework::Clock clock;
  clock.id = ids.next<ItemId>();
  clock.kind = kind;
  clock.started = due - Minutes(60);
  clock.warn_at = due - Minutes(15);
  clock.due = due;
  clock.ladder = {{Rung::owner, due}, {Rung::sergeant, due + Minutes(10)}, {Rung::duty_inspector, due + Minutes(20)},
                  {Rung::superintendent, due + Minutes(60)}};
  return clock;
}

struct CaseMade {
  std::string name = "Amy";
  RiskLevel level = RiskLevel::medium;
  std::vector<casework::Clock> clocks;
  std::string area = "Harbourside", team = "Response A";
  std::optional<casework::Person> owner;
  Instant reported_at = six_pm;
};

inline casework::Case case_of(const CaseMade& made, IdSource& ids) {
  casework::Case held;
  held.id = ids.next<ChildId>();
  held.details.given_name = made.name;
  auto episode = std::make_shared<casework::Episode>();
  episode->id = ids.next<EpisodeId>();
  episode->report.reference = "M-2026-000001";
  episode->report.reported_at = made.reported_at;
  episode->report.area = made.area;
  episode->report.team = made.team;
  episode->owner = made.owner;
  episode->clocks = made.clocks;
  episode->last_activity = made.reported_at;
  episode->last_activity_word = "episode_opened";
  casework::RiskAssessed assessed;
  assessed.level = made.level;
  episode->assessments.push_back({{1, made.reported_at, casework::call_handler()}, assessed});
  held.episodes.push_back(std::move(episode));
  return held;
}

inline BoardRow row_of(const CaseMade& made, IdSource& ids, Instant now) {
  return board_row(case_of(made, ids), now, test_rules()).value();
}

}  // namespace lapwing::views
