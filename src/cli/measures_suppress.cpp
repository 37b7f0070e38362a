// suppress: a table of counts with its totals, small numbers hidden so that the totals do not give them back.
#include <fmt/format.h>

#include "cli/measures.hpp"
#include "measures/statistics/suppression.hpp"

namespace lapwing::cli {

namespace json = boost::json;

namespace {

constexpr std::string_view total = "total";

bool is_total(std::string_view text) {
  return text.size() == total.size() && std::equal(text.begin(), text.end(), total.begin(), [](char a, char b) { return (a | 0x20) == b; });
}

void check_shape(MeasureTable& table) {
  const auto& columns = table.columns();
  for (std::size_t column = 1; column < columns.size(); ++column) {
    const auto twice = std::find(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(column), columns[column]);
    if (columns[column].empty()) table.header_fault(fmt::format("column {} has no name", column + 1));
    else if (twice != columns.begin() + static_cast<std::ptrdiff_t>(column)) table.header_fault(fmt::format("two columns are named {}", columns[column]));
  }
  if (table.column("label") != 0) table.header_fault("the first column must be named label");
  if (!is_total(columns.back())) table.header_fault("the last column must be named total");
  for (std::size_t row = 0; row < table.rows(); ++row)
    if (is_total(table.text(row, 0)) != (row + 1 == table.rows()))
      table.fault(row, row + 1 == table.rows() ? "the last row must be labelled total" : "a row labelled total that is not the last");
}

void check_sums(MeasureTable& table, const statistics::CountTable& counts) {
  for (std::size_t row = 0; row < counts.rows; ++row) {
    std::uint64_t sum = 0;
    for (std::size_t column = 0; column + 1 < counts.columns; ++column) sum += counts.at(row, column);
    if (const auto said = counts.at(row, counts.columns - 1); said != sum)
      table.fault(row, fmt::format("the row adds up to {}, and its total says {}", sum, said));
  }
  for (std::size_t column = 0; column < counts.columns; ++column) {
    std::uint64_t sum = 0;
    for (std::size_t row = 0; row + 1 < counts.rows; ++row) sum += counts.at(row, column);
    if (const auto said = counts.at(counts.rows - 1, column); said != sum)
      table.fault(counts.rows - 1, fmt::format("{} adds up to {}, and its total says {}", table.columns()[column + 1], sum, said));
  }
}

}  // namespace

json::object measure_suppress(MeasureTable& table, const policy::MeasureRules& rules) {
  const auto small_max = static_cast<std::uint64_t>(rules.small_count_max);
  if (table.rows() == 0) return {{"rows", json::array()}, {"hidden_up_to", small_max}, {"note", "not enough to say: the table has no rows"}};
  check_shape(table);
  statistics::CountTable counts{table.rows(), table.columns().size() - 1, {}};
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t column = 1; column < table.columns().size(); ++column) counts.cells.push_back(table.count(row, column));
  if (table.faults().empty()) check_sums(table, counts);
  if (!table.faults().empty()) return {};
  const auto hidden = statistics::suppress(counts, {small_max});
  json::array rows;
  for (std::size_t row = 0; row < counts.rows; ++row) {
    json::object out{{"label", table.text(row, 0)}};
    for (std::size_t column = 0; column < counts.columns; ++column) {
      const auto cell = row * counts.columns + column;
      const bool shown = hidden && !(*hidden)[cell];   // a table that cannot be made safe is not shown at all
      out[table.columns()[column + 1]] = shown ? json::value(counts.cells[cell]) : json::value(nullptr);
    }
    rows.push_back(std::move(out));
  }
  json::object out{{"rows", std::move(rows)}, {"hidden_up_to", small_max}};
  if (!hidden) out["note"] = hidden.error();
  return out;
}

}  // namespace lapwing::cli
