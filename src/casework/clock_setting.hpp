// From a rule to a running clock: for the clocks' own files only. Pure; safe on any thread.
#pragma once
#include <optional>

#include "casework/event.hpp"
#include "policy/policies.hpp"

namespace lapwing::casework {

// A handover accepted this close to the end of the shift is that shift's; an earlier one is not, and the shift still hands over.
inline constexpr Minutes handover_before_shift_end_minutes_max{60};

struct ClockTimes {
  Instant started{};
  Instant due{};
  Instant not_before{};   // no rung hears before this: a clock set again while overdue speaks from when it was set
};

// `about` and the id are the caller's to fill in; `rules_digest` too. A rule without a ladder tells the owner when due.
ClockSet clock_from(const policy::ClockRule& rule, ClockKind kind, const ClockTimes& times);

// The end of the shift that is on at `after`, in local (London) time; nothing when the force has no shifts.
std::optional<Instant> shift_end(const policy::ForcePolicy& force, Instant after);

// When the next handover is due once one was accepted at `now` that had been due at `due`.
std::optional<Instant> handover_after(const policy::ForcePolicy& force, Instant due, Instant now);

// Whether two rules would set the same clock.
bool same_clock(const policy::ClockRule& a, const policy::ClockRule& b);

// The rule, else that of the nearest higher level, else of any lower one: for a clock someone asked for by name (a review agreed
// with the caller, an action), which must run whatever the level.
const policy::ClockRule* nearest_rule(const policy::ClockPolicy& clocks, ClockKind kind, RiskLevel level);

}  // namespace lapwing::casework
