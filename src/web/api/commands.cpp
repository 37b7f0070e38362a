// Sending commands: one address for each, with the command's own fields as the body.
#include <fmt/format.h>

#include <algorithm>

#include "desk/reading.hpp"
#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/documents.hpp"
#include "web/api/problem.hpp"

namespace lapwing::web::api {

namespace {

// The service's own, and those that have addresses of their own.
constexpr std::string_view without_address[] = {"note-read",    "raise-alarms",   "import-period",
                                                "import-child", "register-child", "report-missing", "note-linked-group", "end-linked-group"};

struct About {
  ChildId child;                          // nil: a child not yet registered
  std::optional<EpisodeId> episode;
};

std::expected<json::array, Response> events_made(const Visit& visit, const desk::Done& done) {
  std::vector<std::uint64_t> indexes(done.count);
  for (std::size_t i = 0; i < indexes.size(); ++i) indexes[i] = done.first + i;
  const auto events = desk::read_events(visit.desk().ledger(), indexes);
  if (!events)
    return std::unexpected(visit.problem(500, "It was recorded, but cannot be read back", events.error()));
  json::array out;
  for (const auto& event : *events) out.push_back(event_made(event));
  return out;
}

Response done_answer(const Visit& visit, const desk::Done& done, int status) {
  auto events = events_made(visit, done);
  if (!events) return events.error();
  json::object document{{"child", done.child.text()}, {"version", done.version}, {"events", std::move(*events)},
                        {"repeated", done.repeated}};
  if (done.episode) document["episode"] = done.episode->text();
  auto response = answer(status, document);
  response.set("ETag", etag_of(done.version));
  if (status == 201)
    response.set("Location", done.episode ? "/api/v1/episodes/" + done.episode->text() : "/api/v1/children/" + done.child.text());
  return response;
}

std::string message_for(const std::vector<FieldError>& errors) {
  return errors.size() == 1 ? "One thing in the body is wrong: see errors."
                            : fmt::format("{} things in the body are wrong: see errors.", errors.size());
}

Response send(Visit& visit, const About& about, std::string_view name, const json::object& body, int status) {
  if (auto refused = refuse_key(visit)) return std::move(*refused);
  const auto seen = version_seen(visit);
  if (!seen) return seen.error();
  const auto text = json::serialize(body);
  auto command = casework::parse_command(name, text);
  if (!command)
    return problem_of({casework::RefusalKind::invalid, message_for(command.error()), command.error()}, visit.request.path);
  const auto outcome = visit.send(about.child, about.episode, std::move(*command), *seen);
  if (!outcome)
    return problem_of(outcome.error(), visit.request.path,
                      outcome.error().kind == casework::RefusalKind::stale ? std::string_view(text) : std::string_view());
  return done_answer(visit, *outcome, status);
}

std::expected<ChildId, Response> known_child(const Visit& visit, std::string_view text) {
  const auto child = ChildId::parse(text);
  const auto line = child ? visit.desk().children().find(*child) : nullptr;
  if (!line) return std::unexpected(visit.not_found("There is no such child's record."));
  if (line->erased) return std::unexpected(visit.problem(410, "Erased", "Everything held about this person was erased."));
  return *child;
}

std::expected<About, Response> known_episode(const Visit& visit) {
  const auto text = visit.param("episode");
  auto episode = EpisodeId::parse(text);
  if (!episode) episode = visit.desk().children().by_reference(std::string(text));
  const auto child = episode ? visit.desk().children().child_of(*episode) : std::nullopt;
  if (!child) return std::unexpected(visit.not_found("There is no such episode."));
  return About{*child, episode};
}

std::string_view command_of_address(const Visit& visit) {
  const std::string_view path = visit.request.path;
  return path.substr(path.rfind('/') + 1);
}

Response register_child(Visit& visit) {
  const auto body = posted_object(visit);
  return body ? send(visit, {}, "register-child", *body, 201) : body.error();
}

// A new child, or with "child" one already held.
Response report_missing(Visit& visit) {
  auto body = posted_object(visit);
  if (!body) return body.error();
  About about;
  if (const auto* named = body->if_contains("child"); named && !named->is_null()) {
    const auto* text = named->if_string();
    if (!text || !ChildId::parse(*text))
      return problem_of({casework::RefusalKind::invalid, "One thing in the body is wrong: see errors.",
                         {{"child", FieldFault::malformed, "must be an identifier in UUID form"}}}, visit.request.path);
    const auto child = known_child(visit, *text);
    if (!child) return child.error();
    about.child = *child;
  }
  body->erase("child");
  return send(visit, about, "report-missing", *body, 201);
}

Response report_this_child_missing(Visit& visit) {
  const auto body = posted_object(visit);
  if (!body) return body.error();
  const auto child = known_child(visit, visit.param("child"));
  return child ? send(visit, {*child, {}}, "report-missing", *body, 201) : child.error();
}

Response on_child(Visit& visit) {
  const auto body = posted_object(visit);
  if (!body) return body.error();
  const auto child = known_child(visit, visit.param("child"));
  return child ? send(visit, {*child, {}}, command_of_address(visit), *body, 200) : child.error();
}

Response on_episode(Visit& visit) {
  const auto body = posted_object(visit);
  if (!body) return body.error();
  const auto about = known_episode(visit);
  return about ? send(visit, *about, command_of_address(visit), *body, 200) : about.error();
}

// "assess-risk" -> "Assess risk"
std::string summary_of(std::string name) {
  std::ranges::replace(name, '-', ' ');
  name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
  return name;
}

Call call(std::string pattern, const std::string& command, Response (*handler)(Visit&), bool creates, std::string summary = {}) {
  if (summary.empty()) summary = summary_of(command);
  return {.route = {"POST", std::move(pattern), does(command), handler, std::move(summary), command}, .answers = "Done", .creates = creates};
}

}  // namespace

Calls command_calls() {
  Calls calls{
      call("/api/v1/children", "register-child", register_child, true, "Register a child who is not missing"),
      call("/api/v1/episodes", "report-missing", report_missing, true,
           "Report a child missing: a new child or, with \"child\", one already held"),
      call("/api/v1/children/{child}/report-missing", "report-missing", report_this_child_missing, true,
           "Report this child missing"),
  };
  for (const auto& name : casework::command_names()) {
    if (std::ranges::find(without_address, name) != std::end(without_address)) continue;
    const bool episode = casework::is_on_episode(name);
    calls.push_back(call((episode ? "/api/v1/episodes/{episode}/" : "/api/v1/children/{child}/") + name, name,
                         episode ? on_episode : on_child, false));
  }
  return calls;
}

}  // namespace lapwing::web::api
