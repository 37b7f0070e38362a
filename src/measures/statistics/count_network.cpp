#include "measures/statistics/count_network.hpp"

#include <algorithm>
#include <utility>

namespace lapwing::statistics {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);
constexpr double step_price = 1e-6;      // the shorter of two paths that cost the same
constexpr std::int64_t floor_of_hidden = 1;

}  // namespace

CountNetwork::CountNetwork(const CountTable& table) : table_(table), moved_(table.cells.size(), 0) {}

bool CountNetwork::is_total(std::size_t cell) const {
  return (row_of(cell) + 1 == table_.rows) != (cell % table_.columns + 1 == table_.columns);
}

std::int64_t CountNetwork::room_below(std::size_t cell) const {
  return static_cast<std::int64_t>(table_.cells[cell]) - floor_of_hidden + moved_[cell];
}

// Every cell at `node` may carry flow away from it: up or down, whichever that is for the cell.
void CountNetwork::look_from(std::size_t node, Search& search) const {
  const bool at_row = node < table_.rows;
  const std::size_t count = at_row ? table_.columns : table_.rows;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t cell = at_row ? node * table_.columns + i : i * table_.columns + (node - table_.rows);
    const std::size_t other = at_row ? column_node(cell) : i;
    const double listed = (*search.prices)[cell];
    if (listed == not_to_be_used || cell == search.cell || search.settled[other]) continue;
    const bool falls = at_row == is_total(cell);
    const auto room = room_below(cell);
    if (falls && room <= 0) continue;
    double price = moved_[cell] != 0 ? 0 : listed;
    // A cell that can give only part of what is wanted will need a second one beside it.
    if (falls && static_cast<std::uint64_t>(room) < search.wanted) price *= static_cast<double>(search.wanted) / static_cast<double>(room);
    const double distance = search.distance[node] + price + step_price;
    if (distance < search.distance[other]) {
      search.distance[other] = distance;
      search.via[other] = cell;
    }
  }
}

// Dijkstra over a dense network: no heap.
bool CountNetwork::find_path(std::size_t from, std::size_t to, Search& search) const {
  const std::size_t nodes = table_.rows + table_.columns;
  search.distance.assign(nodes, not_to_be_used);
  search.via.assign(nodes, none);
  search.settled.assign(nodes, false);
  search.distance[from] = 0;
  for (;;) {
    std::size_t nearest = none;
    for (std::size_t node = 0; node < nodes; ++node)
      if (!search.settled[node] && search.distance[node] < not_to_be_used && (nearest == none || search.distance[node] < search.distance[nearest]))
        nearest = node;
    if (nearest == none) return false;
    if (nearest == to) return true;
    search.settled[nearest] = true;
    look_from(nearest, search);
  }
}

Movement CountNetwork::move(std::size_t cell, Direction direction, std::uint64_t wanted, const Prices& prices) {
  Search search{&prices, cell};
  search.wanted = direction == Direction::up ? wanted : std::min(wanted, table_.cells[cell] - floor_of_hidden);
  // The cell carries flow from one end to the other; the others bring it back.
  const bool to_column = is_total(cell) == (direction == Direction::down);
  const std::size_t from = to_column ? column_node(cell) : row_of(cell), to = to_column ? row_of(cell) : column_node(cell);

  Movement out;
  std::vector<std::size_t> touched;
  while (search.wanted > 0 && find_path(from, to, search)) {
    std::vector<std::pair<std::size_t, int>> path;   // cell, and whether it rises (+1) or falls
    auto amount = static_cast<std::int64_t>(search.wanted);
    for (std::size_t node = to; node != from;) {
      const auto by = search.via[node];
      const bool came_from_row = node >= table_.rows, falls = came_from_row == is_total(by);
      if (falls) amount = std::min(amount, room_below(by));
      path.emplace_back(by, falls ? -1 : 1);
      node = came_from_row ? row_of(by) : column_node(by);
    }
    for (const auto& [by, sign] : path) {
      moved_[by] += sign * amount;
      touched.push_back(by);
    }
    search.wanted -= static_cast<std::uint64_t>(amount);
    out.amount += static_cast<std::uint64_t>(amount);
  }
  for (const auto one : touched)
    if (const auto by = std::exchange(moved_[one], 0); by != 0) out.others.emplace_back(one, by);
  return out;
}

}  // namespace lapwing::statistics
