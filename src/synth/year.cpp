#include "synth/year.hpp"

#include <algorithm>

namespace lapwing::synth {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Few in the small hours, some when school should have begun, most in the evening. Our assumption: no published figure was found.
constexpr std::array<double, 24> by_hour = {3.2, 2.2, 1.4, 0.9, 0.7, 0.6, 0.8, 1.4, 2.6, 3.4, 3.0, 2.8,
                                            2.9, 2.8, 3.0, 4.2, 5.2, 5.8, 6.2, 6.8, 7.4, 8.4, 8.8, 6.4};
constexpr std::array<double, 7> by_weekday = {0.96, 0.96, 0.96, 1.0, 1.14, 1.08, 0.9};   // from Monday
constexpr int hours_a_week = 7 * 24;

// How much of a week's reports have come by the start of each of its hours; the last is 1.
const std::array<double, hours_a_week + 1>& share_of_week() {
  static const auto shares = [] {
    std::array<double, hours_a_week + 1> out{};
    for (int hour = 0; hour < hours_a_week; ++hour) out[hour + 1] = out[hour] + by_hour[hour % 24] * by_weekday[hour / 24];
    for (auto& share : out) share /= out.back();
    out.back() = 1;
    return out;
  }();
  return shares;
}

constexpr Instant last_day{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2}};   // a Monday

double normal(Random& chance) {   // Box and Muller's, one of the two
  const double radius = std::sqrt(-2 * std::log1p(-chance.unit()));
  return radius * std::cos(2 * 3.14159265358979323846 * chance.unit());
}

// The log-normal through the two published points: 58 % within 8 hours and 94 % within 48.
constexpr double z_58 = 0.20189348, z_94 = 1.55477359;
constexpr minutes shortest{12};
constexpr days longest{40};

}  // namespace

Span Span::of(std::uint64_t episodes) {
  const auto weeks = std::clamp<std::uint64_t>(episodes * 52 / reports_a_year, 1, 52 * span_years_max);
  return {last_day - days{7 * static_cast<std::int64_t>(weeks)}, last_day};
}

Instant Moments::at(std::uint64_t number, Random& chance) const {
  const auto weeks = std::chrono::duration_cast<hours>(span_.until - span_.from).count() / hours_a_week;
  const double place = (static_cast<double>(number) + chance.unit()) / static_cast<double>(count_) * static_cast<double>(weeks);
  const double week = std::min(std::floor(place), static_cast<double>(weeks - 1));
  const auto& shares = share_of_week();
  const double within = std::min(place - week, 0.999999);
  const auto hour = static_cast<std::size_t>(std::ranges::upper_bound(shares, within) - shares.begin()) - 1;
  const double part = (within - shares[hour]) / (shares[hour + 1] - shares[hour]);
  return span_.from + days{7 * static_cast<std::int64_t>(week)} + hours{hour} + std::chrono::seconds{static_cast<int>(part * 3600)};
}

minutes how_long_missing(Random& chance) {
  static const double sigma = (std::log(48.0) - std::log(8.0)) / (z_94 - z_58);
  static const double mu = std::log(8.0) - z_58 * sigma;
  const double lasted = std::exp(mu + sigma * normal(chance)) * 60;
  return std::clamp(minutes{static_cast<std::int64_t>(std::min(lasted, 1e6))}, shortest, std::chrono::duration_cast<minutes>(longest));
}

}  // namespace lapwing::synth
