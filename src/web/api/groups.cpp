// Groups, the decisions on them, what is linked to a child, and matches.
#include <fmt/format.h>

#include <algorithm>

#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/link_documents.hpp"
#include "web/api/problem.hpp"
#include "web/opened_report.hpp"
#include "web/site.hpp"

namespace lapwing::web::api {

namespace {

using casework::LinkCommand;

// A part of a list, from the place that the cursor says.
template <class Thing, class Document>
std::expected<json::object, Response> paged(const Visit& visit, const std::vector<Thing>& all, Document document) {
  const auto page = page_of(visit);
  if (!page) return std::unexpected(page.error());
  const auto from = index_cursor(visit, *page);
  if (!from) return std::unexpected(from.error());
  json::array items;
  std::size_t at = from->value_or(0);
  for (; at < all.size() && items.size() < page->limit; ++at) items.push_back(document(all[at]));
  return list(std::move(items), at < all.size() ? fmt::format("{}", at) : "");
}

Response get_groups(Visit& visit) {
  const auto show = visit.query.get("show");
  if (!show.empty() && show != "dismissed" && show != "near") return visit.problem(400, "There is no such list", "show: dismissed or near; those ranked when absent.");
  const auto then = links_at(visit);
  if (!then) return then.error();
  const auto& wanted = show == "dismissed" ? then->groups->dismissed : show == "near" ? then->groups->near : then->groups->ranked;
  const auto document = paged(visit, wanted, [&](const auto& one) { return listed_group_document(shown_group(visit, *then, one)); });
  if (!document) return document.error();
  visit.desk().note_list_read(visit.visitor.actor, "a list of groups", visit.as_known_at);
  return answer(200, *document);
}

std::expected<const desk::GroupOnDesk*, Response> group_named(const Visit& visit, const LinksThen& then) {
  const auto* one = then.groups->find(visit.param("group"));
  if (!one) return std::unexpected(visit.not_found("There is no such group. It may have been joined with another, or reports no longer bear it out."));
  return one;
}

Response get_group(Visit& visit) {
  const auto then = links_at(visit);
  if (!then) return then.error();
  const auto one = group_named(visit, *then);
  if (!one) return one.error();
  visit.desk().note_list_read(visit.visitor.actor, "group " + (*one)->group.id, visit.as_known_at);
  return answer(200, group_document(shown_group(visit, *then, **one), **one, visit.visitor.sees_names()));
}

Response get_child_links(Visit& visit) {
  if (auto refused = refuse_past(visit)) return std::move(*refused);
  const auto opened = visit.open_case("what is linked to the child");
  if (!opened) return opened.error();
  const auto then = links_at(visit);
  if (!then) return then.error();
  json::array groups, thought, leads;
  for (const auto* one : then->groups->of(opened->held->id)) groups.emplace_back(one->group.id);
  for (const auto* one : then->groups->thought_of(opened->held->id)) thought.emplace_back(one->group.id);
  for (const auto& lead : shown_leads(visit, opened->held->id)) leads.push_back(lead_document(lead));
  json::object document{{"groups", std::move(groups)}, {"groups_only_thought", std::move(thought)}, {"leads", std::move(leads)}};
  if (auto entity = then->keeper->entity_of(opened->held->id); !entity.empty() && visit.visitor.sees_names()) document["entity"] = entity;
  return answer(200, document);
}

Response get_matches(Visit& visit) {
  if (auto refused = refuse_past(visit)) return std::move(*refused);
  const auto then = links_at(visit);
  if (!then) return then.error();
  constexpr std::size_t matches_max = 1000;
  const auto all = visit.visitor.sees_names() ? then->keeper->proposed(matches_max) : std::vector<desk::MatchShown>{};
  const auto document = paged(visit, all, [](const auto& match) { return match_document(match); });
  if (!document) return document.error();
  visit.desk().note_list_read(visit.visitor.actor, "a list of matches", visit.as_known_at);
  return answer(200, *document);
}

// ---- decisions ----

std::string text_in(const json::object& body, std::string_view key) {
  const auto* held = body.if_contains(key);
  return held && held->is_string() ? std::string(held->as_string()) : std::string();
}

std::expected<LinkCommand, casework::Refusal> command_for(const Visit& visit, std::string_view what, const json::object& body, const LinksThen& then,
                                                          const desk::GroupOnDesk& one) {
  const auto& group = one.group;
  const auto wrong = [](std::string path, std::string message) {
    return std::unexpected(casework::Refusal{casework::RefusalKind::invalid, "One thing in the body is wrong: see errors.",
                                             {{std::move(path), FieldFault::unknown_value, std::move(message)}}});
  };
  if (what == "take-on") {
    casework::Person owner{visit.visitor.actor.user, visit.visitor.actor.name};
    if (const auto named = text_in(body, "owner"); !named.empty()) {
      const auto user = UserId::parse(named);
      const auto account = user ? visit.desk().staff().find(*user) : visit.desk().staff().by_username(named);
      if (!account) return wrong("owner", "there is no such account: give its id or user name");
      owner = {account->id, account->name};
    }
    casework::TakeOnGroup command{group.id, owner, {}, evidence_of(group), child_mentions_of(group)};
    if (const auto note = text_in(body, "note"); !note.empty()) command.note = note;
    return command;
  }
  if (what == "dismiss") return casework::DismissGroup{group.id, text_in(body, "reason"), evidence_of(group), child_mentions_of(group)};
  if (what == "merge") {
    const auto* other = then.groups->find(text_in(body, "other"));
    if (!other) return wrong("other", "there is no such group");
    return casework::MergeGroups{group.id, {other->group.id}, text_in(body, "reason"), child_mentions_of(group), child_mentions_of(other->group)};
  }
  if (what == "split") {
    casework::SplitGroup command{group.id, std::vector<casework::GroupPart>(2), text_in(body, "reason")};
    const auto all = child_mentions_of(group);
    const auto* apart = body.if_contains("children");
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto named = [&](const json::value& id) { return id.is_string() && id.as_string() == group.children[i].id; };
      const bool goes = apart && apart->is_array() && std::ranges::any_of(apart->as_array(), named);
      command.parts[goes ? 1 : 0].children.push_back(all[i]);
    }
    if (command.parts[0].children.empty() || command.parts[1].children.empty()) return wrong("children", "name some of the group's children by their ids, and not all");
    return command;
  }
  const auto* ruling = body.if_contains("ruling");
  const auto index = ruling && ruling->is_int64() ? static_cast<std::uint64_t>(ruling->as_int64()) : 0;
  const auto held = std::ranges::find(one.rulings, index, &desk::GroupRuling::index);
  if (held == one.rulings.end() || held->lifted_by) return wrong("ruling", "no such decision on this group stands");
  return casework::LiftGroupRuling{group.id, index, text_in(body, "reason")};
}

Response post_decision(Visit& visit) {
  if (auto refused = refuse_key(visit)) return std::move(*refused);
  const auto body = posted_object(visit);
  if (!body) return body.error();
  const auto then = links_at(visit);
  if (!then) return then.error();
  const auto one = group_named(visit, *then);
  if (!one) return one.error();
  const std::string_view path = visit.request.path;
  auto command = command_for(visit, path.substr(path.rfind('/') + 1), *body, *then, **one);
  if (!command) return problem_of(command.error(), visit.request.path);
  const auto outcome = send_on_links(visit, std::move(*command));
  if (!outcome) return problem_of(outcome.error(), visit.request.path);
  return answer(200, json::object{{"group", (*one)->group.id}, {"ruling", outcome->first}, {"repeated", outcome->repeated}});
}

Call decision(std::string_view what, std::string command, std::string summary) {
  return {.route = {"POST", fmt::format("/api/v1/groups/{{group}}/{}", what), does(command), post_decision, std::move(summary), command}, .answers = "GroupDecided"};
}

}  // namespace

Calls group_calls() {
  return {
      {.route = {"GET", "/api/v1/groups", reads("groups"), get_groups, "Groups of adults and children whom reports tie together, the strongest first"},
       .answers = "GroupListed", .query = {{"show", "dismissed, or near (below the list); those ranked when absent."}}, .paged = true, .has_past = true},
      {.route = {"GET", "/api/v1/groups/{group}", reads("groups"), get_group, "One group, with the fewest reports that carry it and what each adds"},
       .answers = "Group", .has_past = true},
      decision("take-on", "take-on-group", "Somebody takes a group on: whoever asks, or the account named"),
      decision("dismiss", "dismiss-group", "Dismiss a group; it returns when a new report bears on it"),
      decision("merge", "merge-groups", "Say that two groups are one"),
      decision("split", "split-group", "Say that a group is two: these children go into one of their own"),
      decision("undo", "lift-group-ruling", "Take back a decision on a group"),
      {.route = {"GET", "/api/v1/children/{child}/links", reads("child"), get_child_links, "Whom and what reports tie to a child, and the groups they belong to"},
       .answers = "ChildLinks"},
      {.route = {"GET", "/api/v1/matches", reads("groups"), get_matches, "Mentions that may be one person, waiting for somebody to say"},
       .answers = "Match", .paged = true},
  };
}

}  // namespace lapwing::web::api
