#include "measures/equity/clustered.hpp"

#include <algorithm>
#include <cmath>

#include "measures/statistics/quantiles.hpp"
#include "measures/statistics/rates.hpp"

namespace lapwing::measures {

using statistics::Interval;
using statistics::z_95;

namespace {

double effective_cases(const Clusters& of, double p) {
  const auto n = static_cast<double>(of.n), m = static_cast<double>(of.children);
  if (p <= 0 || p >= 1 || of.children < 2) return n * n / static_cast<double>(of.nn);
  const double variance = (m - 1) / m * of.without_each;
  return variance > 0 ? std::min(n, p * (1 - p) / variance) : n;
}

}  // namespace

statistics::Answer<Interval> clustered_share(const Clusters& of) {
  if (of.n == 0) return statistics::not_enough("there are no cases to take a share of");
  const double p = static_cast<double>(of.y) / static_cast<double>(of.n), n = effective_cases(of, p), zz = z_95 * z_95;
  const double middle = (p * n + zz / 2) / (n + zz), reach = z_95 / (n + zz) * std::sqrt(p * (1 - p) * n + zz / 4);
  return Interval{p, std::clamp(middle - reach, 0.0, p), std::clamp(middle + reach, p, 1.0)};
}

statistics::Answer<Interval> clustered_rate(const Clusters& of, double population) {
  if (!(population > 0)) return statistics::not_enough("the population is 0");
  if (of.n == 0) return statistics::rate(0, population);
  const double n = static_cast<double>(of.n), rate = n / population * statistics::rate_per;
  const double reach = std::exp(z_95 * std::sqrt(static_cast<double>(of.nn)) / n);
  return Interval{rate, rate / reach, rate * reach};
}

Interval difference(const Interval& of, const Interval& from) {
  const double d = of.estimate - from.estimate;
  return {d, d - std::hypot(of.estimate - of.lower, from.upper - from.estimate), d + std::hypot(of.upper - of.estimate, from.estimate - from.lower)};
}

}  // namespace lapwing::measures
