// How many officers it takes so that a chosen share of first deployments is within the clock: by queueing theory, as if calls came
// evenly through the week; by simulation of the same, which must agree; by simulation of calls as they do come, hour by hour; and with
// another number of officers on each shift. And what share the officers there are would reach. Pure: seeded; any thread.
#pragma once
#include <cstdint>
#include <vector>

#include "measures/statistics/answer.hpp"
#include "measures/workforce/simulation.hpp"
#include "measures/workforce/staffing.hpp"
#include "policy/forecast_rules.hpp"

namespace lapwing::measures::workforce {

struct Required {
  double officers = 0;                                      // on duty at any moment; a mean where it differs by shift
  double share = 0;                                         // of calls within their clock
};

struct Establishment {
  Required by_queueing, by_simulation, by_hour, by_shift;
  std::vector<std::uint32_t> each_shift;                    // officers on each shift, in the order of the rules
  double disagreement = 0;                                  // of the shares of by_queueing and a simulation with the same officers
};

constexpr std::uint32_t officers_max = 500;                 // on duty at once; a force that needs more has a mistake in its rules

statistics::Answer<Establishment> establishment_for(const CallDemand& demand, double target_share, const policy::ForcePolicy& force, std::size_t calls, std::uint64_t seed);

// The share within their clocks with so many officers always on duty, were calls spread evenly (M/M/c; each kind by its own target).
double share_by_queueing(const CallDemand& demand, std::uint32_t officers);

// People employed for so many on duty at every hour.
double posts_for(double officers_on_duty, const policy::ForecastRules& rules);
double shifts_a_week(const policy::ForecastRules& rules, const policy::ForcePolicy& force);

// In-date officers expected on each shift of a week, by weekday from Monday and by shift. Absences of that week are taken off.
struct Capacity {
  std::vector<std::vector<double>> expected;                // [weekday][shift]
  std::size_t officers = 0;                                 // in date, with a working pattern
};
Capacity capacity_in(const Officers& officers, Date monday, const policy::Policies& rules, const policy::ForecastRules& forecast);
// With so many more full-time officers, spread evenly over the shifts, and so many fewer of those there are (alike on every shift).
Capacity changed(Capacity capacity, int more, int fewer, double shifts_a_week);
// Whole officers in each hour, rounded so that what is left over carries on to the next shift.
OfficersByHour by_hour(const Capacity& capacity, const policy::ForcePolicy& force);

}  // namespace lapwing::measures::workforce
