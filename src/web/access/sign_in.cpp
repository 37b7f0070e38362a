// Signing in and out, the first page, and help.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "web/access/origin.hpp"
#include "web/access/password_check.hpp"
#include "web/access/role_words.hpp"
#include "web/access/session_cookie.hpp"
#include "web/pages/layout.hpp"
#include "web/route.hpp"
#include "web/site.hpp"

namespace lapwing::web {
namespace {

std::string as_typed_username(std::string_view text) {
  const auto is_space = [](unsigned char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  std::string name(text);
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; });
  return name;
}

// One click signs in only where nobody but this machine can click: also when a name elsewhere is pointed at it (DNS rebinding).
bool is_asked_by_loopback_name(const Request& request) {
  auto host = request.header("Host").value_or("");
  if (!host.ends_with(']')) host = host.substr(0, host.rfind(':'));
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

json::array demo_people(const Visit& visit) {
  json::array people;
  if (!visit.site.options.demo_sign_in || !is_asked_by_loopback_name(visit.request)) return people;
  for (const auto& [role, access] : visit.rules().access.roles) {
    const auto account = visit.desk().staff().by_username(role_word(role));
    if (account && !account->closed)
      people.push_back(json::object{{"username", account->username}, {"name", account->name}, {"role", access.label}});
  }
  return people;
}

Response sign_in_page(const Visit& visit, std::string_view username, render::FieldErrors errors, int status) {
  auto head = visit.head("Sign in");
  head.errors = errors;
  if (visit.query.has("signed_out")) head.notice = "You are signed out.", head.notice_title = "Done", head.notice_kind = "success";
  const auto next = std::string(visit.request.method == "GET" ? visit.query.get("next") : visit.form.get("next"));
  json::object model{{"next", next}, {"people", demo_people(visit)}};
  model["demo"] = !model["people"].as_array().empty();
  model["fields"] = json::array{
      render::hidden("next", next),
      render::input({.name = "username", .label = "User name", .value = username, .error = render::error_for(errors, "username"),
                     .width = "20", .autocomplete = "username", .spellcheck = false}),
      render::input({.name = "password", .label = "Password", .error = render::error_for(errors, "password"), .type = "password",
                     .width = "20", .autocomplete = "current-password", .spellcheck = false}),
      render::button({.text = "Sign in"})};
  return visit.page("access/sign-in", head, std::move(model), status);
}

Response show_sign_in(Visit& visit) {
  if (visit.visitor.signed_in()) return visit.redirect(local_path(visit.query.get("next")));
  return sign_in_page(visit, {}, {}, 200);
}

Response let_in(Visit& visit, const casework::Account& account) {
  const auto noted = visit.desk().submit(desk::SentOnAccount{{account.id, account.name, account.role}, account.id,
                                                             casework::NoteSignIn{visit.request.peer_address, true, {}}});
  if (!noted) return visit.refusal(noted.error());
  visit.site.sessions.end(std::string(visit.request.cookies().get(visit.site.session_cookie())));
  auto response = visit.redirect(local_path(visit.form.get("next")));
  response.set("Set-Cookie", session_cookie_of(visit.site, visit.site.sessions.begin(account.id, arrival_of(visit.request))));
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
  const auto account = visit.desk().staff().by_username(std::string(visit.form.get("username")));
  const auto people = demo_people(visit);
  const bool is_offered = account && std::ranges::any_of(people, [&](const json::value& one) {
    return one.at("username").as_string() == account->username;
  });
  if (!is_offered)
    return visit.problem(403, "Sign in with a password",
                         "Signing in without one is only for a demonstration, opened on the machine that it runs on.");
  return let_in(visit, *account);
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
  return {
      {"GET", "/", signed_in(), home, "The first page of the visitor's role"},
      {"GET", "/sign-in", anyone(), show_sign_in, "The sign-in page"},
      {"POST", "/sign-in", anyone(), sign_in, "Sign in"},
      {"POST", "/sign-in/demo", anyone(), sign_in_to_demo, "Sign in to a demonstration"},
      {"POST", "/sign-out", signed_in(), sign_out, "Sign out"},
      {"GET", "/account/stay", signed_in(), stay, "Stay signed in"},
      {"GET", "/help", anyone(), help, "Help"},
  };
}

}  // namespace lapwing::web
