// The cases behind a figure: each episode with the times that figures are counted from. No names; what is restricted is only counted.
#include <fmt/format.h>

#include "domain/codec.hpp"
#include "measures/case_filter.hpp"
#include "measures/cells.hpp"
#include "web/pages/measures/episode_cell.hpp"
#include "web/pages/measures/measure_pages.hpp"

namespace lapwing::web {

using namespace render;
using measures::EpisodeFacts;
using measures::ElapsedSeconds;

namespace {

constexpr std::size_t cases_a_page = 50;

std::string after(ElapsedSeconds elapsed, ElapsedSeconds due = measures::never_happened) {
  if (!EpisodeFacts::happened(elapsed)) return "Not recorded";
  const auto words = elapsed <= 0 ? std::string("At once") : duration_for_people(std::chrono::seconds(elapsed));
  return EpisodeFacts::happened(due) && elapsed > due ? words + ", late" : words;
}

std::vector<Cell> row_of(const Visit& visit, const measures::FoundCases::Case& found) {
  const auto& facts = found.facts;
  const auto episode = episode_cell(visit, found.child, facts.id);
  const auto risk = [](RiskLevel level) { return for_people(codec::word(level)); };
  auto level = risk(facts.first_level);
  if (facts.level != facts.first_level) level += ", now " + risk(facts.level);
  return {{{.text = episode.text, .href = episode.href}},
          {{.text = for_people(facts.reported_at, Instant{})}, to_rfc3339(facts.reported_at)},
          {{.text = found.team}},
          {{.text = level}},
          {{.text = after(facts.deployed, facts.deployment_due)}},
          {{.text = after(facts.reviewed, facts.review_due)}},
          {{.text = facts.happened(facts.returned) ? after(facts.returned) : facts.is_open() ? "Still missing" : "Not recorded"}},
          {{.text = after(facts.interviewed, facts.interview_due)}}};
}

// The same list, also when the present month is another one.
std::string same_list(const Visit& visit, measures::Months months) {
  auto query = fmt::format("/measures/cases?from={}&to={}", measures::month_text(months.first), measures::month_text(months.last));
  for (const auto& [name, value] : visit.query)
    if (name != "page" && name != "from" && name != "to") query += "&" + transport::percent_encode(name) + "=" + transport::percent_encode(value);
  return query;
}

std::string counted_words(const measures::FoundCases& found, std::size_t from) {
  const auto listed = measures::cells::grouped(found.listed);
  auto out = found.listed == 0 ? std::string("No episode")
             : found.newest_first.empty() ? fmt::format("There are {} episodes, none so far back", listed)
             : found.listed <= cases_a_page ? fmt::format("{} {}", listed, found.listed == 1 ? "episode" : "episodes")
                                            : fmt::format("Episodes {} to {} of {}, the newest first", from + 1, from + found.newest_first.size(), listed);
  if (found.restricted > 0)
    out += fmt::format("; {} more {} on restricted records and only counted", measures::cells::grouped(found.restricted), found.restricted == 1 ? "is" : "are");
  return out + ".";
}

}  // namespace

Response measure_cases(Visit& visit) {
  if (visit.as_known_at) return visit.problem(400, "Figures are of the record as it is now", "Leave out as_known_at, and choose the months instead.");
  const auto filter = measures::parse_case_filter({visit.query.begin(), visit.query.end()}, visit.now());
  if (!filter) return visit.problem(400, "These cases cannot be found", filter.error() + ".");
  const auto page = page_number(visit), from = (page - 1) * cases_a_page;
  const auto found = measures::find_cases(visit.desk().facts().scan(), *filter, from, cases_a_page);
  visit.desk().note_list_read(visit.visitor.actor, "the cases that a figure counts: " + filter->words(), std::nullopt);
  std::vector<std::vector<Cell>> rows;
  for (const auto& one : found.newest_first) rows.push_back(row_of(visit, one));
  const std::vector<Column> columns{{"Episode"}, {"Reported"}, {"Team"}, {"Risk at first"}, {"Officer sent after"}, {"First reviewed after"}, {"Found after"},
                                    {"Prevention interview, after the return"}};
  auto head = visit.head("The cases that a figure counts");
  head.wide = true;
  json::object model{{"navigation_of_measures", measure_navigation(visit)}, {"filter", filter->words() + "."}, {"counted", counted_words(found, from)},
                     {"table", table({.caption = "Episodes", .columns = columns, .rows = rows, .caption_size = "s", .empty = "There is no such episode that may be listed."})}};
  json::array others;
  for (const auto& other : page_links(same_list(visit, filter->months), page, cases_a_page, found.listed)) others.push_back(link(other.text, other.href));
  model["others"] = std::move(others);
  return visit.page("measures/cases", head, std::move(model));
}

}  // namespace lapwing::web
