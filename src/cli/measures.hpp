// The statistics that `lapwing measure` knows, each from a plain table to the JSON it prints. docs/measures.md describes columns, keys and
// formulas. What there is not enough to say of is null, with a `note` that says why. Faults of the table are put into the table; what is
// returned then is not to be used. One thread.
#pragma once
#include <boost/json.hpp>
#include <span>
#include <string_view>

#include "cli/measure_table.hpp"
#include "policy/measure_rules.hpp"

namespace lapwing::cli {

struct Measure {
  std::string_view name;
  std::span<const std::string_view> columns;   // that must be there; for suppress, the others are the categories
  boost::json::object (*work_out)(MeasureTable& table, const policy::MeasureRules& rules);
};

std::span<const Measure> measures();

boost::json::object measure_its(MeasureTable& table, const policy::MeasureRules& rules);
boost::json::object measure_did(MeasureTable& table, const policy::MeasureRules& rules);
boost::json::object measure_suppress(MeasureTable& table, const policy::MeasureRules& rules);

}  // namespace lapwing::cli
