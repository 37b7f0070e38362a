// One row of the board: an open episode as it presses on someone now. Also an episode whose child was found and which nobody has
// closed. Folded from the whole case by a pure function; a value, safe on any thread.
//
// A row keeps every instant and rung its clocks carry, so `row_at` brings it to a later moment without the case. What is
// derived (phases, words, `pressing`) holds for `as_at` only.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "casework/case.hpp"
#include "policy/policies.hpp"
#include "views/viewer.hpp"

namespace lapwing::views {

BOOST_DEFINE_ENUM_CLASS(BoardState, missing, found)   // found: not yet closed

struct BoardRisk {
  RiskLevel level = RiskLevel::medium;
  std::string word;                        // "High"
  bool provisional = false;                // taken from the rules; nobody has decided yet
  std::optional<Instant> decided_at;       // absent while provisional
  std::optional<std::string> decided_by;
  std::optional<Role> decided_by_role;
};
BOOST_DESCRIBE_STRUCT(BoardRisk, (), (level, word, provisional, decided_at, decided_by, decided_by_role))

struct BoardClock {
  ItemId id;
  ClockKind kind = ClockKind::review;
  std::string label;                                // "Review"
  std::optional<ItemId> about;                      // kind `action`: which
  std::optional<std::string> action;                // and what it says
  std::optional<casework::Person> action_owner;
  Instant started{}, warn_at{}, due{};
  std::vector<casework::ClockRung> ladder;
  std::optional<Instant> breached_at;               // first came due unmet; an acknowledgement does not forget it
  std::optional<Instant> silenced_until;
  std::optional<std::string> silenced_reason;       // what will happen
  std::optional<casework::Person> silenced_by;
  // as of the row's as_at:
  casework::ClockPhase phase = casework::ClockPhase::waiting;
  std::optional<Rung> told;                         // the highest rung that has heard
  std::string words;                                // "review 22 min late, with duty inspector"
  int elapsed_percent = 0;                          // of the time allowed, 0 to 100: for a bar
};
// When a rung of the clock's ladder hears: after an acknowledgement runs out the ladder starts again from its end.
Instant heard_at(const BoardClock& clock, const casework::ClockRung& rung);
BOOST_DESCRIBE_STRUCT(BoardClock, (),
                      (id, kind, label, about, action, action_owner, started, warn_at, due, ladder, breached_at, silenced_until,
                       silenced_reason, silenced_by, phase, told, words, elapsed_percent))

struct BoardMarks {
  bool in_care = false;                    // of a local authority
  bool harm_indicator = false;             // the latest answer to a harm question is yes
  bool restricted = false;                 // need to know
  bool risk_provisional = false;
  int still_to_ask = 0;                    // risk questions whose latest answer is not asked or not known
  std::optional<casework::Person> handover_to;   // offered and not yet accepted
  bool linked_group = false;               // belongs to a live group that reports tie together
};
BOOST_DESCRIBE_STRUCT(BoardMarks, (), (in_care, harm_indicator, restricted, risk_provisional, still_to_ask, handover_to, linked_group))

struct BoardReader { UserId user; std::optional<Instant> until; };   // may see a restricted record; until: broke the glass

struct BoardRow {
  EpisodeId episode;
  ChildId child;
  std::string reference, name;
  std::optional<int> age;                  // years
  bool age_approximate = false;            // as said, no birth date held
  BoardState state = BoardState::missing;
  std::string state_word;                  // "Missing", "Found, not yet closed", "Opened again, not yet closed"
  BoardRisk risk;
  Instant reported_at{}, missing_since{};  // last seen when known, else reported
  std::optional<Instant> returned_at;
  std::string area, team;
  std::optional<casework::Person> owner;
  Instant last_activity{};
  std::string last_activity_word;          // "sighting recorded"
  BoardMarks marks;
  std::vector<BoardClock> clocks;          // running, the most pressing first
  std::uint64_t version = 0;               // of the case: the ledger index it was folded to
  // as of as_at:
  Instant as_at{};
  std::optional<BoardClock> next;          // the one to show: the worst breached, else the soonest due
  std::vector<BoardClock> alarms;          // warned and breached ones, the most pressing first
  bool breached = false;                   // at least one clock is late and nobody has acknowledged it
  bool overdue = false;                    // at least one clock is late, acknowledged or not: never filtered away
  std::string missing_for, idle_for;       // "missing for 3 hours 12 minutes", "nothing recorded for 48 minutes"
  std::string pressing;                    // ascending byte order is most pressing first; a total order
  std::vector<BoardReader> readers;        // not described: who may see a restricted record
};
BOOST_DESCRIBE_STRUCT(BoardRow, (),
                      (episode, child, reference, name, age, age_approximate, state, state_word, risk, reported_at, missing_since,
                       returned_at, area, team, owner, last_activity, last_activity_word, marks, clocks, version, as_at, next,
                       alarms, breached, overdue, missing_for, idle_for, pressing))

// The row of the child's open episode at `now`; nullopt when none is open. Phases come from the clocks' own times, so a moment
// for which no alarm was ever recorded (the service was down, or `now` is past) still reads right.
std::optional<BoardRow> board_row(const casework::Case& held, Instant now, const policy::Policies& rules);
// The same row at another moment: phases, words and `pressing` afresh.
BoardRow row_at(BoardRow row, Instant now);

// What this viewer may see of a row: the name and identifying text left out for a role that reads without names, and for
// anyone a restricted record is not open to at as_at. Times, codes and clocks stay, so that nothing late is hidden.
BoardRow seen_by(const BoardRow& row, const Viewer& viewer, const policy::Policies& rules);
bool may_see_child(const BoardRow& row, const Viewer& viewer);   // restriction only
BoardRow without_names(BoardRow row);    // the reference stands for the child; nobody is named

// What this viewer must do about a row, most pressing first, one short sentence each: "Accept the handover", "Review due in
// 6 min", "You own this: deployment 22 min late". Empty when nothing is asked of them.
std::vector<std::string> mine(const BoardRow& row, const Viewer& viewer, const policy::Policies& rules);

}  // namespace lapwing::views
