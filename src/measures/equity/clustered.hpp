// Intervals for figures in which one child may count several times. Episodes of one child are alike, so taking each as independent would
// claim more than is known. Pure; any thread.
#pragma once
#include <cstdint>

#include "measures/statistics/answer.hpp"

namespace lapwing::measures {

// Sums over the children: n of a child's cases, y of them counted. Filled in two passes: every child is added, then each is left out.
struct Clusters {
  std::uint64_t children = 0, n = 0, y = 0, nn = 0;
  double without_each = 0;                     // Σ (the share without this child − the share)²
  void add(std::uint64_t cases, std::uint64_t counted) {
    children += cases > 0;
    n += cases, y += counted, nn += cases * cases;
  }
  void leave_out(std::uint64_t cases, std::uint64_t counted) {
    if (cases == 0 || cases == n) return;
    const double apart = static_cast<double>(y - counted) / static_cast<double>(n - cases) - static_cast<double>(y) / static_cast<double>(n);
    without_each += apart * apart;
  }
};

// y of n with Wilson's interval at the effective number of cases: as many independent cases as would vary by what leaving out one child at a
// time shows (jackknife, (m − 1)/m Σ(p₋ᵢ − p)²), and never more than n. Where p is 0 or 1 or there is one child, n²/Σn², as if a child's cases
// were all one. Korn and Graubard 1998; Kish 1965.
statistics::Answer<statistics::Interval> clustered_share(const Clusters& clusters);

// Cases per 100,000 of `population`: the interval of the logarithm, exp(± z √(Σn²)/n), of a compound Poisson count (children at random, each
// with its number of cases).
statistics::Answer<statistics::Interval> clustered_rate(const Clusters& clusters, double population);

// One share less another with its interval, from both intervals: Newcombe 1998 (method 10, the hybrid score).
statistics::Interval difference(const statistics::Interval& of, const statistics::Interval& from);

}  // namespace lapwing::measures
