// its and did: the effect of a change.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/measures.hpp"
#include "measures/statistics/effect.hpp"

namespace lapwing::cli {

namespace json = boost::json;

namespace {

statistics::EffectRules effect_rules(const policy::MeasureRules& rules) {
  return {static_cast<std::size_t>(rules.points_each_side_min), static_cast<std::size_t>(rules.units_each_side_min)};
}

json::object effect_json(const statistics::Answer<statistics::Effect>& answer) {
  if (!answer) return {{"effect", nullptr}, {"lower", nullptr}, {"upper", nullptr}, {"enough", false}, {"note", answer.error()}};
  json::object out{{"effect", answer->effect}, {"lower", nullptr}, {"upper", nullptr}, {"enough", answer->enough}};
  if (answer->lower) out["lower"] = *answer->lower;
  if (answer->upper) out["upper"] = *answer->upper;
  if (!answer->caution.empty()) out["note"] = answer->caution;
  return out;
}

// When each row's period comes: its place in time, or for periods that are only names, in the order of the rows.
std::vector<double> when_of_rows(const MeasureTable& table) {
  std::vector<std::string> periods;
  for (std::size_t row = 0; row < table.rows(); ++row) periods.push_back(table.text(row, table.column("period")));
  if (auto places = places_in_time(periods)) return std::move(*places);
  std::vector<double> out(table.rows());
  for (std::size_t row = 0; row < out.size(); ++row) out[row] = static_cast<double>(row);
  return out;
}

constexpr std::string_view never[] = {"", "never", "na", "NA", "none"};
bool is_never(std::string_view text) { return std::find(std::begin(never), std::end(never), text) != std::end(never); }

// Periods and days of change of a panel in one order of time.
struct PanelTimes {
  std::map<std::string, double> place;             // of every text in period and treated_from
  std::map<double, std::size_t> number;            // of every period that has a row, in order
};

std::optional<PanelTimes> panel_times(MeasureTable& table) {
  const auto period = table.column("period"), from = table.column("treated_from");
  std::set<std::string> said;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    said.insert(table.text(row, period));
    if (!is_never(table.text(row, from))) said.insert(table.text(row, from));
  }
  const std::vector<std::string> texts(said.begin(), said.end());
  const auto places = places_in_time(texts);
  if (!places) {
    table.header_fault("period and treated_from must all be numbers, or all dates (2026-03-31), months (2026-03) or weeks (2026-W09)");
    return std::nullopt;
  }
  PanelTimes out;
  for (std::size_t i = 0; i < texts.size(); ++i) out.place[texts[i]] = (*places)[i];
  for (std::size_t row = 0; row < table.rows(); ++row) out.number[out.place[table.text(row, period)]] = 0;
  std::size_t next = 0;
  for (auto& [unused, number] : out.number) number = next++;
  return out;
}

}  // namespace

json::object measure_its(MeasureTable& table, const policy::MeasureRules& rules) {
  const auto when = when_of_rows(table);
  std::vector<statistics::SeriesPoint> points;
  bool changed = false;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const bool after = table.yes_or_no(row, table.column("after"));
    if (changed && !after) table.fault(row, "after goes back to 0: the change must come once, with the rows in order of time");
    if (row > 0 && !(when[row] > when[row - 1])) table.fault(row, "the period does not come after the one before it");
    changed |= after;
    if (const auto value = table.number_or_empty(row, table.column("value"))) points.push_back({when[row], *value, after});
  }
  if (!table.faults().empty()) return {};
  return effect_json(statistics::interrupted_series(points, effect_rules(rules)));
}

json::object measure_did(MeasureTable& table, const policy::MeasureRules& rules) {
  std::vector<statistics::PanelPoint> points;
  const auto times = table.rows() > 0 ? panel_times(table) : PanelTimes{};
  if (!times) return {};
  struct Unit {
    std::size_t number;
    std::string treated_from;
  };
  std::map<std::string, Unit> units;
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto& from = table.text(row, table.column("treated_from"));
    const auto& [name, unit] = *units.try_emplace(table.text(row, table.column("unit")), Unit{units.size(), from}).first;
    const double place = times->place.at(table.text(row, table.column("period")));
    const auto period = times->number.at(place);
    if (unit.treated_from != from && !(is_never(unit.treated_from) && is_never(from)))
      table.fault(row, fmt::format("treated_from of {} is \"{}\" here and \"{}\" before", name, from, unit.treated_from));
    if (!seen.emplace(unit.number, period).second) table.fault(row, fmt::format("{} has this period twice", name));
    const bool treated = !is_never(from) && place >= times->place.at(from);
    if (const auto value = table.number_or_empty(row, table.column("value"))) points.push_back({unit.number, period, *value, treated});
  }
  if (!table.faults().empty()) return {};
  return effect_json(statistics::staggered_difference(points, effect_rules(rules)));
}

}  // namespace lapwing::cli
