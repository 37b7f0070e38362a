#include "web/access/account_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "desk/reading.hpp"
#include "views/timeline.hpp"

namespace lapwing::web {

json::object form(std::string_view action, json::array fields) {
  return {{"kind", "components/form"}, {"action", action}, {"fields", std::move(fields)}};
}

static std::pair<std::string, std::string> state_words(const Visit& visit, const casework::Account& account) {
  const auto now = visit.desk().now();
  if (account.closed) return {"Closed", "grey"};
  if (account.locked_until && now < *account.locked_until)
    return {"Locked until " + for_people(*account.locked_until, now), "red"};
  if (account.must_change) return {"New password to be chosen", "yellow"};
  return {"In use", "green"};
}

json::object account_state(const Visit& visit, const casework::Account& account) {
  const auto [words, colour] = state_words(visit, account);
  return render::tag(words, colour);
}

json::array account_facts(const Visit& visit, const casework::Account& account) {
  const auto role = visit.rules().access.roles.find(account.role);
  const auto [state, colour] = state_words(visit, account);
  std::vector<render::SummaryRow> rows{
      {"Name", {account.name}},
      {"User name", {account.username}},
      {"Role", {role == visit.rules().access.roles.end() ? "None" : role->second.label}},
      {"Team", {account.team.value_or("None")}},
      {"State", {.text = state, .tag = colour}},
      {"Last signed in", {account.last_signed_in ? for_people(*account.last_signed_in, visit.desk().now()) : "Never"}},
  };
  if (account.collar_number) rows.insert(rows.begin() + 1, {"Collar number", {*account.collar_number}});
  return {render::summary_list(rows)};
}

json::object token_table(const Visit& visit, const casework::Account& account, std::string_view revoke_base) {
  const auto now = visit.desk().now();
  const std::vector<render::Column> columns{{"For"}, {"Works until"}, {"Take back"}};
  std::vector<std::vector<render::Cell>> rows;
  for (const auto& token : account.tokens) {
    const std::string until = !token.expires ? "It is taken back" : for_people(*token.expires, now);
    rows.push_back({{{token.label}},
                    {{token.expires && *token.expires <= now ? until + " (over)" : until}},
                    {{.text = "Take back", .href = fmt::format("{}/tokens/{}/revoke", revoke_base, token.id.text())}}});
  }
  return render::table({.caption = "Tokens for programs", .columns = columns, .rows = rows, .empty = "There are no tokens."});
}

json::object account_history(const Visit& visit, const casework::Account& account) {
  auto entries = visit.desk().staff().entries(account.id);
  if (entries.size() > history_entries_max) entries.erase(entries.begin(), entries.end() - history_entries_max);
  const auto events = desk::read_events(visit.desk().ledger(), entries);
  if (!events) return render::warning(events.error());
  const std::vector<render::Column> columns{{"When"}, {"What happened"}};
  std::vector<std::vector<render::Cell>> rows;
  for (const auto& item : views::timeline(*events, visit.rules(), {.newest_first = true})) {
    if (item.kind != views::TimelineKind::account) continue;
    if (rows.size() == history_shown_max) break;
    auto what = item.title;
    for (const auto& detail : item.details) what += "\n" + detail;
    rows.push_back({{{for_people(item.at, visit.desk().now())}}, {{std::move(what)}}});
  }
  return render::table({.caption = "What happened lately", .columns = columns, .rows = rows});
}

Response fields_page(const Visit& visit, render::PageHead head, json::array fields, int status) {
  const auto title = head.title;
  return visit.page("access/page", head, {{"heading", title}, {"fields", std::move(fields)}}, status);
}

Response secret_page(const Visit& visit, std::string heading, std::string what_to_do, std::string secret, std::string back_href) {
  auto head = visit.head(std::move(heading));
  return fields_page(visit, std::move(head),
                     {render::paragraph(what_to_do), render::inset(secret),
                      render::paragraph("It is shown this once and kept nowhere."),
                      render::button({.text = "Continue", .href = back_href})});
}

}  // namespace lapwing::web
