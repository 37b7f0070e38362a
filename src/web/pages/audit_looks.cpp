// Who looked at one child's record or one report, and what one account did.
#include <map>

#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/timeline.hpp"
#include "web/pages/audit.hpp"

namespace lapwing::web {

using namespace render;
using casework::GlassBroken;
using casework::Recorded;
using casework::RecordRead;
using casework::ReportRead;

namespace {

struct Tally {
  std::string name, role;
  std::uint64_t looks = 0, broke_glass = 0;
  Instant first{}, last{};
};

std::string role_label(const Visit& visit, Role role) {
  const auto found = visit.rules().access.roles.find(role);
  return found == visit.rules().access.roles.end() ? views::role_word(role) : found->second.label;
}

bool is_look(const Recorded& recorded) {
  return std::holds_alternative<RecordRead>(recorded.event) || std::holds_alternative<ReportRead>(recorded.event) ||
         std::holds_alternative<GlassBroken>(recorded.event);
}

json::object people_table(const Visit& visit, const std::vector<Recorded>& looks) {
  std::map<std::string, Tally> by_person;
  for (const auto& [stamp, episode, event] : looks) {
    auto& tally = by_person[stamp.by.user ? stamp.by.user->text() : stamp.by.name];
    if (tally.first == Instant{}) tally.first = stamp.at;
    tally.name = views::who(stamp.by);
    tally.role = role_label(visit, stamp.by.role);
    tally.last = stamp.at;
    if (const auto* read = std::get_if<RecordRead>(&event)) tally.looks += read->times;
    else if (const auto* report = std::get_if<ReportRead>(&event)) tally.looks += report->times;
    else ++tally.broke_glass;
  }
  std::vector<std::vector<Cell>> rows;
  const Instant now = visit.desk().now();
  for (const auto& [key, tally] : by_person)
    rows.push_back({{{.text = tally.name}}, {{.text = tally.role}}, {{.text = std::to_string(tally.looks)}, std::to_string(tally.looks)},
                    {{.text = for_people(tally.first, now)}, to_rfc3339(tally.first)},
                    {{.text = for_people(tally.last, now)}, to_rfc3339(tally.last)},
                    {{.text = std::to_string(tally.broke_glass)}, std::to_string(tally.broke_glass)}});
  const std::vector<Column> columns{{"Who", false, "none"}, {"Role", false, "none"}, {"Looks", true, "none"}, {"First", false, "none"},
                                    {"Last", false, "none"}, {"Read past a restriction", true, "none"}};
  return table({.caption = "By person", .columns = columns, .rows = rows, .empty = "Nobody has looked at this record."});
}

std::vector<Cell> look_row(const Visit& visit, const Recorded& recorded) {
  const auto& [stamp, episode, event] = recorded;
  const Instant now = visit.desk().now();
  std::vector<Cell> row{{{.text = for_people(stamp.at, now)}, to_rfc3339(stamp.at)}, {{.text = views::who(stamp.by)}},
                        {{.text = role_label(visit, stamp.by.role)}}};
  const auto looked = [&](const auto& read) {
    row.push_back({{.text = read.what}});
    row.push_back({{.text = read.as_known_at ? for_people(*read.as_known_at, now) : "As it was"}});
    row.push_back({{.text = std::to_string(read.times)}});
  };
  if (const auto* read = std::get_if<RecordRead>(&event)) {
    looked(*read);
  } else if (const auto* report = std::get_if<ReportRead>(&event)) {
    looked(*report);
  } else {
    const auto& glass = std::get<GlassBroken>(event);
    row.push_back({{.text = "Read past the restriction: " + glass.reason}});
    row.push_back({{.text = "Open until " + for_people(glass.until, now)}});
    row.push_back({{.text = "1"}});
  }
  return row;
}

json::object looks_table(const Visit& visit, const std::vector<Recorded>& looks, std::string& earlier) {
  std::vector<std::vector<Cell>> rows;
  const auto before = before_asked(visit);
  for (auto look = looks.rbegin(); look != looks.rend(); ++look) {
    if (before && look->stamp.index >= before) continue;
    if (rows.size() == audit_rows_max) {
      earlier = fmt::format("{}?before={}", visit.request.path, look->stamp.index + 1);
      break;
    }
    rows.push_back(look_row(visit, *look));
  }
  const std::vector<Column> columns{{"When"}, {"Who"}, {"Role"}, {"What was looked at"}, {"As known at"}, {"Times", true}};
  return table({.caption = "Every look, the latest first", .columns = columns, .rows = rows, .empty = "Nobody has looked at this record."});
}

// Everything recorded, told in words, the latest first; `model` gains where to go on from.
json::object told_table(const Visit& visit, const std::vector<Recorded>& events, std::string caption, std::string empty, json::object& model) {
  std::vector<std::vector<Cell>> rows;
  std::string earlier;
  const auto before = before_asked(visit);
  for (const auto& item : views::timeline(events, visit.rules(), {.episode = {}, .until = {}, .reads = true, .newest_first = true})) {
    if (before && item.index >= before) continue;
    if (rows.size() == audit_rows_max) {
      earlier = fmt::format("{}?before={}", visit.request.path, item.index + 1);
      break;
    }
    rows.push_back({{{.text = for_people(item.at, visit.desk().now())}}, {{.text = item.title}},
                    {{.text = fmt::format("{}", fmt::join(item.details, "\n"))}}, {{.text = item.who}}});
  }
  model["earlier"] = earlier;
  const std::vector<Column> columns{{"When"}, {"What"}, {"More"}, {"Recorded by"}};
  return table({.caption = std::move(caption), .columns = columns, .rows = rows, .empty = std::move(empty)});
}

// `at`: what was looked at. `erased`: what to say of a record that is no more.
Response looks_page(Visit& visit, std::string_view at, const std::vector<Recorded>& looks, std::string_view erased) {
  std::string earlier;
  json::object model{{"heading", fmt::format("Who looked at {}", at)}, {"people", people_table(visit, looks)},
                     {"looks", looks_table(visit, looks, earlier)}};
  model["earlier"] = earlier;
  if (!erased.empty()) model["erased"] = erased;
  auto head = visit.head("Who looked");
  head.wide = true;
  head.back_href = "/audit";
  return visit.page("audit-looks", head, std::move(model));
}

}  // namespace

Response audit_child_page(Visit& visit) {
  const auto child = ChildId::parse(visit.param("child"));
  const auto line = child ? visit.desk().children().find(*child) : nullptr;
  if (!line) return visit.not_found("There is no such child's record.");
  auto events = visit.desk().history(*child, std::nullopt, true);
  if (!events) return visit.problem(503, "The record cannot be read", events.error());
  std::erase_if(*events, [](const Recorded& recorded) { return !is_look(recorded); });
  casework::ChildDetails name;
  name.given_name = line->given_name;
  name.family_name = line->family_name;
  const bool named = visit.visitor.sees_names() && !line->erased;
  auto page = looks_page(visit, named ? views::child_name(name) : "this child's record", *events,
                         line->erased ? "Everything held about this person was erased, and with it who looked." : "");
  visit.desk().note_read(visit.visitor.actor, *child, "who looked at the record", std::nullopt);
  return page;
}

Response audit_report_page(Visit& visit) {
  const auto report = ReportId::parse(visit.param("report"));
  const auto line = report ? visit.desk().reports().find(*report) : std::nullopt;
  if (!line) return visit.not_found("There is no such report.");
  auto events = visit.desk().report_history(*report);
  if (!events) return visit.problem(503, "The report cannot be read", events.error());
  std::erase_if(*events, [](const Recorded& recorded) { return !is_look(recorded); });
  auto page = looks_page(visit, line->erased ? "a report" : "the report " + line->number, *events,
                         line->erased ? "This report was erased, and with it who looked." : "");
  if (!line->erased) visit.desk().note_report_read(visit.visitor.actor, *report, "who looked at the report", std::nullopt);
  return page;
}

Response audit_account_page(Visit& visit) {
  const auto user = UserId::parse(visit.param("user"));
  const auto account = user ? visit.desk().staff().find(*user) : nullptr;
  if (!account) return visit.not_found("There is no such account.");
  const auto events = visit.desk().account_history(*user);
  if (!events) return visit.problem(503, "The account cannot be read", events.error());
  json::object model{{"heading", "What " + account->name + " did"}};
  model["looks"] = told_table(visit, *events, "Signing in, lists looked at, and changes to the account", "Nothing is recorded of this account.", model);
  model["note"] = "A look at one child's record is kept with that child: find it from the child.";
  auto head = visit.head("What an account did");
  head.wide = true;
  head.back_href = "/audit";
  visit.desk().note_list_read(visit.visitor.actor, "what an account did", std::nullopt);
  return visit.page("audit-looks", head, std::move(model));
}

Response audit_force_page(Visit& visit) {
  const auto events = visit.desk().force_history();
  if (!events) return visit.problem(503, "The force's record cannot be read", events.error());
  json::object model{{"heading", "The force's own record"}};
  model["looks"] = told_table(visit, *events, "Posts, courses, population, audited files and the plan", "Nothing is recorded of the force itself.", model);
  auto head = visit.head("The force's own record");
  head.wide = true;
  head.back_href = "/audit";
  visit.desk().note_list_read(visit.visitor.actor, "changes to the force's own record", std::nullopt);
  return visit.page("audit-looks", head, std::move(model));
}

}  // namespace lapwing::web
