#include "web/api/problem.hpp"

#include <boost/json.hpp>

#include "web/visit.hpp"

namespace lapwing::web {

std::string_view fault_word(FieldFault fault) {
  switch (fault) {
    case FieldFault::required: return "required";
    case FieldFault::wrong_type: return "wrong_type";
    case FieldFault::malformed: return "malformed";
    case FieldFault::unknown_value: return "unknown_value";
    case FieldFault::unknown_field: return "unknown_field";
    case FieldFault::not_allowed: return "not_allowed";
  }
  return "malformed";
}

static json::object basics(int status, std::string_view title, std::string_view detail, std::string_view path) {
  return {{"type", "about:blank"}, {"title", title}, {"status", status}, {"detail", detail}, {"instance", path}};
}

static transport::Response respond(int status, const json::object& document) {
  return transport::text_response(status, "application/problem+json", json::serialize(document));
}

transport::Response problem_document(int status, const std::string& title, const std::string& detail, const std::string& path) {
  return respond(status, basics(status, title, detail, path));
}

transport::Response problem_of(const casework::Refusal& refusal, const std::string& path, std::string_view sent) {
  const int status = status_of(refusal.kind);
  auto document = basics(status, transport::reason_phrase(status), refusal.message, path);
  if (!refusal.fields.empty()) {
    json::array errors;
    for (const auto& field : refusal.fields)
      errors.push_back(json::object{{"path", field.path}, {"fault", fault_word(field.fault)}, {"message", field.message}});
    document["errors"] = std::move(errors);
  }
  if (!refusal.missing.empty()) document["missing"] = json::value_from(refusal.missing);
  if (!refusal.held.empty()) {
    json::error_code failed;
    auto held = json::parse(refusal.held, failed);
    if (!failed) document["held"] = std::move(held);
    if (auto mine = json::parse(sent.empty() ? "null" : sent, failed); !failed && !mine.is_null()) document["sent"] = std::move(mine);
  }
  return respond(status, document);
}

}  // namespace lapwing::web
