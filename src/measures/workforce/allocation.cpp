#include "measures/workforce/allocation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <tuple>

#include "measures/workforce/calendar.hpp"

namespace lapwing::measures::workforce {

using std::chrono::days;
using std::chrono::sys_days;

namespace {

constexpr int look_ahead_days = 14;

std::string accredited_until(const casework::Accreditation& one, const policy::WorkforcePolicy& rules) {
  const auto last = last_day(one);
  return last ? fmt::format("{} until {}", short_label(rules, one.kind), for_people(*last)) : fmt::format("{}, which does not run out", short_label(rules, one.kind));
}

// What would have answered the need, had it been in date.
std::string not_accredited(const casework::Account& officer, const Need& need, const policy::WorkforcePolicy& rules, Date today) {
  const auto level = rules.offered_to.find(need.level);
  const bool lacks_only_harm = need.harm && !in_date_for(officer, {need.level, false}, rules, today).empty();
  const std::vector<std::string> none;
  const auto& wanted = lacks_only_harm ? rules.offered_with_harm : level == rules.offered_to.end() ? none : level->second;
  const casework::Accreditation* nearest = nullptr;
  for (const auto& kind : wanted) {
    const auto* one = latest_of(officer, kind);
    if (one && last_day(*one) && (!nearest || *last_day(*nearest) < *last_day(*one))) nearest = one;
  }
  if (nearest && nearest->awarded > today) return fmt::format("{} only from {}", short_label(rules, nearest->kind), for_people(nearest->awarded));
  if (nearest) return fmt::format("{} {} on {}", short_label(rules, nearest->kind), nearest->ended ? "ended" : "ran out", for_people(*last_day(*nearest)));
  std::vector<std::string> names;
  for (const auto& kind : wanted) names.push_back(short_label(rules, kind));
  return names.empty() ? "nobody may be offered this risk" : fmt::format("holds no {}", fmt::join(names, " or "));
}

std::string next_on(const casework::Account& officer, const policy::ForcePolicy& force, Date today) {
  for (int ahead = 1; ahead <= look_ahead_days; ++ahead) {
    const Date on = sys_days(today) + days(ahead);
    for (const auto& shift : force.shifts)
      if (duty_of(officer, shift.name, on) == Duty::on)
        return fmt::format("off shift, next on {} on {} {}", shift.name, weekday_name(on), for_people(on));
  }
  return "off shift";
}

std::string not_on_shift(const casework::Account& officer, const policy::ForcePolicy& force, const ShiftNow& shift, Date today) {
  const auto* absence = absence_on(officer, shift.started_on);
  if (absence) return absence->to ? fmt::format("away until {}", for_people(*absence->to)) : "away, with no day of return recorded";
  if (!officer.pattern) return "no working pattern is recorded";
  // Later today is nearer than any other day.
  for (std::size_t i = 0; i < force.shifts.size(); ++i)
    if (i != shift.index && shift.started_on == today && force.shifts[i].starts_hour > force.shifts[shift.index].starts_hour &&
        duty_of(officer, force.shifts[i].name, today) == Duty::on)
      return fmt::format("off shift, on {} later today from {:02}:{:02}", force.shifts[i].name, force.shifts[i].starts_hour, force.shifts[i].starts_minute);
  return next_on(officer, force, today);
}

std::string clock_text(Instant at) { return for_people(at, at); }   // "23:00"

Candidate judged(const Officer& officer, const Need& need, const Loads& loads, const policy::Policies& rules, const std::optional<ShiftNow>& shift,
                 Date today, bool& offered) {
  Candidate out{officer, loads.of(officer->id), points_max(*officer, rules.workforce), {}, false};
  const auto accredited = in_date_for(*officer, need, rules.workforce, today);
  const bool on = shift && duty_of(*officer, rules.force.shifts[shift->index].name, shift->started_on) == Duty::on;
  offered = !accredited.empty() && on;
  if (!offered) {
    if (accredited.empty()) out.why = not_accredited(*officer, need, rules.workforce, today);
    if (!shift) out.why += out.why.empty() ? "there are no shifts" : "";
    else if (!on) out.why += (out.why.empty() ? "" : "; ") + not_on_shift(*officer, rules.force, *shift, today);
    return out;
  }
  out.full = out.load.points >= out.points_max;
  out.why = fmt::format("{}, on {} until {}, carries {} of {:.0f} points{}", accredited_until(*accredited.front(), rules.workforce),
                        rules.force.shifts[shift->index].name, clock_text(shift->ends), out.load.points, out.points_max,
                        out.full ? ": already what one officer should hold" : "");
  return out;
}

}  // namespace

Allocation allocate(const Officers& officers, const Need& need, const Loads& loads, const policy::Policies& rules, Instant now, const std::string& team) {
  Allocation out;
  const auto shift = shift_at(rules.force, now);
  const Date today = london_date(now);
  for (const auto& officer : officers) {
    bool offered = false;
    auto candidate = judged(officer, need, loads, rules, shift, today, offered);
    (offered ? out.offered : out.not_offered).push_back(std::move(candidate));
  }
  // By share of what they should hold, so that a half-time officer is not given a full-time load; the name settles what is equal.
  const auto carried = [](const Candidate& one) { return one.points_max > 0 ? one.load.points / one.points_max : 1e9; };
  std::ranges::sort(out.offered, [&](const auto& one, const auto& other) {
    return std::tuple(one.full, carried(one), team_of(*one.officer) != team, one.officer->name, one.officer->id) <
           std::tuple(other.full, carried(other), team_of(*other.officer) != team, other.officer->name, other.officer->id);
  });
  std::ranges::sort(out.not_offered, [](const auto& one, const auto& other) {
    return std::tie(one.officer->name, one.officer->id) < std::tie(other.officer->name, other.officer->id);
  });
  return out;
}

}  // namespace lapwing::measures::workforce
