// What has happened to a child: every episode, the periods a statutory return brought, whom and what was named, the actions still to
// do, and everything on one timeline.
#include <charconv>

#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/timeline.hpp"
#include "web/pages/board_rows.hpp"
#include "web/pages/children.hpp"
#include "web/pages/episode_head.hpp"

namespace lapwing::web {

using namespace render;
using casework::Case;

namespace {

constexpr std::size_t timeline_items_max = 60;   // a page of it
constexpr std::size_t timeline_lines_max = 6;    // more are folded away under their number

std::string state_words(const casework::Episode& episode) {
  if (episode.closed) return "Closed";
  return episode.returned ? "Found, not yet closed" : "Missing now";
}

json::object episodes_table(const Visit& visit, const Case& held) {
  std::vector<std::vector<Cell>> rows;
  for (auto at = held.episodes.rbegin(); at != held.episodes.rend(); ++at) {
    const auto& episode = **at;
    const auto since = episode.report.last_seen.at.value_or(episode.report.reported_at);
    const auto until = episode.returned ? episode.returned->what.at : visit.now();
    rows.push_back({{{.text = episode.report.reference, .href = href_of(visit, episode)}},
                    {{.text = for_people(episode.report.reported_at, visit.now())}, to_rfc3339(episode.report.reported_at)},
                    {{.text = views::risk_word(episode.level()), .tag = risk_colour(episode.level())}},
                    {{.text = duration_for_people(until - since)}},
                    {{.text = episode.returned ? views::capital(for_people(std::string_view(boost::describe::enum_to_string(
                                                     episode.returned->what.how, ""))))
                                               : "Not yet found"}},
                    {{.text = state_words(episode)}}});
  }
  const std::vector<Column> columns{{"Episode"}, {"Reported"}, {"Risk"}, {"Missing for"}, {"How found"}, {"State"}};
  return table({.caption = "Every episode", .columns = columns, .rows = rows, .caption_size = "s", .empty = "Never reported missing here."});
}

json::object historic_table(const Case& held) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& [stamp, period] : held.historic)
    rows.push_back({{{.text = for_people(period.start)}}, {{.text = period.end ? for_people(*period.end) : "Not ended then"}},
                    {{.text = period.kind == "M" ? "Missing" : "Away without authorisation"}}, {{.text = period.source}}});
  const std::vector<Column> columns{{"From"}, {"To"}, {"What"}, {"From which return"}};
  return table({.caption = "Earlier periods, from statutory returns", .columns = columns, .rows = rows, .caption_size = "s"});
}

json::object named_table(const Visit& visit, const Case& held) {
  std::vector<std::vector<Cell>> rows;
  for (auto at = held.episodes.rbegin(); at != held.episodes.rend(); ++at)
    for (const auto& [stamp, mention] : (*at)->mentions)
      rows.push_back({{{.text = mention.label}}, {{.text = views::capital(views::mention_word(mention.kind))}},
                      {{.text = mention.detail.value_or("")}}, {{.text = mention.said_by.value_or("")}},
                      {{.text = (*at)->report.reference, .href = href_of(visit, **at)}},
                      {{.text = for_people(stamp.at, visit.now())}}});
  const std::vector<Column> columns{{"Named"}, {"What"}, {"Known"}, {"Who said so"}, {"Episode"}, {"Recorded"}};
  return table({.caption = "People, places and things named", .columns = columns, .rows = rows, .caption_size = "s",
                .empty = "Nobody and nothing has been named."});
}

Moment moment_of(const Visit& visit, const views::TimelineItem& item) {
  Moment moment{.title = item.title, .when = to_rfc3339(item.at), .when_text = for_people(item.at, visit.desk().now())};
  if (item.happened_at && *item.happened_at != item.at) moment.when_text += fmt::format(" (happened {})", for_people(*item.happened_at, visit.desk().now()));
  if (item.late) moment.fields.push_back(tag("Late", "red"));
  if (item.details.size() == 1) moment.text = item.details.front();
  else if (item.details.size() > timeline_lines_max)
    moment.fields.push_back(details(fmt::format("{} lines", item.details.size()), json::array{bullets(item.details)}));
  else if (!item.details.empty()) moment.fields.push_back(bullets(item.details));
  return moment;
}

struct Asked {
  std::string kind;
  std::uint64_t before = 0;   // 0: from the newest
};

Asked timeline_asked(const Visit& visit) {
  Asked asked{std::string(visit.query.get("kind")), 0};
  const auto before = visit.query.get("before");
  std::from_chars(before.data(), before.data() + before.size(), asked.before);
  return asked;
}

json::object filter_form(const Visit& visit, const Case& held, const Asked& asked) {
  Choices kinds{{"", "Everything"}};
  for (const auto& [value, label] : std::initializer_list<std::pair<const char*, const char*>>{
           {"report", "Reports"}, {"risk", "Risk"}, {"clock", "Clocks and alarms"}, {"activity", "Work to find the child"},
           {"enquiry", "Enquiries"}, {"handover", "Handovers"}, {"found", "Found"}, {"interview", "Interviews"}, {"action", "Actions"},
           {"details", "Details"}, {"restriction", "Restriction"}, {"closing", "Closing"}})
    kinds.push_back({value, label});
  json::array fields{select({.name = "kind", .label = "Show", .items = kinds, .chosen = asked.kind})};
  if (visit.as_known_at) fields.push_back(hidden("as_known_at", to_rfc3339(*visit.as_known_at)));
  fields.push_back(button({.text = "Show", .style = "secondary"}));
  return {{"kind", "components/get-form"}, {"action", child_path(held.id) + "#timeline"}, {"fields", std::move(fields)}};
}

std::string earlier_href(const Visit& visit, const Case& held, const Asked& asked, std::uint64_t before) {
  auto href = fmt::format("{}?before={}", child_path(held.id), before);
  if (!asked.kind.empty()) href += "&kind=" + transport::percent_encode(asked.kind);
  if (visit.as_known_at) href += "&as_known_at=" + transport::percent_encode(to_rfc3339(*visit.as_known_at));
  return href + "#timeline";
}

}  // namespace

json::array child_episodes(const Visit& visit, const Case& held) {
  json::array parts{episodes_table(visit, held)};
  if (!held.historic.empty()) parts.push_back(historic_table(held));
  parts.push_back(named_table(visit, held));
  return parts;
}

json::object child_actions(const Visit& visit, const Case& held) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& episode : held.episodes)
    for (const auto& [stamp, action] : episode->actions)
      if (!action.result)
        rows.push_back({{{.text = action.text, .href = href_of(visit, *episode, "return")}}, {{.text = action.owner.name}},
                        {{.text = for_people(action.due, visit.now()), .tag = action.due <= visit.now() ? "red" : ""}},
                        {{.text = episode->report.reference}}});
  const std::vector<Column> columns{{"To do"}, {"Owner"}, {"Due"}, {"Episode"}};
  return table({.caption = "Actions still to do", .columns = columns, .rows = rows, .caption_size = "s", .empty = "No action is open."});
}

std::expected<json::array, std::string> child_timeline(const Visit& visit, const Case& held) {
  const auto events = visit.desk().history(held.id, visit.as_known_at, false);
  if (!events) return std::unexpected(events.error());
  const auto asked = timeline_asked(visit);
  const auto items = views::timeline(*events, visit.rules(), {.episode = {}, .until = visit.as_known_at, .names = visit.visitor.sees_names(),
                                                              .newest_first = true});
  std::vector<Moment> moments;
  std::uint64_t more_before = 0;
  for (const auto& item : items) {
    if (!asked.kind.empty() && boost::describe::enum_to_string(item.kind, "") != asked.kind) continue;
    if (asked.before && item.index >= asked.before) continue;
    if (moments.size() == timeline_items_max) {
      more_before = item.index + 1;
      break;
    }
    moments.push_back(moment_of(visit, item));
  }
  json::array part{heading("Timeline", "m", "timeline"), filter_form(visit, held, asked)};
  part.push_back(moments.empty() ? paragraph("Nothing of this kind is recorded.") : timeline(moments));
  if (more_before) part.push_back(link("Earlier", earlier_href(visit, held, asked, more_before)));
  return part;
}

}  // namespace lapwing::web
