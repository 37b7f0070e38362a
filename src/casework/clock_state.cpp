// How recorded events move the running clocks.
#include <algorithm>

#include "casework/clock_alarms.hpp"
#include "casework/subjects.hpp"
#include "casework/type_names.hpp"
#include "casework/work.hpp"

namespace lapwing::casework {
namespace {

Clock running(const ClockSet& set) {
  Clock clock;
  clock.id = set.clock;
  clock.kind = set.kind;
  clock.about = set.about;
  clock.started = set.started;
  clock.warn_at = set.warn_at;
  clock.due = set.due;
  clock.ladder = set.ladder;
  clock.restarts_minutes = set.restarts_minutes;
  clock.warn_minutes = set.warn_minutes;
  clock.ladder_minutes = set.ladder_minutes;
  return clock;
}

// What was said of an earlier due time (an idle clock has since started again) is history, not this clock's state.
template <class Said>
Clock* spoken_of(std::vector<Clock>& clocks, const Said& said) {
  const auto found = std::ranges::find(clocks, said.clock, &Clock::id);
  return found != clocks.end() && found->due == said.due ? &*found : nullptr;
}

void apply_one(std::vector<Clock>& clocks, const ClockSet& set, const Actor&) { clocks.push_back(running(set)); }
void apply_one(std::vector<Clock>& clocks, const ClockMet& met, const Actor&) {
  std::erase_if(clocks, [&](const Clock& clock) { return clock.id == met.clock; });
}
void apply_one(std::vector<Clock>& clocks, const ClockStopped& stopped, const Actor&) {
  std::erase_if(clocks, [&](const Clock& clock) { return clock.id == stopped.clock; });
}
void apply_one(std::vector<Clock>& clocks, const ClockWarned& warned, const Actor&) {
  if (auto* clock = spoken_of(clocks, warned)) clock->warned = true;
}
void apply_one(std::vector<Clock>& clocks, const ClockClimbed& climbed, const Actor&) {
  auto* clock = spoken_of(clocks, climbed);
  if (!clock) return;
  ++clock->rungs_told;
  if (!clock->breached_at) clock->breached_at = clock->due;
}
void apply_one(std::vector<Clock>& clocks, const ClockAcknowledged& acknowledged, const Actor& by) {
  const auto clock = std::ranges::find(clocks, acknowledged.clock, &Clock::id);
  if (clock == clocks.end()) return;
  clock->silenced_until = acknowledged.until;
  clock->silenced_reason = acknowledged.what_will_happen;
  clock->silenced_by = Person{by.user, by.name};
  clock->rungs_told = 0;
  clock->warned = acknowledged.until >= clock->due;
}
template <class Other>
void apply_one(std::vector<Clock>&, const Other&, const Actor&) {}

void restart(Clock& clock, Instant at) {
  clock.started = at;
  clock.due = at + Minutes{*clock.restarts_minutes};
  clock.warn_at = std::max(at, clock.due - Minutes{clock.warn_minutes.value_or(0)});
  for (std::size_t i = 0; i < clock.ladder.size() && i < clock.ladder_minutes.size(); ++i)
    clock.ladder[i].at = clock.due + Minutes{clock.ladder_minutes[i]};
  clock.warned = false;
  clock.rungs_told = 0;
  clock.silenced_until.reset();
  clock.silenced_reason.reset();
  clock.silenced_by.reset();
  clock.breached_at.reset();
}

// The one list of what counts as work for the child. Left out: acknowledging an alarm, naming an owner, handing over, setting or
// assigning tasks, and looking. Each is recorded, but none of them finds a child, and counting one would hide an idle episode.
template <class... Each>
struct AnyOf {
  static bool holds(const Event& event) { return (std::holds_alternative<Each>(event) || ...); }
  static bool holds(std::string_view name) {
    static const std::vector<std::string> names{separated(type_name<Each>(), '_')...};
    return std::ranges::find(names, name) != names.end();
  }
};
using Work = AnyOf<EpisodeOpened, EpisodeReopened, RiskFactRecorded, RiskAssessed, MentionRecorded, OfficerDeployed, OfficerArrived,
                   ActivityRecorded, SightingRecorded, InformantContacted, ReviewRecorded, EnquiryFinished, ReturnRecorded,
                   InterviewHeld, InterviewModeAgreed, QuestionAnswered, ActionDone, ReturnInterviewOffered,
                   ReturnInterviewRecorded, EpisodeClosed>;

bool is_clock_event(const Event& event) {
  return AnyOf<ClockSet, ClockMet, ClockStopped, ClockWarned, ClockClimbed, ClockAcknowledged>::holds(event);
}

}  // namespace

bool is_work(const Event& event) { return Work::holds(event); }
bool is_work(std::string_view event_name) { return Work::holds(event_name); }

void apply(std::vector<Clock>& clocks, const Event& event, const Actor& by) {
  std::visit([&](const auto& one) { apply_one(clocks, one, by); }, event);
}

void evolve_clocks(Case& held, const Recorded& recorded) {
  if (!recorded.episode || !is_clock_event(recorded.event) || !held.episode(*recorded.episode)) return;
  apply(held.edit(*recorded.episode).clocks.edit(), recorded.event, recorded.stamp.by);
}

void touch_activity(Episode& episode, const Recorded& recorded) {
  if (recorded.stamp.by.role == Role::system || !is_work(recorded.event)) return;
  episode.last_activity = recorded.stamp.at;
  episode.last_activity_word = event_name(recorded.event);
  for (auto& clock : episode.clocks)
    if (clock.restarts_minutes) restart(clock, recorded.stamp.at);
}

}  // namespace lapwing::casework
