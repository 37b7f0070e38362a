// How good a linkage was, where the truth is known. Read after matching is over; nothing here is seen by the matching. Pure.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "links/linkage/candidates.hpp"

namespace lapwing::linkage {

struct Agreement {
  double precision = 0, recall = 0, f1 = 0;
};

struct Measures {
  std::uint64_t true_pairs = 0, candidate_pairs = 0;
  double candidate_recall = 0;      // share of the true pairs that were compared
  Agreement pairwise;               // pairs at or above the threshold, before clustering
  double best_f1 = 0, best_threshold = 0;
  Agreement clustered;              // pairs of records in one cluster
  double calibration_error = 0;     // of pairs between 0.1 and 0.9, in bands of a tenth: how far the probability is from the share
                                    // that is true, weighed by the pairs in the band
  std::uint64_t calibration_pairs = 0;
};

// `truth` is the true person of each record, by record; an empty one is a person of its own. Probabilities are by pair.
Measures measure(const std::vector<std::string>& truth, const std::vector<std::uint8_t>& file, bool across_only, const std::vector<Pair>& pairs,
                 const std::vector<float>& probability, const std::vector<std::uint32_t>& cluster, double threshold);

}  // namespace lapwing::linkage
