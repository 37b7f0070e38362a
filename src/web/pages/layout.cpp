#include "web/pages/layout.hpp"

#include <fmt/format.h>

#include "web/site.hpp"

namespace lapwing::web {

using render::NavItem;

static std::string exercise_banner(const Visit& visit) {
  const auto exercise = visit.desk().exercise();
  if (!exercise) return {};
  return fmt::format("Its time is {}{}.", for_people(visit.desk().now(), Instant{}),
                     exercise->speed == 1 ? "" : fmt::format(", running {:g} times as fast", exercise->speed));
}

render::PageHead Visit::head(std::string title) const {
  render::PageHead head{.title = std::move(title)};
  head.exercise = exercise_banner(*this);
  head.now = to_rfc3339(now());
  if (const auto exercise = desk().exercise(); exercise && !as_known_at) head.speed = exercise->speed;
  if (as_known_at) head.as_known_at = for_people(*as_known_at, desk().now());
  if (!visitor.signed_in()) return head;
  head.user = visitor.actor.name;
  head.role = visitor.access->label;
  head.csrf = visitor.csrf;
  head.session_seconds = rules().force.session_idle_minutes * 60;
  head.stay_href = "/account/stay";
  head.leave_href = "/sign-in";
  head.may_report = visitor.may_do("report-missing");
  head.may_search = visitor.may_read("search");
  head.query = std::string(query.get("q"));
  const auto& path = request.path;
  const auto item = [&](std::string_view reads, std::string text, std::string href) {
    if (visitor.may_read(reads)) head.navigation.push_back({std::move(text), href, path.starts_with(href)});
  };
  item("board", "Now", "/now");
  item("search", "Children", "/children");
  item("reports", "Reports", "/reports");
  item("groups", "Groups", "/groups");
  item("reviews", "Reviews", "/reviews");
  item("measures", "How we are doing", "/measures");
  item("audit", "Who looked", "/audit");
  item("accounts", "Accounts", "/accounts");
  item("ledger", "Ledger", "/ledger");
  if (visitor.may_read("alerts")) head.account.push_back({"Alerts", "/alerts", path == "/alerts"});
  head.account.push_back({"Your account", "/account", path == "/account"});
  head.notice = site.sessions.take_notice(std::string(request.cookies().get(site.session_cookie())));
  if (!head.notice.empty()) head.notice_title = "Done", head.notice_kind = "success";
  if (const auto fault = desk().clock_fault()) head.notice = *fault, head.notice_title = "The clock", head.notice_kind = {};
  return head;
}

Response message_page(const Visit& visit, int status, const std::string& title, const std::string& detail) {
  return visit.page("message", visit.head(title), {{"heading", title}, {"text", detail}}, status);
}

// What is held now, in the refusal of a stale change: each value on its own line, in the words of the record.
static json::array held_rows(const std::string& held_json) {
  json::array rows;
  json::error_code failed;
  const auto held = json::parse(held_json, failed);
  const auto* object = failed ? nullptr : held.if_object();
  if (!object) return rows;
  for (const auto& [key, value] : *object)
    rows.push_back(json::object{{"name", for_people(std::string_view(key))},
                                {"text", value.is_string() ? std::string(value.as_string()) : json::serialize(value)}});
  return rows;
}

Response refusal_page(const Visit& visit, const casework::Refusal& refusal) {
  static constexpr std::string_view titles[] = {"Check what you entered", "Not found", "You may not do this",
                                                "Someone changed this while you were working", "Something must happen first",
                                                "Nothing could be recorded"};
  const std::string title(titles[static_cast<std::size_t>(refusal.kind)]);
  std::vector<std::string> lines = refusal.missing;
  for (const auto& field : refusal.fields) lines.push_back(field.path + ": " + field.message);
  json::object model{{"heading", title}, {"text", refusal.message}};
  if (!lines.empty()) model["lines"] = json::array{render::bullets(lines)};
  if (refusal.kind == casework::RefusalKind::stale) {
    model["held"] = held_rows(refusal.held);
    json::array yours;
    for (const auto& [name, text] : visit.form)
      if (name != "csrf" && name != "seen" && !name.starts_with('_') && !text.empty())
        yours.push_back(json::object{{"name", for_people(std::string_view(name))}, {"text", text}});
    model["yours"] = std::move(yours);
  }
  return visit.page("message", visit.head(title), std::move(model), status_of(refusal.kind));
}

Response restricted_page(const Visit& visit, const casework::Case& held) {
  const std::string detail = fmt::format("{} decides who may see this record. If a child's safety needs it now, say why and open "
                                         "it: your reason is recorded and {} is told.",
                                         held.restriction->set.what.owner.name, held.restriction->set.what.owner.name);
  if (visit.is_api || !visit.visitor.may_do("break-glass")) return visit.problem(403, "This record is restricted", detail);
  json::object model{{"text", detail},
                     {"action", "/children/" + held.id.text() + "/break-glass?next=" + transport::percent_encode(visit.request.target)},
                     {"fields", json::array{render::csrf(visit.visitor.csrf),
                                            render::textarea({.name = "reason", .label = "Why you must see it now", .value = ""}),
                                            render::button({.text = "Open the record", .style = "warning"})}}};
  return visit.page("restricted", visit.head("This record is restricted"), std::move(model), 403);
}

}  // namespace lapwing::web
