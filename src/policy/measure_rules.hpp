// rules/measures.toml: which numbers are too small to publish, and how many figures it takes to say something. Immutable once read; any
// thread.
#pragma once
#include <expected>
#include <string>
#include <string_view>

namespace lapwing::policy {

struct MeasureRules {
  int small_count_max = 0;             // counts from 1 to this are hidden in what is published
  int chart_points_min = 0;            // with fewer, limits are trial limits
  int points_each_side_min = 0;        // of a change, in one series
  int units_each_side_min = 0;         // that changed, and that they are compared with
};

// The error names the line or the key at fault.
std::expected<MeasureRules, std::string> parse_measure_rules(std::string_view toml);
// The rules built into the binary.
const MeasureRules& built_in_measure_rules();

}  // namespace lapwing::policy
