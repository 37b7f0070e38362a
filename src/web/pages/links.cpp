// "What is linked to …": the links of a person, place, vehicle or phone, or among the members of a group. The sentence first, then the
// chart drawn from the tables, and the tables, which are the page where there is no JavaScript; and the same written to a file.
#include <fmt/format.h>

#include <sstream>

#include "links/writing.hpp"
#include "web/opened_chart.hpp"
#include "web/pages/groups_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

using namespace render;

namespace {

// What was asked for, without the place in the list: for the same list from another place, for a file, and for opening somebody further.
std::string asked(const Visit& visit, std::string more = {}) {
  for (const auto* name : {"from", "to", "as_known_at"})
    if (const auto value = visit.query.get(name); !value.empty()) more += (more.empty() ? "" : "&") + std::string(name) + "=" + transport::percent_encode(value);
  return more;
}

json::object chart_model(const Visit& visit, const ShownChart& chart, bool of_group) {
  json::array entities, links;
  for (const auto& one : chart.entities)
    entities.push_back(json::object{{"id", one.id}, {"path", one.path}, {"kind", one.kind}, {"kind_words", one.kind_words}, {"name", one.name}, {"note", one.note},
                                    {"reports", std::to_string(one.reports)}, {"hub", one.hub}});
  for (const auto& one : chart.links) {
    const auto &from = chart.entities[one.from], &to = chart.entities[one.to];
    links.push_back(json::object{{"id", one.id}, {"from", from.id}, {"from_name", from.name}, {"from_path", from.path}, {"to", to.id}, {"to_name", to.name},
                                 {"to_path", to.path}, {"what", one.what}, {"when", to_rfc3339(one.when)}, {"when_words", one.when_words},
                                 {"report", one.report}, {"report_path", one.report_path}, {"source", one.source}});
  }
  return {{"start", of_group || chart.entities.empty() ? "" : chart.entities.front().id}, {"asked", asked(visit)}, {"entities", std::move(entities)},
          {"links", std::move(links)}};
}

json::object filter_model(const Visit& visit, const std::string& action) {
  json::array fields{input({.name = "from", .label = "Happened from", .value = visit.query.get("from"), .hint = "Like 03/03/2026", .width = "10"}),
                     input({.name = "to", .label = "Happened to", .value = visit.query.get("to"), .hint = "Like 03/03/2026", .width = "10"}),
                     button({.text = "Show links between these dates", .style = "secondary"})};
  if (visit.as_known_at) fields.push_back(hidden("as_known_at", visit.query.get("as_known_at")));
  return {{"action", action}, {"fields", std::move(fields)}};
}

json::array downloads_model(const Visit& visit, const std::string& base) {
  if (!visit.visitor.sees_names()) return {};
  json::array out;
  const auto to = [&](std::string_view format) { return base + "/file?" + asked(visit, "format=" + std::string(format)); };
  out.push_back(details("Take it to another program",
                        json::array{paragraph("The files hold names. Keep them as you would the reports."), link("GraphML", to("graphml")), link("GEXF", to("gexf")),
                                    link("CSV: who and what", to("entities")), link("CSV: links", to("links"))}));
  return out;
}

Response shown_page(Visit& visit, const ShownChart& chart, const std::string& heading, const std::string& base, json::array related) {
  json::object model{{"heading", heading}, {"sentences", json::value_from(chart.sentences)}, {"notes", json::value_from(chart.notes)},
                     {"related", std::move(related)}, {"filter", filter_model(visit, base)}, {"chart", chart_model(visit, chart, base.starts_with("/groups/"))},
                     {"downloads", downloads_model(visit, base)}};
  if (chart.next) model["older"] = base + "?" + asked(visit, fmt::format("cursor={}", *chart.next));
  auto head = visit.head(heading);
  head.wide = true;
  return visit.page("links", head, std::move(model));
}

Response links_page(Visit& visit) {
  const auto chart = open_chart(visit);
  if (!chart) return chart.error();
  json::array related;
  if (visit.visitor.may_read("child"))
    for (const auto& child : chart->records) related.push_back(link("Everything held about this child", "/children/" + child.text()));
  return shown_page(visit, *chart, "What is linked to " + chart->title, entity_path(entity_named(visit.param("entity"))), std::move(related));
}

Response group_chart_page(Visit& visit) {
  const auto chart = open_group_chart(visit);
  if (!chart) return chart.error();
  const auto path = group_path(visit.param("group"));
  return shown_page(visit, *chart, "Chart of a group: " + chart->title, path + "/chart",
                    json::array{link("The group, and the reports that carry it", path + (visit.as_known_at ? "?" + asked(visit) : ""))});
}

// ---- files --------------------------------------------------------------------------------------------------------------------

using Writer = void (*)(std::ostream&, const links::Links&, const links::Extract&);
struct FileKind {
  std::string_view format, name, type;
  Writer write;
};
constexpr FileKind file_kinds[] = {{"graphml", "links.graphml", "application/graphml+xml; charset=utf-8", links::write_graphml},
                                   {"gexf", "links.gexf", "application/gexf+xml; charset=utf-8", links::write_gexf},
                                   {"entities", "entities.csv", "text/csv; charset=utf-8", links::write_entities_csv},
                                   {"links", "links.csv", "text/csv; charset=utf-8", links::write_links_csv}};

Response file_of(Visit& visit, bool of_group) {
  const auto kind = std::ranges::find(file_kinds, visit.query.get("format"), &FileKind::format);
  if (kind == std::end(file_kinds)) return visit.problem(400, "There is no such file", "format: graphml, gexf, entities or links.");
  const auto chart = chart_to_write(visit, of_group);
  if (!chart) return chart.error();
  std::ostringstream out;
  chart->then.keeper->with_links([&](const links::Links& links) {
    auto extract = links::of_entities(links, chart->entities);
    extract.without.insert(chart->without.begin(), chart->without.end());
    kind->write(out, links, extract);
  });
  auto response = transport::text_response(200, std::string(kind->type), std::move(out).str());
  response.set("Content-Disposition", fmt::format("attachment; filename=\"{}\"", kind->name));
  return response;
}

Response links_file(Visit& visit) { return file_of(visit, false); }
Response group_file(Visit& visit) { return file_of(visit, true); }

}  // namespace

Routes link_routes() {
  return {{"GET", "/links/{entity}", reads("reports"), links_page, "What is linked to a person, place, vehicle or phone, as tables and as a chart"},
          {"GET", "/links/{entity}/file", reads("reports"), links_file, "The same as GraphML, GEXF or CSV"},
          {"GET", "/groups/{group}/chart", reads("groups"), group_chart_page, "The links among the members of a group, as tables and as a chart"},
          {"GET", "/groups/{group}/chart/file", reads("groups"), group_file, "The same as GraphML, GEXF or CSV"}};
}

}  // namespace lapwing::web
