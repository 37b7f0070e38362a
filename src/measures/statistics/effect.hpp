// What a change did, as far as figures before and after it tell: by one series alone (an interrupted time series), or by units that
// changed at different times against those that had not yet (difference in differences). An effect always comes with a 95 % interval,
// or with the reason why there is none. Pure, any thread.
#pragma once
#include <optional>
#include <vector>

#include "measures/statistics/answer.hpp"

namespace lapwing::statistics {

struct EffectRules {
  std::size_t points_each_side_min = 12;   // interrupted series: figures before, and after
  std::size_t units_each_side_min = 3;     // difference in differences: units that changed, and units to compare with
};

struct Effect {
  double effect = 0;                       // in the value's own units: positive when it rose
  std::optional<double> lower, upper;      // 95 %; none when nothing tells how far units vary
  bool enough = false;                     // to act on; false: too early to tell, whatever the figure
  std::string caution;                     // why it is not enough
};

struct SeriesPoint {
  double when = 0;                         // evenly spaced or not, strictly rising through the series
  double value = 0;
  bool after = false;                      // once true, true to the end
};

constexpr std::size_t series_points_max = 100'000;

// The step in a series at the change, beside its straight trend: value = a + b·when + effect·after by least squares (Wagner 2002). The
// interval does not take neighbouring figures as independent: an error of one period carries into the next by a share between 0 and
// 0.95, each share weighs as its restricted likelihood, and the width is that at which the error averages 5 % over them.
Answer<Effect> interrupted_series(const std::vector<SeriesPoint>& points, const EffectRules& rules);

struct PanelPoint {
  std::size_t unit = 0, period = 0;        // numbered from 0; periods in order of time
  double value = 0;
  bool treated = false;                    // the unit had changed by this period
};

constexpr std::size_t panel_units_max = 500, panel_periods_max = 260;   // five years of weeks

// The mean effect over the periods since each unit changed, by imputation (Borusyak, Jaravel and Spiess 2024): unit and period effects
// are fitted on what had not yet changed, and each later figure is set against what they foretell. A unit that changed is never taken
// for comparison after it did, which is where the plain two-way regression goes wrong. The interval leaves out one unit at a time
// (jackknife, within those that changed and those that never did), with Welch's degrees of freedom.
// At most one point for a unit and period.
Answer<Effect> staggered_difference(const std::vector<PanelPoint>& points, const EffectRules& rules);

}  // namespace lapwing::statistics
