// Every breach with its story: which clock, when it was due, how late it was done, who was told and what they said.
#include "desk/access.hpp"
#include "measures/response/breaches.hpp"

#include <fmt/format.h>

#include "domain/codec.hpp"
#include "measures/cells.hpp"
#include "views/redaction.hpp"
#include "views/sentences.hpp"
#include "web/pages/measures/bodies.hpp"
#include "web/pages/measures/episode_cell.hpp"

namespace lapwing::web {

using namespace measures;

namespace {

constexpr std::string_view page_path = "/measures/response/breaches";
constexpr std::size_t episodes_a_page = 20;
constexpr Instant no_day{};   // so that every time is said with its date

std::string href_of(const MeasureAsked& asked, std::optional<ClockKind> kind) {
  auto out = fmt::format("{}?{}", page_path, measure_query(asked));
  if (kind) out += fmt::format("&clock={}", codec::word(*kind));
  return out;
}

std::string lateness(const BreachStory& story) {
  if (story.met_at) return fmt::format("Done {}, {} late", for_people(*story.met_at, no_day), views::minutes_in_full(std::max(*story.met_at - story.due, Instant::duration(0))));
  if (story.ended_at) return fmt::format("Never done; from {} no longer asked for: {}", for_people(*story.ended_at, no_day), story.ended_because);
  return "Not done yet";
}

std::string told(const BreachStory& story) {
  std::vector<std::string> out;
  for (const auto& one : story.told) out.push_back(fmt::format("the {} at {}", views::rung_word(one.rung), for_people(one.at, story.due)));
  return out.empty() ? "Nobody" : views::capital(fmt::format("{}", fmt::join(out, "; ")));
}

std::string said(const Visit& visit, const BreachStory& story) {
  std::vector<std::string> out;
  for (const auto& one : story.acknowledged)
    out.push_back(visit.visitor.sees_names() ? fmt::format("{} at {}: {}", views::who(one.by), for_people(one.at, story.due), one.what_will_happen)
                                             : fmt::format("Acknowledged at {} by a {}", for_people(one.at, story.due), views::role_word(one.by.role)));
  return out.empty() ? "Nobody acknowledged it" : fmt::format("{}", fmt::join(out, "; "));
}

// The stories of one episode's breaches. None: its record may not be opened after all. The look at the list is noted by the page.
std::expected<std::vector<BreachStory>, std::string> stories_of(Visit& visit, const BreachedEpisode& episode) {
  const auto held = visit.desk().case_of(episode.child);
  if (!held) return std::unexpected(held.error());
  if (!*held || !desk::may_see(**held, visit.visitor.actor, visit.desk().now())) return std::vector<BreachStory>{};
  auto events = visit.desk().history(episode.child, std::nullopt, false);
  if (!events) return std::unexpected(events.error());
  if (!visit.visitor.sees_names())
    for (auto& event : *events) event = views::redact(event, visit.rules());
  return breach_stories(*events, episode.episode);
}

Table by_clock(const Breaches& found, const MeasureAsked& asked) {
  Table out{.id = "breaches-by-clock", .caption = "Episodes with a breach, by clock", .says = "How many episodes each clock ran out on, restricted ones with them.",
            .note = "An episode counts once for each kind of clock that ran out on it.", .columns = {{"Clock"}, {"Episodes", Kind::count}}};
  for (std::size_t kind = 0; kind < found.by_kind.size(); ++kind) {
    const auto clock = static_cast<ClockKind>(kind);
    out.rows.push_back({cells::label(views::clock_label(clock), href_of(asked, clock)), cells::count(found.by_kind[kind], cells::cases({{"clock", std::string(codec::word(clock))}, {"clock_was", "breached"}}))});
  }
  out.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {1}};
  return out;
}

std::expected<Table, std::string> stories(Visit& visit, const Breaches& found, std::optional<ClockKind> kind) {
  Table out{.id = "breaches", .caption = "Breaches, the latest episodes first",
            .columns = {{"Episode"}, {"Clock"}, {"Due"}, {"Done"}, {"Who was told"}, {"What was said"}}};
  for (const auto& episode : found.newest_first) {
    const auto told_of = stories_of(visit, episode);
    if (!told_of) return std::unexpected(told_of.error());
    for (const auto& story : *told_of) {
      if (kind && story.kind != *kind) continue;
      out.rows.push_back({episode_cell(visit, episode.child, episode.episode), cells::label(views::clock_label(story.kind)),
                          {.text = for_people(story.due, no_day), .iso = to_rfc3339(story.due)}, cells::label(lateness(story)), cells::label(told(story)), cells::label(said(visit, story))});
    }
  }
  out.says = found.listed == 0 ? "No episode that may be listed had a breach in these months." : fmt::format("{} {} had a breach{}.", cells::grouped(found.listed), found.listed == 1 ? "episode" : "episodes",
             found.listed > episodes_a_page ? fmt::format("; {} a page", episodes_a_page) : "");
  if (found.restricted > 0) out.says += fmt::format(" {} more on restricted records, which are only counted.", cells::grouped(found.restricted));
  out.empty = "Nothing to tell.";
  return out;
}

}  // namespace

MeasureAnswer breaches_body(Visit& visit, const MeasureAsked& asked) {
  std::optional<ClockKind> kind;
  if (const auto clock = visit.query.get("clock"); !clock.empty()) {
    kind = codec::from_word<ClockKind>(clock);
    if (!kind) return std::unexpected(visit.problem(400, "There is no such clock", "Choose one from the table of clocks."));
  }
  const auto page = page_number(visit);
  const auto found = breached_episodes(visit.desk().facts().scan(), {asked.months, asked.team, visit.now()}, kind, (page - 1) * episodes_a_page, episodes_a_page);
  auto told_of = stories(visit, found, kind);
  if (!told_of) return std::unexpected(visit.problem(503, "The records cannot be read", told_of.error()));
  Section out{.id = "breaches", .title = kind ? fmt::format("Breaches: {}", views::clock_noun(*kind)) : std::string("Breaches"), .says = told_of->says};
  out.tables = {by_clock(found, asked), std::move(*told_of)};
  out.links = page_links(href_of(asked, kind), page, episodes_a_page, found.listed);
  if (kind) out.links.push_back({"Breaches of every clock", href_of(asked, {})});
  return MeasureBody{{std::move(out)}};
}

}  // namespace lapwing::web
