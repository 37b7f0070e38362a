// The force's self-assessment: what each topic of an inspection comes to on the record, and how it got there quarter by quarter.
#include "web/pages/measures/inspection_pages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "web/site.hpp"

namespace lapwing::web {

using namespace measures;

namespace {

constexpr int months_in_quarter = 3;

// The stretch asked for, then the quarters before its end, newest last.
std::vector<Months> stretches(const MeasureAsked& asked, int quarters) {
  std::vector<Months> out{asked.months};
  for (int back = quarters; back >= 1; --back) {
    const auto last = asked.months.last - (back - 1) * months_in_quarter;
    out.push_back({last - months_in_quarter + 1, last});
  }
  return out;
}

// The first of `over` is the stretch asked for; the rest are its trend.
std::vector<Section> sections_over(const Visit& visit, const std::vector<Months>& over) {
  const auto& criteria = inspection_criteria(visit);
  const auto force = visit.desk().force_record();
  const auto accounts = visit.desk().staff().all();
  const auto today = london_date(visit.now());
  const auto counted = [&] {
    const auto facts = visit.desk().facts().scan();
    return evidence({facts, *force, accounts}, criteria, over, today);
  }();
  std::vector<AssessedPeriod> periods;
  for (std::size_t at = 0; at < over.size(); ++at) periods.push_back({months_for_people(over[at]), assess(criteria, counted[at])});
  const std::vector<AssessedPeriod> before(periods.begin() + 1, periods.end());
  return inspection_sections(criteria, periods.front(), before, *force, today);
}

}  // namespace

const Criteria& inspection_criteria(const Visit& visit) { return *visit.site.criteria; }

MeasureAnswer inspection_body(Visit& visit, const MeasureAsked& asked) {
  return MeasureBody{sections_over(visit, stretches(asked, inspection_criteria(visit).trend_quarters))};
}

MeasureHeadlines inspection_headlines(Visit& visit, const MeasureAsked& asked) { return sections_over(visit, {asked.months}); }

}  // namespace lapwing::web
