// Whether a group's probability is one: fitted on some forces, checked on others. A listed group counts as right when most of those listed
// are members of one planted group, two children among them.
#pragma once
#include <cmath>

#include "planted.hpp"

namespace lapwing::bench {

struct Judged {
  double score = 0, probability = 0;
  bool right = false;
};

// All groups of a force with a score from show_at up, people by the resolver.
inline std::vector<Judged> judged(const Planted& planted) {
  links::Links links(policy::built_in_group_rules(), people_of(planted, false));
  links.hold();
  for (const auto& report : planted.reports) links.take(report, {});
  links.settle();
  auto groups = links.groups();
  std::ranges::move(links.groups_near(), std::back_inserter(groups));
  std::vector<Judged> out;
  for (const auto& group : groups) {
    const auto found = members_of(planted, group);
    const bool right = std::ranges::any_of(planted.groups, [&](const auto& truth) {
      const auto children = std::ranges::count_if(found, [&](const auto& one) { return Planted::is_child(one) && truth.contains(one); });
      return children >= 2 && 2 * in_both(found, truth) >= found.size();
    });
    out.push_back({group.score, group.probability, right});
  }
  return out;
}

// Slope and offset of the logistic of the score, by Newton's method; a ridge keeps it finite where all are right.
inline std::pair<double, double> fitted(const std::vector<Judged>& all) {
  constexpr double ridge = 0.01;
  double slope = 0.5, offset = 0;
  for (int step = 0; step < 50; ++step) {
    double gs = -ridge * slope, go = 0, ss = ridge, so = 0, oo = 1e-9;
    for (const auto& one : all) {
      const double p = 1 / (1 + std::exp(-(slope * one.score + offset))), w = p * (1 - p), miss = (one.right ? 1.0 : 0.0) - p;
      gs += miss * one.score, go += miss;
      ss += w * one.score * one.score, so += w * one.score, oo += w;
    }
    const double det = ss * oo - so * so;
    slope += (oo * gs - so * go) / det;
    offset += (ss * go - so * gs) / det;
  }
  return {slope, offset};
}

struct Calibration {
  std::size_t groups = 0, between = 0;     // between: of probability 0.1 to 0.9
  double error = 0, error_between = 0;     // expected calibration error, in tenths
};

inline Calibration calibration(const std::vector<Judged>& all) {
  struct Bin { double said = 0, right = 0, of = 0; };
  Calibration out{all.size(), 0, 0, 0};
  std::array<Bin, 10> bins;
  for (const auto& one : all) {
    auto& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(one.probability * 10))];
    bin.said += one.probability, bin.right += one.right, bin.of += 1;
    out.between += one.probability >= 0.1 && one.probability <= 0.9;
  }
  for (std::size_t b = 0; b < bins.size(); ++b) {
    const double apart = std::abs(bins[b].said - bins[b].right);
    out.error += apart / static_cast<double>(std::max<std::size_t>(1, all.size()));
    if (b > 0 && b < 9) out.error_between += apart / static_cast<double>(std::max<std::size_t>(1, out.between));
  }
  return out;
}

}  // namespace lapwing::bench
