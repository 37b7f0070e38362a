// The figures that statements of an inspection are judged on, counted from the record for one stretch of time. Pure; any thread.
#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "casework/accounts.hpp"
#include "casework/force_record.hpp"
#include "measures/facts/fact_table.hpp"
#include "measures/inspection/criteria.hpp"
#include "measures/period.hpp"

namespace lapwing::measures {

struct Figure {
  std::uint64_t met = 0, of = 0;          // how many of how many; or findings, of words
  std::uint64_t cases = 0;                // that it rests on: what is held against the least that it takes to judge
  bool per_thousand_words = false;
  std::string counted;                    // the denominator in words
  std::string cases_query = {};           // of the page that lists the cases; empty: none
};
using Evidence = std::map<std::string, Figure, std::less<>>;

bool is_evidence(std::string_view id);                     // a figure that rules may name
std::string evidence_key(const Statement& statement);      // where its figure is: files audited are counted by statement

struct EvidenceSource {
  const FactTable::Scan& facts;
  const casework::ForceRecord& force;
  const std::vector<std::shared_ptr<const casework::Account>>& accounts;
};

// One for each of the stretches asked for, in one pass over the episodes. Episodes count by when they were reported, audits and actions of
// the plan by their day. What is held at a moment (posts, accreditations) is taken as of the last day of the months, or of `today` where
// that is sooner.
std::vector<Evidence> evidence(const EvidenceSource& source, const Criteria& criteria, std::span<const Months> stretches, Date today);

}  // namespace lapwing::measures
