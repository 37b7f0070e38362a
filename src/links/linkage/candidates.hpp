// Which pairs are worth comparing. Each record looks for others by everything it holds: each word of its name and the words like it,
// its dates whole and with a digit left out, its postcode and the parts of it, its words and places. What is shared counts by how rare
// it is, once for each thing; the best are kept. A value held by very many (a hub) is looked up only together with another such value,
// so that the work grows with the records and not with their square. Deterministic; uses all cores.
#pragma once
#include <utility>
#include <vector>

#include "links/linkage/prepared.hpp"

namespace lapwing::linkage {

using Pair = std::pair<std::uint32_t, std::uint32_t>;   // first < second

struct CandidateLimits {
  std::size_t for_each_max = 72;          // others that one record proposes
  std::size_t hub_records_max = 1'200;    // a value held by more is looked up only together with another
  double score_min = 4.0;                 // natural logarithm of how rare the things shared must be together
};

// Sorted, each once.
std::vector<Pair> find_candidates(const Prepared& prepared, const CandidateLimits& limits);

}  // namespace lapwing::linkage
