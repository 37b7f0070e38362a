// Who is being harmed: the figures by ethnic group, the records to complete, and the population that rates are of.
#include "measures/equity/equity.hpp"

#include <fmt/format.h>

#include "measures/cells.hpp"
#include "web/pages/form.hpp"
#include "web/pages/measures/bodies.hpp"
#include "web/pages/measures/episode_cell.hpp"
#include "web/pages/measures/force_posting.hpp"

namespace lapwing::web {

using namespace measures;

namespace {

constexpr std::string_view page_path = "/measures/equity";
constexpr std::size_t records_a_page = 50;

std::string state_words(Completeness state) {
  switch (state) {
    case Completeness::self_defined: return "Self-defined";
    case Completeness::not_stated: return "Not stated";
    case Completeness::observed_only: return "Observed only";
    case Completeness::blank: break;
  }
  return "Blank";
}

std::string query_of(const MeasureAsked& asked, const std::string& compare) {
  auto out = measure_query(asked);
  if (!compare.empty()) out += "&compare=" + transport::percent_encode(compare);
  return out;
}

// No names and no ethnicity: what is missing, and where to complete it.
Section records_to_complete(const Visit& visit, const MeasureAsked& asked, const Equity& equity, const std::vector<std::string>& teams) {
  const auto page = page_number(visit), from = (page - 1) * records_a_page;
  Table table{.id = "records-to-complete", .caption = "Records to complete", .note = "Open episodes first, then the latest. Ask the child: an officer's impression does not complete the record.",
              .columns = {{"Latest episode"}, {"Reported", Kind::date}, {"Team"}, {"Still open"}, {"Ethnicity"}, {"Nationality"}}};
  for (std::size_t at = from; at < std::min(from + records_a_page, equity.to_complete.size()); ++at) {
    const auto& one = equity.to_complete[at];
    table.rows.push_back({episode_cell(visit, one.child, one.latest), cells::day(london_date(one.reported_at)), cells::label(teams[one.team]), cells::label(one.is_open ? "Open" : "Closed"),
                          cells::label(state_words(one.ethnicity)), cells::label(one.no_nationality ? "Blank" : "Recorded")});
  }
  table.empty = "No record of these months is left to complete.";
  const auto all = equity.to_complete.size();
  table.says = fmt::format("{} {} to complete{}.", cells::grouped(all), all == 1 ? "record" : "records", all > records_a_page ? fmt::format(", {} a page", records_a_page) : "");
  if (equity.restricted_to_complete > 0) table.says += fmt::format(" {} more on restricted records, which are only counted.", cells::grouped(equity.restricted_to_complete));
  Section out{.id = "records", .title = "Records to complete", .says = "Children of these months whose own answer or nationality is not recorded."};
  out.links = page_links(fmt::format("{}?{}", page_path, measure_query(asked)), page, records_a_page, all);
  out.tables = {std::move(table)};
  return out;
}

void add_comparisons(Equity& equity, const MeasureAsked& asked) {
  if (equity.references.size() < 2) return;
  for (auto& section : equity.sections)
    if (section.id == "rates")
      for (const auto& group : equity.references)
        section.links.push_back({"Compare with " + group, fmt::format("{}?{}", page_path, query_of(asked, group))});
}

json::object population_form(const Visit& visit, const Refused* refused, const casework::PopulationSet* held) {
  Form form(visit, "population", refused);
  form.input({.name = "source", .label = "Where the numbers come from", .value = held ? std::string_view(held->source) : std::string_view(), .hint = "Such as Census 2021, children under 18 in the area"});
  const auto year = held ? fmt::format("{}", held->year) : std::string();
  form.input({.name = "year", .label = "Of which year", .value = year, .width = "4", .inputmode = "numeric"});
  const EthnicGroups groups(visit.rules().ethnicity);
  const auto numbers = groups.populations(held ? held->rows : std::vector<casework::PopulationRow>{});
  for (std::size_t group = 0; group + 1 < groups.groups(); ++group) {
    const auto field = fmt::format("rows[{}]", group), code = field + ".code", children = field + ".children", label = "Children: " + groups.label(group),
               number = numbers.children[group] ? fmt::format("{}", *numbers.children[group]) : std::string();
    form.hidden(code, groups.label(group)).input({.name = children, .label = label, .value = number, .width = "10", .inputmode = "numeric"});
  }
  return form.folded("Load the population of the area", fmt::format("{}/population", page_path), "Save the population", 0);
}

Response population_posted(Visit& visit) {
  return post_on_force(visit, {"set-population", std::string(page_path), "The population was saved.", "population"}, body_of(visit, "population"),
                       [&](const Refused& refused) { return measure_page(visit, *find_measure_page("equity"), refused); });
}

}  // namespace

MeasureAnswer equity_body(Visit& visit, const MeasureAsked& asked) {
  const auto force = visit.desk().force_record();
  const auto* population = force->population(asked.months.last / 12);
  const auto* rows = population ? &population->what : nullptr;
  std::vector<std::string> teams;
  auto equity = [&] {
    const auto scan = visit.desk().facts().scan();
    teams = scan.teams();
    return measures::equity(scan, {asked.months, std::string(visit.query.get("compare")), page_number(visit) * records_a_page}, {visit.rules().ethnicity, policy::built_in_measure_rules()}, rows);
  }();
  add_comparisons(equity, asked);
  auto records = records_to_complete(visit, asked, equity, teams);
  MeasureBody body{std::move(equity.sections)};
  body.sections.push_back(std::move(records));
  if (visit.visitor.may_do("set-population")) body.after.push_back(population_form(visit, asked.refused, rows));
  return body;
}

MeasureHeadlines equity_headlines(Visit& visit, const MeasureAsked& asked) {
  const auto scan = visit.desk().facts().scan();
  return measures::equity_headlines(scan, asked.months, static_cast<std::uint64_t>(policy::built_in_measure_rules().small_count_max));
}

Routes equity_routes() {
  return {{"POST", fmt::format("{}/population", page_path), does("set-population"), population_posted, "Records how many children of each ethnic group live in the area"}};
}

}  // namespace lapwing::web
