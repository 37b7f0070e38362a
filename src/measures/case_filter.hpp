// Which episodes a figure counts, said as the query of /measures/cases: whoever makes a cell names the same filters that it counted by, and
// the page lists exactly those. Pure; any thread.
//
//   from, to       reported in these months (2026-01), in London; absent: the last twelve
//   team, area     by name, as FactTable::Scan names them ("No team")
//   level          the first risk level: very_low, low, medium, high
//   share, met     a share of casework (casework_shares.hpp): what it is counted of; with met=yes or met=no, those that were or were not
//   clock, clock_was   a kind of clock that was set, met, breached or acknowledged
//   completeness   how the child's ethnicity is held: self_defined, not_stated, observed_only, blank, or incomplete for all but the first
//   found          how the child was found: returned_by_self, found_by_police, found_by_carer, found_by_other
//   state          open, closed, missing
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "measures/casework_shares.hpp"
#include "measures/facts/fact_table.hpp"
#include "measures/period.hpp"

namespace lapwing::measures {

enum class ClockWas { set, met, breached, acknowledged };
enum class CaseState { open, closed, missing };

struct CaseFilter {
  Months months = {};
  std::string team = {}, area = {};                            // empty: all
  std::optional<RiskLevel> level = {};
  const CaseworkShare* share = nullptr;
  std::optional<bool> met = {};                         // with share
  std::optional<ClockKind> clock = {};
  ClockWas clock_was = ClockWas::set;
  std::optional<Completeness> completeness = {};
  bool incomplete = false;                           // all but self-defined
  std::optional<casework::HowFound> found = {};
  std::optional<CaseState> state = {};

  std::string words() const;                         // "Reported January 2026 to June 2026, Response B, risk at first high"
};

// Names and values as they came; a name of no filter is passed over ("page"). The error is a sentence without a full stop.
std::expected<CaseFilter, std::string> parse_case_filter(const std::vector<std::pair<std::string, std::string>>& query, Instant now);

struct FoundCases {
  struct Case {
    EpisodeFacts facts;
    ChildId child;
    std::string team;
  };
  std::vector<Case> newest_first;                    // as many as were asked for, of records anybody may open
  std::uint64_t listed = 0;                          // all of these
  std::uint64_t restricted = 0;                      // on restricted records: only counted
};

// Places `skip` to `skip + count` of the list.
FoundCases find_cases(const FactTable::Scan& scan, const CaseFilter& filter, std::size_t skip, std::size_t count);

}  // namespace lapwing::measures
