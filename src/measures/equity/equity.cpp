#include "measures/equity/equity.hpp"

#include <algorithm>

namespace lapwing::measures {

namespace {

// A code of another list has a row only where there is one.
std::vector<GroupRow> rows_of(const EquityTally& tally, const EthnicGroups& groups, const std::vector<std::optional<std::uint64_t>>& populations) {
  std::vector<GroupRow> rows;
  for (std::size_t group = 0; group < groups.groups(); ++group)
    if (group + 1 < groups.groups() || tally.categories[group].children > 0) rows.push_back({groups.label(group), tally.categories[group], populations[group]});
  rows.push_back({.label = "Not known", .tally = tally.categories[groups.unknown()], .is_unknown = true});
  return rows;
}

// The groups are safe whether or not a reader learns elsewhere how many are unknown; a small number of unknown is hidden with others.
void hide_small(std::vector<GroupRow>& rows, std::uint64_t small_max) {
  Counts groups, with_unknown;
  for (const auto& row : rows) {
    with_unknown.push_back(row.tally.children);
    if (!row.is_unknown) groups.push_back(row.tally.children);
  }
  const auto unknown = with_unknown.back();
  auto hidden = hide_in_list(groups, small_max);
  hidden.push_back(false);
  if (unknown > 0 && unknown <= small_max) {
    const auto together = hide_in_list(with_unknown, small_max);
    for (std::size_t row = 0; row < rows.size(); ++row) hidden[row] = hidden[row] || together[row];
  }
  for (std::size_t row = 0; row < rows.size(); ++row) rows[row].hidden = hidden[row];
}

std::optional<std::size_t> reference_of(const std::vector<GroupRow>& rows, const std::string& asked) {
  std::optional<std::size_t> best;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows[row].is_unknown || rows[row].hidden || rows[row].tally.children == 0) continue;
    if (rows[row].label == asked) return row;
    const auto size = [&](const GroupRow& of) { return std::pair(of.population.value_or(0), of.tally.children); };
    if (!best || size(rows[row]) > size(rows[*best])) best = row;
  }
  return best;
}

}  // namespace

Flags EquityParts::hidden_rows() const {
  Flags out;
  for (const auto& row : rows) out.push_back(row.hidden);
  return out;
}

Equity equity(const FactTable::Scan& scan, const EquityAsked& asked, const EquityRules& rules, const casework::PopulationSet* population) {
  const EthnicGroups groups(rules.ethnicity);
  auto tally = tally_equity(scan, asked, groups);
  auto populations = groups.populations(population ? population->rows : std::vector<casework::PopulationRow>{});
  EquityParts parts{.tally = tally, .asked = asked, .rules = rules, .rows = rows_of(tally, groups, populations.children)};
  parts.small_max = static_cast<std::uint64_t>(rules.measures.small_count_max);
  hide_small(parts.rows, parts.small_max);
  std::uint64_t children = 0;
  for (const auto& row : parts.rows) children += row.tally.children;
  parts.enough = children > parts.small_max;
  if (!parts.enough)
    for (auto& row : parts.rows) row.hidden = true;
  parts.reference = reference_of(parts.rows, asked.reference);
  parts.population = population;
  parts.population_not_read = std::move(populations.not_read);

  auto how_complete = completeness(parts, scan);
  how_complete.tables.push_back(completeness_by_observed(parts, groups));
  Equity out{.sections = {std::move(how_complete), rates_by_group(parts), differences_by_group(parts), nationalities(parts)}};
  for (const auto& row : parts.rows)
    if (!row.is_unknown && !row.hidden && row.tally.children > 0) out.references.push_back(row.label);
  out.to_complete = std::move(tally.to_complete);
  out.restricted_to_complete = tally.restricted_to_complete;
  return out;
}

}  // namespace lapwing::measures
