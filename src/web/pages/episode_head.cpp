#include "web/pages/episode_head.hpp"

#include <fmt/format.h>

#include "views/sentences.hpp"

namespace lapwing::web {

using namespace render;
using casework::Episode;

std::string episode_path(const Episode& episode) { return "/episodes/" + episode.report.reference; }

static std::string as_known_query(const Visit& visit) {
  return visit.as_known_at ? "?as_known_at=" + transport::percent_encode(to_rfc3339(*visit.as_known_at)) : std::string();
}

std::string href_of(const Visit& visit, const Episode& episode, std::string_view page) {
  return episode_path(episode) + (page.empty() ? "" : "/" + std::string(page)) + as_known_query(visit);
}

std::string title_name(const Visit& visit, const casework::Case& held, const Episode& episode) {
  return visit.visitor.sees_names() ? views::child_name(held.details) : episode.report.reference;
}

PageHead episode_page(const Visit& visit, const OpenedCase& opened, std::string_view title) {
  auto head = visit.head(fmt::format("{}: {}", title, title_name(visit, *opened.held, *opened.episode)));
  head.wide = true;
  return head;
}

views::BoardRow told(const Visit& visit, const OpenedCase& opened) {
  casework::Case only = *opened.held;
  auto episode = std::make_shared<Episode>(*opened.episode);
  episode->closed.reset();   // the board tells open ones; actions and the return home interview may still be running on this one
  only.episodes = {std::move(episode)};
  auto row = *views::board_row(only, visit.now(), visit.rules());
  if (opened.episode->closed) row.state_word = "Closed";
  return row;
}

std::string risk_sentence(const views::BoardRisk& risk, Instant now) {
  if (risk.provisional) return risk.word + ", provisional: nobody has decided yet";
  return fmt::format("{}, decided {} by {}", risk.word, for_people(*risk.decided_at, now), risk.decided_by.value_or("nobody named"));
}

bool may_change(const Visit& visit, std::string_view command) { return !visit.as_known_at && visit.visitor.may_do(command); }

static json::object fact(std::string_view term, Value shown, std::string_view style = {}) {
  return {{"term", term}, {"style", style}, {"value", value(shown)}};
}

static json::object state_fact(const Visit& visit, const OpenedCase& opened, const views::BoardRow& row) {
  const auto now = visit.now();
  if (const auto& closed = opened.episode->closed) return fact("State", {"Closed " + for_people(closed->stamp.at, now)});
  if (row.returned_at) return fact("State", {fmt::format("{}: found {}", row.state_word, for_people(*row.returned_at, now))});
  auto span = views::minutes_in_full(now - row.missing_since);
  return visit.as_known_at ? fact("Missing for", {std::move(span)})
                           : fact("Missing for", {.text = std::move(span), .since = to_rfc3339(row.missing_since)});
}

static json::object next_fact(const views::BoardRow& row) {
  if (!row.next) return fact("Next", {"No clock is running"});
  const bool late = row.next->phase == casework::ClockPhase::breached;
  return fact("Next", {views::capital(row.next->words)}, late ? "lw-clock--late" : "");
}

static json::array facts_of(const Visit& visit, const OpenedCase& opened, const views::BoardRow& row) {
  json::array facts{state_fact(visit, opened, row), fact("Risk", {risk_sentence(row.risk, visit.now())}), next_fact(row)};
  facts.push_back(fact("Owner", {row.owner ? row.owner->name : row.team + " (nobody owns this yet)"}));
  if (!opened.episode->closed) facts.push_back(fact("Last recorded", {views::capital(row.idle_for)}));
  facts.push_back(fact("Reference", {row.reference}));
  return facts;
}

static std::string page_path(const Episode& episode, std::string_view tab) {
  if (tab == "case-review") return "/reviews/" + episode.report.reference;
  return episode_path(episode) + (tab == "overview" ? "" : "/" + std::string(tab));
}

static json::object tabs(const Visit& visit, const Episode& episode, std::string_view current) {
  static constexpr std::pair<std::string_view, std::string_view> pages[] = {
      {"", "Overview"}, {"risk", "Risk"}, {"enquiries", "Enquiries"}, {"activity", "Activity"}, {"return", "Return"},
      {"timeline", "Timeline"}};
  std::vector<NavItem> items;
  for (const auto& [page, text] : pages)
    items.push_back({std::string(text), href_of(visit, episode, page), current == (page.empty() ? "overview" : page)});
  if (visit.visitor.may_read("reviews")) items.push_back({"Case review", page_path(episode, "case-review") + as_known_query(visit), current == "case-review"});
  return sub_navigation("This episode", items);
}

static json::object as_known_form(const Visit& visit, const Episode& episode, std::string_view current) {
  const auto shown = visit.as_known_at ? std::string(visit.query.get("as_known_at")) : std::string();
  const auto typed = shown.ends_with('Z') ? std::string() : shown;
  return {{"action", page_path(episode, current)},
          {"field", input({.name = "as_known_at", .label = "As known at", .value = typed,
                           .hint = "Like 03/03/2026 18:05", .width = "20", .spellcheck = false})},
          {"now_href", visit.as_known_at ? page_path(episode, current) : ""}};
}

static json::array marks_of(const views::BoardMarks& marks) {
  json::array out;
  if (marks.harm_indicator) out.push_back(tag("Sign of harm", "red"));
  if (marks.linked_group) out.push_back(tag("Linked group", "orange"));
  if (marks.in_care) out.push_back(tag("In care", "purple"));
  if (marks.restricted) out.push_back(tag("Restricted", "grey"));
  if (marks.handover_to) out.push_back(tag("Handover offered to " + marks.handover_to->name, "yellow"));
  return out;
}

json::object episode_head(const Visit& visit, const OpenedCase& opened, std::string_view current_tab) {
  const auto& episode = *opened.episode;
  const auto row = told(visit, opened);
  std::string name = title_name(visit, *opened.held, episode);
  if (row.age) name += fmt::format(", {}{}", row.age_approximate ? "about " : "", *row.age);
  json::object head{{"name", std::move(name)},
                    {"high", row.risk.level == RiskLevel::high && !episode.closed},
                    {"facts", facts_of(visit, opened, row)},
                    {"as_known", as_known_form(visit, episode, current_tab)},
                    {"navigation", tabs(visit, episode, current_tab)}};
  if (visit.visitor.may_read("child")) head["child_href"] = "/children/" + opened.held->id.text() + as_known_query(visit);
  if (row.age) head["child_age"] = std::to_string(*row.age);
  auto marks = marks_of(row.marks);
  if (!marks.empty()) head["marks"] = json::object{{"items", std::move(marks)}};
  return head;
}

}  // namespace lapwing::web
