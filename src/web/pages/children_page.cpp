// The child's page: who, how things stand, and everything held, in one place.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/pages/children.hpp"
#include "web/pages/episode_head.hpp"
#include "web/pages/groups_pages.hpp"

namespace lapwing::web {

using namespace render;
using casework::Case;

namespace {

json::object fact(std::string_view term, Value shown, std::string_view style = {}) {
  return {{"term", term}, {"style", style}, {"value", value(shown)}};
}

json::array standing_facts(const Visit& visit, const Case& held) {
  const Instant now = visit.now();
  const auto row = views::board_row(held, now, visit.rules());
  if (!row) {
    json::array facts{fact("State", {held.episodes.empty() ? "Never reported missing here" : "Not missing: every episode is closed"})};
    if (!held.episodes.empty()) facts.push_back(fact("Episodes", {std::to_string(held.episodes.size())}));
    return facts;
  }
  const auto& episode = *held.open_episode();
  json::array facts{fact("State", {.text = row->returned_at ? row->state_word + ": " + row->missing_for : "Missing now",
                                   .href = href_of(visit, episode)},
                         row->returned_at ? "" : "lw-clock--late")};
  if (!row->returned_at) facts.push_back(fact("Missing for", {.text = views::minutes_in_full(now - row->missing_since),
                                                              .since = visit.as_known_at ? "" : to_rfc3339(row->missing_since)}));
  facts.push_back(fact("Risk", {risk_sentence(row->risk, now)}));
  facts.push_back(fact("Next", {row->next ? views::capital(row->next->words) : "No clock is running"},
                       row->next && row->next->phase == casework::ClockPhase::breached ? "lw-clock--late" : ""));
  facts.push_back(fact("Owner", {row->owner ? row->owner->name : row->team + " (nobody owns this yet)"}));
  facts.push_back(fact("Episode", {.text = row->reference, .href = href_of(visit, episode)}));
  return facts;
}

json::object head_model(const Visit& visit, const Case& held) {
  std::string name = child_title(visit, held);
  const auto age = views::child_age(held.details, london_date(visit.now()));
  if (age)
    name += fmt::format(", {}{}", held.details.born || !visit.visitor.sees_names() ? "" : "about ", *age);
  const auto* open = held.open_episode();
  const auto shown = visit.as_known_at ? std::string(visit.query.get("as_known_at")) : std::string();
  json::array marks;
  if (held.details.looked_after == Answer::yes) marks.push_back(tag("In care", "purple"));
  if (held.restriction) marks.push_back(tag("Restricted", "grey"));
  if (!held.concerns.empty())
    marks.push_back(tag(fmt::format("{} open concern{}", held.concerns.size(), held.concerns.size() == 1 ? "" : "s"), "red"));
  json::object head{{"name", std::move(name)}, {"high", open && open->level() == RiskLevel::high},
                    {"facts", standing_facts(visit, held)},
                    {"as_known", json::object{{"action", child_path(held.id)},
                                              {"field", input({.name = "as_known_at", .label = "As known at",
                                                               .value = shown.ends_with('Z') ? "" : shown,
                                                               .hint = "Like 03/03/2026 18:05", .width = "20", .spellcheck = false})},
                                              {"now_href", visit.as_known_at ? child_path(held.id) : ""}}},
                    {"navigation", sub_navigation("On this page", {{"Episodes", "#episodes"}, {"Concerns", "#concerns"},
                                                                   {"Details", "#details"}, {"Told in advance", "#advance"},
                                                                   {"Timeline", "#timeline"}})}};
  if (age) head["child_age"] = std::to_string(*age);
  if (!marks.empty()) head["marks"] = json::object{{"items", std::move(marks)}};
  return head;
}

}  // namespace

Response child_page(Visit& visit) {
  auto opened = visit.open_case("the child's page");
  if (!opened) return std::move(opened.error());
  const Case& held = *opened->held;
  auto timeline = child_timeline(visit, held);
  if (!timeline) return visit.problem(503, "The record cannot be read", timeline.error());
  json::array main{heading("Episodes", "m", "episodes")};
  for (auto& part : child_episodes(visit, held)) main.push_back(std::move(part));
  for (auto& part : child_links_part(visit, held.id)) main.push_back(std::move(part));
  main.push_back(child_actions(visit, held));
  auto head = visit.head(child_title(visit, held));
  head.wide = true;
  json::object model{{"head", head_model(visit, held)}, {"fields", std::move(main)}, {"facts", child_facts(visit, held)},
                     {"history", std::move(*timeline)}};
  return visit.page("child", head, std::move(model));
}

}  // namespace lapwing::web
