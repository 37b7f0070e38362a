#include "cli/measure_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "exchange/csv.hpp"
#include "measures/statistics/rates.hpp"

namespace lapwing::cli {

namespace {

constexpr std::size_t faults_max = 50;   // more say nothing new
// Larger and smaller figures than these count nothing of ours, and their squares would not fit a double.
constexpr double size_max = 1e100, size_min = 1e-100;

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t"), end = text.find_last_not_of(" \t");
  return begin == text.npos ? std::string() : std::string(text.substr(begin, end - begin + 1));
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return c < 0x80 ? std::tolower(c) : c; });
  return out;
}

std::optional<double> as_number(std::string_view text) {
  double value = 0;
  const auto* end = text.data() + text.size();
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [at, wrong] = std::from_chars(text.data(), end, value);
  if (wrong != std::errc{} || at != end || !(std::abs(value) <= size_max)) return std::nullopt;
  if (value != 0 && std::abs(value) < size_min) return std::nullopt;
  return value;
}

}  // namespace

std::expected<MeasureTable, std::vector<std::string>> MeasureTable::read(std::istream& in) {
  MeasureTable out;
  exchange::CsvReader reader(in);
  exchange::CsvRecord record;
  for (bool header = true;;) {
    const auto more = reader.next(record);
    if (!more) {
      out.faults_.push_back(fmt::format("line {}: {}", more.error().line, more.error().message));
      if (out.faults_.size() >= faults_max) break;
      continue;
    }
    if (!*more) break;
    for (auto& field : record.fields) field = trimmed(field);
    if (header) {
      out.columns_ = record.fields;
      header = false;
    } else if (record.fields.size() != out.columns_.size()) {
      out.faults_.push_back(fmt::format("line {}: {} fields, and the first line names {}", record.line, record.fields.size(), out.columns_.size()));
      if (out.faults_.size() >= faults_max) break;
    } else if (out.rows_.size() == rows_max) {
      out.faults_.push_back(fmt::format("line {}: more than {} rows", record.line, rows_max));
      break;
    } else {
      out.rows_.push_back({record.line, record.fields});
    }
  }
  if (out.columns_.empty() && out.faults_.empty()) out.faults_.emplace_back("the file is empty: its first line must name the columns");
  if (!out.faults_.empty()) return std::unexpected(std::move(out.faults_));
  return out;
}

bool MeasureTable::has_columns(std::span<const std::string_view> names) {
  bool all = true;
  for (const auto name : names) {
    const auto found = std::count_if(columns_.begin(), columns_.end(), [&](const auto& column) { return lower(column) == name; });
    if (found == 1) continue;
    all = false;
    faults_.push_back(found == 0 ? fmt::format("line 1: there is no column named {}; there must be {}", name, fmt::join(names, ", "))
                                 : fmt::format("line 1: there are {} columns named {}", found, name));
  }
  return all;
}

std::size_t MeasureTable::column(std::string_view name) const {
  const auto at = std::find_if(columns_.begin(), columns_.end(), [&](const auto& column) { return lower(column) == name; });
  return static_cast<std::size_t>(at - columns_.begin());
}

void MeasureTable::fault(std::size_t row, const std::string& what) {
  if (faults_.size() < faults_max) faults_.push_back(fmt::format("line {}: {}", rows_[row].line, what));
}

void MeasureTable::value_fault(std::size_t row, std::size_t column, std::string_view wanted) {
  const auto& said = text(row, column);
  fault(row, said.empty() ? fmt::format("{} is empty; it must be {}", columns_[column], wanted)
                          : fmt::format("{} is \"{}\"; it must be {}", columns_[column], said, wanted));
}

double MeasureTable::number(std::size_t row, std::size_t column) {
  if (const auto value = as_number(text(row, column))) return *value;
  value_fault(row, column, "a number, as 12 or 0.25");
  return 0;
}

std::optional<double> MeasureTable::number_or_empty(std::size_t row, std::size_t column) {
  if (text(row, column).empty()) return std::nullopt;
  return number(row, column);
}

double MeasureTable::positive_or_zero(std::size_t row, std::size_t column) {
  if (const auto value = as_number(text(row, column)); value && *value >= 0) return *value;
  value_fault(row, column, "a number that is not negative");
  return 0;
}

std::uint64_t MeasureTable::count(std::size_t row, std::size_t column) {
  const auto value = as_number(text(row, column));
  if (value && *value >= 0 && *value <= static_cast<double>(statistics::count_max) && *value == std::floor(*value))
    return static_cast<std::uint64_t>(*value);
  value_fault(row, column, "a whole number that is not negative");
  return 0;
}

bool MeasureTable::yes_or_no(std::size_t row, std::size_t column) {
  const auto said = lower(text(row, column));
  if (said == "1" || said == "true" || said == "yes") return true;
  if (said != "0" && said != "false" && said != "no") value_fault(row, column, "0 or 1");
  return false;
}

namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto* end = text.data() + text.size();
  const auto [at, wrong] = std::from_chars(text.data(), end, value);
  if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) || wrong != std::errc{} || at != end)
    return std::nullopt;
  return value;
}

std::optional<double> day_of(std::string_view text) {
  using namespace std::chrono;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2)), d = digits(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok()) return std::nullopt;
  return sys_days(date).time_since_epoch().count();
}

std::optional<double> month_of(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4)), m = digits(text.substr(5, 2));
  if (!y || !m || *m < 1 || *m > 12) return std::nullopt;
  return *y * 12 + *m - 1;
}

// Weeks since a Monday long ago: week 1 is the one with 4 January in it (ISO 8601).
std::optional<double> week_of(std::string_view text) {
  using namespace std::chrono;
  if (text.size() != 8 || text[4] != '-' || text[5] != 'W') return std::nullopt;
  const auto y = digits(text.substr(0, 4)), w = digits(text.substr(6, 2));
  if (!y || !w || *w < 1 || *w > 53) return std::nullopt;
  const sys_days fourth = year{*y} / January / 4;
  const auto monday = fourth - days{weekday{fourth}.iso_encoding() - 1};
  return std::floor((monday.time_since_epoch().count() + 3) / 7.0) + *w - 1;   // 1 January 1970 was a Thursday
}

}  // namespace

std::optional<std::vector<double>> places_in_time(const std::vector<std::string>& periods) {
  for (auto* read : {+[](std::string_view text) { return as_number(text); }, &day_of, &month_of, &week_of}) {
    std::vector<double> out;
    for (const auto& period : periods) {
      const auto place = read(period);
      if (!place) break;
      out.push_back(*place);
    }
    if (out.size() == periods.size()) return out;
  }
  return std::nullopt;
}

}  // namespace lapwing::cli
