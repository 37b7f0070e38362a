// A table of counts with totals, seen as a network: every row and every column is a node, every cell joins its row and its column. Adding
// to one cell must be made up in others so that every row and column still adds up to its total: a round trip through the network. A
// cell of the inside or the grand total carries what is added from its row to its column; a row's or a column's total, the other way.
// So how far a cell can move is the greatest flow through the others. One thread; see suppression.hpp for what it is for.
#pragma once
#include <limits>

#include "measures/statistics/suppression.hpp"

namespace lapwing::statistics {

enum class Direction { up, down };

// How the other cells move so that one may: by cell, plus or minus. Nothing for cells that stay.
struct Movement {
  std::uint64_t amount = 0;                                    // by which the cell moves
  std::vector<std::pair<std::size_t, std::int64_t>> others;
};

// What it costs to use each cell; `not_to_be_used` where it stays as it is.
using Prices = std::vector<double>;
constexpr double not_to_be_used = std::numeric_limits<double>::infinity();

class CountNetwork {
 public:
  explicit CountNetwork(const CountTable& table);   // the table must outlive it

  // Moves `cell` by up to `wanted` through other cells that have a price, the cheapest first. A cell never falls below 1.
  Movement move(std::size_t cell, Direction direction, std::uint64_t wanted, const Prices& prices);

 private:
  struct Search {
    const Prices* prices = nullptr;
    std::size_t cell = 0;                        // the one that is moved, not to be gone through
    std::uint64_t wanted = 0;                    // still
    std::vector<double> distance;                // by node
    std::vector<std::size_t> via;                // by node: the cell it was reached by
    std::vector<bool> settled;
  };
  std::size_t row_of(std::size_t cell) const { return cell / table_.columns; }
  std::size_t column_node(std::size_t cell) const { return table_.rows + cell % table_.columns; }
  bool is_total(std::size_t cell) const;
  std::int64_t room_below(std::size_t cell) const;
  void look_from(std::size_t node, Search& search) const;
  bool find_path(std::size_t from, std::size_t to, Search& search) const;

  const CountTable& table_;
  std::vector<std::int64_t> moved_;              // by cell; all 0 between calls: a table is too large to clear for each cell
};

}  // namespace lapwing::statistics
