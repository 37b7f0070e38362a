#include "measures/workforce/establishment.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "measures/statistics/queueing.hpp"

namespace lapwing::measures::workforce {

using std::chrono::days;
using std::chrono::sys_days;

namespace {

constexpr double hours_a_day = 24;

OfficersByHour from_shifts(const std::vector<std::uint32_t>& each_shift, const std::vector<HourShift>& hours) {
  OfficersByHour out{};
  for (std::size_t hour = 0; hour < week_hours; ++hour) out[hour] = each_shift[hours[hour % 24].index];
  return out;
}

// The fewest, always on duty, that reach the target in these invented weeks, looked for from `start` on.
Required fewest(const Calls& calls, double target, std::uint32_t start) {
  auto officers = std::max(1u, start);
  double share = simulate(calls, always(officers)).share();
  if (share < target) {
    while (share < target && officers < officers_max) share = simulate(calls, always(++officers)).share();
    return {static_cast<double>(officers), share};
  }
  while (officers > 1) {
    const double fewer = simulate(calls, always(officers - 1)).share();
    if (fewer < target) break;
    --officers;
    share = fewer;
  }
  return {static_cast<double>(officers), share};
}

// One more where calls wait longest, until every shift reaches the target.
std::vector<std::uint32_t> fewest_by_shift(const Calls& calls, const CallDemand& demand, double target, const std::vector<HourShift>& hours, std::size_t shifts, Required& found) {
  std::vector<std::uint32_t> each(shifts, 1);
  std::vector<double> load(shifts), length(shifts);
  for (std::size_t hour = 0; hour < week_hours; ++hour) {
    load[hours[hour % 24].index] += demand.per_hour[hour] * demand.service_minutes() / 60;
    ++length[hours[hour % 24].index];
  }
  for (std::size_t shift = 0; shift < shifts; ++shift)
    if (length[shift] > 0) each[shift] = std::max(1u, static_cast<std::uint32_t>(std::ceil(load[shift] / length[shift])));
  for (;;) {
    const auto simulated = simulate(calls, from_shifts(each, hours));
    std::vector<double> came(shifts), within(shifts);
    for (std::size_t hour = 0; hour < week_hours; ++hour) {
      came[hours[hour % 24].index] += simulated.calls_by_hour[hour];
      within[hours[hour % 24].index] += simulated.within_by_hour[hour];
    }
    std::size_t worst = shifts;
    double least = target;
    for (std::size_t shift = 0; shift < shifts; ++shift)
      if (came[shift] > 0 && within[shift] / came[shift] < least) {
        least = within[shift] / came[shift];
        worst = shift;
      }
    found.share = simulated.share();
    if (worst == shifts || each[worst] >= officers_max) break;
    ++each[worst];
  }
  double hours_worked = 0;
  for (const auto& hour : hours) hours_worked += each[hour.index];
  found.officers = hours_worked / hours_a_day;
  return each;
}

}  // namespace

double share_by_queueing(const CallDemand& demand, std::uint32_t officers) {
  const statistics::Demand even{demand.per_week() / static_cast<double>(week_hours), demand.service_minutes()};
  double share = 0;
  for (const auto& kind : demand.kinds) share += kind.share * statistics::share_within(even, officers, kind.target_minutes);
  return share;
}

statistics::Answer<Establishment> establishment_for(const CallDemand& demand, double target, const policy::ForcePolicy& force, std::size_t calls, std::uint64_t seed) {
  if (!(demand.per_week() > 0)) return statistics::not_enough("no call for an officer is expected");
  if (!(target > 0 && target < 1)) return statistics::not_enough("the share within the clock must lie between 0 and 1");
  if (force.shifts.empty()) return statistics::not_enough("there are no shifts");
  Establishment out;
  std::uint32_t officers = 1;
  while (officers < officers_max && share_by_queueing(demand, officers) < target) ++officers;
  if (officers == officers_max) return statistics::not_enough("more than 500 officers would be needed at once");
  out.by_queueing = {static_cast<double>(officers), share_by_queueing(demand, officers)};
  const auto even = invent_calls(demand.even(), calls, seed);
  out.by_simulation = fewest(even, target, officers);
  out.disagreement = std::abs(simulate(even, always(officers)).share() - out.by_queueing.share);
  const auto real = invent_calls(demand, calls, seed);
  out.by_hour = fewest(real, target, officers);
  out.each_shift = fewest_by_shift(real, demand, target, shifts_by_hour(force), force.shifts.size(), out.by_shift);
  return out;
}

double posts_for(double on_duty, const policy::ForecastRules& rules) {
  return on_duty * static_cast<double>(week_hours) / (rules.hours_per_week * (1 - rules.away_percent / 100.0));
}

double shifts_a_week(const policy::ForecastRules& rules, const policy::ForcePolicy& force) {
  return force.shifts.empty() ? 0 : rules.hours_per_week / (hours_a_day / static_cast<double>(force.shifts.size()));
}

Capacity capacity_in(const Officers& officers, Date monday, const policy::Policies& rules, const policy::ForecastRules& forecast) {
  const auto& shifts = rules.force.shifts;
  Capacity out{std::vector<std::vector<double>>(7, std::vector<double>(shifts.size())), 0};
  const double full_time = shifts_a_week(forecast, rules.force);
  for (const auto& officer : officers) {
    if (!officer->pattern || !in_date_for_any(*officer, rules.workforce, monday)) continue;
    ++out.officers;
    const double likely = expected_on_shift(*officer, full_time);
    for (int day = 0; day < 7; ++day) {
      const Date on = sys_days(monday) + days(day);
      if (!in_date_for_any(*officer, rules.workforce, on)) continue;
      for (std::size_t shift = 0; shift < shifts.size(); ++shift)
        if (duty_of(*officer, shifts[shift].name, on) == Duty::on) out.expected[static_cast<std::size_t>(day)][shift] += likely;
    }
  }
  return out;
}

Capacity changed(Capacity capacity, int more, int fewer, double shifts_a_week) {
  const double kept = capacity.officers == 0 ? 0 : std::max(0.0, 1 - static_cast<double>(fewer) / static_cast<double>(capacity.officers));
  for (auto& day : capacity.expected)
    for (auto& shift : day) shift = shift * kept + more * shifts_a_week / (7 * static_cast<double>(day.size()));
  capacity.officers = static_cast<std::size_t>(std::max(0, static_cast<int>(capacity.officers) - fewer)) + static_cast<std::size_t>(more);
  return capacity;
}

OfficersByHour by_hour(const Capacity& capacity, const policy::ForcePolicy& force) {
  OfficersByHour out{};
  const auto hours = shifts_by_hour(force);
  if (hours.empty()) return out;
  auto whole = capacity.expected;
  double left_over = 0;
  for (auto& day : whole)
    for (auto& shift : day) {
      const double wanted = shift + left_over;
      const double rounded = std::max(0.0, std::round(wanted));
      left_over = wanted - rounded;
      shift = rounded;
    }
  for (std::size_t hour = 0; hour < week_hours; ++hour) {
    const auto& of = hours[hour % 24];
    const std::size_t day = (hour / 24 + (of.from_yesterday ? 6 : 0)) % 7;
    out[hour] = static_cast<std::uint32_t>(whole[day][of.index]);
  }
  return out;
}

}  // namespace lapwing::measures::workforce
