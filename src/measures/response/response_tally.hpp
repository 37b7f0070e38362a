// One pass over the episodes reported in a period: what every table of the response is made from. Flat counters only, so that it costs
// tens of nanoseconds an episode. Pure; any thread.
#pragma once
#include <array>
#include <vector>

#include "measures/facts/fact_table.hpp"
#include "measures/minute_counts.hpp"
#include "measures/period.hpp"
#include "measures/response/response_measures.hpp"

namespace lapwing::measures {

constexpr std::size_t risk_levels_count = 4, interview_modes_count = 3;

struct ResponseAsked {
  Months months;                                    // in which the episode was reported
  std::string team;                                 // empty: all. Teams are compared with each other whichever is asked for
  Instant now{};
};

struct MeasureTally {
  std::array<Counted, risk_levels_count> by_level;  // the level first decided
  std::array<MinuteCounts, risk_levels_count> times;
  std::vector<Counted> by_week;
  std::vector<Counted> by_team;                     // every team of the table, in its numbers
  Counted all() const;
};

struct ResponseTally {
  Periods weeks;
  std::array<MeasureTally, response_measures_count> measures;
  std::array<std::uint64_t, interview_modes_count> modes{};
  std::vector<std::array<std::uint64_t, interview_modes_count>> modes_by_team;
  std::uint64_t episodes = 0;
};

ResponseTally tally_response(const FactTable::Scan& scan, const ResponseAsked& asked);

}  // namespace lapwing::measures
