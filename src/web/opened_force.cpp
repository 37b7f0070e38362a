#include "web/opened_force.hpp"

#include <algorithm>

#include "views/redaction.hpp"

namespace lapwing::web {

using namespace casework;

namespace {

// Twice the same: the key of the sender, or the mark of the form that was sent.
template <class Sent>
void mark(const Visit& visit, Sent& sent) {
  if (const auto key = visit.request.header("Idempotency-Key")) {
    sent.request_key = std::string(*key);
    sent.request_body = visit.request.method + " " + visit.request.path + "\n" + visit.request.body;
  } else if (const auto once = visit.form.find("_once"); once && !once->empty()) {
    sent.request_key = std::string(*once) + "\n" + visit.request.body;
    sent.request_body = visit.request.path;
  }
}

}  // namespace

std::expected<std::shared_ptr<const ForceRecord>, Response> open_force(Visit& visit) {
  if (!visit.as_known_at && visit.visitor.sees_names()) return visit.desk().force_record();
  const auto events = visit.desk().force_history();
  if (!events) return std::unexpected(visit.problem(503, "The force's record cannot be read", events.error()));
  auto record = std::make_shared<ForceRecord>();
  for (const auto& event : *events) {
    if (visit.as_known_at && event.stamp.at > *visit.as_known_at) break;
    auto shown = visit.visitor.sees_names() ? event : views::redact(event, visit.rules());
    if (auto* session = std::get_if<CourseSessionRecorded>(&shown.event); session && !visit.visitor.sees_names()) session->attended.clear();
    evolve_force(*record, shown);
  }
  return record;
}

desk::Outcome send_on_force(Visit& visit, ForceCommand command) {
  desk::SentOnForce sent{visit.visitor.actor, std::move(command), {}, {}};
  mark(visit, sent);
  return visit.desk().submit(std::move(sent));
}

desk::Outcome send_on_account(Visit& visit, UserId account, AccountCommand command) {
  desk::SentOnAccount sent{visit.visitor.actor, account, std::move(command), {}, {}};
  mark(visit, sent);
  return visit.desk().submit(std::move(sent));
}

}  // namespace lapwing::web
