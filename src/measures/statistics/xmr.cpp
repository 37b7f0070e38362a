#include "measures/statistics/xmr.hpp"

#include <algorithm>
#include <cmath>

namespace lapwing::statistics {

namespace {

// A figure this close to a line, for the size of the figures at hand, is on it: the mean of equal figures may be off by a rounding.
constexpr double on_the_line = 1e-12;

struct Chart {
  double mean = 0, reach = 0;   // reach: from the mean to a limit
  double grain = 0;             // what counts as no distance

  // +1 above the mean by more than `share` of the reach, -1 below, 0 between.
  int side(const std::optional<double>& value, double share) const {
    if (!value) return 0;
    const double away = *value - mean, line = share * reach + grain;
    return away > line ? 1 : away < -line ? -1 : 0;
  }
};

// Marks every point of each stretch of at least `xmr_run` points in which `step(i)` is the same and not 0. A step joins `reach_back`
// points before its own: none for a side, one for a rise or fall.
template <class Step>
void mark_runs(std::vector<XmrPoint>& points, Step step, std::size_t reach_back, bool XmrPoint::*mark) {
  std::size_t start = reach_back;
  for (std::size_t i = reach_back; i <= points.size(); ++i) {
    if (i < points.size() && i > start && step(i) == step(start)) continue;
    if (i == start) continue;
    if (step(start) != 0 && i - start + reach_back >= xmr_run)
      for (std::size_t j = start - reach_back; j < i; ++j) points[j].*mark = true;
    start = i;
  }
}

void mark_two_of_three(std::vector<XmrPoint>& points, const Chart& chart) {
  const auto beyond = [&](std::size_t i) { return chart.side(points[i].value, 2.0 / 3); };
  for (std::size_t i = 0; i + 2 < points.size(); ++i) {
    if (!points[i].value || !points[i + 1].value || !points[i + 2].value) continue;
    for (const int side : {1, -1}) {
      const auto there = (beyond(i) == side) + (beyond(i + 1) == side) + (beyond(i + 2) == side);
      for (std::size_t j = i; there >= 2 && j < i + 3; ++j) points[j].two_of_three |= beyond(j) == side;
    }
  }
}

void mark_signals(Xmr& out, double reach) {
  double largest = 0;
  for (const auto& point : out.points) largest = std::max(largest, std::abs(point.value.value_or(0)));
  const Chart chart{*out.mean, reach, largest * on_the_line};
  auto& points = out.points;
  for (auto& point : points) point.outside = chart.side(point.value, 1) != 0;
  mark_runs(points, [&](std::size_t i) { return chart.side(points[i].value, 0); }, 0, &XmrPoint::shift);
  const auto rise = [&](std::size_t i) {
    if (!points[i].value || !points[i - 1].value) return 0;
    return *points[i].value > *points[i - 1].value ? 1 : *points[i].value < *points[i - 1].value ? -1 : 0;
  };
  mark_runs(points, rise, 1, &XmrPoint::trend);
  mark_two_of_three(points, chart);
}

}  // namespace

Xmr xmr(const std::vector<std::optional<double>>& values) {
  Xmr out;
  long double sum = 0, ranges = 0;
  std::size_t range_count = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    out.points.push_back({values[i]});
    if (!values[i]) continue;
    ++out.figures;
    sum += *values[i];
    if (i > 0 && values[i - 1]) {
      ranges += std::abs(static_cast<long double>(*values[i]) - *values[i - 1]);
      ++range_count;
    }
  }
  if (out.figures == 0) return out;
  out.mean = static_cast<double>(sum / static_cast<long double>(out.figures));
  if (range_count == 0) return out;
  out.moving_range_mean = static_cast<double>(ranges / static_cast<long double>(range_count));
  const double reach = xmr_factor * *out.moving_range_mean;
  out.lower = *out.mean - reach;
  out.upper = *out.mean + reach;
  mark_signals(out, reach);
  return out;
}

}  // namespace lapwing::statistics
