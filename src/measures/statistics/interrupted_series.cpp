#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/statistics/effect.hpp"
#include "measures/statistics/least_squares.hpp"
#include "measures/statistics/quantiles.hpp"

namespace lapwing::statistics {

namespace {

constexpr int carry_steps = 20;          // shares carried over that are weighed: 0, 0.05 … 0.95
constexpr double carry_step = 0.05;
constexpr double no_scatter = 1e-12;     // residuals this small, for the size of the figures, are roundings
constexpr double width_precision = 1e-13;
constexpr std::size_t terms = 3;         // level, trend, step
constexpr std::size_t step_term = 2;

struct Design {
  std::vector<Column> x;
  Column y;
  std::size_t before = 0, after = 0;
  double size = 0;                       // of the largest figure
};

Design design_of(const std::vector<SeriesPoint>& points) {
  Design out{std::vector<Column>(terms)};
  // The trend is centred and scaled, which changes neither the step nor its error, and keeps its digits when periods are years.
  const double middle = (points.front().when + points.back().when) / 2, half = (points.back().when - points.front().when) / 2;
  for (const auto& point : points) {
    out.x[0].push_back(1);
    out.x[1].push_back(half > 0 ? (point.when - middle) / half : 0);
    out.x[step_term].push_back(point.after ? 1 : 0);
    out.y.push_back(point.value);
    ++(point.after ? out.after : out.before);
    out.size = std::max(out.size, std::abs(point.value));
  }
  return out;
}

// What the step is of the figures: step = sum of weights × figures.
Column step_weights(const Design& design, const LeastSquares& fit) {
  Column out(design.y.size(), 0.0);
  for (std::size_t k = 0; k < terms; ++k)
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += design.x[k][i] * fit.inverse[k][step_term];
  return out;
}

// Variance of the weighted sum when each error is `carry` of the one before and something new, and each has variance 1.
double variance_of_sum(const Column& weights, double carry) {
  double carried = 0, variance = 0;
  for (const double weight : weights) {
    carried = weight + carry * carried;
    variance += weight * (2 * carried - weight);
  }
  return variance;
}

// Prais and Winsten: the errors of the transformed figures are independent.
Column transformed(const Column& column, double carry) {
  Column out(column.size());
  out[0] = column[0] * std::sqrt(1 - carry * carry);
  for (std::size_t i = 1; i < column.size(); ++i) out[i] = column[i] - carry * column[i - 1];
  return out;
}

struct Carried {
  double log_likelihood = 0;             // restricted, to a constant
  double error = 0;                      // standard error of the step
};

std::optional<Carried> with_carry(const Design& design, const Column& weights, double carry) {
  std::vector<Column> x;
  for (const auto& column : design.x) x.push_back(transformed(column, carry));
  const auto fit = least_squares(std::move(x), transformed(design.y, carry));
  if (!fit || !(fit->residual_squares > 0)) return std::nullopt;
  const auto free = static_cast<double>(design.y.size() - terms);
  const double kept = 1 - carry * carry;
  return Carried{(std::log(kept) - fit->log_determinant - free * std::log(fit->residual_squares)) / 2,
                 std::sqrt(fit->residual_squares / kept / free * variance_of_sum(weights, carry))};
}

// Half the width at which the chance of missing the truth, averaged over the shares carried, is 5 %.
double half_width(const Design& design, const Column& weights) {
  const auto free = static_cast<double>(design.y.size() - terms);
  std::vector<Carried> all;
  double best = -INFINITY, widest = 0;
  for (int step = 0; step < carry_steps; ++step)
    if (const auto one = with_carry(design, weights, step * carry_step)) {
      all.push_back(*one);
      best = std::max(best, one->log_likelihood);
      widest = std::max(widest, one->error);
    }
  const auto missed = [&](double half) {
    double sum = 0, weight = 0;
    for (const auto& one : all) {
      const double likely = std::exp(one.log_likelihood - best);
      sum += likely * t_two_tails(half / one.error, free);
      weight += likely;
    }
    return sum / weight;
  };
  // Regula falsi with the Illinois rule: tails are slow to work out, and it takes a dozen of them where halving takes fifty.
  double low = 0, high = widest * t_quantile(1 - tail_95, free), over = 1 - 2 * tail_95, under = missed(high) - 2 * tail_95;
  for (int step = 0, side = 0; step < 100 && under < 0 && high - low > high * width_precision; ++step) {
    const double middle = (low * under - high * over) / (under - over), at = missed(middle) - 2 * tail_95;
    if (at > 0) {
      low = middle, over = at;
      if (side == 1) under /= 2;
      side = 1;
    } else {
      high = middle, under = at;
      if (side == -1) over /= 2;
      side = -1;
    }
    if (at == 0) break;
  }
  return high;
}

}  // namespace

Answer<Effect> interrupted_series(const std::vector<SeriesPoint>& points, const EffectRules& rules) {
  if (points.empty()) return not_enough("there are no figures");
  if (points.size() > series_points_max) return not_enough(fmt::format("more than {} figures in one series", series_points_max));
  const auto design = design_of(points);
  if (design.before == 0) return not_enough("no figure from before the change");
  if (design.after == 0) return not_enough("no figure from after the change");
  const auto fit = least_squares(design.x, design.y);
  if (!fit || points.size() <= terms)
    return not_enough(fmt::format("{} before and {} after the change cannot tell a step from a trend", design.before, design.after));
  Effect out;
  out.effect = fit->coefficients[step_term];
  const double rounding = design.size * no_scatter;
  const bool exact = fit->residual_squares <= static_cast<double>(points.size()) * rounding * rounding;
  const double half = exact ? 0 : half_width(design, step_weights(design, *fit));
  out.lower = out.effect - half;
  out.upper = out.effect + half;
  out.enough = std::min(design.before, design.after) >= rules.points_each_side_min;
  if (!out.enough)
    out.caution = fmt::format("too early to tell: {} figures before and {} after the change, at least {} of each are needed",
                              design.before, design.after, rules.points_each_side_min);
  return out;
}

}  // namespace lapwing::statistics
