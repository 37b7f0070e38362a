// Who is being harmed, and whether every child is answered alike: how complete the record of ethnicity is and what to complete; rates and
// ratios by ethnic group with what the missing answers could hide; nationality; and differences in grading, in the time to the first
// officer, in time missing and in who found the child. Pure; any thread.
//
// Small numbers are hidden across all of these tables together (publishing.hpp), with everything that is made from them. The whole force is
// counted: by team a group would be few. Nothing here feeds a risk, a rank, a match or a clock.
#pragma once
#include "measures/equity/equity_tally.hpp"
#include "measures/table.hpp"
#include "policy/measure_rules.hpp"

namespace lapwing::measures {

struct EquityRules {
  const policy::EthnicityPolicy& ethnicity;
  const policy::MeasureRules& measures;
};

struct Equity {
  std::vector<Section> sections;
  std::vector<Chased> to_complete;          // the list behind "records to complete", in its order
  std::uint64_t restricted_to_complete = 0;
  std::vector<std::string> references;      // groups that may be chosen to compare with
};

// `population`: of the force's area, for rates; null when none was loaded.
Equity equity(const FactTable::Scan& scan, const EquityAsked& asked, const EquityRules& rules, const casework::PopulationSet* population);

// What "How we are doing" says of them, as the parts do: their headlines alone, without the rest.
std::vector<Section> equity_headlines(const FactTable::Scan& scan, Months months, std::uint64_t small_max);

// ---- its parts ----

// A row of the tables by group: a group, or all whose ethnicity is not known.
struct GroupRow {
  std::string label;
  CategoryTally tally;
  std::optional<std::uint64_t> population;
  bool is_unknown = false;
  bool hidden = false;                      // in every table
};

struct EquityParts {
  const EquityTally& tally;
  const EquityAsked& asked;
  const EquityRules& rules;
  std::vector<GroupRow> rows;               // the last is the unknown
  std::optional<std::size_t> reference;     // never a hidden one
  std::uint64_t small_max = 0;
  bool enough = false;                      // more children than a small number
  const casework::PopulationSet* population = nullptr;
  std::vector<std::string> population_not_read = {};

  const GroupRow& unknown() const { return rows.back(); }
  Flags hidden_rows() const;
};

Section completeness(const EquityParts& parts, const FactTable::Scan& scan);                     // completeness.cpp
Table completeness_by_observed(const EquityParts& parts, const EthnicGroups& groups);            // completeness_by_observed.cpp
Section rates_by_group(const EquityParts& parts);                                                // rates_by_group.cpp
Section differences_by_group(const EquityParts& parts);                                          // differences_by_group.cpp
Section nationalities(const EquityParts& parts);                                                 // nationalities.cpp

}  // namespace lapwing::measures
