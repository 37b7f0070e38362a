#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "measures/statistics/effect.hpp"
#include "measures/statistics/quantiles.hpp"

namespace lapwing::statistics {

namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);
constexpr double no_scatter = 1e-12;

struct Unit {
  std::vector<const PanelPoint*> before, after;   // the change
};

// Which units and periods are tied together by figures from before the change: only within one piece can effects be told apart.
class Pieces {
 public:
  explicit Pieces(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0); }
  std::size_t of(std::size_t one) {
    while (parent_[one] != one) one = parent_[one] = parent_[parent_[one]];
    return one;
  }
  void join(std::size_t one, std::size_t other) { parent_[of(one)] = of(other); }

 private:
  std::vector<std::size_t> parent_;
};

double mean_before(const Unit& unit) {
  double sum = 0;
  for (const auto* point : unit.before) sum += point->value;
  return sum / static_cast<double>(unit.before.size());
}

// The normal equations for the period effects once unit effects are taken out.
struct Equations {
  std::size_t periods = 0;
  std::vector<double> matrix, right;

  void add(const Unit& unit, double sign) {
    if (unit.before.empty()) return;
    const double share = 1 / static_cast<double>(unit.before.size()), mean = mean_before(unit);
    for (const auto* one : unit.before) {
      matrix[one->period * periods + one->period] += sign;
      right[one->period] += sign * (one->value - mean);
      for (const auto* other : unit.before) matrix[one->period * periods + other->period] -= sign * share;
    }
  }
};

// Solves in place by Cholesky; `held[p]` periods have effect 0 and stand for their piece.
std::vector<double> solved(Equations equations, const std::vector<bool>& held) {
  const std::size_t n = equations.periods;
  auto& a = equations.matrix;
  auto& b = equations.right;
  for (std::size_t i = 0; i < n; ++i)
    if (held[i]) {
      for (std::size_t j = 0; j < n; ++j) a[i * n + j] = a[j * n + i] = 0;
      a[i * n + i] = 1;
      b[i] = 0;
    }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
      a[i * n + j] = i == j ? std::sqrt(sum) : sum / a[j * n + j];
    }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i * n + k] * b[k];
    b[i] /= a[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k * n + i] * b[k];
    b[i] /= a[i * n + i];
  }
  return b;
}

class Panel {
 public:
  explicit Panel(const std::vector<PanelPoint>& points) {
    for (const auto& point : points) {
      if (point.unit >= units_.size()) units_.resize(point.unit + 1);
      auto& unit = units_[point.unit];
      (point.treated ? unit.after : unit.before).push_back(&point);
      periods_ = std::max(periods_, point.period + 1);
      size_ = std::max(size_, std::abs(point.value));
    }
    equations_ = {periods_, std::vector<double>(periods_ * periods_), std::vector<double>(periods_)};
    for (const auto& unit : units_) equations_.add(unit, 1);
  }

  // The mean effect over figures since the change, with one unit left out (or `nobody`); none when it cannot be told.
  std::optional<double> effect_without(std::size_t left_out) const {
    auto equations = equations_;
    if (left_out != nobody) equations.add(units_[left_out], -1);
    Pieces pieces(units_.size() + periods_);
    for (std::size_t u = 0; u < units_.size(); ++u)
      for (const auto* point : units_[u].before)
        if (u != left_out) pieces.join(u, units_.size() + point->period);
    std::vector<bool> held(periods_), seen(units_.size() + periods_);
    for (std::size_t p = 0; p < periods_; ++p)
      if (const auto piece = pieces.of(units_.size() + p); !seen[piece]) held[p] = seen[piece] = true;
    const auto by_period = solved(std::move(equations), held);

    double sum = 0;
    std::size_t count = 0;
    for (std::size_t u = 0; u < units_.size(); ++u) {
      const auto& unit = units_[u];
      if (u == left_out || unit.before.empty()) continue;
      double own = mean_before(unit);
      for (const auto* point : unit.before) own -= by_period[point->period] / static_cast<double>(unit.before.size());
      for (const auto* point : unit.after)
        if (pieces.of(u) == pieces.of(units_.size() + point->period)) {
          sum += point->value - own - by_period[point->period];
          ++count;
        }
    }
    if (count == 0) return std::nullopt;
    return sum / static_cast<double>(count);
  }

  const std::vector<Unit>& units() const { return units_; }
  std::size_t periods() const { return periods_; }
  double size() const { return size_; }

 private:
  std::vector<Unit> units_;
  std::size_t periods_ = 0;
  double size_ = 0;                      // of the largest figure
  Equations equations_;
};

struct Scatter {
  double variance = 0, degrees = 0;
};

// Jackknife within units that changed and units that never did; Welch and Satterthwaite's degrees of freedom. None when a kind has
// a single unit, or the effect hangs on one of them.
std::optional<Scatter> jackknife(const Panel& panel) {
  Scatter out;
  double denominator = 0;
  for (const bool changed : {true, false}) {
    std::vector<double> without;
    for (std::size_t u = 0; u < panel.units().size(); ++u) {
      const auto& unit = panel.units()[u];
      if (unit.after.empty() == changed || unit.before.empty()) continue;
      const auto effect = panel.effect_without(u);
      if (!effect) return std::nullopt;
      without.push_back(*effect);
    }
    if (without.empty()) continue;
    if (without.size() == 1) return std::nullopt;
    const auto n = static_cast<double>(without.size());
    const double mean = std::accumulate(without.begin(), without.end(), 0.0) / n;
    double squares = 0;
    for (const double one : without) squares += (one - mean) * (one - mean);
    const double variance = (n - 1) / n * squares;
    out.variance += variance;
    denominator += variance * variance / (n - 1);
  }
  out.degrees = denominator > 0 ? out.variance * out.variance / denominator : 1;
  return out;
}

// How many units the figures since the change can be set against: those that never changed, or changed later than the first did.
std::size_t comparisons(const Panel& panel) {
  std::size_t first = panel.periods(), count = 0;
  for (const auto& unit : panel.units())
    for (const auto* point : unit.after) first = std::min(first, point->period);
  for (const auto& unit : panel.units())
    count += std::any_of(unit.before.begin(), unit.before.end(), [&](const auto* point) { return point->period >= first; });
  return count;
}

std::size_t changed_units(const Panel& panel) {
  return static_cast<std::size_t>(
      std::count_if(panel.units().begin(), panel.units().end(), [](const Unit& unit) { return !unit.after.empty() && !unit.before.empty(); }));
}

}  // namespace

Answer<Effect> staggered_difference(const std::vector<PanelPoint>& points, const EffectRules& rules) {
  const auto largest = [&](auto member) {
    std::size_t most = 0;
    for (const auto& point : points) most = std::max(most, point.*member + 1);
    return most;
  };
  if (points.empty()) return not_enough("there are no figures");
  if (largest(&PanelPoint::unit) > panel_units_max || largest(&PanelPoint::period) > panel_periods_max)
    return not_enough(fmt::format("more than {} units or {} periods", panel_units_max, panel_periods_max));
  const Panel panel(points);
  const auto changed = changed_units(panel), compared = comparisons(panel);
  if (changed == 0) return not_enough("no unit has figures from before and after its change");
  const auto effect = panel.effect_without(nobody);
  if (!effect) return not_enough("no unit that had not yet changed can be set against those that had");
  Effect out{*effect};
  const auto scatter = jackknife(panel);
  if (scatter) {
    const double error = std::sqrt(scatter->variance);
    const double half = error <= panel.size() * no_scatter ? 0 : error * t_quantile(1 - tail_95, scatter->degrees);
    out.lower = *effect - half;
    out.upper = *effect + half;
  }
  out.enough = scatter && std::min(changed, compared) >= rules.units_each_side_min;
  if (!out.enough)
    out.caution = fmt::format("too early to tell: {} changed and {} to compare with, at least {} of each are needed", changed, compared,
                              rules.units_each_side_min);
  return out;
}

}  // namespace lapwing::statistics
