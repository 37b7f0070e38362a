// Reading episodes: one, with everything about it, and the list of them.
#include <fmt/format.h>

#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/documents.hpp"
#include "web/api/ordered.hpp"
#include "web/site.hpp"

namespace lapwing::web::api {

namespace {

const std::string what_is_looked_at = "the episode";   // in the ledger's words

Response episode_answer(const casework::Case& held, EpisodeBodies::Body body) {
  auto response = answer(200, std::move(body));
  response.set("ETag", etag_of(held.version));
  return response;
}

// A program that asks again within the minute for what was made for it a moment ago.
std::optional<Response> get_episode_at_once(Visit& visit) {
  const auto at_hand = visit.case_at_hand();
  if (!at_hand) return std::nullopt;
  auto body = visit.site.episode_bodies.find(at_hand->held, at_hand->episode->id, visit.now());
  if (!body || !visit.desk().note_read_again(visit.visitor.actor, at_hand->held->id, what_is_looked_at, {})) return std::nullopt;
  return episode_answer(*at_hand->held, std::move(body));
}

Response get_episode(Visit& visit) {
  const auto opened = visit.open_case(what_is_looked_at);
  if (!opened) return opened.error();
  const auto& episode = *opened->episode;
  const auto now = visit.now();
  auto& bodies = visit.site.episode_bodies;
  const bool may_keep = !visit.as_known_at && visit.visitor.sees_names();
  auto body = may_keep ? bodies.find(opened->held, episode.id, now) : nullptr;
  if (!body) {
    body = std::make_shared<const std::string>(json::serialize(episode_document(*opened->held, episode, visit.rules(), now)));
    if (may_keep) bodies.keep(opened->held, episode.id, episode_document_holds_until(episode, now), body);
  }
  return episode_answer(*opened->held, std::move(body));
}

enum class Wanted { all, open, closed };

struct Listed {
  ChildId child;
  desk::EpisodeLine line;
};

bool is_wanted(const desk::EpisodeLine& line, Wanted wanted, Instant at) {
  if (line.opened_at > at) return false;
  const bool open = !line.closed_at || *line.closed_at > at;
  return wanted == Wanted::all || open == (wanted == Wanted::open);
}

// As it was known then: its level, and whether the child had been found, may have changed since.
std::expected<std::optional<json::object>, Response> line_then(const Visit& visit, const Listed& listed) {
  const auto held = visit.desk().case_as_known_at(listed.child, *visit.as_known_at);
  if (!held) return std::unexpected(visit.problem(503, "The record cannot be read", held.error()));
  const auto* episode = *held ? (*held)->episode(listed.line.id) : nullptr;
  if (!episode) return std::nullopt;
  return episode_line(listed.child, *episode);
}

Response get_episodes(Visit& visit) {
  const auto page = page_of(visit);
  if (!page) return page.error();
  const auto after = EpisodeId::parse(page->cursor);
  if (!page->cursor.empty() && !after)
    return visit.problem(400, "The page cannot be given", "cursor: give back what \"next\" said.");
  const auto state = visit.query.get("state");
  if (!state.empty() && state != "open" && state != "closed")
    return visit.problem(400, "There is no such state", "state: open or closed.");
  const auto wanted = state.empty() ? Wanted::all : state == "open" ? Wanted::open : Wanted::closed;
  FirstAfter<EpisodeId, Listed> first(after, page->limit);
  visit.desk().children().each([&](const desk::ChildLine& line) {
    for (const auto& episode : line.episodes)
      if (is_wanted(episode, wanted, visit.now())) first.offer(episode.id, {line.id, episode});
  });
  std::optional<EpisodeId> next;
  json::array items;
  for (const auto& [id, listed] : std::move(first).take(next)) {
    if (!visit.as_known_at) {
      items.push_back(episode_line(listed.child, listed.line));
      continue;
    }
    auto line = line_then(visit, listed);
    if (!line) return line.error();
    if (*line) items.push_back(std::move(**line));
  }
  visit.desk().note_list_read(visit.visitor.actor, "a list of episodes", visit.as_known_at);
  return answer(200, list(std::move(items), next ? next->text() : ""));
}

}  // namespace

Calls episode_calls() {
  return {
      {.route = {"GET", "/api/v1/episodes", reads("episode"), get_episodes, "List missing episodes"},
       .answers = "EpisodeListed", .query = {{"state", "open or closed; both when absent."}}, .paged = true, .has_past = true},
      {.route = {"GET", "/api/v1/episodes/{episode}", reads("episode"), get_episode,
                 "One missing episode, by id or reference (M-2026-000123)", {}, get_episode_at_once},
       .answers = "Episode", .has_past = true},
  };
}

}  // namespace lapwing::web::api
