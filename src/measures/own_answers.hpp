// Which children's own answer about their ethnicity is recorded: a byte each, by their row. A scan over a million episodes looks it up from
// each, and in the rows themselves nearly every look would wait for memory. Pure; any thread.
#pragma once
#include <cstdint>
#include <vector>

#include "measures/facts/fact_table.hpp"

namespace lapwing::measures {

std::vector<std::uint8_t> own_answers(const FactTable::Scan& scan);   // 1: recorded

}  // namespace lapwing::measures
