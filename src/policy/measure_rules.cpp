#include "policy/measure_rules.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "policy/section.hpp"

namespace lapwing::policy {

namespace {

constexpr std::string_view file_name = "measures.toml";

struct Setting {
  std::string_view section, key;
  int least, most;
  int MeasureRules::*to;
};
constexpr Setting settings[] = {{"small_numbers", "hidden_up_to", 1, 100, &MeasureRules::small_count_max},
                                {"chart", "points_min", 2, 1000, &MeasureRules::chart_points_min},
                                {"effect", "points_each_side_min", 2, 1000, &MeasureRules::points_each_side_min},
                                {"effect", "units_each_side_min", 2, 1000, &MeasureRules::units_each_side_min}};

void read_section(Section& file, std::string_view name, MeasureRules& rules) {
  auto in = file.section(name);
  if (!in) return file.problem(fmt::format("there must be a [{}]", name));
  in->text("source");
  for (const auto& setting : settings)
    if (setting.section == name) rules.*setting.to = in->number(setting.key, setting.least, setting.most);
  in->finish();
}

}  // namespace

std::expected<MeasureRules, std::string> parse_measure_rules(std::string_view toml) {
  Problems problems;
  MeasureRules rules;
  const std::string name(file_name);
  const auto document = parse_document(name, std::string(toml), problems);
  if (problems.empty()) {
    Section file(name, document, problems);
    file.text("source");
    for (const auto section : {"small_numbers", "chart", "effect"}) read_section(file, section, rules);
    file.finish();
  }
  if (!problems.empty()) return std::unexpected(fmt::format("{}", fmt::join(problems, "\n")));
  return rules;
}

const MeasureRules& built_in_measure_rules() {
  static const MeasureRules rules = [] {
    for (const auto& [name, text] : built_in_rules())
      if (name == file_name) {
        auto read = parse_measure_rules(text);
        if (!read) throw std::runtime_error(read.error());
        return *read;
      }
    throw std::runtime_error("measures.toml was not built in");
  }();
  return rules;
}

}  // namespace lapwing::policy
