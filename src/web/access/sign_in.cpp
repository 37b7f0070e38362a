// Signing in and out, the first page, and help.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "web/access/coming_in.hpp"
#include "web/access/kept_form.hpp"
#include "web/access/origin.hpp"
#include "web/access/password_check.hpp"
#include "web/access/session_cookie.hpp"
#include "web/pages/layout.hpp"
#include "web/route.hpp"
#include "web/site.hpp"

namespace lapwing::web {
namespace {

json::array demo_people(const Visit& visit) {
  json::array people;
  for (const auto& account : offered_by_click(visit))
    people.push_back(json::object{{"username", account->username}, {"name", account->name},
                                  {"role", visit.rules().access.roles.at(account->role).label}});
  return people;
}

Response sign_in_page(const Visit& visit, std::string_view username, render::FieldErrors errors, int status) {
  auto head = visit.head("Sign in");
  head.errors = errors;
  if (visit.query.has("signed_out")) head.notice = "You are signed out.", head.notice_title = "Done", head.notice_kind = "success";
  const auto next = std::string(visit.request.method == "GET" ? visit.query.get("next") : visit.form.get("next"));
  json::object model{{"next", next}, {"people", demo_people(visit)}};
  model["demo"] = !model["people"].as_array().empty();
  auto fields = sign_in_fields(username, errors);
  fields.push_back(render::hidden("next", next));
  fields.push_back(render::button({.text = "Sign in"}));
  model["fields"] = std::move(fields);
  return visit.page("access/sign-in", head, std::move(model), status);
}

Response show_sign_in(Visit& visit) {
  if (visit.visitor.signed_in()) return visit.redirect(local_path(visit.query.get("next")));
  return sign_in_page(visit, {}, {}, 200);
}

Response let_in(Visit& visit, const casework::Account& account) {
  const auto cookie = begin_session(visit, account);
  if (!cookie) return visit.refusal(cookie.error());
  auto response = visit.redirect(local_path(visit.form.get("next")));
  response.set("Set-Cookie", session_cookie_of(visit.site, *cookie));
  return response;
}

Response sign_in(Visit& visit) {
  const auto username = as_typed_username(visit.form.get("username"));
  const std::string password(visit.form.get("password"));
  render::FieldErrors errors;
  if (username.empty()) errors.push_back({"username", "Enter your user name"});
  if (password.empty()) errors.push_back({"password", "Enter your password"});
  if (!errors.empty()) return sign_in_page(visit, username, errors, 422);

  const auto account = visit.desk().staff().by_username(username);
  switch (check_password(visit, account, password, "Signing in")) {
    case Checked::right: return let_in(visit, *account);
    case Checked::wrong: return sign_in_page(visit, username, {{"username", wrong_password_message(visit.rules().force)}}, 403);
    case Checked::busy: break;
  }
  auto response = sign_in_page(visit, username, {{"", std::string(busy_message)}}, 503);
  response.set("Retry-After", "1");
  return response;
}

Response sign_in_to_demo(Visit& visit) {
  if (const auto chosen = chosen_by_click(visit, visit.form.get("username"))) return let_in(visit, *chosen);
  return visit.problem(403, "Sign in with a password",
                       "Signing in without one is only for a demonstration, opened on the machine that it runs on.");
}

Response sign_out(Visit& visit) {
  const auto noted = visit.desk().submit(
      desk::SentOnAccount{visit.visitor.actor, *visit.visitor.actor.user, casework::NoteSignOut{"pressed_sign_out"}});
  // Leaving is never refused: a person walks away from the machine whether it could be written down or not.
  if (!noted) spdlog::error("A sign-out could not be noted: {}", noted.error().message);
  visit.site.sessions.end(std::string(visit.request.cookies().get(visit.site.session_cookie())));
  auto response = visit.redirect("/sign-in?signed_out=yes");
  response.set("Set-Cookie", no_session_cookie(visit.site));
  return response;
}

// The first page a role has something to do on.
Response home(Visit& visit) {
  static constexpr std::pair<std::string_view, std::string_view> pages[] = {
      {"board", "/now"}, {"accounts", "/accounts"}, {"audit", "/audit"}, {"ledger", "/ledger"}};
  for (const auto& [reads, path] : pages)
    if (visit.visitor.may_read(reads)) return visit.redirect(std::string(path));
  return visit.redirect("/account");
}

Response help(Visit& visit) { return visit.page("access/help", visit.head("Help"), {}); }

Response stay(Visit&) {   // being asked for is enough: the session was just used
  Response response;
  response.status = 204;
  return response;
}

}  // namespace

Routes sign_in_routes() {
  Routes routes{
      {"GET", "/", signed_in(), home, "The first page of the visitor's role"},
      {"GET", "/sign-in", anyone(), show_sign_in, "The sign-in page"},
      {"POST", "/sign-in", anyone(), sign_in, "Sign in"},
      {"POST", "/sign-in/demo", anyone(), sign_in_to_demo, "Sign in to a demonstration"},
      {"POST", "/sign-out", signed_in(), sign_out, "Sign out"},
      {"GET", "/account/stay", signed_in(), stay, "Stay signed in"},
      {"GET", "/help", anyone(), help, "Help"},
  };
  for (auto& route : kept_form_routes()) routes.push_back(std::move(route));
  return routes;
}

}  // namespace lapwing::web
