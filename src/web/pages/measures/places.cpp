// Where harm is told of, from the reports of the months asked for.
#include "measures/places.hpp"

#include <algorithm>
#include <map>

#include "links/linkage/address.hpp"
#include "policy/measure_rules.hpp"
#include "reports/read_report.hpp"
#include "web/pages/measures/bodies.hpp"

namespace lapwing::web {

using measures::PlaceTold;
using reports::LinkKind;
using reports::PersonRole;

namespace {

constexpr std::size_t reports_max = 1'000;   // read from the ledger for one page, each in some tens of microseconds

bool is_harm(LinkKind kind) {
  constexpr LinkKind kinds[] = {LinkKind::lift, LinkKind::gave, LinkKind::met, LinkKind::stayed, LinkKind::found_with, LinkKind::paid};
  return std::ranges::find(kinds, kind) != std::end(kinds);
}

// "ZZ1 4" of "27 Saltmarsh Row, ZZ1 4QT"; empty where there is no whole postcode.
std::string sector_of(std::string_view address) {
  const auto postcode = linkage::read_address(address).postcode;
  constexpr std::size_t inward = 3, whole_min = 5;
  if (postcode.size() < whole_min) return {};
  return postcode.substr(0, postcode.size() - inward) + " " + postcode[postcode.size() - inward];
}

// Whether a child and an adult are tied to this place: by the link itself, or (for a stay, which has one end) by who else the report names.
bool ties_child_and_adult(const reports::Report& report, const reports::Link& link) {
  bool child = false, adult = false;
  const auto take = [&](std::string_view ref) {
    if (const auto* person = report.person(ref)) child |= person->role == PersonRole::child, adult |= person->role == PersonRole::adult;
  };
  take(link.from), take(link.to);
  if (link.to.empty())
    for (const auto& person : report.people) take(person.ref);
  return child && adult;
}

void add_places(const reports::Report& report, std::vector<PlaceTold>& told) {
  std::map<std::string, PlaceTold> here;     // an area once a report
  for (const auto& link : report.links) {
    const auto* place = is_harm(link.kind) && ties_child_and_adult(report, link) ? report.place(link.at) : nullptr;
    if (!place) continue;
    const auto area = sector_of(place->address);
    here.try_emplace(area, PlaceTold{area, place->lat, place->lon});
  }
  for (auto& [area, one] : here) told.push_back(std::move(one));
}

}  // namespace

MeasureAnswer places_body(Visit& visit, const MeasureAsked& asked) {
  const auto& held = visit.desk().reports();
  desk::ReportFilter filter;
  filter.from = asked.span.from, filter.to = asked.span.until;
  auto lines = held.newest(filter, reports_max + 1);
  const bool more = lines.size() > reports_max;
  if (more) lines.resize(reports_max);
  std::vector<PlaceTold> told;
  for (const auto& line : lines) {
    if (line.erased || line.beside || held.withdrawn_by(line)) continue;
    const auto report = visit.desk().report(line.id);
    if (!report) return std::unexpected(visit.problem(503, "The reports cannot be read", report.error()));
    if (!*report) continue;
    if (const auto read = reports::read_report((*report)->sent)) add_places(read->report, told);
  }
  const auto small_max = static_cast<std::uint64_t>(policy::built_in_measure_rules().small_count_max);
  return MeasureBody{{measures::places_of_harm(told, {measures::months_for_people(asked.months), small_max, more ? std::optional(reports_max) : std::nullopt})}};
}

}  // namespace lapwing::web
