// What a report says of the ethnicity and nationality of each person of role "adult" in it, for counting how complete that is for
// people who may be causing harm. One row a mention: who a mention is, is not asked here, so one person in three reports is three
// records, each complete or not.
//
// Plain values; any thread. Counted only: links, groups and scores never read this.
#pragma once
#include <cstdint>
#include <vector>

#include "domain/ids.hpp"
#include "measures/facts/episode_facts.hpp"
#include "measures/facts/written_facts.hpp"
#include "reports/report.hpp"

namespace lapwing::measures {

using AgencyNumber = std::uint16_t;   // a place in FactTable's list of agencies; 0: none named

struct AdultFacts {
  ReportId report;
  MonthNumber month = 0;              // in which the report was received
  AgencyNumber agency = 0;
  TeamNumber team = 0;
  char self_defined[3] = {};          // as in ChildFacts; what is no code of the form is blank
  char observed[4] = {};
  char nationality[3] = {};
  bool erased = false;

  Completeness completeness() const;  // a report cannot say why NS was not stated: NS is not_stated
};

class FactNames;
// One row for each adult of the report, in its order. The team and the agency are numbered by whoever keeps them.
std::vector<AdultFacts> adult_facts(ReportId id, const reports::Report& report);

}  // namespace lapwing::measures
