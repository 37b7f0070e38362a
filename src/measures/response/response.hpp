// How quickly a missing child is answered: the share of each duty done within its clock, how long each took, whether that changed from
// week to week, which teams differ by more than chance, and how the prevention interview was held. Pure; any thread.
//
// Episodes count by when they were reported. What is not yet due is in no denominator; what came due undone is not within its clock.
#pragma once
#include "measures/response/response_tally.hpp"
#include "measures/table.hpp"
#include "policy/measure_rules.hpp"
#include "policy/policies.hpp"

namespace lapwing::measures {

struct ResponseRules {
  const policy::ClockPolicy& clocks;       // for how long a week is not yet settled
  const policy::MeasureRules& measures;
};

// The page's parts: the summary first, then one for each measure (its weeks, its teams, its times), then the interview's mode.
std::vector<Section> response(const FactTable::Scan& scan, const ResponseAsked& asked, const ResponseRules& rules);
// What "How we are doing" says of them, as the parts do: their headlines alone, without the rest.
std::vector<Section> response_headlines(const FactTable::Scan& scan, const ResponseAsked& asked);

// ---- its parts, each from the tally ----
struct ResponseParts {
  const ResponseTally& tally;
  const ResponseAsked& asked;
  const ResponseRules& rules;
  const std::vector<std::string>& teams;   // names, by number
};

Section response_summary(const ResponseParts& parts);                                 // response_summary.cpp
Table shares_by_week(const ResponseParts& parts, std::size_t measure);                // response_weeks.cpp
Table shares_by_team(const ResponseParts& parts, std::size_t measure);                // response_teams.cpp
Table modes_by_team(const ResponseParts& parts);
Table times_taken(const ResponseParts& parts, std::size_t measure);                   // response_times.cpp

}  // namespace lapwing::measures
