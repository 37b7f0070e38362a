#include "measures/equity/publishing.hpp"

#include <algorithm>
#include <numeric>

#include "measures/statistics/suppression.hpp"

namespace lapwing::measures {

namespace {

// The places that are shown one by one, and one more for the hidden ones together: their sum is what the totals give away.
struct Merged {
  std::vector<std::size_t> place;    // of each row (or column) in the merged table
  std::size_t count = 0;
};

Merged merged(const Flags& hidden) {
  Merged out{std::vector<std::size_t>(hidden.size()), 0};
  for (std::size_t at = 0; at < hidden.size(); ++at)
    if (!hidden[at]) out.place[at] = out.count++;
  const bool any = std::ranges::find(hidden, true) != hidden.end();
  for (std::size_t at = 0; at < hidden.size(); ++at)
    if (hidden[at]) out.place[at] = out.count;
  out.count += any;
  return out;
}

// A total of 0 that is shown says that every cell of it is 0.
HiddenCells only_totals(const std::vector<Counts>& counts, const Flags& hidden_rows, const Flags& hidden_columns) {
  const auto of_rows = row_totals(counts), of_columns = column_totals(counts);
  HiddenCells out{.cells = {}, .only_totals = true};
  for (std::size_t row = 0; row < counts.size(); ++row) {
    Flags flags;
    for (std::size_t column = 0; column < counts[row].size(); ++column)
      flags.push_back(hidden_rows[row] || hidden_columns[column] || (of_rows[row] > 0 && of_columns[column] > 0));
    out.cells.push_back(std::move(flags));
  }
  return out;
}

bool hides_a_total(const statistics::CountTable& table, const std::vector<bool>& hidden) {
  for (std::size_t cell = 0; cell < hidden.size(); ++cell)
    if (hidden[cell] && (cell / table.columns + 1 == table.rows || cell % table.columns + 1 == table.columns)) return true;
  return false;
}

}  // namespace

Flags hide_in_list(const Counts& parts, std::uint64_t small_max) {
  Flags hidden(parts.size());
  std::vector<std::size_t> by_size;
  for (std::size_t at = 0; at < parts.size(); ++at)
    if (parts[at] > 0) by_size.push_back(at);
  std::ranges::stable_sort(by_size, {}, [&](std::size_t at) { return parts[at]; });
  if (by_size.empty() || parts[by_size.front()] > small_max) return hidden;
  std::uint64_t sum = 0, count = 0;
  for (const auto at : by_size) {
    const bool enough = count >= 2 && sum - (count - 1) >= small_max;
    if (parts[at] > small_max && enough) return hidden;
    hidden[at] = true;
    sum += parts[at];
    ++count;
  }
  if (count < 2 || sum - (count - 1) < small_max) hidden.assign(parts.size(), true);
  return hidden;
}

Counts row_totals(const std::vector<Counts>& counts) {
  Counts out;
  for (const auto& row : counts) out.push_back(std::accumulate(row.begin(), row.end(), std::uint64_t{0}));
  return out;
}

Counts column_totals(const std::vector<Counts>& counts) {
  Counts out(counts.empty() ? 0 : counts.front().size());
  for (const auto& row : counts)
    for (std::size_t column = 0; column < row.size(); ++column) out[column] += row[column];
  return out;
}

HiddenCells hide_in_table(const std::vector<Counts>& counts, const Flags& hidden_rows, const Flags& hidden_columns, std::uint64_t small_max) {
  if (counts.empty() || counts.front().empty()) return only_totals(counts, hidden_rows, hidden_columns);
  const auto rows = merged(hidden_rows), columns = merged(hidden_columns);
  std::vector<Counts> shown(rows.count, Counts(columns.count));
  for (std::size_t row = 0; row < counts.size(); ++row)
    for (std::size_t column = 0; column < counts[row].size(); ++column) shown[rows.place[row]][columns.place[column]] += counts[row][column];
  const auto table = statistics::with_totals(shown);
  const auto hidden = statistics::suppress(table, {small_max});
  if (!hidden || hides_a_total(table, *hidden)) return only_totals(counts, hidden_rows, hidden_columns);
  HiddenCells out;
  for (std::size_t row = 0; row < counts.size(); ++row) {
    Flags flags;
    for (std::size_t column = 0; column < counts[row].size(); ++column)
      flags.push_back(hidden_rows[row] || hidden_columns[column] || (*hidden)[rows.place[row] * table.columns + columns.place[column]]);
    out.cells.push_back(std::move(flags));
  }
  return out;
}

}  // namespace lapwing::measures
