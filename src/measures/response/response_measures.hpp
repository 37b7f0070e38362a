// What is measured of the response to a missing child: each with the share of casework it is judged by (measures/casework_shares.hpp, so
// that one name means one figure on every page) and the time it took. Pure; any thread.
#pragma once
#include <span>
#include <string_view>

#include "measures/casework_shares.hpp"

namespace lapwing::measures {

struct ResponseMeasure {
  std::string_view id;                                // "first-deployment": in addresses
  std::string_view label;                             // "First deployment": heads a part, and a row
  std::string_view within;                            // "had an officer sent within the clock": after "63% of …"
  std::string_view share;                             // its id in casework_shares()
  ClockKind clock;                                    // that runs out on it: for how long a week is not yet settled
  std::string_view time_is = {};                      // "from the report until a named officer was sent"; empty: no time is taken
  ElapsedSeconds (*elapsed)(const EpisodeFacts&) = nullptr;   // never_happened: not yet, or never
};

constexpr std::size_t response_measures_count = 8;
std::span<const ResponseMeasure, response_measures_count> response_measures();

}  // namespace lapwing::measures
