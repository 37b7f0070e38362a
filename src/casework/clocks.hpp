// Clocks: what must happen by when, and who hears if it does not.
//
// A clock is set by an event and carries everything it needs: when it warns, when it is due, and when each rung of the ladder
// hears. So a changed rule file never moves a clock already running, and replaying needs no rules. It is silenced only by the
// thing being done, or by a named person's acknowledgement with a reason and a new time, which itself expires.
// All times are UTC instants and all lengths are elapsed minutes, so daylight saving cannot stretch a clock; only the handover
// clock is set to a local time (the end of a shift). Everything here is pure.
#pragma once
#include <vector>

#include "casework/stamp.hpp"

namespace lapwing::casework {

struct ClockRung { Rung to = Rung::owner; Instant at{}; };
BOOST_DESCRIBE_STRUCT(ClockRung, (), (to, at))

BOOST_DEFINE_ENUM_CLASS(ClockPhase, waiting, warned, breached, silenced)

// A running clock of an episode; actions and the return home interview run on after it closes. What is past is in the events.
struct Clock {
  ItemId id;
  ClockKind kind = ClockKind::review;
  std::optional<ItemId> about;               // the action, for ClockKind::action
  Instant started{}, warn_at{}, due{};
  std::vector<ClockRung> ladder;             // in order of time; the first is at `due` (or, set again while overdue, when set)
  std::optional<int> restarts_minutes;       // idle: every recorded activity starts it again for this long
  std::optional<int> warn_minutes;           // idle: how long before due it warns
  std::vector<int> ladder_minutes;           // idle: minutes after due for each rung of `ladder`
  bool warned = false;
  int rungs_told = 0;                        // since it was due or an acknowledgement ran out; counts on past the ladder's end
  std::optional<Instant> silenced_until;     // acknowledged; speaks again then
  std::optional<std::string> silenced_reason;
  std::optional<Person> silenced_by;
  std::optional<Instant> breached_at;        // the first time it came due unmet: never forgotten by an acknowledgement
};

// ---- events ----
struct ClockSet {
  ItemId clock;
  ClockKind kind = ClockKind::review;
  std::optional<ItemId> about;
  Instant started{}, warn_at{}, due{};
  std::vector<ClockRung> ladder;
  std::optional<int> restarts_minutes, warn_minutes;
  std::vector<int> ladder_minutes;
  std::string rules_digest;
};
BOOST_DESCRIBE_STRUCT(ClockSet, (), (clock, kind, about, started, warn_at, due, ladder, restarts_minutes, warn_minutes, ladder_minutes, rules_digest))
struct ClockMet { ItemId clock; ClockKind kind = ClockKind::review; bool late = false; };
BOOST_DESCRIBE_STRUCT(ClockMet, (), (clock, kind, late))
struct ClockStopped { ItemId clock; ClockKind kind = ClockKind::review; std::string why; };   // no longer applies: replaced, returned
BOOST_DESCRIBE_STRUCT(ClockStopped, (), (clock, kind, why))
struct ClockWarned { ItemId clock; ClockKind kind = ClockKind::review; Instant warn_at{}, due{}; };
BOOST_DESCRIBE_STRUCT(ClockWarned, (), (clock, kind, warn_at, due))
// A rung heard. `at` is the true time it came round, which is earlier than the record of it when the service was down.
struct ClockClimbed { ItemId clock; ClockKind kind = ClockKind::review; Rung to = Rung::owner; Instant at{}, due{}; };
BOOST_DESCRIBE_STRUCT(ClockClimbed, (), (clock, kind, to, at, due))
struct ClockAcknowledged { ItemId clock; ClockKind kind = ClockKind::review; std::string what_will_happen; Instant until{}; };
BOOST_DESCRIBE_STRUCT(ClockAcknowledged, (), (clock, kind, what_will_happen, until))

// ---- commands ----
struct AcknowledgeClock { ItemId clock; std::string what_will_happen; Instant until{}; };
BOOST_DESCRIBE_STRUCT(AcknowledgeClock, (), (clock, what_will_happen, until))
struct RaiseAlarms {};   // the service's own, at the instant the next deadline falls
BOOST_DESCRIBE_STRUCT(RaiseAlarms, (), ())

}  // namespace lapwing::casework
