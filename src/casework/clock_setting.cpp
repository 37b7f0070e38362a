#include "casework/clock_setting.hpp"

#include <algorithm>

namespace lapwing::casework {

ClockSet clock_from(const policy::ClockRule& rule, ClockKind kind, const ClockTimes& times) {
  ClockSet set;
  set.kind = kind;
  set.started = times.started;
  set.due = times.due;
  set.warn_at = std::max(times.started, times.due - Minutes{rule.warn_minutes});
  for (const auto& [rung, minutes] : rule.ladder)
    set.ladder.push_back({rung, std::max(times.due + Minutes{minutes}, times.not_before)});
  if (set.ladder.empty()) set.ladder.push_back({Rung::owner, std::max(times.due, times.not_before)});
  if (kind == ClockKind::idle) {
    set.restarts_minutes = rule.due_minutes;
    set.warn_minutes = rule.warn_minutes;
    for (const auto& [rung, minutes] : rule.ladder) set.ladder_minutes.push_back(minutes);
    if (rule.ladder.empty()) set.ladder_minutes.push_back(0);
  }
  return set;
}

std::optional<Instant> shift_end(const policy::ForcePolicy& force, Instant after) {
  std::optional<Instant> soonest;
  for (const auto& shift : force.shifts) {
    const Instant change = next_london_time(after, shift.starts_hour, shift.starts_minute);
    if (!soonest || change < *soonest) soonest = change;
  }
  return soonest;
}

std::optional<Instant> handover_after(const policy::ForcePolicy& force, Instant due, Instant now) {
  const bool of_this_shift = now < due && due - now <= handover_before_shift_end_minutes_max;
  return shift_end(force, of_this_shift ? due : now);
}

bool same_clock(const policy::ClockRule& a, const policy::ClockRule& b) {
  return a.due_minutes == b.due_minutes && a.warn_minutes == b.warn_minutes && a.ladder == b.ladder;
}

const policy::ClockRule* nearest_rule(const policy::ClockPolicy& clocks, ClockKind kind, RiskLevel level) {
  const auto kinds = clocks.rules.find(kind);
  if (kinds == clocks.rules.end() || kinds->second.empty()) return nullptr;
  const auto& levels = kinds->second;   // in order, very low first
  const auto at_or_above = levels.lower_bound(level);
  return at_or_above != levels.end() ? &at_or_above->second : &levels.rbegin()->second;
}

}  // namespace lapwing::casework
