// Who looked: where to start, and the ledger's page.
#include "web/pages/audit.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <fmt/format.h>

#include "ledger/ledger.hpp"
#include "views/search.hpp"
#include "views/sentences.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr std::size_t matches_shown_max = 25;

std::string upper(std::string_view text) {
  std::string out;
  for (const unsigned char c : text)
    if (!std::isspace(c)) out.push_back(static_cast<char>(std::toupper(c)));
  return out;
}

json::object matches_table(const Visit& visit, std::string_view typed) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& match : visit.desk().search().find(typed, matches_shown_max, london_date(visit.desk().now()))) {
    const auto line = visit.desk().children().find(match.child);
    if (!line || line->erased) continue;
    casework::ChildDetails name;
    name.given_name = line->given_name;
    name.family_name = line->family_name;
    rows.push_back({{{.text = views::child_name(name), .href = "/audit/children/" + line->id.text()}},
                    {{.text = line->born ? for_people(*line->born) : "Not known"}},
                    {{.text = line->episodes.empty() ? "" : line->episodes.back().reference}}});
  }
  const std::vector<Column> columns{{"Child"}, {"Born"}, {"Last episode"}};
  return table({.caption = "Children that match", .columns = columns, .rows = rows, .empty = "No child that is held matches."});
}

json::object accounts_table(const Visit& visit) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& account : visit.desk().staff().all())
    rows.push_back({{{.text = account->name, .href = "/audit/accounts/" + account->id.text()}}, {{.text = account->username}},
                    {{.text = visit.rules().access.roles.contains(account->role) ? visit.rules().access.roles.at(account->role).label : ""}},
                    {{.text = account->last_signed_in ? for_people(*account->last_signed_in, visit.desk().now()) : "Never"}},
                    {{.text = account->closed ? "Closed" : "Open"}}});
  const std::vector<Column> columns{{"Who", false, "none"}, {"User name", false, "none"}, {"Role", false, "none"}, {"Last signed in"}, {"Account"}};
  return table({.caption = "What an account did", .columns = columns, .rows = rows, .empty = "There is no account yet."});
}

// Several reports of one number: each has its own looks.
json::object reports_table(const Visit& visit, const std::vector<desk::ReportLine>& reports) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& line : reports)
    rows.push_back({{{.text = line.number, .href = "/audit/reports/" + line.id.text()}}, {{.text = line.agency}},
                    {{.text = for_people(line.received_at, visit.desk().now())}}});
  const std::vector<Column> columns{{"Report"}, {"From"}, {"Received"}};
  return table({.caption = "Reports of this number", .columns = columns, .rows = rows});
}

}  // namespace

std::uint64_t before_asked(const Visit& visit) {
  std::uint64_t before = 0;
  const auto text = visit.query.get("before");
  std::from_chars(text.data(), text.data() + text.size(), before);
  return before;
}

Response audit_page(Visit& visit) {
  const auto typed = visit.query.get("child");
  const auto reports = visit.desk().reports().by_number(typed);
  if (reports.size() == 1) return visit.redirect("/audit/reports/" + reports.front().id.text());
  if (const auto episode = visit.desk().children().by_reference(upper(typed)))
    if (const auto child = visit.desk().children().child_of(*episode)) return visit.redirect("/audit/children/" + child->text());
  json::object model;
  model["box"] = input({.name = "child", .label = "Child's name, an episode's reference or a report's number", .value = typed,
                        .hint = "For example M-2026-000123", .type = "search", .label_size = "s", .spellcheck = false});
  if (!typed.empty()) {
    model["found"] = reports.empty() ? matches_table(visit, typed) : reports_table(visit, reports);
    visit.desk().note_list_read(visit.visitor.actor, "a search for who looked", std::nullopt);
  }
  model["accounts"] = accounts_table(visit);
  auto head = visit.head("Who looked");
  head.wide = true;
  return visit.page("audit", head, std::move(model));
}

Response ledger_page(Visit& visit) {
  const auto& ledger = visit.desk().ledger();
  const auto checkpoint = ledger.checkpoint();
  if (!checkpoint) return visit.problem(503, "The ledger cannot be read", checkpoint.error().message);
  const auto ledger_head = ledger.head();
  const auto last = ledger_head.size == 0 ? "Nothing yet" : for_people(ledger_head.last_at, visit.desk().now());
  json::object model{{"facts", summary_list({{"Entries", {.text = std::to_string(ledger_head.size)}}, {"Last entry", {.text = last}},
                                             {"Name of this ledger", {.text = ledger.verifier().origin}},
                                             {"Rules in force", {.text = visit.rules().digest}}})},
                     {"checkpoint", *checkpoint}, {"vkey", ledger::to_vkey(ledger.verifier())}};
  return visit.page("ledger", visit.head("The ledger"), std::move(model));
}

Routes audit_routes() {
  return {{"GET", "/audit", reads("audit"), audit_page, "Who looked: choose a child, a report or an account"},
          {"GET", "/audit/children/{child}", reads("audit"), audit_child_page, "Who looked at a child's record"},
          {"GET", "/audit/reports/{report}", reads("audit"), audit_report_page, "Who looked at a report"},
          {"GET", "/audit/accounts/{user}", reads("audit"), audit_account_page, "What an account did"},
          {"GET", "/audit/force", reads("audit"), audit_force_page, "Who changed the force's own record"},
          {"GET", "/ledger", reads("ledger"), ledger_page, "The ledger's size, a checkpoint to keep, and how to verify it"}};
}

}  // namespace lapwing::web
