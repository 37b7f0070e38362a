// How complete the record of ethnicity is, in four parts that are never mixed: self-defined; not stated, with the reason; an officer's
// impression only; blank. Of children by team and month, and of adults named in reports by who sent them and month.
#include <fmt/format.h>

#include <numeric>

#include "measures/cells.hpp"
#include "measures/equity/equity.hpp"
#include "measures/statistics/rates.hpp"

namespace lapwing::measures {

namespace {

struct Named {
  std::string label, iso;
  States states{};
};

constexpr std::string_view children = "children";
constexpr std::string_view states_note = "Self-defined is the child's own answer. Not stated counts those whose reason is recorded, and is not complete. Intervals: Wilson, 95%. Small numbers "
                                         "are hidden, and others with them so that no total gives them back.";

// A state that is few is hidden with another; where fewer than a small number are incomplete, none can be told apart.
Flags hidden_states(const Counts& totals, std::uint64_t small_max) {
  const std::uint64_t complete = totals[0], incomplete = totals[1] + totals[2] + totals[3];
  const auto is_small = [&](std::uint64_t count) { return count > 0 && count <= small_max; };
  if (is_small(complete) || is_small(incomplete)) return Flags(states_count, true);
  auto hidden = hide_in_list({totals[1], totals[2], totals[3]}, small_max);
  hidden.insert(hidden.begin(), false);
  return hidden;
}

Cell count_cell(std::uint64_t count, bool hidden) { return hidden ? cells::hidden() : cells::count(count); }

std::vector<Cell> share_cells(std::uint64_t met, std::uint64_t of, bool hidden) {
  if (hidden) return {cells::hidden(), cells::hidden(), cells::hidden()};
  const auto share = statistics::proportion(met, of);
  if (!share) return {cells::nothing(), cells::nothing(), cells::nothing()};
  return {cells::share(share->estimate), cells::share(share->lower), cells::share(share->upper)};
}

std::string said(const Counts& totals, const Flags& hidden, std::string_view people, std::uint64_t small_max) {
  const auto of = std::accumulate(totals.begin(), totals.end(), std::uint64_t{0});
  if (of == 0) return fmt::format("There is not enough to say: there are no {} in these months.", people);
  if (of <= small_max) return fmt::format("There is not enough to say: {} or fewer {}.", small_max, people);
  if (hidden[0]) return fmt::format("Of {} {}, the number whose ethnicity is recorded as they define it, or is not, is too small to show.", cells::grouped(of), people);
  const auto share = statistics::proportion(totals[0], of);
  return fmt::format("{} of {} {} have their ethnicity recorded as they define it ({}, 95% interval {} to {}).", cells::grouped(totals[0]), cells::grouped(of), people,
                     cells::per_cent(share->estimate), cells::per_cent(share->lower), cells::per_cent(share->upper));
}

// What is hidden of the states' totals.
Flags hidden_of_all(const Counts& totals, std::uint64_t small_max) {
  const auto of = std::accumulate(totals.begin(), totals.end(), std::uint64_t{0});
  return of > small_max ? hidden_states(totals, small_max) : Flags(states_count, true);
}

struct About {
  std::string_view id, caption, first_column, people;
  Kind first_kind = Kind::text;
};

// The states' totals are shared by the tables of the same people: what is hidden of them is hidden in each.
Table table_of(const About& about, const std::vector<Named>& rows, const EquityParts& parts) {
  Table out{.id = std::string(about.id), .caption = std::string(about.caption), .note = std::string(states_note)};
  out.columns = {{std::string(about.first_column), about.first_kind}, {"Records", Kind::count}, {"Self-defined", Kind::count}, {"Not stated, with a reason", Kind::count},
                 {"Observed only", Kind::count}, {"Blank", Kind::count}, {"Self-defined", Kind::share, "share"}, {"Self-defined", Kind::share, "95% from"}, {"Self-defined", Kind::share, "95% to"}};
  std::vector<Counts> counts;
  for (const auto& row : rows) counts.emplace_back(row.states.begin(), row.states.end());
  auto totals = column_totals(counts);
  totals.resize(states_count);
  const auto of_rows = row_totals(counts);
  const auto of_all = std::accumulate(totals.begin(), totals.end(), std::uint64_t{0});
  const auto columns = hidden_of_all(totals, parts.small_max);
  auto hidden_rows = hide_in_list(of_rows, parts.small_max);
  const bool enough = of_all > parts.small_max;
  if (!enough) hidden_rows.assign(rows.size(), true);
  out.says = said(totals, columns, about.people, parts.small_max);
  if (of_all == 0) return out;

  const auto hidden = hide_in_table(counts, hidden_rows, columns, parts.small_max);
  const auto add = [&](Cell label, const Counts& states, std::uint64_t of, const Flags& flags, bool hide_of) {
    std::vector<Cell> row{std::move(label), count_cell(of, hide_of)};
    for (std::size_t state = 0; state < states_count; ++state) row.push_back(count_cell(states[state], flags[state]));
    for (auto& cell : share_cells(states[0], of, flags[0] || hide_of)) row.push_back(std::move(cell));
    out.rows.push_back(std::move(row));
  };
  for (std::size_t row = 0; row < rows.size(); ++row) add({.text = rows[row].label, .iso = rows[row].iso}, counts[row], of_rows[row], hidden.cells[row], hidden_rows[row]);
  if (about.first_kind == Kind::text) add(cells::label("All"), totals, of_all, columns, !enough);
  if (hidden.only_totals) out.note += " Only totals can be shown here.";
  out.chart = Chart{.kind = ChartKind::intervals, .x = 0, .y = {6}, .lower = 7, .upper = 8};
  return out;
}

std::uint64_t sum(const States& states) { return std::accumulate(states.begin(), states.end(), std::uint64_t{0}); }

std::vector<Named> by_month(const Periods& months, const std::vector<States>& states) {
  std::vector<Named> out;
  for (std::size_t month = 0; month < months.size(); ++month)
    out.push_back({month_for_people(month_of(months.first_day(month))), months.text(month), states[month]});
  return out;
}

}  // namespace

Section completeness(const EquityParts& parts, const FactTable::Scan& scan) {
  std::vector<Named> teams, senders;
  for (std::size_t team = 0; team < parts.tally.children_by_team.size(); ++team)
    if (sum(parts.tally.children_by_team[team]) > 0) teams.push_back({scan.teams()[team], "", parts.tally.children_by_team[team]});
  for (const auto& [who, states] : parts.tally.adults_by_team)
    senders.push_back({who.second == 0 ? scan.agency(who.first) : fmt::format("{}, {}", scan.agency(who.first), scan.team(who.second)), "", states});
  constexpr std::string_view adults = "mentions of adults in reports";
  Section out{.id = "completeness", .title = "How complete the record is"};
  out.tables = {table_of({"completeness-by-team", "Children's ethnicity, by team", "Team", children}, teams, parts),
                table_of({"completeness-by-month", "Children's ethnicity, by month", "Month", children, Kind::date}, by_month(parts.tally.months, parts.tally.children_by_month), parts),
                table_of({"adults-completeness-by-sender", "Ethnicity of adults named in reports, by who sent them", "Agency and team", adults}, senders, parts),
                table_of({"adults-completeness-by-month", "Ethnicity of adults named in reports, by month", "Month", adults, Kind::date},
                         by_month(parts.tally.months, parts.tally.adults_by_month), parts)};
  out.tables[0].note = "Each child once, with the team of their latest episode in these months. " + out.tables[0].note;
  out.tables[1].note = "Each child once, in the month of their latest episode. " + out.tables[1].note;
  out.tables[2].note = "Each mention is a record of its own: one person in three reports counts three times. A report cannot give a reason. " + out.tables[2].note;
  out.headline = out.tables[0].says;
  const auto waiting = parts.tally.to_complete.size();
  out.says = fmt::format("{} {} without the child's own answer or without a nationality and can be completed.", cells::grouped(waiting), waiting == 1 ? "record is" : "records are");
  if (parts.tally.restricted_to_complete > 0)
    out.says += fmt::format(" {} more {} restricted and not listed.", cells::grouped(parts.tally.restricted_to_complete), parts.tally.restricted_to_complete == 1 ? "is" : "are");
  return out;
}

std::vector<Section> equity_headlines(const FactTable::Scan& scan, Months months, std::uint64_t small_max) {
  const auto span = span_of(months);
  std::vector<std::uint8_t> seen(scan.child_rows());
  for (const auto& episode : scan.episodes()) seen[episode.child] |= span.has(episode.reported_at);
  Counts totals(states_count);
  for (ChildRow row = 0; row < seen.size(); ++row)
    if (seen[row]) ++totals[static_cast<std::size_t>(scan.child(row).completeness())];
  return {{.id = "completeness", .title = "How complete the record is", .says = {}, .tables = {},
           .headline = said(totals, hidden_of_all(totals, small_max), children, small_max)}};
}

}  // namespace lapwing::measures
