#include "measures/facts/adult_facts.hpp"

#include <algorithm>

namespace lapwing::measures {

namespace {

template <std::size_t size>
void copy_code(char (&to)[size], std::string_view code) {
  if (code.size() < size) std::ranges::copy(code, to);
}

}  // namespace

std::vector<AdultFacts> adult_facts(ReportId id, const reports::Report& report) {
  std::vector<AdultFacts> rows;
  for (const auto& person : report.people) {
    if (person.role != reports::PersonRole::adult) continue;
    AdultFacts row;
    row.report = id;
    row.month = month_number(report.received_at);
    copy_code(row.self_defined, person.ethnicity_self);
    copy_code(row.observed, person.ethnicity_observed);
    copy_code(row.nationality, person.nationality == "unknown" ? std::string_view() : person.nationality);
    rows.push_back(row);
  }
  return rows;
}

Completeness AdultFacts::completeness() const {
  if (self_defined[0] == 'N' && self_defined[1] == 'S') return Completeness::not_stated;
  if (self_defined[0] != '\0') return Completeness::self_defined;
  return observed[0] != '\0' ? Completeness::observed_only : Completeness::blank;
}

}  // namespace lapwing::measures
