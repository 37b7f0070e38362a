#include "views/alerts.hpp"

#include <fmt/format.h>

#include <algorithm>

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

std::vector<GlassNotice> broken_glass(const casework::Case& held, UserId owner) {
  std::vector<GlassNotice> out;
  if (!held.restriction || held.restriction->set.what.owner.user != owner) return out;
  for (const auto& broken : held.restriction->broken)
    out.push_back({held.id, broken.stamp.at, broken.what.until, broken.stamp.by.name, broken.what.reason});
  std::ranges::reverse(out);
  return out;
}

}  // namespace lapwing::views
