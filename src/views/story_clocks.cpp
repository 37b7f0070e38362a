// How clocks are told: set, met, stopped, warning, climbing, acknowledged.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

namespace {

// An alarm recorded this long after it came round was missed by the service, not by a person.
constexpr Minutes late_record_minutes{1};

std::string the_clock(ClockKind kind) {
  switch (kind) {
    case ClockKind::first_deployment: return "The first deployment";
    case ClockKind::idle: return "The next update";
    case ClockKind::action: return "An action";
    case ClockKind::return_interview_offer: return "The offer of a return home interview";
    case ClockKind::return_interview: return "The return home interview";
    default: return "The " + clock_noun(kind);
  }
}

std::string not_done(ClockKind kind, const std::string& due) {
  switch (kind) {
    case ClockKind::first_deployment: return fmt::format("An officer was due to be deployed by {} and had not been", due);
    case ClockKind::idle: return fmt::format("Something was due to be recorded by {} and nothing had been", due);
    case ClockKind::handover: return fmt::format("The handover was due by {} and had not been accepted", due);
    case ClockKind::prevention_interview:
      return fmt::format("The prevention interview was due by {} and had not been held", due);
    case ClockKind::return_interview_offer:
      return fmt::format("The return home interview was due to be offered by {} and had not been", due);
    case ClockKind::return_interview: return fmt::format("The return home interview was due by {} and had not been held", due);
    default: return fmt::format("{} was due at {} and had not been done", the_clock(kind), due);
  }
}

void add_action(Telling& out, const Teller& t, ItemId clock) {
  const auto told = t.story.clocks.find(clock);
  if (told == t.story.clocks.end() || !told->second.about) return;
  if (const auto action = t.story.actions.find(*told->second.about); action != t.story.actions.end())
    add(out.details, "Action", action->second);
}

// An action is its own owner's, whoever has the episode.
bool has_owner(const Teller& t, ItemId clock) {
  const auto told = t.story.clocks.find(clock);
  return t.story.owned || (told != t.story.clocks.end() && told->second.about);
}

std::string who_heard(const ClockClimbed& e, const Teller& t) {
  return e.to == Rung::owner && !has_owner(t, e.clock) ? "team's supervisors" : rung_word(e.to);
}

std::optional<Instant> due_of(const Teller& t, ItemId clock) {
  const auto told = t.story.clocks.find(clock);
  return told == t.story.clocks.end() ? std::nullopt : std::optional(told->second.due);
}

}  // namespace

Telling tell(const ClockSet& e, const Teller& t) {
  return {TimelineKind::clock, fmt::format("{} is due by {}.", the_clock(e.kind), t.when(e.due))};
}

Telling tell(const ClockMet& e, const Teller& t) {
  const auto due = due_of(t, e.clock);
  Telling out{TimelineKind::clock, fmt::format("{} was done {}.", the_clock(e.kind), e.late ? "late" : "in time")};
  if (e.kind == ClockKind::idle) out.title = fmt::format("Something was recorded {}.", e.late ? "late" : "in time");
  out.late = e.late;
  if (due && e.kind != ClockKind::idle) out.title.insert(out.title.size() - 1, fmt::format("; it was due by {}", t.when(*due)));
  return out;
}

Telling tell(const ClockStopped& e, const Teller&) {
  return {TimelineKind::clock, e.why.empty() ? fmt::format("{} is no longer asked for.", the_clock(e.kind))
                                             : fmt::format("{} is no longer asked for: {}.", the_clock(e.kind), e.why)};
}

Telling tell(const ClockWarned& e, const Teller& t) {
  Telling out{TimelineKind::clock, fmt::format("{} was soon due, by {}.", the_clock(e.kind), t.when(e.due))};
  if (t.stamp.at - e.warn_at > late_record_minutes) out.happened_at = e.warn_at;
  add_action(out, t, e.clock);
  return out;
}

// The top rung is told over and over while nothing is done.
Telling tell(const ClockClimbed& e, const Teller& t) {
  auto out = tell_climbs({e}, t);
  const auto clock = t.story.clocks.find(e.clock);
  if (clock != t.story.clocks.end() && clock->second.due == e.due && clock->second.told == e.to)
    out.title.insert(out.title.size() - 1, " again");
  return out;
}

Telling tell_climbs(const std::vector<ClockClimbed>& climbs, const Teller& t) {
  const auto& first = climbs.front();
  std::string told;
  for (std::size_t i = 0; i < climbs.size(); ++i)
    told += (i == 0 ? "" : i + 1 == climbs.size() ? " and the " : ", the ") + who_heard(climbs[i], t);
  const bool one = climbs.size() == 1 && (first.to != Rung::owner || has_owner(t, first.clock));
  Telling out{TimelineKind::clock, fmt::format("{}. The {} {} told.", not_done(first.kind, t.when(first.due)), told, one ? "was" : "were")};
  out.late = true;
  if (t.stamp.at - first.at > late_record_minutes) {
    out.happened_at = first.at;
    for (const auto& climb : climbs)
      out.details.push_back(fmt::format("It came round at {} for the {} and was recorded at {}.", t.when(climb.at),
                                        who_heard(climb, t), t.when(t.stamp.at)));
  }
  add_action(out, t, first.clock);
  return out;
}

Telling tell(const ClockAcknowledged& e, const Teller& t) {
  const auto due = due_of(t, e.clock);
  Telling out{TimelineKind::clock, fmt::format("{} acknowledged the alarm for {} until {}.", t.By(),
                                               e.kind == ClockKind::idle ? "having nothing recorded"
                                                                         : clock_noun(e.kind), t.when(e.until))};
  if (due) add(out.details, "Due", t.when(*due));
  add(out.details, "What will happen", e.what_will_happen);
  add_action(out, t, e.clock);
  return out;
}

}  // namespace lapwing::views
