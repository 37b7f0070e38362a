#include "measures/workforce/forecast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "measures/statistics/least_squares.hpp"
#include "measures/statistics/quantiles.hpp"

namespace lapwing::measures::workforce {

using std::chrono::sys_days;
using statistics::Column;

namespace {

constexpr double days_per_year = 365.25;
constexpr int rounds_max = 25;
constexpr double settled = 1e-9;
constexpr double log_mean_max = 12;      // a count of 160,000 a day: beyond it something is wrong with the fit
constexpr int holidays_min = 3;          // fewer in the record, and their effect is not told from chance
constexpr double normal_approximation_from = 400;

class Calendar {
 public:
  Calendar(Date first, std::size_t days, const std::vector<Proclaimed>& proclaimed) {
    const sys_days last = sys_days(first) + std::chrono::days(days);
    for (auto year = first.year(); year <= Date(last).year(); ++year)
      for (auto& holiday : bank_holidays(year, proclaimed)) holidays_[sys_days(holiday.on)] = holiday.name;
  }
  std::string holiday(sys_days on) const {
    const auto found = holidays_.find(on);
    return found == holidays_.end() ? std::string() : found->second;
  }

 private:
  std::map<sys_days, std::string> holidays_;
};

// What a day is made of, as columns of the model.
struct Shape {
  sys_days origin{};                      // where the trend is 0
  bool by_trend = false, by_month = false, by_holiday = false;

  std::vector<double> row(sys_days on, bool holiday) const {
    std::vector<double> out{1};
    if (by_trend) out.push_back(static_cast<double>((on - origin).count()) / days_per_year);
    const auto weekday = weekday_index(Date(on));
    for (unsigned day = 1; day < 7; ++day) out.push_back(weekday == day);
    if (by_holiday) out.push_back(holiday);
    if (by_month)
      for (unsigned month = 2; month <= 12; ++month) out.push_back(unsigned(Date(on).month()) == month);
    return out;
  }
};

struct Fit {
  Shape shape;
  std::vector<double> coefficients;
  std::vector<Column> inverse;
  double dispersion = 1;

  double mean(const std::vector<double>& row) const {
    return std::exp(std::clamp(std::inner_product(row.begin(), row.end(), coefficients.begin(), 0.0), -log_mean_max, log_mean_max));
  }
  // Of the mean itself, relative and squared.
  double uncertainty(const std::vector<double>& row) const {
    double out = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
      for (std::size_t j = 0; j < row.size(); ++j) out += row[i] * inverse[i][j] * row[j];
    return dispersion * out;
  }
};

std::optional<Fit> fit(const DailyCounts& counts, std::size_t days, const Calendar& calendar, const ForecastRules& rules) {
  const sys_days first = counts.first;
  Fit out;
  int holidays = 0;
  for (std::size_t i = 0; i < days; ++i) holidays += !calendar.holiday(first + std::chrono::days(i)).empty();
  out.shape = {first + std::chrono::days(days), days >= static_cast<std::size_t>(rules.trend_from_days), days >= static_cast<std::size_t>(rules.months_from_days), holidays >= holidays_min};
  std::vector<std::vector<double>> rows;
  for (std::size_t i = 0; i < days; ++i) {
    const auto on = first + std::chrono::days(i);
    rows.push_back(out.shape.row(on, !calendar.holiday(on).empty()));
  }
  const auto columns = rows.front().size();
  std::vector<double> mean(days);
  for (std::size_t i = 0; i < days; ++i) mean[i] = counts.days[i] + 0.5;
  double before = 0;
  for (int round = 0; round < rounds_max; ++round) {
    std::vector<Column> x(columns, Column(days));
    Column y(days);
    for (std::size_t i = 0; i < days; ++i) {
      const double root = std::sqrt(mean[i]);
      y[i] = root * (std::log(mean[i]) + (counts.days[i] - mean[i]) / mean[i]);
      for (std::size_t j = 0; j < columns; ++j) x[j][i] = root * rows[i][j];
    }
    auto solved = statistics::least_squares(std::move(x), std::move(y));
    if (!solved) return std::nullopt;
    out.coefficients = solved->coefficients;
    out.inverse = solved->inverse;
    double deviance = 0;
    for (std::size_t i = 0; i < days; ++i) {
      mean[i] = out.mean(rows[i]);
      deviance += 2 * ((counts.days[i] > 0 ? counts.days[i] * std::log(counts.days[i] / mean[i]) : 0) - counts.days[i] + mean[i]);
    }
    if (std::abs(deviance - before) <= settled * (1 + deviance)) break;
    before = deviance;
  }
  double pearson = 0;
  for (std::size_t i = 0; i < days; ++i) pearson += (counts.days[i] - mean[i]) * (counts.days[i] - mean[i]) / mean[i];
  out.dispersion = std::max(1.0, pearson / static_cast<double>(days - columns));
  return out;
}

struct Ahead {
  double mean = 0, variance = 0;
};

Ahead ahead(const Fit& fit, sys_days on, bool holiday) {
  const auto row = fit.shape.row(on, holiday);
  const double mean = fit.mean(row);
  return {mean, fit.dispersion * mean + mean * mean * fit.uncertainty(row)};
}

// Forecasts as they would have been made, each from what was known then.
Backtest look_back(const DailyCounts& counts, const Calendar& calendar, const ForecastRules& rules) {
  Backtest out;
  std::vector<double> misses;            // in standard deviations
  const auto ahead_days = static_cast<std::size_t>(rules.ahead_days);
  for (int back = rules.backtests; back >= 1; --back) {
    const auto held_out = ahead_days * static_cast<std::size_t>(back);
    if (counts.days.size() < held_out + static_cast<std::size_t>(rules.days_min)) continue;
    const auto from = counts.days.size() - held_out;
    const auto fitted = fit(counts, from, calendar, rules);
    if (!fitted) continue;
    for (std::size_t i = from; i < from + ahead_days; ++i) {
      const auto on = sys_days(counts.first) + std::chrono::days(i);
      const auto one = ahead(*fitted, on, !calendar.holiday(on).empty());
      const double came = counts.days[i];
      out.expected_mean += one.mean;
      out.came_mean += came;
      out.absolute_error_mean += std::abs(came - one.mean);
      out.within += came >= count_quantile(statistics::tail_95, one.mean, one.variance) &&
                    came <= count_quantile(1 - statistics::tail_95, one.mean, one.variance);
      misses.push_back(std::abs(came - one.mean) / std::sqrt(one.variance));
      ++out.days;
    }
  }
  if (out.days == 0) return out;
  for (double* mean : {&out.expected_mean, &out.came_mean, &out.absolute_error_mean, &out.within}) *mean /= static_cast<double>(out.days);
  if (out.within < 1 - 2 * statistics::tail_95) {
    const auto at = misses.begin() + static_cast<std::ptrdiff_t>((1 - 2 * statistics::tail_95) * static_cast<double>(misses.size() - 1));
    std::ranges::nth_element(misses, at);
    out.widened = std::max(1.0, *at / statistics::z_95);
  }
  return out;
}

}  // namespace

std::uint32_t count_quantile(double probability, double mean, double variance) {
  if (!(mean > 0)) return 0;
  if (mean > normal_approximation_from)
    return static_cast<std::uint32_t>(std::max(0.0, std::floor(mean + (probability < 0.5 ? -1 : 1) * statistics::z_95 * std::sqrt(variance))));
  const bool poisson = variance <= mean * (1 + 1e-9);
  const double size = poisson ? 0 : mean * mean / (variance - mean), rest = poisson ? 0 : mean / (size + mean);
  double here = poisson ? std::exp(-mean) : std::exp(size * std::log1p(-rest)), up_to = here;
  std::uint32_t count = 0;
  const auto most = static_cast<std::uint32_t>(mean + 40 * std::sqrt(variance) + 40);
  while (up_to < probability && count < most) {
    here *= poisson ? mean / (count + 1) : rest * (size + count) / (count + 1);
    up_to += here;
    ++count;
  }
  return count;
}

statistics::Answer<Forecast> forecast_demand(const DailyCounts& given, const std::vector<Proclaimed>& proclaimed, const ForecastRules& rules) {
  DailyCounts counts = given;
  if (const auto most = static_cast<std::size_t>(rules.history_days_max); counts.days.size() > most) {
    const auto dropped = counts.days.size() - most;
    counts.days.erase(counts.days.begin(), counts.days.begin() + static_cast<std::ptrdiff_t>(dropped));
    counts.first = sys_days(counts.first) + std::chrono::days(dropped);
  }
  if (counts.days.size() < static_cast<std::size_t>(rules.days_min))
    return statistics::not_enough(fmt::format("there are {} whole days in the record, and at least {} are needed", counts.days.size(), rules.days_min));
  if (std::ranges::all_of(counts.days, [](auto count) { return count == 0; })) return statistics::not_enough("no child was reported missing in that time");
  const Calendar calendar(counts.first, counts.days.size() + static_cast<std::size_t>(rules.ahead_days), proclaimed);
  const auto fitted = fit(counts, counts.days.size(), calendar, rules);
  if (!fitted) return statistics::not_enough("the days so far do not tell level, trend and weekday apart");

  Forecast out;
  out.backtest = look_back(counts, calendar, rules);
  out.days_fitted = counts.days.size();
  out.by_month = fitted->shape.by_month;
  out.by_holiday = fitted->shape.by_holiday;
  out.dispersion = fitted->dispersion;
  if (fitted->shape.by_trend) {
    const double slope = fitted->coefficients[1], error = std::sqrt(fitted->dispersion * fitted->inverse[1][1]);
    out.change_per_year = {std::expm1(slope), std::expm1(slope - statistics::z_95 * error), std::expm1(slope + statistics::z_95 * error)};
  }
  const double wider = out.backtest.widened * out.backtest.widened;
  double chance = 0, unknown = 0;
  for (int day = 0; day < rules.ahead_days; ++day) {
    const auto on = sys_days(counts.first) + std::chrono::days(counts.days.size() + static_cast<std::size_t>(day));
    const auto holiday = calendar.holiday(on);
    const auto one = ahead(*fitted, on, !holiday.empty());
    out.days.push_back({Date(on), one.mean, static_cast<double>(count_quantile(statistics::tail_95, one.mean, wider * one.variance)),
                        static_cast<double>(count_quantile(1 - statistics::tail_95, one.mean, wider * one.variance)), holiday});
    out.expected_total += one.mean;
    chance += fitted->dispersion * one.mean;
    // What the fit does not know it does not know on every day alike, so it adds up before it is squared.
    unknown += std::sqrt(std::max(0.0, one.variance - fitted->dispersion * one.mean));
  }
  const double variance = wider * (chance + unknown * unknown);
  out.lower_total = count_quantile(statistics::tail_95, out.expected_total, variance);
  out.upper_total = count_quantile(1 - statistics::tail_95, out.expected_total, variance);
  return out;
}

}  // namespace lapwing::measures::workforce
