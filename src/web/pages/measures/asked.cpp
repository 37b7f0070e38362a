// Which months and which team a page of figures is asked for, and the form that asks.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "measures/facts/fact_table.hpp"
#include "web/pages/measures/measure_pages.hpp"

namespace lapwing::web {

using namespace render;

namespace {

Choices team_choices(const Visit& visit) {
  std::set<std::string> teams;
  {
    const auto scan = visit.desk().facts().scan();
    teams.insert(scan.teams().begin(), scan.teams().end());
  }
  if (const auto asked = visit.query.get("team"); !asked.empty()) teams.insert(std::string(asked));
  Choices choices{{"", "Every team"}};
  for (const auto& team : teams) choices.push_back({team, team});
  return choices;
}

}  // namespace

std::string MeasureAsked::words() const {
  const auto out = measures::months_for_people(months);
  return team.empty() ? out : fmt::format("{}, {}", out, team);
}

std::expected<MeasureAsked, FieldErrors> measure_asked(const Visit& visit) {
  FieldErrors errors;
  const auto from = visit.query.get("from"), to = visit.query.get("to"), team = visit.query.get("team");
  const auto faulty = [](std::string_view text) { return !text.empty() && !measures::parse_month(text); };
  if (faulty(from)) errors.push_back({"from", "Enter the first month as a year and a month, like 2026-01"});
  if (faulty(to)) errors.push_back({"to", "Enter the last month as a year and a month, like 2026-06"});
  if (team.size() > measure_team_bytes_max) errors.push_back({"team", "Choose a team from the list"});
  const auto months = measures::months_asked(from, to, visit.now());
  if (!months && errors.empty()) errors.push_back({"from", months.error()});
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return MeasureAsked{*months, measures::span_of(*months), std::string(team)};
}

std::string measure_query(const MeasureAsked& asked) {
  auto out = fmt::format("from={}&to={}", measures::month_text(asked.months.first), measures::month_text(asked.months.last));
  if (!asked.team.empty()) out += "&team=" + transport::percent_encode(asked.team);
  return out;
}

json::object period_form(const Visit& visit, const MeasurePage* page, const FieldErrors& errors) {
  const auto asked = measure_asked(visit);
  const auto typed = [&](std::string_view name, std::string held) {
    return visit.query.has(name) ? std::string(visit.query.get(name)) : std::move(held);
  };
  const auto from = typed("from", asked ? measures::month_text(asked->months.first) : ""), to = typed("to", asked ? measures::month_text(asked->months.last) : "");
  json::array fields{
      input({.name = "from", .label = "First month", .value = from, .error = error_for(errors, "from"), .hint = "Like 2026-01", .width = "5", .spellcheck = false}),
      input({.name = "to", .label = "Last month", .value = to, .error = error_for(errors, "to"), .hint = "Like 2026-06", .width = "5", .spellcheck = false})};
  if (!page || page->by_team) {
    const auto teams = team_choices(visit);
    fields.push_back(select({.name = "team", .label = "Team", .items = teams, .chosen = visit.query.get("team"), .error = error_for(errors, "team")}));
  }
  fields.push_back(button({.text = "Show these months", .style = "secondary"}));
  const auto action = page ? fmt::format("/measures/{}", page->path) : std::string("/measures");
  json::array spans;
  for (const int length : {3, 12, 24}) {
    const auto now = measures::month_number(visit.now());
    const MeasureAsked span{{now - length + 1, now}, {}, asked ? asked->team : ""};
    spans.push_back(json::object{{"text", fmt::format("Last {} months", length)},
                                 {"href", action + "?" + measure_query(span)},
                                 {"current", asked && asked->months == span.months}});
  }
  return {{"action", action}, {"fields", std::move(fields)}, {"spans", std::move(spans)}};
}

json::object measure_navigation(const Visit& visit) {
  const auto asked = measure_asked(visit);
  const auto query = asked && (visit.query.has("from") || visit.query.has("to") || visit.query.has("team")) ? "?" + measure_query(*asked) : std::string();
  const auto& path = visit.request.path;
  std::vector<NavItem> items{{"Overview", "/measures" + query, path == "/measures"}};
  for (const auto& page : measure_pages()) {
    const auto href = fmt::format("/measures/{}", page.path);
    if (page.in_navigation) items.push_back({std::string(page.title), href + query, path == href || path.starts_with(href + "/")});
  }
  return sub_navigation("How we are doing", items);
}

void note_measure_look(const Visit& visit, std::string_view title, const MeasureAsked& asked, std::string_view as) {
  visit.desk().note_list_read(visit.visitor.actor, fmt::format("the figures “{}”{}{}, {}", title, as.empty() ? "" : " as ", as, asked.words()),
                              visit.as_known_at);
}

}  // namespace lapwing::web
