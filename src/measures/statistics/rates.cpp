#include "measures/statistics/rates.hpp"

#include <cmath>

#include "measures/statistics/quantiles.hpp"

namespace lapwing::statistics {

namespace {

// Limits of the mean of a Poisson count.
Interval poisson_limits(std::uint64_t count) {
  const auto events = static_cast<double>(count);
  if (count < byar_from)
    return {events, count == 0 ? 0 : chi_squared_quantile(tail_95, 2 * events) / 2, chi_squared_quantile(1 - tail_95, 2 * (events + 1)) / 2};
  const auto cube = [](double x) { return x * x * x; };
  const double more = events + 1;
  return {events, events * cube(1 - 1 / (9 * events) - z_95 / (3 * std::sqrt(events))),
          more * cube(1 - 1 / (9 * more) + z_95 / (3 * std::sqrt(more)))};
}

bool counts_people(double population) { return std::isfinite(population) && population > 0; }

}  // namespace

Answer<Interval> proportion(std::uint64_t numerator, std::uint64_t denominator) {
  if (denominator == 0) return not_enough("the denominator is 0");
  if (numerator > denominator) return not_enough("the numerator is larger than the denominator");
  const auto x = static_cast<double>(numerator), n = static_cast<double>(denominator);
  constexpr double z2 = z_95 * z_95;
  const double middle = (x + z2 / 2) / (n + z2);
  const double half = z_95 / (n + z2) * std::sqrt(x * (n - x) / n + z2 / 4);
  // At the ends the limit is the end itself, which rounding would miss by a hair.
  return Interval{x / n, numerator == 0 ? 0 : middle - half, numerator == denominator ? 1 : middle + half};
}

Answer<Interval> rate(std::uint64_t count, double population) {
  if (!counts_people(population)) return not_enough("the population is 0");
  const auto limits = poisson_limits(count);
  return Interval{limits.estimate / population * rate_per, limits.lower / population * rate_per, limits.upper / population * rate_per};
}

Answer<Interval> rate_ratio(Exposure of, Exposure reference) {
  if (!counts_people(of.population)) return not_enough("the population is 0");
  if (!counts_people(reference.population)) return not_enough("the reference has a population of 0");
  if (reference.count == 0) return not_enough("the reference has no events");
  const auto a = static_cast<double>(of.count), b = static_cast<double>(reference.count);
  if (of.count == 0) {
    // Given both counts' sum, `a` is binomial with odds ratio × population / reference population.
    const double share = beta_quantile(1 - tail_95, 1, b);
    return Interval{0, 0, share / (1 - share) * reference.population / of.population};
  }
  const double ratio = (a / of.population) / (b / reference.population);
  const double factor = std::exp(z_95 * std::sqrt(1 / a + 1 / b));
  return Interval{ratio, ratio / factor, ratio * factor};
}

}  // namespace lapwing::statistics
