#include "casework/clock_alarms.hpp"

#include <algorithm>

#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

Instant speaks_from(const Clock& clock) {
  const Instant first = clock.ladder.empty() ? clock.due : clock.ladder.front().at;
  return clock.silenced_until ? std::max(*clock.silenced_until, first) : first;
}

std::chrono::microseconds repeat_gap(const std::vector<ClockRung>& ladder) {
  const std::size_t rungs = ladder.size();
  const std::chrono::microseconds last = rungs < 2 ? std::chrono::microseconds{0} : ladder[rungs - 1].at - ladder[rungs - 2].at;
  return std::max<std::chrono::microseconds>(last, repeat_gap_minutes_min);
}

struct Alarm {
  Instant at;
  Event event;
};

void add_alarms(const Clock& clock, Instant now, std::vector<Alarm>& alarms) {
  if (const auto warns = warning_time(clock); warns && *warns <= now)
    alarms.push_back({*warns, ClockWarned{clock.id, clock.kind, *warns, clock.due}});
  for (int n = clock.rungs_told;; ++n) {
    const auto rung = telling(clock, n);
    if (rung.at > now) return;
    alarms.push_back({rung.at, ClockClimbed{clock.id, clock.kind, rung.to, rung.at, clock.due}});
  }
}

}  // namespace

ClockRung telling(const Clock& clock, int n) {
  const Instant from = speaks_from(clock);
  if (clock.ladder.empty()) return {Rung::owner, from + n * repeat_gap_minutes_min};
  const auto& ladder = clock.ladder;
  const int rungs = static_cast<int>(ladder.size());
  const auto& rung = ladder[static_cast<std::size_t>(std::min(n, rungs - 1))];
  const Instant heard = from + (rung.at - ladder.front().at);
  const int repeats = std::max(0, n - rungs + 1);
  const int quick = std::min(repeats, repeats_at_full_pace);
  const int slow = repeats - quick;
  return {rung.to, heard + (quick + slow * repeats_at_full_pace) * repeat_gap(ladder)};
}

std::optional<Instant> warning_time(const Clock& clock) {
  if (clock.warned) return std::nullopt;
  const Instant at = clock.silenced_until ? std::max(clock.warn_at, *clock.silenced_until) : clock.warn_at;
  return at < clock.due ? std::optional{at} : std::nullopt;
}

std::vector<Event> alarms_due(const std::vector<Clock>& clocks, Instant now) {
  std::vector<Alarm> alarms;
  for (const auto& clock : clocks) add_alarms(clock, now, alarms);
  std::ranges::stable_sort(alarms, {}, &Alarm::at);
  std::vector<Event> events;
  events.reserve(alarms.size());
  for (auto& alarm : alarms) events.push_back(std::move(alarm.event));
  return events;
}

std::optional<Instant> next_deadline(const Clock& clock) {
  if (const auto warns = warning_time(clock)) return warns;
  return telling(clock, clock.rungs_told).at;
}

std::optional<Instant> next_deadline(const Episode& episode) {
  std::optional<Instant> soonest;
  for (const auto& clock : episode.clocks) {
    const auto next = next_deadline(clock);
    if (next && (!soonest || *next < *soonest)) soonest = next;
  }
  return soonest;
}

ClockPhase phase(const Clock& clock, Instant now) {
  if (clock.silenced_until && now < *clock.silenced_until) return ClockPhase::silenced;
  if (now >= clock.due) return ClockPhase::breached;
  return now >= clock.warn_at ? ClockPhase::warned : ClockPhase::waiting;
}

Decided decide_on(const Case&, const Episode& episode, const RaiseAlarms&, Context& context) {
  return on(episode.id, alarms_due(episode.clocks, context.now));
}

}  // namespace lapwing::casework
