#include "measures/response/response.hpp"

#include <fmt/format.h>

namespace lapwing::measures {

namespace {

Section one_measure(const ResponseParts& parts, std::size_t measure) {
  const auto& about = response_measures()[measure];
  Section out{.id = std::string(about.id), .title = std::string(about.label)};
  out.tables = {shares_by_week(parts, measure), shares_by_team(parts, measure)};
  if (about.elapsed) out.tables.push_back(times_taken(parts, measure));
  return out;
}

}  // namespace

std::vector<Section> response(const FactTable::Scan& scan, const ResponseAsked& asked, const ResponseRules& rules) {
  const auto tally = tally_response(scan, asked);
  const ResponseParts parts{tally, asked, rules, scan.teams()};
  std::vector<Section> out{response_summary(parts)};
  for (std::size_t measure = 0; measure < response_measures_count; ++measure) out.push_back(one_measure(parts, measure));
  out.push_back({.id = "interview-mode", .title = "How the prevention interview was held", .tables = {modes_by_team(parts)}});
  return out;
}

}  // namespace lapwing::measures
