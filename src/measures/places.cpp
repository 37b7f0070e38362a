#include "measures/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "measures/cells.hpp"
#include "measures/equity/publishing.hpp"

namespace lapwing::measures {

namespace {

struct Area {
  std::string name;
  std::uint64_t told = 0;
  double lat_sum = 0, lon_sum = 0;
  std::uint64_t placed = 0;                // of these, with degrees
  bool hidden = false;

  std::optional<double> middle(double sum) const {
    return placed > 0 ? std::optional(std::round(sum / static_cast<double>(placed) * 100) / 100) : std::nullopt;
  }
};

std::vector<Area> areas_of(const FactTable::Scan& scan, std::span<const ReportId> withdrawn, const PlacesAsked& asked) {
  const std::unordered_set<ReportId> taken_back(withdrawn.begin(), withdrawn.end());
  std::vector<Area> by_sector(scan.sectors().size());
  for (const auto& one : scan.places()) {
    if (one.month < asked.months.first || one.month > asked.months.last || (!taken_back.empty() && taken_back.contains(one.report))) continue;
    auto& area = by_sector[one.sector];
    ++area.told;
    if (one.has_degrees()) area.lat_sum += one.lat, area.lon_sum += one.lon, ++area.placed;
  }
  std::vector<Area> areas;
  for (std::size_t sector = 0; sector < by_sector.size(); ++sector) {
    by_sector[sector].name = scan.sectors()[sector];
    if (by_sector[sector].told > 0) areas.push_back(std::move(by_sector[sector]));
  }
  std::ranges::sort(areas, {}, &Area::name);
  Counts counts;
  for (const auto& area : areas) counts.push_back(area.told);
  const auto hidden = hide_in_list(counts, asked.small_max);
  for (std::size_t at = 0; at < areas.size(); ++at) areas[at].hidden = hidden[at];
  // Those that are hidden by name: their order must not say how many there are.
  std::ranges::stable_sort(areas, [](const Area& a, const Area& b) { return a.hidden != b.hidden ? b.hidden : !a.hidden && a.told > b.told; });
  return areas;
}

std::string said(const std::vector<Area>& areas) {
  std::uint64_t told = 0;
  for (const auto& area : areas) told += area.told;
  if (areas.empty()) return "No report of these months tells of harm at a place.";
  if (areas.front().hidden) return fmt::format("Harm is told of in {} {}, none of them often enough to be shown.", areas.size(), areas.size() == 1 ? "area" : "areas");
  return fmt::format("Harm is told of {} times in {} {}; most often in {}, {} times.", cells::grouped(told), areas.size(),
                     areas.size() == 1 ? "area" : "areas", areas.front().name, cells::grouped(areas.front().told));
}

Cell degrees(std::optional<double> value) { return value ? cells::number(value, 2) : cells::nothing("not given"); }

}  // namespace

Section places_of_harm(const FactTable::Scan& scan, std::span<const ReportId> withdrawn, const PlacesAsked& asked) {
  const auto areas = areas_of(scan, withdrawn, asked);
  Table table{.id = "places-of-harm", .caption = "Places of harm, by area", .says = said(areas),
              .columns = {{"Area"}, {"Reports that tell of harm there", Kind::count}, {"Longitude", Kind::number}, {"Latitude", Kind::number}}, .rows = {}};
  table.note = fmt::format("Each report of {} that ties a child and an adult to a place (a lift, a meeting, a stay, something given or paid), once for each area it tells of. "
                           "Areas are sectors of postcodes, and stand on the map in the middle of what is told of them.", months_for_people(asked.months));
  bool any_placed = false;
  for (const auto& area : areas) {
    table.rows.push_back({cells::label(area.name), area.hidden ? cells::hidden() : cells::count(area.told), degrees(area.middle(area.lon_sum)), degrees(area.middle(area.lat_sum))});
    any_placed |= area.placed > 0 && !area.hidden;
  }
  if (any_placed) table.chart = Chart{.kind = ChartKind::places, .x = 2, .y = {3}, .size = 1, .label = 0};
  table.empty = "There is no place to list.";
  Section section{.id = "places", .title = "By area", .says = "", .tables = {}};
  if (!areas.empty() && !areas.front().hidden) section.headline = table.says;
  section.tables.push_back(std::move(table));
  return section;
}

}  // namespace lapwing::measures
