#include "web/access/account.hpp"

#include <fmt/format.h>

#include "web/access/account_parts.hpp"
#include "web/access/password_check.hpp"
#include "web/access/secrets.hpp"
#include "web/access/session_cookie.hpp"
#include "web/pages/layout.hpp"

namespace lapwing::web {

namespace {

const render::Choices token_days{{"7", "A week"}, {"30", "30 days"}, {"90", "90 days"}, {"365", "A year"}};

desk::Staff::Held mine(const Visit& visit) { return visit.desk().staff().find(*visit.visitor.actor.user); }

desk::Outcome send_own(const Visit& visit, casework::AccountCommand command) {
  return visit.desk().submit(desk::SentOnAccount{visit.visitor.actor, *visit.visitor.actor.user, std::move(command)});
}

// A token is for programs at the API: what it got hold of, it must not be able to hand on or to lock its owner out of.
std::optional<Response> refuse_token(const Visit& visit) {
  if (!visit.visitor.by_token) return std::nullopt;
  return visit.problem(403, "Sign in yourself", "A token cannot look after the account that it belongs to.");
}

// Proves again that it is really them, where the account has a password to prove it with. Adds to `errors` when it is not.
void check_current(Visit& visit, render::FieldErrors& errors, const std::string& doing) {
  const auto account = mine(visit);
  if (account->password_hash.empty()) return;
  const std::string current(visit.form.get("current"));
  if (current.empty()) return errors.push_back({"current", "Enter your password"});
  switch (check_password(visit, account, current, doing)) {
    case Checked::right: return;
    case Checked::wrong: return errors.push_back({"current", "This is not your password, or your account is locked for a while"});
    case Checked::busy: return errors.push_back({"", std::string(busy_message)});
  }
}

json::object current_password(const casework::Account& account, const render::FieldErrors& errors, std::string_view label) {
  if (account.password_hash.empty()) return render::hidden("_none", "");
  return render::input({.name = "current", .label = label, .error = render::error_for(errors, "current"), .type = "password",
                        .width = "20", .autocomplete = "current-password", .spellcheck = false});
}

json::object new_password_input(std::string_view name, std::string_view label, const render::FieldErrors& errors, std::string_view hint) {
  return render::input({.name = name, .label = label, .error = render::error_for(errors, name), .hint = hint, .type = "password",
                        .width = "20", .autocomplete = "new-password", .spellcheck = false});
}

// ---- pages -----------------------------------------------------------------------------------------------------------------

json::object token_form(const Visit& visit, const casework::Account& account, const render::FieldErrors& errors) {
  return form("/account/tokens", {render::heading("Add a token"),
                                  render::paragraph("A program that signs in as you sends a token. It may do what you may do."),
                                  render::csrf(visit.visitor.csrf),
                                  render::input({.name = "label", .label = "What it is for", .value = visit.form.get("label"),
                                                 .error = render::error_for(errors, "label")}),
                                  render::select({.name = "days", .label = "How long it works", .items = token_days,
                                                  .chosen = visit.form.has("days") ? visit.form.get("days") : "90",
                                                  .error = render::error_for(errors, "days")}),
                                  current_password(account, errors, "Your password"),
                                  render::button({.text = "Add the token", .style = "secondary"})});
}

Response account_page(const Visit& visit, const render::FieldErrors& errors, int status) {
  const auto account = mine(visit);
  auto head = visit.head("Your account");
  head.errors = errors;
  auto fields = account_facts(visit, *account);
  fields.push_back(render::button({.text = "Change your password", .href = "/account/password", .style = "secondary"}));
  fields.push_back(token_table(visit, *account, "/account"));
  fields.push_back(token_form(visit, *account, errors));
  fields.push_back(account_history(visit, *account));
  return fields_page(visit, std::move(head), std::move(fields), status);
}

Response show_account(Visit& visit) {
  if (auto refused = refuse_token(visit)) return std::move(*refused);
  return account_page(visit, {}, 200);
}

Response password_page(const Visit& visit, const render::FieldErrors& errors, int status) {
  const auto account = mine(visit);
  auto head = visit.head(account->must_change ? "Choose a new password" : "Change your password");
  head.errors = errors;
  json::array fields;
  if (account->must_change)
    fields.push_back(render::paragraph("Someone else knows the password you signed in with. Choose one that only you know."));
  const auto hint = fmt::format("At least {} characters. Three random words are easy to remember.",
                                visit.rules().force.password_length_min);
  fields.push_back(form("/account/password", {render::csrf(visit.visitor.csrf),
                                              current_password(*account, errors, "The password you have now"),
                                              new_password_input("password", "New password", errors, hint),
                                              new_password_input("again", "New password, once more", errors, {}),
                                              render::button({.text = "Change the password"})}));
  return fields_page(visit, std::move(head), std::move(fields), status);
}

Response show_password(Visit& visit) {
  if (auto refused = refuse_token(visit)) return std::move(*refused);
  return password_page(visit, {}, 200);
}

// ---- doing -----------------------------------------------------------------------------------------------------------------

// A new password ends every session of the account; the browser it was changed in goes on with a new one.
Response go_on_in_a_new_session(const Visit& visit) {
  const auto user = *visit.visitor.actor.user;
  visit.site.sessions.end_all_of(user);
  const auto cookie = visit.site.sessions.begin(user, arrival_of(visit.request));
  visit.site.sessions.set_notice(cookie, "Your password was changed. You are signed out everywhere else.");
  auto response = visit.redirect("/account");
  response.set("Set-Cookie", session_cookie_of(visit.site, cookie));
  return response;
}

Response change_password(Visit& visit) {
  if (auto refused = refuse_token(visit)) return std::move(*refused);
  const std::string password(visit.form.get("password"));
  render::FieldErrors errors;
  auto fault = password_fault(password, mine(visit)->username, visit.rules().force.password_length_min);
  if (fault.empty() && password == visit.form.get("current")) fault = "Choose a password that is not the one you have now.";
  if (!fault.empty()) errors.push_back({"password", std::move(fault)});
  else if (password != visit.form.get("again")) errors.push_back({"again", "The two new passwords are not the same"});
  if (errors.empty()) check_current(visit, errors, "Changing the password");
  if (!errors.empty()) return password_page(visit, errors, 422);
  const auto hash = hash_password(password);
  if (!hash) return visit.problem(503, "The password was not changed", hash.error());
  if (const auto set = send_own(visit, casework::SetPassword{*hash, false}); !set) return visit.refusal(set.error());
  return go_on_in_a_new_session(visit);
}

Response issue_token(Visit& visit) {
  if (auto refused = refuse_token(visit)) return std::move(*refused);
  const std::string label(visit.form.get("label"));
  const auto days = std::string(visit.form.get("days"));
  render::FieldErrors errors;
  if (label.empty()) errors.push_back({"label", "Say what the token is for"});
  if (std::ranges::none_of(token_days, [&](const auto& choice) { return choice.value == days; }))
    errors.push_back({"days", "Choose how long it works"});
  if (errors.empty()) check_current(visit, errors, "Adding a token");
  if (!errors.empty()) return account_page(visit, errors, 422);
  const auto secret = random_secret();
  const auto expires = visit.desk().now() + std::chrono::days(std::stoi(days));
  const auto issued = send_own(visit, casework::IssueToken{label, secret_hash(secret), expires});
  if (!issued) return visit.refusal(issued.error());
  return secret_page(visit, "Copy the token now", fmt::format("The program sends it as “Authorization: Bearer …”. It works until {}.",
                                                              for_people(expires, visit.desk().now())),
                     secret, "/account");
}

Response ask_to_revoke(Visit& visit) {
  if (auto refused = refuse_token(visit)) return std::move(*refused);
  const auto account = mine(visit);
  const auto token = std::ranges::find(account->tokens, visit.param("token"), [](const auto& one) { return one.id.text(); });
  if (token == account->tokens.end()) return visit.not_found("You have no such token.");
  auto head = visit.head("Take back the token “" + token->label + "”");
  head.back_href = "/account";
  return fields_page(visit, std::move(head),
                     {render::paragraph("Programs that use it can do nothing from now on."),
                      form(fmt::format("/account/tokens/{}/revoke", token->id.text()),
                           {render::csrf(visit.visitor.csrf), render::button({.text = "Take it back", .style = "warning"})})});
}

Response revoke_token(Visit& visit) {
  if (auto refused = refuse_token(visit)) return std::move(*refused);
  const auto token = ItemId::parse(visit.param("token"));
  if (!token) return visit.not_found("You have no such token.");
  if (const auto revoked = send_own(visit, casework::RevokeToken{*token}); !revoked) return visit.refusal(revoked.error());
  return visit.redirect("/account", "The token was taken back.");
}

}  // namespace

Routes own_account_routes() {
  return {
      {"GET", "/account", signed_in(), show_account, "Your account"},
      {"GET", "/account/password", signed_in(), show_password, "The form for a new password"},
      {"POST", "/account/password", signed_in(), change_password, "Change your password"},
      {"POST", "/account/tokens", signed_in(), issue_token, "Add an API token"},
      {"GET", "/account/tokens/{token}/revoke", signed_in(), ask_to_revoke, "Ask whether to take a token back"},
      {"POST", "/account/tokens/{token}/revoke", signed_in(), revoke_token, "Take an API token back"},
  };
}

}  // namespace lapwing::web
