#include <fmt/format.h>

#include "web/pages/measures/table_files.hpp"

namespace lapwing::web {

using measures::Cell;

namespace {

std::string quoted(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string field(const Cell& cell) {
  if (cell.hidden) return "hidden";
  if (cell.value) return fmt::format("{}", *cell.value);
  return quoted(cell.iso.empty() ? cell.text : cell.iso);
}

std::string heading(const measures::Column& column) {
  auto name = column.name;
  if (column.kind == measures::Kind::minutes) name += " (minutes)";
  return column.unit.empty() ? name : fmt::format("{} {}", name, column.unit);
}

}  // namespace

std::string csv_of(const measures::Table& table) {
  std::string out;
  for (std::size_t at = 0; at < table.columns.size(); ++at) out += (at > 0 ? "," : "") + quoted(heading(table.columns[at]));
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t at = 0; at < row.size(); ++at) out += (at > 0 ? "," : "") + field(row[at]);
    out += "\r\n";
  }
  return out;
}

}  // namespace lapwing::web
