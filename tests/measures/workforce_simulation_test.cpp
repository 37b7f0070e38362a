#include "measures/workforce/simulation.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "measures/statistics/queueing.hpp"

namespace lapwing::measures::workforce {

namespace {

constexpr std::size_t calls_simulated = 400'000;
constexpr double tolerance = 0.015;    // of the share within the target

CallDemand steady(double per_hour, double service_minutes, double target_minutes) {
  CallDemand out;
  out.per_hour.fill(per_hour);
  out.kinds = {{1, service_minutes, target_minutes}};
  return out;
}

}  // namespace

TEST(Simulation, agrees_with_the_queue_where_the_queue_s_assumptions_hold) {
  for (const double load : {0.5, 2.0, 7.0})
    for (const double target : {0.0, 15.0, 60.0})
      for (std::uint32_t spare = 1; spare <= 4; ++spare) {
        const auto officers = static_cast<std::uint32_t>(std::floor(load)) + spare;
        const double service = 120, per_hour = load * 60 / service;
        const auto simulated = simulate(invent_calls(steady(per_hour, service, target), calls_simulated, 42), always(officers));
        EXPECT_NEAR(simulated.share(), statistics::share_within({per_hour, service}, officers, target), tolerance)
            << load << " " << target << " " << officers;
      }
}

TEST(Simulation, of_the_same_seed_is_the_same_and_of_another_another) {
  const auto demand = steady(1, 90, 15);
  EXPECT_EQ(simulate(invent_calls(demand, 5'000, 1), always(3)).within, simulate(invent_calls(demand, 5'000, 1), always(3)).within);
  EXPECT_NE(simulate(invent_calls(demand, 5'000, 1), always(3)).within, simulate(invent_calls(demand, 5'000, 2), always(3)).within);
}

TEST(Simulation, brings_calls_at_the_hours_that_were_asked_for) {
  CallDemand demand;
  demand.per_hour[20] = 3;
  demand.per_hour[100] = 1;
  demand.kinds = {{0.25, 60, 15}, {0.75, 60, 30}};
  const auto calls = invent_calls(demand, 40'000, 5);
  const auto found = simulate(calls, always(50));
  EXPECT_NEAR(found.calls_by_hour[20], 3 * weeks_max, 500);      // 40,000 calls would take more weeks than are invented
  EXPECT_NEAR(found.calls_by_hour[100], weeks_max, 300);
  EXPECT_EQ(found.calls_by_hour[20] + found.calls_by_hour[100], found.calls);
  EXPECT_EQ(found.within, found.calls);
  std::size_t first_kind = 0;
  for (const auto& call : calls.calls) first_kind += call.kind == 0;
  EXPECT_NEAR(static_cast<double>(first_kind) / static_cast<double>(calls.calls.size()), 0.25, 0.01);
}

TEST(Simulation, lets_peaks_wait_that_an_even_spread_would_not) {
  CallDemand demand;
  demand.kinds = {{1, 60, 10}};
  for (std::size_t hour = 0; hour < week_hours; ++hour) demand.per_hour[hour] = hour % 24 >= 18 ? 4 : 0.5;
  const auto peaks = simulate(invent_calls(demand, 40'000, 9), always(4));
  const auto spread = simulate(invent_calls(demand.even(), 40'000, 9), always(4));
  EXPECT_LT(peaks.share() + 0.1, spread.share());
}

TEST(Simulation, starts_nobody_while_nobody_is_on_duty_and_takes_up_the_queue_when_somebody_is) {
  CallDemand demand;
  demand.per_hour[2] = 1;                       // at 02:00 on Monday, when nobody works
  demand.kinds = {{1, 30, 8 * 60}};
  OfficersByHour day_shift{};
  for (std::size_t hour = 7; hour < 15; ++hour) day_shift[hour] = 5;
  const auto calls = invent_calls(demand, 2'000, 3);
  const auto found = simulate(calls, day_shift);
  EXPECT_GT(found.share(), 0.99);               // five hours later, within eight
  auto hurried = calls;
  hurried.targets = {60};
  EXPECT_EQ(simulate(hurried, day_shift).within, 0u);
}

TEST(Simulation, without_officers_answers_nobody_and_without_calls_fails_nobody) {
  const auto calls = invent_calls(steady(1, 60, 15), 1'000, 1);
  EXPECT_EQ(simulate(calls, always(0)).within, 0u);
  EXPECT_EQ(simulate(calls, always(0)).calls, calls.calls.size());
  EXPECT_EQ(simulate(invent_calls(steady(0, 60, 15), 1'000, 1), always(1)).share(), 1);
}

}  // namespace lapwing::measures::workforce
