#include "measures/workforce/forecast.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace lapwing::measures::workforce {

using namespace std::chrono;

namespace {

struct Truth {
  double level = 8, trend_per_year = 0;
  double saturday = 1, holiday = 1, december = 1;   // how many times as many
  double spread = 0;                                // beyond chance: standard deviation of a day's own factor, log
};

double mean_on(const Truth& truth, sys_days on, sys_days origin, const std::vector<BankHoliday>& holidays) {
  double mean = truth.level * std::exp(std::log1p(truth.trend_per_year) * static_cast<double>((on - origin).count()) / 365.25);
  if (weekday_index(Date(on)) == 5) mean *= truth.saturday;
  if (Date(on).month() == December) mean *= truth.december;
  for (const auto& holiday : holidays)
    if (sys_days(holiday.on) == on) mean *= truth.holiday;
  return mean;
}

struct Invented {
  DailyCounts counts;
  std::vector<double> to_come;                      // true means of the days after
  std::vector<std::uint32_t> came;
};

Invented invent(const Truth& truth, int days, int ahead, unsigned seed) {
  std::mt19937_64 random(seed);
  const sys_days first = 2023y / January / 2;
  std::vector<BankHoliday> holidays;
  for (auto of = 2023y; of <= 2028y; ++of)
    for (const auto& one : bank_holidays(of)) holidays.push_back(one);
  Invented out;
  out.counts.first = first;
  for (int day = 0; day < days + ahead; ++day) {
    const double mean = mean_on(truth, first + std::chrono::days(day), first, holidays);
    const double own = truth.spread > 0 ? std::exp(truth.spread * std::normal_distribution<>()(random) - truth.spread * truth.spread / 2) : 1;
    const auto count = static_cast<std::uint32_t>(std::poisson_distribution<int>(mean * own)(random));
    if (day < days) {
      out.counts.days.push_back(count);
    } else {
      out.to_come.push_back(mean);
      out.came.push_back(count);
    }
  }
  return out;
}

const ForecastRules rules;

}  // namespace

TEST(Forecast, finds_the_planted_trend_weekday_holiday_and_month) {
  const auto given = invent({.level = 20, .trend_per_year = 0.15, .saturday = 1.5, .holiday = 0.5, .december = 1.3}, 1090, rules.ahead_days, 7);
  const auto found = forecast_demand(given.counts, {}, rules);
  ASSERT_TRUE(found) << found.error();
  EXPECT_TRUE(found->by_month);
  EXPECT_TRUE(found->by_holiday);
  EXPECT_LT(found->change_per_year->lower, 0.15);
  EXPECT_GT(found->change_per_year->upper, 0.15);
  EXPECT_GT(found->change_per_year->lower, 0.08);
  EXPECT_LT(found->dispersion, 1.2);
  ASSERT_EQ(found->days.size(), given.to_come.size());
  bool saw_a_holiday = false;
  for (std::size_t i = 0; i < given.to_come.size(); ++i) {
    EXPECT_NEAR(found->days[i].expected / given.to_come[i], 1, found->days[i].holiday.empty() ? 0.15 : 0.3) << to_iso(found->days[i].on);
    saw_a_holiday = saw_a_holiday || !found->days[i].holiday.empty();
  }
  EXPECT_TRUE(saw_a_holiday);
}

TEST(Forecast, holds_what_comes_on_about_nineteen_days_in_twenty) {
  int days = 0, held = 0, totals = 0, totals_held = 0;
  for (unsigned seed = 1; seed <= 25; ++seed) {
    const auto given = invent({.level = 5, .saturday = 1.4, .spread = 0.3}, 400, rules.ahead_days, seed);
    const auto found = forecast_demand(given.counts, {}, rules);
    ASSERT_TRUE(found);
    double total = 0;
    for (std::size_t i = 0; i < given.came.size(); ++i, ++days) {
      held += given.came[i] >= found->days[i].lower && given.came[i] <= found->days[i].upper;
      total += given.came[i];
    }
    ++totals;
    totals_held += total >= found->lower_total && total <= found->upper_total;
  }
  EXPECT_GE(held, days * 93 / 100);
  EXPECT_GE(totals_held, totals * 85 / 100);
}

TEST(Forecast, widens_its_interval_when_looking_back_shows_it_too_sure) {
  auto given = invent({.level = 30}, 400, 0, 3);
  for (std::size_t i = 330; i < given.counts.days.size(); ++i) given.counts.days[i] *= 2;   // nothing before foretold it
  const auto found = forecast_demand(given.counts, {}, rules);
  ASSERT_TRUE(found);
  EXPECT_LT(found->backtest.within, 0.9);
  EXPECT_GT(found->backtest.widened, 1.2);
  EXPECT_GT(found->backtest.absolute_error_mean, 5);
}

TEST(Forecast, of_under_a_year_follows_no_trend) {
  const auto given = invent({.level = 20, .trend_per_year = 1}, 300, 0, 5);
  const auto found = forecast_demand(given.counts, {}, rules);
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->change_per_year);
}

TEST(Forecast, of_a_short_or_empty_record_is_not_enough_to_say) {
  EXPECT_FALSE(forecast_demand({}, {}, rules));
  const auto month = forecast_demand({2026y / March / 1, std::vector<std::uint32_t>(31, 4)}, {}, rules);
  ASSERT_FALSE(month);
  EXPECT_EQ(month.error().find("not enough to say"), 0u);
  EXPECT_FALSE(forecast_demand({2026y / March / 1, std::vector<std::uint32_t>(200, 0)}, {}, rules));
}

TEST(Forecast, of_a_record_with_a_weekday_on_which_nothing_ever_came_stays_finite) {
  DailyCounts counts{2026y / January / 5, {}};
  for (int day = 0; day < 140; ++day) counts.days.push_back(day % 7 == 2 ? 0 : 3);
  const auto found = forecast_demand(counts, {}, rules);
  ASSERT_TRUE(found);
  for (const auto& day : found->days) {
    EXPECT_TRUE(std::isfinite(day.expected));
    EXPECT_LE(day.lower, day.upper);
    EXPECT_LT(day.upper, 100);
  }
}

TEST(CountQuantile, is_that_of_the_poisson_and_of_wider_distributions) {
  EXPECT_EQ(count_quantile(0.975, 4, 4), 8u);      // Poisson: P(X <= 8) is 0.979, P(X <= 7) 0.949
  EXPECT_EQ(count_quantile(0.025, 4, 4), 1u);      // P(X <= 0) is 0.018, P(X <= 1) 0.092
  EXPECT_EQ(count_quantile(0.975, 0, 0), 0u);
  EXPECT_GT(count_quantile(0.975, 4, 12), 10u);
  EXPECT_EQ(count_quantile(0.6, 1, 2), 1u);        // geometric: P(X <= 0) is 0.5, P(X <= 1) 0.75
}

}  // namespace lapwing::measures::workforce
