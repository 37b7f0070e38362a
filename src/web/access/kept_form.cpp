#include "web/access/kept_form.hpp"

#include "web/access/account_parts.hpp"
#include "web/access/coming_in.hpp"
#include "web/access/origin.hpp"
#include "web/access/password_check.hpp"
#include "web/access/session_cookie.hpp"

namespace lapwing::web {

namespace {

constexpr std::string_view kept_prefix = "kept:";   // of the names of the fields that are carried along

struct Kept {
  std::string target;                               // where the form was to go
  std::vector<transport::Fields::Pair> fields;
};

Kept taken_from(const transport::Fields& form) {
  Kept kept{local_path(form.get("kept_target")), {}};
  for (const auto& [name, text] : form)
    if (name.starts_with(kept_prefix)) kept.fields.emplace_back(name.substr(kept_prefix.size()), text);
  return kept;
}

Response ask_page(const Visit& visit, const Kept& kept, std::string_view username, const render::FieldErrors& errors, int status) {
  auto head = visit.head("Sign in to send what you entered");
  head.errors = errors;
  json::array fields{render::hidden("kept_target", kept.target)};
  for (const auto& [name, text] : kept.fields) fields.push_back(render::hidden(std::string(kept_prefix) + name, text));
  for (auto& field : sign_in_fields(username, errors)) fields.push_back(std::move(field));
  fields.push_back(render::button({.text = "Sign in"}));
  for (const auto& account : offered_by_click(visit))
    fields.push_back(render::button({.text = account->name, .name = "demo_username", .value = account->username, .style = "secondary"}));
  return fields_page(visit, std::move(head),
                     {render::paragraph("You are no longer signed in. What you entered has not been sent yet, and none of it is lost."),
                      form("/sign-in/kept", std::move(fields))},
                     status);
}

Response send_page(Visit& visit, const casework::Account& account, const Kept& kept) {
  const auto cookie = begin_session(visit, account);
  if (!cookie) return visit.refusal(cookie.error());
  json::array fields{render::csrf(visit.site.sessions.find(*cookie, arrival_of(visit.request))->csrf)};
  for (const auto& [name, text] : kept.fields) fields.push_back(render::hidden(name, text));
  fields.push_back(render::button({.text = "Send it now"}));
  auto response = fields_page(visit, visit.head("Send what you entered"),
                              {render::paragraph("You are signed in as " + account.name + ". Nothing has been recorded yet."), form(kept.target, std::move(fields))});
  response.set("Set-Cookie", session_cookie_of(visit.site, *cookie));
  return response;
}

Response sign_in_keeping_form(Visit& visit) {
  const auto kept = taken_from(visit.form);
  if (const auto chosen = chosen_by_click(visit, visit.form.get("demo_username"))) return send_page(visit, *chosen, kept);
  const auto username = as_typed_username(visit.form.get("username"));
  const auto account = visit.desk().staff().by_username(username);
  switch (check_password(visit, account, std::string(visit.form.get("password")), "Signing in")) {
    case Checked::right: return send_page(visit, *account, kept);
    case Checked::wrong: return ask_page(visit, kept, username, {{"username", wrong_password_message(visit.rules().force)}}, 403);
    case Checked::busy: break;
  }
  return ask_page(visit, kept, username, {{"", std::string(busy_message)}}, 503);
}

}  // namespace

Response ask_to_sign_in_keeping_form(const Visit& visit) {
  Kept kept{local_path(visit.request.target), {}};
  for (const auto& [name, text] : visit.form)
    if (name != "csrf") kept.fields.emplace_back(name, text);
  return ask_page(visit, kept, {}, {}, 403);
}

Routes kept_form_routes() {
  return {{"POST", "/sign-in/kept", anyone(), sign_in_keeping_form, "Sign in and go on with a form"}};
}

}  // namespace lapwing::web
