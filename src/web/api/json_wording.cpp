#include "language/report.hpp"
#include "web/api/answers.hpp"
#include "web/api/wording_documents.hpp"

namespace lapwing::web::api {

json::object finding_document(const language::ReportLine& line, const language::Checker& checker) {
  json::array suggestions;
  for (const auto& each : line.rule->suggestions) suggestions.emplace_back(each);
  return {{"start", line.start}, {"end", line.end}, {"start_character", line.start_character}, {"end_character", line.end_character},
          {"line", line.line}, {"text", line.text}, {"rule", line.rule->id}, {"family", line.rule->family},
          {"severity", language::word_for(line.severity)}, {"why", line.why}, {"source", line.rule->source},
          {"suggestions", std::move(suggestions)}, {"counted", line.exemption == language::Exemption::none},
          {"exempt", language::word_for(line.exemption)}, {"rules_version", checker.rules().version}, {"rules_digest", checker.rules().digest}};
}

// ---- schemas ----

static json::object text(std::string_view about = {}) {
  json::object out{{"type", "string"}};
  if (!about.empty()) out["description"] = about;
  return out;
}

static json::object number(std::string_view about) { return {{"type", "integer"}, {"description", about}}; }

static json::object one_of(json::array words) { return {{"type", "string"}, {"enum", std::move(words)}}; }

static json::object whole(json::object properties) {
  json::array required;
  for (const auto& [name, unused] : properties) required.emplace_back(name);
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

json::object language_checked_schema() {
  auto finding = whole({{"start", number("First byte of the wording in the text, UTF-8.")}, {"end", number("The byte after it.")},
                        {"start_character", number("The same in Unicode code points.")}, {"end_character", number("The same.")},
                        {"line", number("From 1.")}, {"text", text()}, {"rule", text()}, {"family", text()},
                        {"severity", one_of({"blames", "minimises", "obscures", "labels"})}, {"why", text("Why it harms, in a line.")},
                        {"source", text("The publication that the rule rests on.")},
                        {"suggestions", json::object{{"type", "array"}, {"items", text()}, {"description", "Each may stand in its place."}}},
                        {"counted", json::object{{"type", "boolean"}, {"description", "False: shown, and needs no answer."}}},
                        {"exempt", one_of({"none", "quoted", "reported", "discussed"})}, {"rules_version", text()}, {"rules_digest", text()}});
  return whole({{"findings", json::object{{"type", "array"}, {"items", std::move(finding)}}}, {"words", number("In the text.")},
                {"rules_version", text()}, {"rules_digest", text("SHA-256 over the rule files.")}});
}

json::object check_language_schema() {
  return {{"type", "object"},
          {"properties", json::object{{"text", text("At most 256 KiB with everything else that is sent.")},
                                      {"child_age", number("In years, where it is known: some wordings are worse of a younger child.")},
                                      {"markup", one_of({"text", "markdown", "html"})}}},
          {"required", json::array{"text"}}};
}

}  // namespace lapwing::web::api
