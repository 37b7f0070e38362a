// A plain table for `lapwing measure`, read strictly: columns by name, and every value that is not what its column wants becomes a fault
// with its line. Faults are collected, so that one run shows all of them; a figure is never worked out from part of a table. One thread.
#pragma once
#include <cstdint>
#include <expected>
#include <istream>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::cli {

class MeasureTable {
 public:
  static constexpr std::size_t rows_max = 1'000'000;

  // Reads the whole table. Fields are taken without the spaces around them; column names in any case. The error has a sentence a fault.
  static std::expected<MeasureTable, std::vector<std::string>> read(std::istream& in);

  std::size_t rows() const { return rows_.size(); }
  const std::vector<std::string>& columns() const { return columns_; }   // as written
  // False, and a fault that names it, when a column is absent or there twice.
  bool has_columns(std::span<const std::string_view> names);
  std::size_t column(std::string_view name) const;                       // of a column that is there

  const std::string& text(std::size_t row, std::size_t column) const { return rows_[row].fields[column]; }
  double number(std::size_t row, std::size_t column);                    // 0, or from 1e-100 to 1e100 in size; a fault otherwise
  std::optional<double> number_or_empty(std::size_t row, std::size_t column);
  double positive_or_zero(std::size_t row, std::size_t column);
  std::uint64_t count(std::size_t row, std::size_t column);              // whole, not negative, at most count_max
  bool yes_or_no(std::size_t row, std::size_t column);                   // 1 0, true false, yes no

  void fault(std::size_t row, const std::string& what);                  // at the row's line
  void header_fault(const std::string& what) { faults_.push_back("line 1: " + what); }
  const std::vector<std::string>& faults() const { return faults_; }

 private:
  struct Row {
    std::uint64_t line = 0;
    std::vector<std::string> fields;
  };
  void value_fault(std::size_t row, std::size_t column, std::string_view wanted);

  std::vector<std::string> columns_;
  std::vector<Row> rows_;
  std::vector<std::string> faults_;
};

// When each text of a column of periods comes: numbers as they are, 2026-03 and 2026-03-31 as days or months, 2026-W09 as weeks, in order;
// anything else has no place in time. All texts must be of one kind.
std::optional<std::vector<double>> places_in_time(const std::vector<std::string>& periods);

}  // namespace lapwing::cli
