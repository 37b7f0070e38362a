// Hiding small numbers in a published table of counts with totals, so that nobody is known by being one of few. A count from 1 to the
// threshold is hidden; then further cells are, so that the totals do not give it back, neither by subtraction nor by linear programming.
//
// What is protected against: a reader who knows every shown cell and total, that hidden cells are whole numbers, and that none is 0
// (a 0 is never hidden). From all of that together, to this reader
//   - each small cell could be any number from 1 to the threshold: its least possible value is 1, its greatest no less than the threshold
//     (a small total, any number from as many as there are cells in it that are not 0);
//   - each cell hidden to protect others could be as many different numbers: least and greatest are a threshold apart.
// It is exact, no estimate: with its totals a table is a network, in which the least and greatest a cell can be are found by greatest
// flow, and are whole numbers; linear or integer programming finds the same (Fischetti and Salazar 2000). What is not protected: several
// small cells added up, and a table beside another that shares cells with it.
//
// Choosing the fewest cells is hard; ours are few, not fewest (a cheapest path for each small cell, then every cell that turned out not
// to be needed is shown again). The same table gives the same cells. Pure, any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "measures/statistics/answer.hpp"

namespace lapwing::statistics {

struct SuppressionRules {
  std::uint64_t small_count_max = 5;           // counts from 1 to this are hidden
};

constexpr std::uint64_t suppressed_count_max = 1'000'000'000;
constexpr std::size_t suppressed_cells_max = 5'000;           // with the totals

// Counts with their totals: `rows` and `columns` include the last row and the last column, which are the totals.
struct CountTable {
  std::size_t rows = 0, columns = 0;
  std::vector<std::uint64_t> cells;            // by row

  std::uint64_t at(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
};

// Adds the totals. Every row of `counts` has as many columns.
CountTable with_totals(const std::vector<std::vector<std::uint64_t>>& counts);

// The least that a cell may be to a reader who is told only which cells are 0: for a total, how many of its cells are not.
std::uint64_t least_ever(const CountTable& table, std::size_t cell);

// Which cells to hide, by row as in the table. The totals must add up. The sentence of a table that is too large, or has no cell, begins
// "not enough to say".
Answer<std::vector<bool>> suppress(const CountTable& table, const SuppressionRules& rules);

// What a reader can work out about a hidden cell.
struct PossibleValues {
  std::uint64_t least = 0;
  std::optional<std::uint64_t> greatest;       // none: at least `search_max` more than it is
};
PossibleValues possible_values(const CountTable& table, const std::vector<bool>& hidden, std::size_t cell, std::uint64_t search_max);

}  // namespace lapwing::statistics
