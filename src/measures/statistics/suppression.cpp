#include "measures/statistics/suppression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "measures/statistics/count_network.hpp"

namespace lapwing::statistics {

namespace {

constexpr double total_price = 3;        // a reader misses a total more than a cell, and the grand total most
constexpr double grand_total_price = 6;

// How a hidden cell is known to be protected: the cells that move when it goes up, and when it goes down. While they are hidden, it is.
struct Proof {
  Movement up, down;
  bool uses(std::size_t cell) const {
    const auto moves = [&](const Movement& movement) {
      return std::any_of(movement.others.begin(), movement.others.end(), [&](const auto& other) { return other.first == cell; });
    };
    return moves(up) || moves(down);
  }
};

class Hiding {
 public:
  Hiding(const CountTable& table, const SuppressionRules& rules)
      : table_(table), small_max_(rules.small_count_max), network_(table), hidden_(table.cells.size()), proofs_(table.cells.size()) {
    within_.assign(table.cells.size(), not_to_be_used);
    for (std::size_t cell = 0; cell < table.cells.size(); ++cell) anywhere_.push_back(table.cells[cell] > 0 ? price(cell) : not_to_be_used);
  }

  std::vector<bool> run() {
    for (std::size_t cell = 0; cell < table_.cells.size(); ++cell)
      if (is_small(cell)) hide(cell);
    // Largest needs first: what protects them protects most of the others.
    std::stable_sort(waiting_.begin(), waiting_.end(), [&](auto a, auto b) { return table_.cells[a] < table_.cells[b]; });
    for (std::size_t next = 0; next < waiting_.size(); ++next) protect(waiting_[next]);
    show_again();
    return hidden_;
  }

 private:
  bool is_small(std::size_t cell) const { return table_.cells[cell] >= 1 && table_.cells[cell] <= small_max_; }

  double price(std::size_t cell) const {
    const bool last_row = cell / table_.columns + 1 == table_.rows, last_column = cell % table_.columns + 1 == table_.columns;
    const double by_place = last_row && last_column ? grand_total_price : last_row || last_column ? total_price : 1;
    return by_place * (1 + std::log2(static_cast<double>(table_.cells[cell])) / 16);   // of two cells, the smaller tells less
  }

  void hide(std::size_t cell) {
    if (hidden_[cell]) return;
    set_hidden(cell, true);
    waiting_.push_back(cell);
  }

  void set_hidden(std::size_t cell, bool hidden) {
    hidden_[cell] = hidden;
    within_[cell] = hidden ? 0 : not_to_be_used;
    anywhere_[cell] = hidden ? 0 : price(cell);
  }

  // The proof that the cells now hidden give, if they do.
  std::optional<Proof> proof_within(std::size_t cell) {
    Proof proof;
    if (is_small(cell)) {
      const auto rise = small_max_ - table_.cells[cell], fall = table_.cells[cell] - least_ever(table_, cell);
      proof.up = network_.move(cell, Direction::up, rise, within_);
      proof.down = network_.move(cell, Direction::down, fall, within_);
      if (proof.up.amount < rise || proof.down.amount < fall) return std::nullopt;
    } else {
      proof.up = network_.move(cell, Direction::up, small_max_, within_);
      if (proof.up.amount < small_max_) proof.down = network_.move(cell, Direction::down, small_max_ - proof.up.amount, within_);
      if (proof.up.amount + proof.down.amount < small_max_) return std::nullopt;
    }
    return proof;
  }

  // Hides what is cheapest to hide so that `cell` can move. There always is enough: with every cell that is not 0 hidden, a cell and
  // its totals can all go up together, and down to the least they ever may be.
  Movement made_to_move(std::size_t cell, Direction direction, std::uint64_t wanted) {
    auto movement = network_.move(cell, direction, wanted, anywhere_);
    for (const auto& [other, by] : movement.others) hide(other);
    return movement;
  }

  void protect(std::size_t cell) {
    if (auto proof = proof_within(cell)) {
      proofs_[cell] = std::move(*proof);
    } else if (is_small(cell)) {
      proofs_[cell].up = made_to_move(cell, Direction::up, small_max_ - table_.cells[cell]);
      proofs_[cell].down = made_to_move(cell, Direction::down, table_.cells[cell] - least_ever(table_, cell));
    } else {
      proofs_[cell] = {made_to_move(cell, Direction::up, small_max_), {}};
    }
  }

  // Shows every cell that is not small and that the others can do without, the dearest first.
  void show_again() {
    std::vector<std::size_t> further;
    for (const auto cell : waiting_)
      if (!is_small(cell)) further.push_back(cell);
    std::stable_sort(further.begin(), further.end(), [&](auto a, auto b) { return price(a) > price(b); });
    for (const auto cell : further) show_if_not_needed(cell);
  }

  void show_if_not_needed(std::size_t cell) {
    set_hidden(cell, false);
    std::vector<std::pair<std::size_t, Proof>> proved;
    for (const auto other : waiting_) {
      if (!hidden_[other] || !proofs_[other].uses(cell)) continue;
      auto proof = proof_within(other);
      if (!proof) {
        set_hidden(cell, true);
        return;
      }
      proved.emplace_back(other, std::move(*proof));
    }
    for (auto& [other, proof] : proved) proofs_[other] = std::move(proof);
  }

  const CountTable& table_;
  const std::uint64_t small_max_;
  CountNetwork network_;
  std::vector<bool> hidden_;
  Prices within_, anywhere_;             // of going through hidden cells only, and through any that is not 0
  std::vector<Proof> proofs_;            // by cell
  std::vector<std::size_t> waiting_;     // every cell ever hidden, in the order they are protected
};

}  // namespace

CountTable with_totals(const std::vector<std::vector<std::uint64_t>>& counts) {
  CountTable out{counts.size() + 1, (counts.empty() ? 0 : counts.front().size()) + 1, {}};
  std::vector<std::uint64_t> below(out.columns, 0);
  for (auto row : counts) {
    row.push_back(std::accumulate(row.begin(), row.end(), std::uint64_t{0}));
    for (std::size_t column = 0; column < row.size(); ++column) below[column] += row[column];
    out.cells.insert(out.cells.end(), row.begin(), row.end());
  }
  out.cells.insert(out.cells.end(), below.begin(), below.end());
  return out;
}

std::uint64_t least_ever(const CountTable& table, std::size_t cell) {
  const std::size_t row = cell / table.columns, column = cell % table.columns;
  const bool of_column = row + 1 == table.rows, of_row = column + 1 == table.columns;
  std::uint64_t cells = 0;
  for (std::size_t i = of_column ? 0 : row; i < (of_column ? row : row + 1); ++i)
    for (std::size_t j = of_row ? 0 : column; j < (of_row ? column : column + 1); ++j) cells += table.at(i, j) > 0;
  return cells;
}

Answer<std::vector<bool>> suppress(const CountTable& table, const SuppressionRules& rules) {
  if (table.rows < 2 || table.columns < 2) return not_enough("the table has no cells beside its totals");
  if (table.cells.size() > suppressed_cells_max)
    return not_enough(fmt::format("the table has {} cells; {} at most can be made safe together", table.cells.size(), suppressed_cells_max));
  if (std::any_of(table.cells.begin(), table.cells.end(), [](auto count) { return count > suppressed_count_max; }))
    return not_enough(fmt::format("a count is larger than {}", suppressed_count_max));
  return Hiding(table, rules).run();
}

PossibleValues possible_values(const CountTable& table, const std::vector<bool>& hidden, std::size_t cell, std::uint64_t search_max) {
  CountNetwork network(table);
  Prices price;
  for (const bool one : hidden) price.push_back(one ? 0 : not_to_be_used);
  const auto value = table.cells[cell];
  const auto rise = network.move(cell, Direction::up, search_max, price).amount;
  PossibleValues out{value - network.move(cell, Direction::down, value, price).amount, std::nullopt};
  if (rise < search_max) out.greatest = value + rise;
  return out;
}

}  // namespace lapwing::statistics
