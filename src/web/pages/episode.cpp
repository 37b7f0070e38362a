// The episode's routes: each page, and each command posted from one.
#include <algorithm>

#include "web/pages/episode_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

namespace {

using Build = EpisodePage (*)(const EpisodeView&);

struct Tab {
  std::string_view page;       // of the address
  std::string_view current;    // in the sub navigation
  std::string_view looked_at;  // in the ledger's words
  Build build;                 // null: the timeline, which can fail
};

constexpr Tab tabs[] = {
    {"", "overview", "the episode's overview", overview_page},
    {"risk", "risk", "the episode's risk page", risk_page},
    {"enquiries", "enquiries", "the episode's enquiries", enquiries_page},
    {"activity", "activity", "the episode's activity", activity_page},
    {"review", "overview", "the episode's review page", review_page},
    {"reported", "overview", "what happens after the report", reported_page},
    {"timeline", "timeline", "the episode's timeline", nullptr},
};

const Tab& tab_of(std::string_view page) { return *std::ranges::find(tabs, page, &Tab::page); }

Response show(Visit& visit, const OpenedCase& opened, const Tab& tab, const Refused* refused) {
  const EpisodeView view{visit, opened, refused};
  EpisodePage page;
  if (tab.build) {
    page = tab.build(view);
  } else {
    auto made = timeline_page(view);
    if (!made) return visit.problem(503, "The record cannot be read", made.error());
    page = std::move(*made);
  }
  auto head = episode_page(visit, opened, page.title);
  if (refused) head.errors = refused->errors;
  json::object model{{"head", episode_head(visit, opened, tab.current)},
                     {"heading", page.title},
                     {"named_by_tab", tab.page.empty() || tab.page == tab.current},   // said by the navigation just above
                     {"fields", std::move(page.main)},
                     {"has_aside", !page.aside.empty()},
                     {"aside", std::move(page.aside)}};
  return visit.page("episode", head, std::move(model), refused ? refused->status : 200);
}

std::string_view last_part(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

Response get(Visit& visit) {
  const auto last = last_part(visit.request.path);
  const auto* found = std::ranges::find(tabs, last, &Tab::page);
  const auto& tab = found == std::end(tabs) ? tab_of("") : *found;
  auto opened = visit.open_case(std::string(tab.looked_at));
  return opened ? show(visit, *opened, tab, nullptr) : std::move(opened.error());
}

struct Posted { std::string_view command, page, notice; };

constexpr Posted posted[] = {
    {"set-owner", "", "The owner was recorded."},
    {"deploy-officer", "", "The officer was recorded as going."},
    {"record-arrival", "", "The arrival was recorded."},
    {"offer-handover", "", "The handover was offered."},
    {"accept-handover", "", "You have taken this episode over."},
    {"acknowledge-clock", "", "The alarm is quiet until then."},
    {"record-mention", "", "It was recorded."},
    {"record-risk-facts", "risk", "The answers were recorded."},
    {"assess-risk", "risk", "The risk was recorded."},
    {"set-enquiry", "enquiries", "The enquiry was added."},
    {"assign-enquiry", "enquiries", "The enquiry was given out."},
    {"finish-enquiry", "enquiries", "The result was recorded."},
    {"record-activity", "activity", "The note was recorded."},
    {"record-sighting", "activity", "The sighting was recorded."},
    {"contact-informant", "activity", "The call was recorded."},
    {"record-review", "review", "The review was recorded."},
};

std::string text_of(const json::object& row, std::string_view key) {
  const auto* value = row.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

// A question whose answer was left as it stood was not answered again.
void drop_unanswered(json::object& body, const casework::Episode& episode) {
  auto* answers = body.if_contains("answers") ? body["answers"].if_array() : nullptr;
  if (!answers) return;
  json::array kept;
  for (auto& row : *answers) {
    if (!row.is_object()) continue;
    const auto answer = text_of(row.as_object(), "answer");
    const auto question = text_of(row.as_object(), "question");
    const auto before = std::ranges::find_if(episode.facts.rbegin(), episode.facts.rend(),
                                             [&](const auto& fact) { return fact.what.question == question; });
    const Answer held = before == episode.facts.rend() ? Answer::not_asked : before->what.answer;
    const bool as_it_stood = answer == boost::describe::enum_to_string(held, "");
    if (!answer.empty() && !(as_it_stood && text_of(row.as_object(), "detail").empty())) kept.push_back(std::move(row));
  }
  *answers = std::move(kept);
}

Response post(Visit& visit) {
  const auto& what = *std::ranges::find(posted, last_part(visit.request.path), &Posted::command);
  auto opened = visit.open_case("the episode, to record something");
  if (!opened) return std::move(opened.error());
  const std::string part(visit.form.get("_part"));
  const auto page = part == "quick" ? std::string_view() : what.page;   // a note made on the overview
  Posting posting{std::string(what.command), opened->held->id, opened->episode->id, href_of(visit, *opened->episode, page),
                  std::string(what.notice), part};
  const Again again = [&](const Refused& refused) { return show(visit, *opened, tab_of(page), &refused); };
  auto body = body_of(visit, part);
  drop_unanswered(body, *opened->episode);
  auto done = send_body(visit, posting, std::move(body), again);
  return done ? visit.redirect(posting.back, posting.notice) : std::move(done.error());
}

}  // namespace

Routes episode_routes() {
  Routes routes;
  for (const auto& tab : tabs)
    routes.push_back({"GET", "/episodes/{episode}" + (tab.page.empty() ? "" : "/" + std::string(tab.page)), reads("episode"), get,
                      "Shows " + std::string(tab.looked_at), {}});
  for (const auto& one : posted)
    routes.push_back({"POST", "/episodes/{episode}/" + std::string(one.command), does(std::string(one.command)), post,
                      "Records from the episode's forms: " + std::string(one.command), {}});
  return routes;
}

}  // namespace lapwing::web
