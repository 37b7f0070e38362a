// A page of figures: the months asked for, then each part with its sentence, its tables and, drawn from those in the browser, its charts.
#include <fmt/format.h>

#include <algorithm>

#include "measures/cells.hpp"
#include "web/pages/measures/chart_of.hpp"
#include "web/pages/measures/measure_pages.hpp"

namespace lapwing::web {

using measures::Cell;
using measures::Kind;
using measures::Table;

namespace {

constexpr std::size_t rows_beside_chart_max = 8;   // of a longer table, the chart comes first and the table is folded away once it is drawn

constexpr std::size_t contents_from_sections = 4;  // so many parts are listed first

bool is_numeric(Kind kind) { return kind != Kind::text && kind != Kind::date; }

// The cell's own filters, and the page's months and team where it has none.
std::string cases_href(const Cell& cell, const MeasureAsked& asked) {
  std::string query = cell.cases;
  const auto has = [&](std::string_view name) { return query.starts_with(name) || query.find("&" + std::string(name)) != query.npos; };
  const bool own_months = has("from=") || has("to="), own_team = has("team=");
  auto whole = asked;
  if (own_team) whole.team.clear();
  const auto of_page = measure_query(whole);
  if (!own_months) query += "&" + of_page;
  else if (!whole.team.empty()) query += "&team=" + transport::percent_encode(whole.team);
  return "/measures/cases?" + query;
}

json::object cell_model(const Cell& cell, const measures::Column& column, bool is_heading, const MeasureAsked& asked) {
  json::object out{{"text", cell.text}, {"numeric", is_numeric(column.kind)}, {"heading", is_heading}};
  if (cell.hidden) out["hidden"] = true;
  else if (!cell.cases.empty()) out["href"] = cases_href(cell, asked), out["leads"] = true;
  else if (!cell.href.empty()) out["href"] = cell.href;
  if (cell.value) out["value"] = fmt::format("{}", *cell.value);
  if (!cell.iso.empty()) out["iso"] = cell.iso;
  return out;
}

json::array rows_model(const Table& table, const MeasureAsked& asked) {
  json::array rows;
  for (const auto& row : table.rows) {
    json::array cells;
    std::string of;
    for (std::size_t at = 0; at < row.size() && at < table.columns.size(); ++at) {
      auto cell = cell_model(row[at], table.columns[at], at == 0, asked);
      // A link read out by itself says what it leads to: "12, cases: Response B, late".
      if (at == 0) of = row[at].text;
      else if (cell.contains("leads")) cell["of"] = fmt::format("{}, {}", of, table.columns[at].name);
      cells.push_back(std::move(cell));
    }
    rows.push_back(json::object{{"cells", std::move(cells)}});
  }
  return rows;
}

json::object table_model(const Table& table, const MeasurePage& page, const Visit& visit, const MeasureAsked& asked) {
  json::array columns;
  for (const auto& column : table.columns)
    columns.push_back(json::object{{"name", column.name}, {"unit", column.unit}, {"numeric", is_numeric(column.kind)}, {"kind", kind_word(column.kind)}});
  json::object out{{"id", table.id}, {"caption", table.caption}, {"says", table.says}, {"note", table.note}, {"columns", std::move(columns)},
                   {"hides", table.hides()}, {"empty", table.empty}};
  if (table.rows.empty()) return out;
  out["table"] = json::object{{"rows", rows_model(table, asked)}};
  if (table.chart) {
    out["chart"] = json::serialize(chart_of(*table.chart));
    if (table.rows.size() > rows_beside_chart_max) out["folds"] = json::object{{"rows_words", measures::cells::grouped(table.rows.size())}};
  }
  // What the page was asked for beside months and team (a what-if) goes into the file too.
  std::string query = measure_query(asked);
  for (const auto& [name, value] : visit.query)
    if (name != "from" && name != "to" && name != "team") query += "&" + transport::percent_encode(name) + "=" + transport::percent_encode(value);
  const auto file = fmt::format("/measures/{}/{}", page.path, table.id);
  out["csv_href"] = file + ".csv?" + query;
  out["xlsx_href"] = file + ".xlsx?" + query;
  return out;
}

Response shown(Visit& visit, const MeasurePage& page, const MeasureAsked& asked, MeasureBody body, const render::FieldErrors& errors, int status) {
  json::array sections, contents;
  for (const auto& section : body.sections) {
    sections.push_back(section_model(section, page, visit, asked));
    if (body.sections.size() >= contents_from_sections) contents.push_back(json::object{{"text", section.title}, {"href", "#" + section.id}});
  }
  auto head = visit.head(std::string(page.title));
  head.wide = true;
  head.errors = errors;
  json::object model{{"heading", page.title}, {"months", asked.words()}, {"navigation_of_measures", measure_navigation(visit)},
                     {"period", period_form(visit, &page, {})}, {"before", std::move(body.before)}, {"after", std::move(body.after)},
                     {"sections", std::move(sections)}};
  if (!contents.empty()) model["contents"] = json::object{{"items", std::move(contents)}};
  return visit.page("measures/page", head, std::move(model), status);
}

}  // namespace

json::object section_model(const measures::Section& section, const MeasurePage& page, const Visit& visit, const MeasureAsked& asked) {
  json::array tables, links;
  for (const auto& table : section.tables) {
    auto model = table_model(table, page, visit, asked);
    if (table.says != section.says) model["sentence"] = table.says;   // what the part has just said is not said again
    tables.push_back(std::move(model));
  }
  for (const auto& link : section.links) links.push_back(json::object{{"text", link.text}, {"href", link.href}});
  json::object out{{"id", section.id}, {"title", section.title}, {"says", section.says}, {"tables", std::move(tables)}};
  if (!section.points.empty()) out["points"] = json::object{{"lines", json::value_from(section.points)}};
  if (!links.empty()) out["links"] = json::object{{"items", std::move(links)}};
  return out;
}

Response measure_page(Visit& visit, const MeasurePage& page) { return measure_page(visit, page, {{}, 200}); }

Response measure_page(Visit& visit, const MeasurePage& page, const Refused& refused) {
  if (visit.as_known_at) return visit.problem(400, "Figures are of the record as it is now", "Leave out as_known_at, and choose the months instead.");
  auto asked = measure_asked(visit);
  if (!asked) {
    auto head = visit.head(std::string(page.title));
    head.wide = true;
    head.errors = asked.error();
    json::object model{{"heading", page.title}, {"navigation_of_measures", measure_navigation(visit)}, {"period", period_form(visit, &page, asked.error())}};
    return visit.page("measures/page", head, std::move(model), 400);
  }
  if (!refused.errors.empty()) asked->refused = &refused;
  note_measure_look(visit, page.title, *asked);
  auto body = page.body(visit, *asked);
  if (!body) return std::move(body.error());
  return shown(visit, page, *asked, std::move(*body), refused.errors, refused.status);
}

}  // namespace lapwing::web
