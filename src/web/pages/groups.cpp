// Groups: the list, the strongest first, and those dismissed in a list of their own.
#include <fmt/format.h>

#include "links/sureness.hpp"
#include "views/redaction.hpp"
#include "views/sentences.hpp"
#include "web/pages/groups_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

using namespace render;

namespace {

std::string past(const Visit& visit, std::string_view joined_by) {
  return visit.as_known_at ? fmt::format("{}as_known_at={}", joined_by, transport::percent_encode(to_rfc3339(*visit.as_known_at))) : "";
}

// Under a heading that says "Tied by".
std::string in_a_column(std::string_view tied_by) {
  constexpr std::string_view said = "tied by ";
  return views::capital(std::string(tied_by.starts_with(said) ? tied_by.substr(said.size()) : tied_by));
}

json::object tabs(const Visit& visit, const desk::GroupList& groups, bool dismissed) {
  std::vector<NavItem> items{{fmt::format("To look at ({})", groups.ranked.size()), "/groups" + past(visit, "?"), !dismissed},
                             {fmt::format("Dismissed ({})", groups.dismissed.size()), "/groups?show=dismissed" + past(visit, "&"), dismissed}};
  if (visit.visitor.sees_names()) items.push_back({"One person or two?", "/matches", false});
  return sub_navigation("Groups", items);
}

json::object ranked_table(const Visit& visit, const LinksThen& then) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& one : then.groups->ranked) {
    const auto group = shown_group(visit, then, one);
    rows.push_back({{{.text = group.title, .href = group_path(group.id) + past(visit, "?")}},
                    {{.text = in_a_column(group.tied_by)}},
                    {{.text = views::capital(group.likelihood)}},
                    {{.text = for_people(london_date(group.first_seen))}},
                    {{.text = for_people(london_date(group.last_seen))}},
                    {{.text = group.state, .tag = group.state_colour}}});
  }
  const std::vector<Column> columns{{"Group"}, {"Tied by"}, {"How sure"}, {"First seen"}, {"Last report"}, {"State"}};
  return table({.caption = "Groups, the strongest first", .columns = columns, .rows = rows,
                .empty = "No group of adults and children is tied strongly enough by reports to be listed."});
}

json::object dismissed_table(const Visit& visit, const LinksThen& then) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& one : then.groups->dismissed) {
    const auto group = shown_group(visit, then, one);
    const bool names = visit.visitor.sees_names();
    rows.push_back({{{.text = group.title, .href = group_path(group.id) + past(visit, "?")}},
                    {{.text = in_a_column(group.tied_by)}},
                    {{.text = !one.dismissed ? "" : names ? one.dismissed->words : std::string(views::left_out)}},
                    {{.text = !one.dismissed ? "" : names ? one.dismissed->by.name : "A person"}},
                    {{.text = one.dismissed ? for_people(one.dismissed->at, visit.now()) : ""}}});
  }
  const std::vector<Column> columns{{"Group"}, {"Tied by"}, {"Why it was dismissed"}, {"By"}, {"When"}};
  return table({.caption = "Dismissed groups", .columns = columns, .rows = rows, .empty = "No group has been dismissed."});
}

}  // namespace

Response groups_page(Visit& visit) {
  const auto then = links_at(visit);
  if (!then) return then.error();
  const bool dismissed = visit.query.get("show") == "dismissed";
  json::array fields{tabs(visit, *then->groups, dismissed)};
  if (!dismissed) {
    fields.push_back(paragraph("Each is a reason to look, not a finding. A group is listed when reports tie adults to several children more strongly "
                               "than chance and ordinary life would."));
    fields.push_back(paragraph(fmt::format("How sure: {}", links::sureness_rests_on)));
  }
  fields.push_back(dismissed ? dismissed_table(visit, *then) : ranked_table(visit, *then));
  if (dismissed) fields.push_back(paragraph("A dismissed group comes back to the list by itself when a new report bears on it."));
  visit.desk().note_list_read(visit.visitor.actor, dismissed ? "the list of dismissed groups" : "the list of groups", visit.as_known_at);
  auto head = visit.head("Groups");
  head.wide = true;
  return visit.page("groups", head, {{"fields", std::move(fields)}});
}

Routes group_routes() {
  return {{"GET", "/groups", reads("groups"), groups_page, "Groups of adults and children whom reports tie together, the strongest first"},
          {"GET", "/groups/{group}", reads("groups"), group_page, "One group: who, what ties them, on which reports, and what was decided"},
          {"POST", "/groups/{group}/take-on", does("take-on-group"), take_on_posted, "Somebody takes a group on"},
          {"POST", "/groups/{group}/dismiss", does("dismiss-group"), dismiss_posted, "Dismisses a group, saying why"},
          {"POST", "/groups/{group}/merge", does("merge-groups"), merge_posted, "Says that two groups are one"},
          {"POST", "/groups/{group}/split", does("split-group"), split_posted, "Says that a group is two"},
          {"POST", "/groups/{group}/undo", does("lift-group-ruling"), undo_posted, "Takes back a decision on a group"},
          {"GET", "/matches", reads("groups"), matches_page, "Mentions that may be one person, waiting for somebody to say"},
          {"GET", "/matches/one", reads("groups"), match_page, "Two mentions: what says that they are one person, and what says not"},
          {"POST", "/matches/one", does("confirm-match"), match_posted, "Says that two mentions are one person, or not, or takes that back"}};
}

}  // namespace lapwing::web
