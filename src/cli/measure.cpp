// measure: each statistic on a plain table, so that anyone can check the arithmetic.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>

#include "cli/measures.hpp"
#include "cli/verbs.hpp"

namespace lapwing::cli {

namespace json = boost::json;

namespace {

std::string in_words(const json::value& value) {
  if (value.is_null()) return "-";
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_double()) return fmt::format("{:.6g}", value.get_double());
  if (value.is_array()) {
    std::string out;
    for (const auto& one : value.get_array()) out += (out.empty() ? "" : " ") + in_words(one);
    return out;
  }
  return json::serialize(value);
}

// Rows of objects under a line of their keys, each column as wide as its widest. A key that only some rows have comes last.
void print_rows(const json::array& rows) {
  std::vector<std::string> keys;
  for (const auto& row : rows)
    for (const auto& [key, unused] : row.get_object())
      if (std::find(keys.begin(), keys.end(), std::string_view(key)) == keys.end()) keys.emplace_back(key);
  std::vector<std::size_t> widths;
  const auto cell = [](const json::value& row, const std::string& key) {
    const auto* value = row.get_object().if_contains(key);
    return value ? in_words(*value) : std::string();
  };
  for (const auto& key : keys) {
    widths.push_back(key.size());
    for (const auto& row : rows) widths.back() = std::max(widths.back(), cell(row, key).size());
  }
  const auto print_line = [&](const auto& text_of) {
    std::string line;
    for (std::size_t i = 0; i < keys.size(); ++i) line += fmt::format("{:<{}}  ", text_of(keys[i]), widths[i]);
    fmt::print("{}\n", line.substr(0, line.find_last_not_of(' ') + 1));
  };
  print_line([](const std::string& key) { return key; });
  for (const auto& row : rows) print_line([&](const std::string& key) { return cell(row, key); });
}

void print_table(const json::object& result) {
  for (const auto& [key, value] : result)
    if (!value.is_array()) fmt::print("{}: {}\n", std::string_view(key), in_words(value));
  for (const auto& [unused, value] : result)
    if (value.is_array()) print_rows(value.get_array());
}

int refuse(const std::filesystem::path& file, const std::vector<std::string>& faults) {
  for (const auto& fault : faults) fmt::print(stderr, "{}: {}\n", file.string(), fault);
  fmt::print(stderr, "Nothing was worked out: a figure from part of a table would mislead.\n");
  return Exit::findings;
}

}  // namespace

std::vector<std::string> measure_names() {
  std::vector<std::string> out;
  for (const auto& one : measures()) out.emplace_back(one.name);
  return out;
}

int measure(const MeasureArguments& arguments) {
  const auto all = measures();
  const auto wanted = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == arguments.name; });
  if (wanted == all.end()) {
    fmt::print(stderr, "There is no measure named {}: choose one of {}\n", arguments.name, fmt::join(measure_names(), ", "));
    return Exit::usage;
  }
  std::ifstream in(arguments.file, std::ios::binary);
  if (!in || std::filesystem::is_directory(arguments.file)) {
    fmt::print(stderr, "{} cannot be read\n", arguments.file.string());
    return Exit::failure;
  }
  auto table = MeasureTable::read(in);
  if (!table) return refuse(arguments.file, table.error());
  if (!table->has_columns(wanted->columns)) return refuse(arguments.file, table->faults());
  const auto result = wanted->work_out(*table, policy::built_in_measure_rules());
  if (!table->faults().empty()) return refuse(arguments.file, table->faults());
  if (arguments.json) fmt::print("{}\n", json::serialize(result));
  else print_table(result);
  return Exit::done;
}

}  // namespace lapwing::cli
