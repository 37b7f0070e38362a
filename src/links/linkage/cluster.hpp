// Records into people: correlation clustering (Bansal, Blum, Chawla 2004) of the pairs' log odds, by average linkage and then moves of
// single records, so that one strong link does not chain people together and evidence against a pair counts. Pairs that were not
// compared count against. The answer does not depend on the order in which pairs are given. Pure; any thread.
#pragma once
#include <cstdint>
#include <vector>

namespace lapwing::linkage {

struct Link {
  std::uint32_t a = 0, b = 0;   // a < b
  float log_odds = 0;           // of being one person; must-links and cannot-links are large ones
};

struct ClusterLimits {
  float absent = -4;            // log odds of a pair that is not among the links
  float company = 2;            // what the mean of very many links gains over that of one: each has its own slips, and the doubt that
                                // any two records are one person, which is in every link, is to be counted once and not every time
  float against_from = -8;      // a link between absent and this says no more than not being there, and is not kept: most are such
  float clip_for = 6, clip_against = 10;   // a single pair counts no more than this
  float ruled = 1'000;          // log odds at or beyond this are a ruling and are not clipped
};

// How well two groups fit: the mean log odds of their `pairs`, of which `count` have links that sum to `sum`.
double fit_together(double sum, double count, double pairs, const ClusterLimits& limits);

// For each of `records`, its cluster: the lowest record in it. `threshold` is a probability: links below it count against.
std::vector<std::uint32_t> cluster(std::size_t records, const std::vector<Link>& links, double threshold, const ClusterLimits& limits = {});

}  // namespace lapwing::linkage
