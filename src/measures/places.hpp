// Where harm is told of: by small area, never by address, on a map and in a table that hide the same small numbers. Pure; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "measures/table.hpp"

namespace lapwing::measures {

// One report's telling of one area.
struct PlaceTold {
  std::string area;                        // a postcode's sector, "ZZ1 4"; empty: not known
  std::optional<double> lat, lon;          // degrees, WGS 84, where the report says
};

struct PlacesAsked {
  std::string months;                      // "January 2026 to June 2026"
  std::uint64_t small_max = 0;             // counts from 1 to this are hidden
  std::optional<std::size_t> reports_read; // set: there are more reports in these months than are read for one page, and this many were
};

// An area stands in the middle of what is told of it, to a hundredth of a degree: about a kilometre.
Section places_of_harm(const std::vector<PlaceTold>& told, const PlacesAsked& asked);

}  // namespace lapwing::measures
