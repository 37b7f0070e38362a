// Where harm is told of: by small area, never by address, on a map and in a table that hide the same small numbers. Pure; any thread.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "measures/facts/fact_table.hpp"
#include "measures/period.hpp"
#include "measures/table.hpp"

namespace lapwing::measures {

struct PlacesAsked {
  Months months;                           // in which the reports were received
  std::uint64_t small_max = 0;             // counts from 1 to this are hidden
};

// Every report of the months counts, but those `withdrawn`. An area stands in the middle of what is told of it, to a hundredth of a degree:
// about a kilometre.
Section places_of_harm(const FactTable::Scan& scan, std::span<const ReportId> withdrawn, const PlacesAsked& asked);

}  // namespace lapwing::measures
