// The administration of accounts: who there is, adding, changing, unlocking, closing, and new passwords. An administrator cannot close
// or change the role of their own account, so there is always another left who can.
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "web/access/account.hpp"
#include "web/access/account_parts.hpp"
#include "web/access/role_words.hpp"
#include "web/access/secrets.hpp"
#include "web/pages/layout.hpp"
#include "web/site.hpp"

namespace lapwing::web {

namespace {

using desk::Staff;

// Easy to read out over a telephone: no letters or figures that look or sound alike. 16 of 30: 78 bits, and it must be changed.
std::string first_password() {
  static constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz2345679";
  std::string password;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) password += '-';
    password += alphabet[randombytes_uniform(alphabet.size())];
  }
  return password;
}

desk::Outcome send(const Visit& visit, UserId user, casework::AccountCommand command) {
  return visit.desk().submit(desk::SentOnAccount{visit.visitor.actor, user, std::move(command)});
}

Staff::Held asked_for(const Visit& visit) {
  const auto user = UserId::parse(visit.param("user"));
  return user ? visit.desk().staff().find(*user) : nullptr;
}
Response no_such_account(const Visit& visit) { return visit.not_found("There is no such account. See the list of accounts."); }

bool is_own(const Visit& visit, const casework::Account& account) { return visit.visitor.actor.user == account.id; }

std::optional<std::string> text_or_nothing(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(std::string(text));
}

// ---- the list --------------------------------------------------------------------------------------------------------------

Response list_accounts(Visit& visit) {
  const auto now = visit.desk().now();
  const std::vector<render::Column> columns{{.text = "Name", .sort = "ascending"}, {"User name"}, {.text = "Role", .sort = "none"},
                                            {"Team"}, {.text = "State", .sort = "none"}, {"Last signed in"}};
  std::vector<std::vector<render::Cell>> rows;
  for (const auto& account : visit.desk().staff().all()) {
    const auto role = visit.rules().access.roles.find(account->role);
    const auto state = account_state(visit, *account);
    const std::string state_text(state.at("text").as_string());
    rows.push_back({{{.text = account->name, .href = "/accounts/" + account->id.text()}, account->name},
                    {{account->username}},
                    {{role == visit.rules().access.roles.end() ? "None" : role->second.label}},
                    {{account->team.value_or("")}},
                    {{.text = state_text, .tag = state.at("colour").as_string().c_str()}, state_text},
                    {{account->last_signed_in ? for_people(*account->last_signed_in, now) : "Never"}}});
  }
  std::ranges::sort(rows, {}, [](const auto& row) { return row.front().value.text; });
  auto head = visit.head("Accounts");
  head.wide = true;
  json::array fields;
  if (visit.visitor.may_do("add-account")) fields.push_back(render::button({.text = "Add an account", .href = "/accounts/new"}));
  fields.push_back(render::table({.caption = "Everyone with an account", .columns = columns, .rows = rows}));
  return fields_page(visit, std::move(head), std::move(fields));
}

// ---- adding ----------------------------------------------------------------------------------------------------------------

json::object role_field(const Visit& visit, std::string_view chosen, const render::FieldErrors& errors) {
  render::Choices roles{{"", "Choose a role"}};
  for (const auto& [role, access] : visit.rules().access.roles)
    if (role != Role::system) roles.push_back({role_word(role), access.label});
  return render::select({.name = "role", .label = "Role", .items = roles, .chosen = chosen, .error = render::error_for(errors, "role")});
}

json::object team_field(const Visit& visit, std::string_view chosen, const render::FieldErrors& errors) {
  render::Choices teams{{"", "No team"}};
  for (const auto& team : visit.rules().force.teams) teams.push_back({team, team});
  return render::select({.name = "team", .label = "Team", .items = teams, .chosen = chosen, .error = render::error_for(errors, "team")});
}

Response new_account_page(const Visit& visit, const render::FieldErrors& errors, int status) {
  const auto typed = [&](std::string_view name) { return visit.form.get(name); };
  auto head = visit.head("Add an account");
  head.errors = errors;
  head.back_href = "/accounts";
  return fields_page(visit, std::move(head),
                     {form("/accounts/new",
                           {render::csrf(visit.visitor.csrf),
                            render::input("name", "Name and rank", typed("name"), render::error_for(errors, "name"), "As others see it: Sgt A. Okafor"),
                            render::input({.name = "username", .label = "User name", .value = typed("username"),
                                           .error = render::error_for(errors, "username"),
                                           .hint = "To sign in with: small letters, figures, dots and dashes", .width = "20", .spellcheck = false}),
                            role_field(visit, typed("role"), errors), team_field(visit, typed("team"), errors),
                            render::input({.name = "collar_number", .label = "Collar number (if they have one)", .value = typed("collar_number"),
                                           .error = render::error_for(errors, "collar_number"), .width = "10"}),
                            render::button({.text = "Add the account"})})},
                     status);
}

Response show_new_account(Visit& visit) { return new_account_page(visit, {}, 200); }

Response show_first_password(const Visit& visit, const std::string& name, const std::string& password, const UserId& user) {
  return secret_page(visit, "Give " + name + " this password",
                     "Read it out or hand it over yourself; it is not sent anywhere. At the next sign-in it must be changed.", password,
                     "/accounts/" + user.text());
}

Response add_account(Visit& visit) {
  const auto role = role_from_word(std::string(visit.form.get("role")));
  if (!role) return new_account_page(visit, {{"role", "Choose a role"}}, 422);
  const auto password = first_password();
  const auto hash = hash_password(password);
  if (!hash) return visit.problem(503, "The account was not added", hash.error());
  casework::AddAccount add{std::string(visit.form.get("username")), std::string(visit.form.get("name")), *role,
                           text_or_nothing(visit.form.get("team")), text_or_nothing(visit.form.get("collar_number")), *hash, true};
  const auto name = add.name;
  const auto added = send(visit, {}, std::move(add));
  if (!added && added.error().kind == casework::RefusalKind::invalid) return new_account_page(visit, field_errors(added.error()), 422);
  if (!added) return visit.refusal(added.error());
  return show_first_password(visit, name, password, added->user);
}

// ---- one account -----------------------------------------------------------------------------------------------------------

json::object change_form(const Visit& visit, const casework::Account& account, const render::FieldErrors& errors) {
  const auto shown = [&](std::string_view field, std::string_view held) { return visit.form.has(field) ? visit.form.get(field) : held; };
  const auto role = role_word(account.role);
  json::array fields{render::csrf(visit.visitor.csrf),
                     render::input("name", "Name and rank", shown("name", account.name), render::error_for(errors, "name")),
                     is_own(visit, account) ? render::hidden("role", role) : role_field(visit, shown("role", role), errors),
                     team_field(visit, shown("team", account.team.value_or("")), errors),
                     render::button({.text = "Change the account", .style = "secondary"})};
  return form("/accounts/" + account.id.text() + "/change", std::move(fields));
}

// A form of one button, with the reason it asks for when `reason` names the field's label.
json::object step_form(const Visit& visit, const casework::Account& account, std::string_view step, std::string_view button,
                       std::string_view reason, const render::FieldErrors& errors, std::string_view style) {
  json::array fields{render::csrf(visit.visitor.csrf)};
  const auto field = fmt::format("{}_reason", step);
  if (!reason.empty())
    fields.push_back(render::input({.name = field, .label = reason, .value = visit.form.get(field), .error = render::error_for(errors, field)}));
  fields.push_back(render::button({.text = button, .style = style}));
  return form(fmt::format("/accounts/{}/{}", account.id.text(), step), std::move(fields));
}

Response account_page(const Visit& visit, const casework::Account& account, const render::FieldErrors& errors, int status) {
  auto head = visit.head(account.name);
  head.errors = errors;
  head.back_href = "/accounts";
  auto fields = account_facts(visit, account);
  const bool is_locked = account.locked_until && visit.desk().now() < *account.locked_until;
  if (is_locked)
    fields.push_back(step_form(visit, account, "unlock", "Unlock the account", "Why it is unlocked", errors, {}));
  if (!account.closed) {
    fields.push_back(render::details("Change the name, role or team", json::array{change_form(visit, account, errors)}));
    if (!is_own(visit, account)) {
      fields.push_back(render::details("Give a new password",
                                       json::array{render::paragraph("They are signed out everywhere, and choose their own at the next sign-in."),
                                                   step_form(visit, account, "reset-password", "Give a new password", {}, errors, "secondary")}));
      fields.push_back(render::details("Close the account",
                                       json::array{render::paragraph("They are signed out at once and cannot sign in again. What they recorded stays."),
                                                   step_form(visit, account, "close", "Close the account", "Why it is closed", errors, "warning")}));
    }
  }
  for (auto& field : fields)   // what holds an error is shown, not folded away
    if (auto& part = field.as_object(); !errors.empty() && part.at("kind").as_string() == "components/details") part["open"] = true;
  fields.push_back(account_history(visit, account));
  return fields_page(visit, std::move(head), std::move(fields), status);
}

Response show_one_account(Visit& visit) {
  const auto account = asked_for(visit);
  return account ? account_page(visit, *account, {}, 200) : no_such_account(visit);
}

// What a step came to: back to the account with a notice, or the account's page with what was wrong beside its field.
Response after(const Visit& visit, const casework::Account& account, const desk::Outcome& outcome, std::string_view step, std::string notice) {
  if (outcome) return visit.redirect("/accounts/" + account.id.text(), std::move(notice));
  if (outcome.error().kind != casework::RefusalKind::invalid) return visit.refusal(outcome.error());
  auto errors = field_errors(outcome.error());
  for (auto& error : errors)
    if (error.name == "reason") error.name = fmt::format("{}_reason", step);
  return account_page(visit, account, errors, 422);
}

Response change_account(Visit& visit) {
  const auto account = asked_for(visit);
  if (!account) return no_such_account(visit);
  const auto role = role_from_word(std::string(visit.form.get("role")));
  if (!role) return account_page(visit, *account, {{"role", "Choose a role"}}, 422);
  if (is_own(visit, *account) && *role != account->role)
    return account_page(visit, *account, {{"", "Another administrator must change your own role"}}, 403);
  const auto changed = send(visit, account->id,
                            casework::ChangeAccount{std::string(visit.form.get("name")), *role, text_or_nothing(visit.form.get("team"))});
  return after(visit, *account, changed, "change", "The account was changed.");
}

Response unlock_account(Visit& visit) {
  const auto account = asked_for(visit);
  if (!account) return no_such_account(visit);
  const auto unlocked = send(visit, account->id, casework::UnlockAccount{std::string(visit.form.get("unlock_reason"))});
  return after(visit, *account, unlocked, "unlock", "The account was unlocked.");
}

Response reset_password(Visit& visit) {
  const auto account = asked_for(visit);
  if (!account) return no_such_account(visit);
  if (is_own(visit, *account)) return visit.redirect("/account/password");
  const auto password = first_password();
  const auto hash = hash_password(password);
  if (!hash) return visit.problem(503, "The password was not changed", hash.error());
  if (const auto set = send(visit, account->id, casework::SetPassword{*hash, true}); !set) return visit.refusal(set.error());
  visit.site.sessions.end_all_of(account->id);
  return show_first_password(visit, account->name, password, account->id);
}

Response close_account(Visit& visit) {
  const auto account = asked_for(visit);
  if (!account) return no_such_account(visit);
  if (is_own(visit, *account)) return account_page(visit, *account, {{"", "Another administrator must close your own account"}}, 403);
  const auto closed = send(visit, account->id, casework::CloseAccount{std::string(visit.form.get("close_reason"))});
  if (closed) visit.site.sessions.end_all_of(account->id);
  return after(visit, *account, closed, "close", "The account was closed.");
}

}  // namespace

Routes account_routes() {
  Routes routes = own_account_routes();
  for (auto& route : Routes{
           {"GET", "/accounts", reads("accounts"), list_accounts, "Everyone with an account"},
           {"GET", "/accounts/new", does("add-account"), show_new_account, "The form for a new account"},
           {"POST", "/accounts/new", does("add-account"), add_account, "Add an account"},
           {"GET", "/accounts/{user}", reads("accounts"), show_one_account, "One account"},
           {"POST", "/accounts/{user}/change", does("change-account"), change_account, "Change a name, role or team"},
           {"POST", "/accounts/{user}/unlock", does("unlock-account"), unlock_account, "Unlock an account"},
           {"POST", "/accounts/{user}/reset-password", does("set-password"), reset_password, "Give a new first password"},
           {"POST", "/accounts/{user}/close", does("close-account"), close_account, "Close an account"},
       })
    routes.push_back(std::move(route));
  return routes;
}

}  // namespace lapwing::web
