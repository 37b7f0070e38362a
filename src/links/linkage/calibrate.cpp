#include "links/linkage/calibrate.hpp"

#include <algorithm>
#include <cmath>

namespace lapwing::linkage {
namespace {

constexpr std::size_t fitted_pairs_max = 200'000;
constexpr double odds_in_doubt = 14;       // pairs further from even than this teach nothing
constexpr int rounds = 25;
constexpr double drawn_by = 30;            // as if the first weights had been seen to fit this well

// Solves a symmetric positive system in place (Cholesky).
void solve(std::vector<std::vector<double>>& a, std::vector<double>& b) {
  const auto n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= a[i][k] * a[j][k];
      a[i][j] = i == j ? std::sqrt(std::max(sum, 1e-9)) : sum / a[j][j];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= a[k][i] * b[k];
    b[i] /= a[i][i];
  }
}

std::vector<std::uint32_t> pairs_to_fit(const std::vector<float>& log_odds) {
  std::vector<std::uint32_t> in_doubt;
  for (std::uint32_t p = 0; p < log_odds.size(); ++p)
    if (std::abs(log_odds[p]) <= odds_in_doubt) in_doubt.push_back(p);
  const std::size_t step = in_doubt.size() / fitted_pairs_max + 1;
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < in_doubt.size(); i += step) out.push_back(in_doubt[i]);
  return out;
}

}  // namespace

Scaling fit(const Model& model, const Compared& compared, const std::vector<float>& label, const std::vector<float>& log_odds) {
  const auto comparators = model.log_m.size();
  const std::size_t terms = 2 * comparators + 1;
  std::vector<double> at(terms, 1);
  at[0] = log_odds_of(model.prior);
  const auto first = at;
  const auto chosen = pairs_to_fit(log_odds);
  constexpr double scale = 10;   // the intercept in tens, so that all terms are of one size
  std::vector<float> x(chosen.size() * terms);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    float* row = x.data() + i * terms;
    row[0] = 1;
    for (std::size_t c = 0; c < comparators; ++c) {
      const double weight = weight_of(model, compared, c, chosen[i]);
      row[1 + 2 * c] = static_cast<float>(std::max(weight, 0.0));
      row[2 + 2 * c] = static_cast<float>(std::min(weight, 0.0));
    }
  }
  const auto pull = [&](std::size_t t) { return t == 0 ? drawn_by / (scale * scale) : drawn_by; };
  const auto odds_at = [&](const std::vector<double>& place, std::size_t i) {
    const float* row = x.data() + i * terms;
    double odds = 0;
    for (std::size_t t = 0; t < terms; ++t) odds += place[t] * static_cast<double>(row[t]);
    return odds;
  };
  const auto worth = [&](const std::vector<double>& place) {
    double sum = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const double odds = odds_at(place, i);
      sum += static_cast<double>(label[chosen[i]]) * odds - (odds > 0 ? odds + std::log1p(std::exp(-odds)) : std::log1p(std::exp(odds)));
    }
    for (std::size_t t = 0; t < terms; ++t) sum -= pull(t) * (place[t] - first[t]) * (place[t] - first[t]) / 2;
    return sum;
  };
  double best = worth(at);
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::vector<double>> hessian(terms, std::vector<double>(terms));
    std::vector<double> slope(terms);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const float* row = x.data() + i * terms;
      const double p = probability_of(odds_at(at, i)), off = static_cast<double>(label[chosen[i]]) - p, curve = p * (1 - p);
      for (std::size_t t = 0; t < terms; ++t) {
        if (row[t] == 0) continue;
        slope[t] += off * static_cast<double>(row[t]);
        for (std::size_t s = 0; s <= t; ++s) hessian[t][s] += curve * static_cast<double>(row[t] * row[s]);
      }
    }
    for (std::size_t t = 0; t < terms; ++t) slope[t] -= pull(t) * (at[t] - first[t]), hessian[t][t] += pull(t);
    solve(hessian, slope);
    // Newton's step, halved until it helps: a whole one may overshoot far from the answer.
    const double before = best;
    auto next = at;
    for (double length = 1; length > 1e-3; length /= 2) {
      for (std::size_t t = 0; t < terms; ++t) next[t] = at[t] + length * slope[t];
      if (const double here = worth(next); here > best) {
        best = here, at = next;
        break;
      }
    }
    if (best - before < 1e-3) break;
  }
  for (std::size_t t = 1; t < terms; ++t) at[t] = std::max(at[t], 0.0);   // agreement is never evidence against
  Scaling out{at[0], {}, {}};
  for (std::size_t c = 0; c < comparators; ++c) out.when_for.push_back(at[1 + 2 * c]), out.when_against.push_back(at[2 + 2 * c]);
  return out;
}

}  // namespace lapwing::linkage
