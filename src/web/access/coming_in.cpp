#include "web/access/coming_in.hpp"

#include <algorithm>

#include "web/access/role_words.hpp"
#include "web/access/session_cookie.hpp"

namespace lapwing::web {

std::string as_typed_username(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  std::string name(text);
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return name;
}

json::array sign_in_fields(std::string_view username, const render::FieldErrors& errors) {
  return {render::input({.name = "username", .label = "User name", .value = username, .error = render::error_for(errors, "username"),
                         .width = "20", .autocomplete = "username", .spellcheck = false}),
          render::input({.name = "password", .label = "Password", .error = render::error_for(errors, "password"), .type = "password",
                         .width = "20", .autocomplete = "current-password", .spellcheck = false})};
}

static bool is_asked_by_loopback_name(const Request& request) {
  auto host = request.header("Host").value_or("");
  if (!host.ends_with(']')) host = host.substr(0, host.rfind(':'));
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

std::vector<desk::Staff::Held> offered_by_click(const Visit& visit) {
  std::vector<desk::Staff::Held> people;
  if (!visit.site.options.demo_sign_in || !is_asked_by_loopback_name(visit.request)) return people;
  for (const auto& [role, access] : visit.rules().access.roles) {
    const auto account = visit.desk().staff().by_username(role_word(role));
    if (account && !account->closed) people.push_back(account);
  }
  return people;
}

desk::Staff::Held chosen_by_click(const Visit& visit, std::string_view username) {
  const auto offered = offered_by_click(visit);
  const auto chosen = std::ranges::find(offered, username, [](const auto& one) { return one->username; });
  return chosen == offered.end() ? nullptr : *chosen;
}

std::expected<std::string, casework::Refusal> begin_session(const Visit& visit, const casework::Account& account) {
  const auto noted = visit.desk().submit(desk::SentOnAccount{{account.id, account.name, account.role}, account.id,
                                                             casework::NoteSignIn{visit.request.peer_address, true, {}}});
  if (!noted) return std::unexpected(noted.error());
  visit.site.sessions.end(std::string(visit.request.cookies().get(visit.site.session_cookie())));
  return visit.site.sessions.begin(account.id, arrival_of(visit.request));
}

}  // namespace lapwing::web
