#include "views/alerts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "casework/subjects.hpp"
#include "views/sentences.hpp"

namespace lapwing::views {

using casework::ClockPhase;

namespace {

bool is_viewer(const std::optional<casework::Person>& person, const Viewer& viewer) {
  return person && person->user && person->user == viewer.user;
}

struct Concern {
  const Viewer& viewer;
  const policy::Policies& rules;

  bool reaches(Rung rung) const {
    const auto access = rules.access.roles.find(viewer.role);
    return access != rules.access.roles.end() && std::ranges::find(access->second.rungs, rung) != access->second.rungs.end();
  }
  // The owner, or the supervisors of its team while there is none.
  std::optional<std::string> as_owner(const BoardRow& row) const {
    if (is_viewer(row.owner, viewer)) return "You own this";
    if (!row.owner && viewer.team == row.team && reaches(Rung::sergeant)) return "Nobody owns this, and it is your team's";
    return std::nullopt;
  }
  // Whoever has heard: for an acknowledged clock, those who had when it was.
  std::optional<std::string> as_told(const BoardClock& clock, Instant now) const {
    if (clock.phase != ClockPhase::breached && clock.phase != ClockPhase::silenced) return std::nullopt;
    for (auto rung = clock.ladder.rbegin(); rung != clock.ladder.rend(); ++rung) {
      const Instant heard = clock.phase == ClockPhase::silenced ? rung->at : heard_at(clock, *rung);
      if (heard <= now && rung->to != Rung::owner && reaches(rung->to))
        return fmt::format("Told as {}", rung_word(rung->to));
    }
    return std::nullopt;
  }
  // Why a clock that speaks, or would if it were not acknowledged, concerns the viewer.
  std::optional<std::string> why(const BoardRow& row, const BoardClock& clock, Instant now) const {
    if (clock.kind == ClockKind::action && clock.action_owner) {
      if (is_viewer(clock.action_owner, viewer)) return "Your action";
    } else if (auto owner = as_owner(row)) {
      return owner;
    }
    if (clock.kind == ClockKind::handover && is_viewer(row.marks.handover_to, viewer)) return "You are offered the handover";
    return as_told(clock, now);
  }
};

AlertGroup group_of(const BoardRow& row, const Viewer& viewer) {
  AlertGroup group;
  group.episode = row.episode;
  group.child = row.child;
  group.reference = row.reference;
  group.name = row.name;
  group.age = row.age;
  group.risk = row.risk;
  group.area = row.area;
  group.team = row.team;
  group.owner = row.owner;
  group.own_team = viewer.team == row.team;
  group.pressing = row.pressing;
  return group;
}

void close_group(AlertGroup group, std::vector<AlertGroup>& into) {
  if (group.alerts.empty()) return;
  int late = 0, soon = 0, quiet = 0;
  for (const auto& alert : group.alerts) {
    if (alert.clock.phase == ClockPhase::breached) ++late;
    else if (alert.clock.phase == ClockPhase::warned) ++soon;
    else ++quiet;
  }
  group.breached = late > 0;
  const auto part = [&](int n, const char* what) {
    if (n) group.summary += fmt::format("{}{} {}", group.summary.empty() ? "" : ", ", n, what);
  };
  part(late, "late");
  part(soon, "due soon");
  part(quiet, "acknowledged");
  into.push_back(std::move(group));
}

void order(std::vector<AlertGroup>& groups) {
  std::ranges::sort(groups, [](const AlertGroup& a, const AlertGroup& b) {
    return a.own_team != b.own_team ? a.own_team : a.pressing < b.pressing;
  });
}

}  // namespace

Alerts alerts_for(const BoardSnapshot& board, const Viewer& viewer, const policy::Policies& rules, Instant now) {
  Alerts out;
  const Concern concern{viewer, rules};
  for (const auto& row : board.ordered(now)) {
    const BoardRow shown = seen_by(row, viewer, rules);
    AlertGroup speaking = group_of(shown, viewer), quiet = speaking;
    for (std::size_t i = 0; i < row.clocks.size(); ++i) {
      const auto& clock = row.clocks[i];
      if (clock.phase == ClockPhase::waiting) continue;
      if (auto why = concern.why(row, clock, now))
        (clock.phase == ClockPhase::silenced ? quiet : speaking)
            .alerts.push_back({shown.clocks[i], clock.words, std::move(*why)});
    }
    out.alarms += static_cast<int>(speaking.alerts.size());
    close_group(std::move(speaking), out.now);
    close_group(std::move(quiet), out.acknowledged);
  }
  order(out.now);
  order(out.acknowledged);
  out.count = static_cast<int>(std::ranges::count(out.now, true, &AlertGroup::breached));
  return out;
}

namespace {

// The highest rung that has heard, of those that reach the viewer; and the highest of all.
std::optional<Rung> heard(const casework::Clock& clock, const std::function<bool(Rung)>& counts) {
  for (auto at = std::min<std::size_t>(static_cast<std::size_t>(clock.rungs_told), clock.ladder.size()); at-- > 0;)
    if (counts(clock.ladder[at].to)) return clock.ladder[at].to;
  return std::nullopt;
}

std::optional<PlanAlert> plan_alert(const casework::PlanAction& action, const casework::Clock& clock, const Concern& concern, Instant now) {
  const auto phase = casework::phase(clock, now);
  if (phase == ClockPhase::waiting) return std::nullopt;
  PlanAlert out{action.id(), action.set.what.text, action.owner().name, clock.due, phase == ClockPhase::breached, {}, {}};
  const auto told = heard(clock, [&](Rung rung) { return rung != Rung::owner && concern.reaches(rung); });
  if (is_viewer(action.owner(), concern.viewer)) out.why_me = "You own this";
  else if (told) out.why_me = fmt::format("Told as {}", rung_word(*told));
  else return std::nullopt;
  if (!out.late) {
    out.words = fmt::format("due in {}", duration_for_people(clock.due - now));
    return out;
  }
  const auto highest = heard(clock, [](Rung) { return true; });
  out.words = fmt::format("{} late{}", duration_for_people(now - clock.due), highest ? fmt::format(", with {}", rung_word(*highest)) : "");
  return out;
}

}  // namespace

void add_plan_alerts(Alerts& alerts, const casework::ForceRecord& force, const Viewer& viewer, const policy::Policies& rules, Instant now) {
  const Concern concern{viewer, rules};
  for (const auto& clock : force.clocks) {
    const auto* action = clock.about ? force.action(*clock.about) : nullptr;
    if (!action) continue;
    if (auto one = plan_alert(*action, clock, concern, now)) alerts.plan.push_back(std::move(*one));
  }
  std::ranges::sort(alerts.plan, {}, &PlanAlert::due);
  alerts.count += static_cast<int>(std::ranges::count(alerts.plan, true, &PlanAlert::late));
  alerts.alarms += static_cast<int>(alerts.plan.size());
}

std::vector<GlassNotice> broken_glass(const casework::Case& held, UserId owner) {
  std::vector<GlassNotice> out;
  if (!held.restriction || held.restriction->set.what.owner.user != owner) return out;
  for (const auto& broken : held.restriction->broken)
    out.push_back({held.id, broken.stamp.at, broken.what.until, broken.stamp.by.name, broken.what.reason});
  std::ranges::reverse(out);
  return out;
}

}  // namespace lapwing::views
