#include "measures/statistics/funnel.hpp"

#include <algorithm>
#include <cmath>

#include "measures/statistics/quantiles.hpp"

namespace lapwing::statistics {

namespace {

FunnelRow row_of(const Share& unit, double average) {
  const auto x = static_cast<double>(unit.numerator), n = static_cast<double>(unit.denominator);
  const double spread = std::sqrt(average * (1 - average) / n);
  const auto within = [](double share) { return std::clamp(share, 0.0, 1.0); };
  FunnelRow row{x / n, within(average - z_95 * spread), within(average + z_95 * spread), within(average - z_998 * spread),
                within(average + z_998 * spread)};
  row.outside = row.estimate < row.lower998 || row.estimate > row.upper998;
  return row;
}

}  // namespace

Funnel funnel(const std::vector<Share>& units) {
  long double numerators = 0, denominators = 0;
  for (const auto& unit : units) {
    numerators += static_cast<long double>(unit.numerator);
    denominators += static_cast<long double>(unit.denominator);
  }
  Funnel out;
  if (denominators > 0) out.average = static_cast<double>(numerators / denominators);
  for (const auto& unit : units)
    out.rows.push_back(unit.denominator > 0 ? std::optional(row_of(unit, *out.average)) : std::nullopt);
  return out;
}

}  // namespace lapwing::statistics
