// How many children will be reported missing on each of the coming days, from the days so far: a level, the day of the week, bank
// holidays, from one year on a trend and from two the month, as a log-linear model of counts (quasi-Poisson, by iterated weighted least
// squares: McCullagh and Nelder 1989). The interval counts chance, days that vary more than chance, and how little the fit itself knows;
// and where forecasts made in the past held too few of the days that came, it is widened until they would have. Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "measures/statistics/answer.hpp"
#include "measures/workforce/calendar.hpp"

namespace lapwing::measures::workforce {

struct ForecastRules {
  int days_min = 56;                      // fewer whole days and nothing is foretold
  int history_days_max = 1095;            // older ones are not looked at
  int trend_from_days = 365;              // with fewer, a season cannot be told from a trend, so there is a level alone
  int months_from_days = 730;             // with so many, months have effects of their own
  int ahead_days = 28;
  int backtests = 3;                      // forecasts made in the past, each for `ahead_days`, one after another
};

struct DailyCounts {
  Date first{};                           // London days, one after another
  std::vector<std::uint32_t> days;
};

struct ForecastDay {
  Date on{};
  double expected = 0;
  double lower = 0, upper = 0;            // 95 % for the day's count
  std::string holiday;                    // its name; empty: none
};

struct Backtest {
  std::size_t days = 0;                   // 0: the record is too short for one
  double expected_mean = 0, came_mean = 0;
  double absolute_error_mean = 0;         // children a day
  double within = 0;                      // share of the days on which the interval held what came, before it was widened
  double widened = 1;                     // by what the interval was widened for it
};

struct Forecast {
  std::vector<ForecastDay> days;
  double expected_total = 0, lower_total = 0, upper_total = 0;
  std::optional<statistics::Interval> change_per_year;   // 0.10: ten per cent more a year; none: the record is too short for a trend
  double dispersion = 1;                  // variance over mean: 1 is chance alone
  bool by_month = false, by_holiday = false;
  std::size_t days_fitted = 0;
  Backtest backtest;
};

statistics::Answer<Forecast> forecast_demand(const DailyCounts& counts, const std::vector<Proclaimed>& proclaimed, const ForecastRules& rules);

// The least count that is not exceeded with this probability, for counts of this mean and variance: negative binomial, or Poisson when
// the variance is no greater than the mean.
std::uint32_t count_quantile(double probability, double mean, double variance);

}  // namespace lapwing::measures::workforce
