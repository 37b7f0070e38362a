// The force's own record, and what its officers may do and when they work: reading, and one address for each command.
#include <fmt/format.h>

#include <algorithm>

#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/force_documents.hpp"
#include "web/api/problem.hpp"
#include "web/opened_force.hpp"

namespace lapwing::web::api {

namespace {

// The account's commands that are sent here; the rest belong to signing in and to the pages that run accounts.
constexpr std::string_view of_officers[] = {"record-accreditation", "end-accreditation", "set-working-pattern", "record-absence", "end-absence"};

std::string_view command_of_address(const Visit& visit) {
  const std::string_view path = visit.request.path;
  return path.substr(path.rfind('/') + 1);
}

// "set-posts" -> "Set posts"
std::string summary_of(std::string name) {
  std::ranges::replace(name, '-', ' ');
  name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
  return name;
}

casework::Refusal cannot_be_read(std::vector<FieldError> errors) {
  return {casework::RefusalKind::invalid, errors.size() == 1 ? "One thing in the body is wrong: see errors."
                                                             : fmt::format("{} things in the body are wrong: see errors.", errors.size()),
          std::move(errors)};
}

Response done_answer(const Visit& visit, const desk::Outcome& outcome) {
  if (!outcome) return problem_of(outcome.error(), visit.request.path);
  json::array events;
  for (std::uint64_t i = 0; i < outcome->count; ++i) events.emplace_back(outcome->first + i);
  json::object document{{"version", outcome->version}, {"events", std::move(events)}, {"repeated", outcome->repeated}};
  if (!outcome->user.is_nil()) document["account"] = outcome->user.text();
  if (!outcome->item.is_nil()) document["item"] = outcome->item.text();
  return answer(200, document);
}

Response post_on_force(Visit& visit) {
  if (auto refused = refuse_key(visit)) return std::move(*refused);
  const auto body = posted_object(visit);
  if (!body) return body.error();
  auto command = casework::parse_force_command(command_of_address(visit), json::serialize(*body));
  if (!command) return problem_of(cannot_be_read(std::move(command.error())), visit.request.path);
  return done_answer(visit, send_on_force(visit, std::move(*command)));
}

Response post_on_officer(Visit& visit) {
  if (auto refused = refuse_key(visit)) return std::move(*refused);
  const auto body = posted_object(visit);
  if (!body) return body.error();
  const auto text = visit.param("account");
  auto user = UserId::parse(text);
  const auto account = user ? visit.desk().staff().find(*user) : visit.desk().staff().by_username(std::string(text));
  if (!account) return visit.not_found("There is no such account: give its id or user name.");
  auto command = casework::parse_account_command(command_of_address(visit), json::serialize(*body));
  if (!command) return problem_of(cannot_be_read(std::move(command.error())), visit.request.path);
  return done_answer(visit, send_on_account(visit, account->id, std::move(*command)));
}

Response get_force(Visit& visit) {
  const auto record = open_force(visit);
  if (!record) return record.error();
  visit.desk().note_list_read(visit.visitor.actor, "force's own record", visit.as_known_at);
  return answer(200, force_document(**record, london_date(visit.now())));
}

Response get_officers(Visit& visit) {
  if (auto refused = refuse_past(visit)) return std::move(*refused);
  const auto page = page_of(visit);
  if (!page) return page.error();
  const auto from = index_cursor(visit, *page);
  if (!from) return from.error();
  auto accounts = visit.desk().staff().all();
  std::erase_if(accounts, [](const auto& account) { return account->closed; });
  json::array items;
  std::size_t at = from->value_or(0);
  for (; at < accounts.size() && items.size() < page->limit; ++at)
    items.push_back(officer_document(*accounts[at], london_date(visit.now()), visit.visitor.sees_names()));
  visit.desk().note_list_read(visit.visitor.actor, "list of officers' accreditations and hours", std::nullopt);
  return answer(200, list(std::move(items), at < accounts.size() ? fmt::format("{}", at) : ""));
}

Call command_call(std::string pattern, const std::string& command, Response (*handler)(Visit&)) {
  return {.route = {"POST", std::move(pattern), does(command), handler, summary_of(command), command}, .answers = "ForceDone"};
}

}  // namespace

Calls force_calls() {
  Calls calls{
      {.route = {"GET", "/api/v1/force", reads("measures"), get_force,
                 "The force's own record: posts, courses, the population served, audited files and the plan"},
       .answers = "Force", .has_past = true},
      {.route = {"GET", "/api/v1/force/officers", reads("measures"), get_officers, "Officers' accreditations, working patterns and absences"},
       .answers = "Officer", .paged = true},
  };
  for (const auto& name : casework::force_command_names()) calls.push_back(command_call("/api/v1/force/" + name, name, post_on_force));
  for (const std::string_view name : of_officers)
    calls.push_back(command_call(fmt::format("/api/v1/accounts/{{account}}/{}", name), std::string(name), post_on_officer));
  return calls;
}

}  // namespace lapwing::web::api
