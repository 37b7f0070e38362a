// Checking a wording while it is being written. Nothing that is sent here is kept or logged.
#include "language/checker.hpp"
#include "language/report.hpp"
#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/problem.hpp"
#include "web/api/wording_documents.hpp"
#include "web/site.hpp"

namespace lapwing::web::api {

namespace {

struct Asked {
  std::string text;
  language::Facts facts;
  language::FileKind kind = language::FileKind::text;
};

Response wrong(const Visit& visit, std::string path, FieldFault fault, std::string message) {
  return problem_of({casework::RefusalKind::invalid, "The text cannot be checked: see errors.", {{std::move(path), fault, std::move(message)}}},
                    visit.request.path);
}

std::expected<Asked, Response> asked_of(const Visit& visit, const json::object& body) {
  constexpr int age_years_max = 120;
  Asked asked;
  for (const auto& [name, value] : body) {
    if (name == "text" && value.is_string()) {
      asked.text = value.as_string();
    } else if (name == "child_age" && value.is_int64() && value.as_int64() >= 0 && value.as_int64() <= age_years_max) {
      asked.facts.child_age_years = static_cast<int>(value.as_int64());
    } else if (name == "markup" && value.is_string()) {
      const std::string_view word = value.as_string();
      if (word == "markdown") asked.kind = language::FileKind::markdown;
      else if (word == "html") asked.kind = language::FileKind::html;
      else if (word != "text") return std::unexpected(wrong(visit, "markup", FieldFault::unknown_value, "must be one of: text, markdown, html"));
    } else if (name == "text" || name == "markup") {
      return std::unexpected(wrong(visit, name, FieldFault::wrong_type, "must be a text"));
    } else if (name == "child_age") {
      return std::unexpected(wrong(visit, name, FieldFault::wrong_type, "must be a whole number of years, from 0 to 120"));
    } else {
      return std::unexpected(wrong(visit, name, FieldFault::unknown_field, "is not a field of this; use: text, child_age, markup"));
    }
  }
  if (!body.contains("text")) return std::unexpected(wrong(visit, "text", FieldFault::required, "is required"));
  return asked;
}

Response check(Visit& visit) {
  const auto body = posted_object(visit);
  if (!body) return body.error();
  auto asked = asked_of(visit, *body);
  if (!asked) return asked.error();
  const auto document = language::document_from(std::move(asked->text), asked->kind, "The text");
  if (!document) return wrong(visit, "text", FieldFault::malformed, document.error());
  const auto& checker = *visit.site.wording;
  const auto report = language::report_on("", *document, checker, asked->facts);
  json::array findings;
  for (const auto& line : report.lines) findings.push_back(finding_document(line, checker));
  return answer(200, json::object{{"findings", std::move(findings)}, {"words", report.words},
                                  {"rules_version", checker.rules().version}, {"rules_digest", checker.rules().digest}});
}

}  // namespace

Calls language_calls() {
  return {
      {.route = {"POST", "/api/v1/language/check", writes(), check,
                 "Check a wording: what in it blames, minimises, obscures or labels, why, and what could be written instead", "check-language"},
       .answers = "LanguageChecked", .records = false},
  };
}

}  // namespace lapwing::web::api
