#include "exchange/population_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "exchange/csv.hpp"

namespace lapwing::exchange {

namespace {

constexpr std::size_t rows_max = 1'000;

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  return from == text.npos ? std::string() : std::string(text.substr(from, text.find_last_not_of(" \t") - from + 1));
}

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

std::expected<PopulationFile, std::vector<std::string>> read_population(std::istream& in) {
  PopulationFile file;
  std::vector<std::string> problems;
  std::optional<std::size_t> code_at, children_at;
  CsvReader reader(in);
  for (CsvRecord record; file.rows.size() < rows_max && problems.size() < rows_max;) {
    const auto more = reader.next(record);
    if (!more) {
      problems.push_back(fmt::format("line {}: {}", more.error().line, more.error().message));
      continue;
    }
    if (!*more) break;
    if (!code_at) {
      for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if (trimmed(record.fields[i]) == "code") code_at = i;
        if (trimmed(record.fields[i]) == "children") children_at = i;
      }
      if (!code_at || !children_at)
        return std::unexpected(std::vector{fmt::format("line {}: the first line must name the columns code and children", record.line)});
      continue;
    }
    if (record.fields.size() <= std::max(*code_at, *children_at)) {
      problems.push_back(fmt::format("line {}: a column is missing", record.line));
      continue;
    }
    const auto children = whole_number(trimmed(record.fields[*children_at]));
    if (!children) problems.push_back(fmt::format("line {}: children must be a whole number, written without spaces or commas", record.line));
    file.rows.push_back({trimmed(record.fields[*code_at]), children.value_or(0)});
    file.lines.push_back(record.line);
  }
  if (!code_at && problems.empty()) problems.emplace_back("line 1: the first line must name the columns code and children");
  if (file.rows.size() == rows_max) problems.push_back(fmt::format("the file is longer than {} rows", rows_max - 1));
  if (!problems.empty()) return std::unexpected(std::move(problems));
  return file;
}

}  // namespace lapwing::exchange
