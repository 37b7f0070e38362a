// Links: what is linked to a person, place, vehicle or phone.
#include <fmt/format.h>

#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/chart_documents.hpp"

namespace lapwing::web::api {

namespace {

json::object entity_document(const ShownEntity& one) {
  return {{"id", one.id}, {"kind", one.kind}, {"kind_words", one.kind_words}, {"name", one.name}, {"note", one.note}, {"path", one.path}, {"reports", one.reports},
          {"hub", one.hub}};
}

json::object link_document(const ShownChart& chart, const ShownLink& one) {
  return {{"id", one.id}, {"from", chart.entities[one.from].id}, {"to", chart.entities[one.to].id}, {"what", one.what}, {"when", to_rfc3339(one.when)},
          {"when_words", one.when_words}, {"report", one.report}, {"report_path", one.report_path}, {"source", one.source}};
}

json::object described(std::string_view type, std::string_view about) { return {{"type", type}, {"description", about}}; }

json::object object_of(json::object properties) {
  json::array required;
  for (const auto& [name, unused] : properties) required.emplace_back(name);
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

Response get_links(Visit& visit) {
  const auto chart = open_chart(visit);
  if (!chart) return chart.error();
  return answer(200, links_document(*chart));
}

}  // namespace

json::object links_document(const ShownChart& chart) {
  json::array entities, links;
  for (const auto& one : chart.entities) entities.push_back(entity_document(one));
  for (const auto& one : chart.links) links.push_back(link_document(chart, one));
  return {{"name", chart.title}, {"hub", chart.hub}, {"sentences", json::value_from(chart.sentences)}, {"notes", json::value_from(chart.notes)},
          {"entities", std::move(entities)}, {"links", std::move(links)}, {"next", chart.next ? json::value(std::to_string(*chart.next)) : json::value()}};
}

json::object links_schema() {
  const json::object text{{"type", "string"}}, time{{"type", "string"}, {"format", "date-time"}};
  auto entity = object_of({{"id", described("string", "In an address \"/\" is written ~1 and \"~\" ~0.")},
                           {"kind", {{"type", "string"}, {"enum", {"child", "adult", "place", "vehicle", "phone"}}}}, {"kind_words", text}, {"name", text},
                           {"note", described("string", "Why its links may mean little; empty for nothing.")}, {"path", text},
                           {"reports", described("integer", "That name it in all, shown here or not.")}, {"hub", described("boolean", "Very many reports tell of it.")}});
  auto link = object_of({{"id", text}, {"from", text}, {"to", text}, {"what", text}, {"when", time}, {"when_words", text}, {"report", text},
                         {"report_path", described("string", "Empty where it may not be opened.")}, {"source", described("string", "Kind, agency and grading, a line each.")}});
  return object_of({{"name", text}, {"hub", described("boolean", fmt::format("Only the latest {} links of it are given at once.", links::chart_hub_links_max))},
                    {"sentences", {{"type", "array"}, {"items", text}}},
                    {"notes", {{"type", "array"}, {"items", text}, {"description", "What is not shown, and why."}}},
                    {"entities", {{"type", "array"}, {"items", std::move(entity)}, {"maxItems", links::chart_entities_max}, {"description", "The one asked about first."}}},
                    {"links", {{"type", "array"}, {"items", std::move(link)}, {"maxItems", links::chart_links_max}, {"description", "The latest first."}}},
                    {"next", {{"type", {"string", "null"}}, {"description", "The cursor of the links before these."}}}});
}

Calls link_calls() {
  return {{.route = {"GET", "/api/v1/links/{entity}", reads("reports"), get_links, "What is linked to a person, place, vehicle or phone, the latest first"},
           .answers = "Links",
           .query = {{"from", "What happened at or after: a time, or a day as 2026-03-03."}, {"to", "What happened before this time, or by the end of this day."},
                     {"cursor", "What \"next\" of the answer before said."}},
           .has_past = true}};
}

}  // namespace lapwing::web::api
