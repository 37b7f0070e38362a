// One pass over the children and the episodes of a period: what every table of equity is made from. Flat counters only. Pure; any thread.
//
// A child counts once, with the team and the month of the latest episode in the period; an episode counts with its child's ethnicity as
// it is known now.
#pragma once
#include <map>

#include "measures/equity/clustered.hpp"
#include "measures/equity/ethnic_groups.hpp"
#include "measures/equity/publishing.hpp"
#include "measures/facts/fact_table.hpp"
#include "measures/minute_counts.hpp"
#include "measures/period.hpp"

namespace lapwing::measures {

constexpr std::size_t states_count = 4;             // self-defined, not stated, observed only, blank: Completeness
using States = std::array<std::uint64_t, states_count>;
constexpr std::size_t ways_found = 4;               // by themselves, by police, by a carer, then by someone else, not yet, or not said

// What is counted of the episodes of one category.
struct CategoryTally {
  std::uint64_t children = 0, episodes = 0;
  std::uint64_t graded_high = 0;                    // high or medium
  std::uint64_t deployed_in_time = 0, deployed_late = 0;
  std::array<std::uint64_t, ways_found> found{};
  MinuteCounts time_to_deploy, time_missing;
  Clusters of_episodes, of_grades, of_deployments, of_found_by_police;   // by child, for honest intervals
};

struct Chased {
  ChildId child;
  EpisodeId latest;
  Instant reported_at{};
  TeamNumber team = 0;
  bool is_open = false;
  Completeness ethnicity = Completeness::blank;     // self_defined: complete
  bool no_nationality = false;
};

struct EquityTally {
  Periods months;
  std::vector<CategoryTally> categories;            // EthnicGroups::categories()
  std::vector<States> children_by_team, children_by_month;
  std::vector<std::array<std::uint64_t, 2>> children_by_observed;   // with their own answer, and without; by EthnicGroups::observed
  std::map<std::string, std::uint64_t> nationalities;   // by code; empty: blank or unknown
  std::map<std::pair<AgencyNumber, TeamNumber>, States> adults_by_team;
  std::vector<States> adults_by_month;
  std::vector<Chased> to_complete;                  // open episodes first, then the latest; nobody's whose record is restricted
  std::uint64_t restricted_to_complete = 0;         // only counted
};

struct EquityAsked {
  Months months;
  std::string reference;                            // the group that others are compared with; empty: the one with the largest population
  std::size_t records_in_order = 1'000;             // so many of the records to complete are put in order; the rest only follow
};

EquityTally tally_equity(const FactTable::Scan& scan, const EquityAsked& asked, const EthnicGroups& groups);

}  // namespace lapwing::measures
