// An XmR chart (individuals and moving range): whether a figure by week or month has changed, or only varies as it always did. Limits
// are mean ± 2.66 × mean moving range (Shewhart; Wheeler 1993; NHS England, Making Data Count). Pure, any thread.
//
// A period without a figure is no zero: it has no signal, no moving range reaches across it, and it ends a run.
#pragma once
#include <optional>
#include <vector>

namespace lapwing::statistics {

constexpr double xmr_factor = 2.66;
constexpr std::size_t xmr_run = 7;            // points in a row: on one side of the mean, or all rising, or all falling

struct XmrPoint {
  std::optional<double> value;
  bool outside = false;                       // beyond a limit
  bool shift = false;                         // one of a run of seven or more on one side of the mean
  bool trend = false;                         // one of a run of seven or more, each above the one before, or each below it
  bool two_of_three = false;                  // one of two among three in a row beyond two thirds of the limit, on one side
};

struct Xmr {
  std::optional<double> mean;                                  // none without a figure
  std::optional<double> moving_range_mean, lower, upper;       // none without two figures in a row
  std::size_t figures = 0;                                     // periods that have one
  std::vector<XmrPoint> points;                                // one a period, in order
};

// Figures are finite.
Xmr xmr(const std::vector<std::optional<double>>& values);

}  // namespace lapwing::statistics
