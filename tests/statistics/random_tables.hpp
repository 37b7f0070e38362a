// Seeded random tables of counts with totals, of every sort that small numbers come in: sparse, full, one busy row, all small, one column.
#pragma once
#include <random>

#include "measures/statistics/suppression.hpp"

namespace lapwing::statistics::testing {

inline CountTable random_table(std::mt19937_64& random) {
  const auto below = [&](std::uint64_t n) { return random() % n; };
  const std::size_t rows = 1 + below(8), columns = 1 + below(7);
  const std::uint64_t zeros_in_10 = below(8), small_in_10 = below(11), most = 1 + below(below(2) ? 12 : 400);
  std::vector<std::vector<std::uint64_t>> counts(rows, std::vector<std::uint64_t>(columns));
  for (auto& row : counts) {
    const std::uint64_t busy = below(4) == 0 ? 20 : 1;
    for (auto& count : row)
      count = below(10) < zeros_in_10 ? 0 : below(10) < small_in_10 ? 1 + below(5) : busy * below(most + 1);
  }
  return with_totals(counts);
}

}  // namespace lapwing::statistics::testing
