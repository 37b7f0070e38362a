// The figures of "How we are doing", as the pages show them: the same sentences, tables and hidden cells.
#include <algorithm>

#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/measure_documents.hpp"
#include "web/pages/measures/chart_of.hpp"
#include "web/pages/measures/measure_pages.hpp"

namespace lapwing::web::api {

namespace {

// "response-breaches" for /measures/response/breaches.
std::string name_of(const MeasurePage& page) {
  std::string name(page.path);
  std::ranges::replace(name, '/', '-');
  return name;
}

Response list_pages(Visit&) {
  json::array items;
  for (const auto& page : measure_pages())
    items.push_back(json::object{{"page", name_of(page)}, {"title", page.title}, {"href", "/api/v1/measures/" + name_of(page)}});
  return answer(200, json::object{{"items", std::move(items)}});
}

Response get_figures(Visit& visit) {
  const auto& pages = measure_pages();
  const auto page = std::ranges::find(pages, visit.param("page"), name_of);
  if (page == pages.end()) return visit.not_found("There is no such page of figures. GET /api/v1/measures lists them.");
  if (auto refused = refuse_past(visit)) return std::move(*refused);
  const auto asked = measure_asked(visit);
  if (!asked) return visit.problem(400, "The months cannot be read", asked.error().front().message + ".");
  note_measure_look(visit, page->title, *asked);
  auto body = page->body(visit, *asked);
  if (!body) return std::move(body.error());
  json::array sections;
  for (const auto& section : body->sections) sections.push_back(document_of(section));
  return answer(200, json::object{{"page", name_of(*page)}, {"title", page->title}, {"from", measures::month_text(asked->months.first)},
                                  {"to", measures::month_text(asked->months.last)}, {"team", asked->team}, {"sections", std::move(sections)}});
}

json::object text(std::string_view about = {}) {
  json::object out{{"type", "string"}};
  if (!about.empty()) out["description"] = about;
  return out;
}
json::object list_of(json::value items) { return {{"type", "array"}, {"items", std::move(items)}}; }

json::object object(json::object properties, const std::vector<std::string>& may_be_absent = {}) {
  json::array required;
  for (const auto& [name, unused] : properties)
    if (std::ranges::find(may_be_absent, name) == may_be_absent.end()) required.emplace_back(name);
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

json::object cell_schema() {
  return object({{"text", text("As the page shows it.")},
                 {"value", {{"type", "number"}, {"description", "Absent: hidden, a label, or not enough to say."}}},
                 {"hidden", {{"type", "boolean"}, {"description", "A small number, or one that would give one away."}}},
                 {"iso", text("Of a date.")}, {"cases", text("The query of /measures/cases that lists what this counts.")}},
                {"value", "hidden", "iso", "cases"});
}

}  // namespace

json::object figures_schema() {
  const auto column = object({{"name", text()}, {"kind", text("text, date, count, number, share (0 to 1), minutes or rate.")}, {"unit", text()}});
  const auto table = object({{"id", text()}, {"caption", text()}, {"says", text("What it shows, in a sentence.")}, {"note", text()}, {"columns", list_of(column)},
                             {"rows", list_of(list_of(cell_schema()))}, {"chart", {{"type", "object"}, {"description", "How the page draws it; columns by number."}}}},
                            {"chart"});
  const auto section = object({{"id", text()}, {"title", text()}, {"says", text()}, {"points", list_of(text())}, {"tables", list_of(table)}});
  return object({{"page", text()}, {"title", text()}, {"from", text("The first month, as 2026-01.")}, {"to", text("The last month.")}, {"team", text()},
                 {"sections", list_of(section)}});
}

json::object figures_listed_schema() { return object({{"items", list_of(object({{"page", text()}, {"title", text()}, {"href", text()}}))}}); }

Calls measure_calls() {
  const std::vector<Asked> asked{{"from", "The first month, as 2026-01; absent: twelve months up to the last."}, {"to", "The last month; absent: the present one."},
                                 {"team", "A team's name; absent: every team."}};
  return {{.route = {"GET", "/api/v1/measures", reads("measures"), list_pages, "The pages of figures there are"}, .answers = "FiguresListed"},
          {.route = {"GET", "/api/v1/measures/{page}", reads("measures"), get_figures, "The figures of a page, as the page shows them"},
           .answers = "Figures", .query = asked}};
}

}  // namespace lapwing::web::api
