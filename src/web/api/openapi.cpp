// The description of the API (OpenAPI 3.1), made from the calls themselves: their routes, access rules, command schemas and shapes.
#include <fmt/format.h>

#include <algorithm>

#include "casework/command.hpp"
#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/chart_documents.hpp"
#include "web/api/documents.hpp"
#include "web/api/force_documents.hpp"
#include "web/api/link_documents.hpp"
#include "web/api/measure_documents.hpp"
#include "web/api/report_documents.hpp"
#include "web/api/wording_documents.hpp"

namespace lapwing::web::api {

namespace {

json::object reference(std::string_view kind, std::string_view name) {
  return {{"$ref", fmt::format("#/components/{}/{}", kind, name)}};
}

json::object text() { return {{"type", "string"}}; }
json::object number() { return {{"type", "integer"}}; }
json::object id() { return {{"type", "string"}, {"format", "uuid"}}; }
json::object time() { return {{"type", "string"}, {"format", "date-time"}}; }
json::object list_of(json::object items) { return {{"type", "array"}, {"items", std::move(items)}}; }

// An object with every member required, but for those named in `may_be_absent`.
json::object object(json::object properties, const std::vector<std::string>& may_be_absent = {}) {
  json::array required;
  for (const auto& [name, unused] : properties)
    if (std::ranges::find(may_be_absent, name) == may_be_absent.end()) required.emplace_back(name);
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

// ---- schemas ---------------------------------------------------------------------------------------------------------------

json::object problem_schema() {
  return object({{"type", text()}, {"title", text()}, {"status", number()}, {"detail", text()}, {"instance", text()},
                 {"errors", list_of(object({{"path", text()}, {"fault", text()}, {"message", text()}}))},
                 {"missing", list_of(text())},
                 {"held", {{"description", "412: what is held now, who changed it and when."}, {"type", "object"}}},
                 {"sent", {{"description", "412: the body that was refused."}, {"type", "object"}}}},
                {"errors", "missing", "held", "sent"});
}

json::object done_schema() {
  return object({{"child", id()}, {"episode", id()}, {"version", number()},
                 {"events", list_of(object({{"index", number()}, {"name", text()}, {"created", id()}}, {"created"}))},
                 {"repeated", {{"type", "boolean"}, {"description", "An earlier request with this key already did it."}}}},
                {"episode"});
}

// A command's body, whatever it is a command on.
json::value body_schema(std::string_view command) {
  const auto is_one_of = [&](const std::vector<std::string>& names) { return std::ranges::find(names, command) != names.end(); };
  if (is_one_of(casework::force_command_names())) return json::parse(casework::force_command_schema(command));
  if (is_one_of(casework::account_command_names())) return json::parse(casework::account_command_schema(command));
  return json::parse(casework::command_schema(command));
}

json::object schemas() {
  json::object out{
      {"Problem", problem_schema()},
      {"Done", done_schema()},
      {"Child", child_schema()},
      {"Episode", episode_schema()},
      {"EpisodeListed", episode_line_schema()},
      {"TimelineItem", timeline_item_schema()},
      {"Event", event_schema()},
      {"Alerts", alerts_schema()},
      {"ChildListed", object({{"id", id()}, {"name", text()}, {"detail", text()}, {"href", text()},
                              {"score", {{"type", "number"}, {"description", "0 to 1: how much of q this child accounts for."}}},
                              {"why", text()}},
                             {"score", "why"})},
      {"Board", object({{"as_at", time()}, {"version", number()}, {"items", list_of(board_row_schema())}})},
      {"Me", object({{"id", id()}, {"name", text()}, {"role", text()}, {"role_name", text()}, {"team", text()},
                     {"sees_names", {{"type", "boolean"}}}, {"reads", list_of(text())}, {"commands", list_of(text())}},
                    {"id", "team"})},
      {"Rules", object({{"digest", text()}, {"files", list_of(text())}, {"language_version", text()}, {"language_digest", text()}})},
      {"Checkpoint", object({{"checkpoint", text()}, {"size", number()}, {"root", text()}, {"key", text()}})},
      {"Proof", object({{"index", number()}, {"size", number()}, {"leaf", text()}, {"root", text()}, {"path", list_of(text())}})},
      {"Report", report_schema()},
      {"ReportListed", listed_report_schema()},
      {"ReportReceived", received_schema()},
      {"Links", links_schema()},
      {"receive-report", report_form_schema()},
      {"GroupListed", listed_group_schema()},
      {"Group", group_schema()},
      {"ChildLinks", child_links_schema()},
      {"Match", match_schema()},
      {"GroupDecided", ruling_done_schema()},
      {"LanguageChecked", language_checked_schema()},
      {"check-language", check_language_schema()},
      {"Figures", figures_schema()},
      {"FiguresListed", figures_listed_schema()},
      {"Force", force_schema()},
      {"Officer", officer_schema()},
      {"ForceDone", force_done_schema()},
      {"Description", {{"type", "object"}}},
  };
  for (const auto* command : {"take-on-group", "dismiss-group", "merge-groups", "split-group", "lift-group-ruling"})
    out.emplace(command, decision_schema(command));
  for (const auto& call : all_calls()) {
    const auto& command = call.route.body_of;
    if (!command.empty() && !out.contains(command)) out.emplace(command, body_schema(command));
  }
  auto with_child = out["report-missing"].as_object();
  with_child["properties"].as_object().emplace("child", id());
  out.emplace("report-missing-with-child", std::move(with_child));
  return out;
}

// ---- calls -----------------------------------------------------------------------------------------------------------------

json::array parameters_of(const Call& call) {
  json::array out;
  std::string_view pattern = call.route.pattern;
  for (auto at = pattern.find('{'); at != pattern.npos; at = pattern.find('{', at + 1))
    out.push_back(reference("parameters", pattern.substr(at + 1, pattern.find('}', at) - at - 1)));
  for (const auto& asked : call.query)
    out.push_back(json::object{{"name", asked.name}, {"in", "query"}, {"description", asked.about}, {"schema", text()}});
  if (call.paged) out.push_back(reference("parameters", "cursor")), out.push_back(reference("parameters", "limit"));
  if (call.has_past) out.push_back(reference("parameters", "as_known_at"));
  if (call.route.method == "POST" && call.records)
    out.push_back(reference("parameters", "If-Match")), out.push_back(reference("parameters", "Idempotency-Key"));
  return out;
}

json::object content(std::string_view type, json::object schema) {
  return {{type, json::object{{"schema", std::move(schema)}}}};
}

json::object answer_of(const Call& call) {
  auto schema = reference("schemas", call.answers);
  if (call.paged) schema = object({{"items", list_of(std::move(schema))}, {"next", {{"type", {"string", "null"}}}}});
  json::object response{{"description", call.route.method == "POST" && call.records ? "Recorded, durably." : "As asked."},
                        {"content", content("application/json", std::move(schema))}};
  if (call.answers == "Done" || call.answers == "Child" || call.answers == "Episode")
    response["headers"] = json::object{{"ETag", reference("headers", "ETag")}};
  return response;
}

std::string needs_words(const Need& need) {
  switch (need.kind) {
    case Need::Kind::anyone: return "Open to anyone.";
    case Need::Kind::signed_in: return "For anyone with an account.";
    case Need::Kind::reads: return fmt::format("For roles that read \"{}\" (rules/access.toml).", need.what);
    case Need::Kind::writes: return "For any role that may change something.";
    case Need::Kind::does: return fmt::format("For roles that may do \"{}\" (rules/access.toml).", need.what);
  }
  return "";
}

std::string operation_id(const Route& route) {
  std::string out = route.method == "GET" ? "get" : "post";
  bool dash = true;
  for (const char c : route.pattern.substr(std::string_view("/api").size())) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
      if (dash) out += '-';
      out += c;
    }
    dash = c == '/' || c == '-' || c == '.';
  }
  return out;
}

json::object operation(const Call& call) {
  const auto& route = call.route;
  const bool changes = route.method == "POST";
  json::object responses{{call.creates ? "201" : "200", answer_of(call)}};
  if (call.answers == "ReportReceived") responses.emplace("200", answer_of(call));   // it was held already
  for (const auto* status : {"400", "401", "403", "404"}) responses.emplace(status, reference("responses", "Problem"));
  if (changes)
    for (const auto* status : {"409", "412", "413", "415", "422", "503"}) responses.emplace(status, reference("responses", "Problem"));
  json::object out{{"operationId", operation_id(route)}, {"summary", route.summary}, {"description", needs_words(route.need)},
                   {"parameters", parameters_of(call)}, {"responses", std::move(responses)}};
  if (route.need.kind == Need::Kind::anyone) out["security"] = json::array{};
  if (changes) {
    const bool with_child = route.pattern == "/api/v1/episodes";
    out["requestBody"] = json::object{
        {"required", true},
        {"content", content("application/json", reference("schemas", with_child ? "report-missing-with-child" : route.body_of))}};
  }
  return out;
}

// A stream of server-sent events, which is answered elsewhere.
json::object stream_operation(const Route& route) {
  return {{"operationId", operation_id(route)}, {"summary", route.summary.empty() ? "The board, pushed" : route.summary},
          {"description", needs_words(route.need) + " Server-sent events; Last-Event-ID asks for what was missed."},
          {"responses",
           json::object{{"200", json::object{{"description", "Events, until either side ends them."},
                                             {"content", content("text/event-stream", text())}}},
                        {"401", reference("responses", "Problem")}, {"403", reference("responses", "Problem")}}}};
}

json::object paths() {
  json::object out;
  for (const auto& route : all_routes()) {
    if (!route.pattern.starts_with("/api/")) continue;
    const auto& calls = all_calls();
    const auto call = std::ranges::find_if(
        calls, [&](const Call& c) { return c.route.method == route.method && c.route.pattern == route.pattern; });
    auto& path = out[route.pattern];
    if (!path.is_object()) path = json::object{};
    path.as_object()[route.method == "GET" ? "get" : "post"] = call != calls.end() ? operation(*call) : stream_operation(route);
  }
  return out;
}

json::object parameter(std::string_view in, std::string_view name, std::string_view about, json::object schema) {
  return {{"name", name}, {"in", in}, {"required", in == "path"}, {"description", about}, {"schema", std::move(schema)}};
}

json::object parameters() {
  return {
      {"child", parameter("path", "child", "The child's id.", id())},
      {"episode", parameter("path", "episode", "The episode's id, or its reference (M-2026-000123).", text())},
      {"report", parameter("path", "report", "The report's id, or its number (R-000123): the first held under it.", text())},
      {"group", parameter("path", "group", "The group's id.", text())},
      {"entity", parameter("path", "entity", "Any mention of a person, place, vehicle or phone, as R-000123~1p2.", text())},
      {"page", parameter("path", "page", "Which page of figures: \"equity\", \"response\"; GET /api/v1/measures lists them.", text())},
      {"account", parameter("path", "account", "The account's id, or its user name.", text())},
      {"index", parameter("path", "index", "The entry's number in the ledger.", number())},
      {"cursor", parameter("query", "cursor", "What \"next\" of the page before said.", text())},
      {"limit", parameter("query", "limit", "How many items a page has at most.",
                          {{"type", "integer"}, {"minimum", 1}, {"maximum", page_items_max}, {"default", page_items_default}})},
      {"as_known_at", parameter("query", "as_known_at", "As it was known then: RFC 3339, or London local time.", text())},
      {"If-Match", parameter("header", "If-Match", "The ETag of what you had read: if that has changed since, 412 with both sides.", text())},
      {"Idempotency-Key", parameter("header", "Idempotency-Key", "Sent again within 24 hours it does nothing twice and gives the same answer.",
                                    {{"type", "string"}, {"maxLength", idempotency_key_bytes_max}})},
  };
}

}  // namespace

const std::string& openapi() {
  static const std::string description = [] {
    const json::object components{
        {"schemas", schemas()},
        {"parameters", parameters()},
        {"headers", {{"ETag", {{"description", "The version, to be given back in If-Match."}, {"schema", text()}}}}},
        {"responses", {{"Problem", {{"description", "What is wrong and what to do (RFC 9457)."},
                                    {"content", content("application/problem+json", reference("schemas", "Problem"))}}}}},
        {"securitySchemes",
         {{"token", {{"type", "http"}, {"scheme", "bearer"}}},
          {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "lapwing"},
                       {"description", "A browser's session (\"__Host-lapwing\" over TLS)."}}},
          {"csrf", {{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF-Token"}, {"description", "With a session, on every POST."}}}}}};
    return json::serialize(json::object{
        {"openapi", "3.1.0"},
        {"info", {{"title", "Lapwing"}, {"version", "1"},
                  {"description", "From the first call about a missing child to a safe return. See docs/api.md."}}},
        {"servers", json::array{json::object{{"url", "/"}}}},
        {"security", json::array{json::object{{"token", json::array{}}},
                                 json::object{{"session", json::array{}}, {"csrf", json::array{}}}}},
        {"paths", paths()},
        {"components", components}});
  }();
  return description;
}

}  // namespace lapwing::web::api
