#include "measures/facts/place_facts.hpp"

#include <algorithm>

#include "links/linkage/address.hpp"

namespace lapwing::measures {

using reports::LinkKind;
using reports::PersonRole;

namespace {

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

}  // namespace

std::vector<ToldPlace> place_facts(ReportId id, const reports::Report& report) {
  std::vector<ToldPlace> out;
  for (const auto& link : report.links) {
    const auto* place = is_harm(link.kind) && ties_child_and_adult(report, link) ? report.place(link.at) : nullptr;
    if (!place) continue;
    auto sector = sector_of(place->address);
    if (std::ranges::find(out, sector, &ToldPlace::sector) != out.end()) continue;
    PlaceFacts row{.report = id, .month = month_number(report.received_at)};
    if (place->lat && place->lon) row.lat = *place->lat, row.lon = *place->lon;
    out.push_back({std::move(sector), row});
  }
  return out;
}

}  // namespace lapwing::measures
