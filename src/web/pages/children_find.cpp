// Finding a child: by name as it was heard, birth date, age, phone or address; or straight by a reference.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "desk/access.hpp"
#include "views/search.hpp"
#include "views/sentences.hpp"
#include "web/pages/children.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr std::size_t matches_shown_max = 25;

std::string trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return std::string(text);
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::toupper(c); });
  return text;
}

bool may_see(const Visit& visit, const desk::ChildLine& line) {
  if (!line.restricted) return true;
  const auto held = visit.desk().case_of(line.id);
  return held && *held && desk::may_see(**held, visit.visitor.actor, visit.desk().now());
}

std::string history_words(const desk::ChildLine& line, Instant now) {
  if (line.has_open_episode() && !line.episodes.back().returned_at) return "Missing now";
  if (line.has_open_episode()) return "Found, not yet closed";
  if (line.episodes.empty())
    return line.historic_periods ? fmt::format("{} earlier periods from the return", line.historic_periods) : "Never reported missing here";
  return fmt::format("{} episode{}, the last reported {}", line.episodes.size(), line.episodes.size() == 1 ? "" : "s",
                     for_people(line.episodes.back().reported_at, now));
}

std::string born_words(const desk::ChildLine& line, Instant now) {
  if (!line.born) return "Not known";
  const auto age = age_in_years(*line.born, london_date(now));
  return for_people(*line.born) + (age ? fmt::format(" ({})", *age) : "");
}

// A restricted record is told of, so that nobody makes a second one for the same child, but not what it holds.
std::vector<Cell> match_row(const Visit& visit, const views::Match& match, const desk::ChildLine& line) {
  const Instant now = visit.desk().now();
  if (!may_see(visit, line))
    return {{{.text = "A restricted record", .href = child_path(line.id)}}, {{.text = ""}},
            {{.text = "It matches what you typed. Open it to see who decides."}}, {{.text = "Restricted", .tag = "grey"}}};
  casework::ChildDetails name;
  name.given_name = line.given_name;
  name.family_name = line.family_name;
  const auto history = history_words(line, now);
  const bool missing = history == "Missing now";
  return {{{.text = views::child_name(name), .href = child_path(line.id)}}, {{.text = born_words(line, now)}},
          {{.text = match.why}}, {{.text = history, .tag = missing ? "red" : ""}}};
}

}  // namespace

Response children_page(Visit& visit) {
  const auto typed = trimmed(visit.query.get("q"));
  json::object model{{"typed", typed}, {"may_register", visit.visitor.may_do("register-child")}};
  model["box"] = input({.name = "q", .label = "Name, birth date, age, phone number or address", .value = typed,
                        .hint = "A name may be misspelt, shortened or the wrong way round", .type = "search",
                        .label_size = "s", .spellcheck = false, .data_search = "children"});
  if (!typed.empty()) {
    const auto found = visit.desk().search().find(typed, matches_shown_max, london_date(visit.desk().now()));
    std::vector<std::vector<Cell>> rows;
    for (const auto& match : found)
      if (const auto line = visit.desk().children().find(match.child); line && !line->erased)
        rows.push_back(match_row(visit, match, *line));
    const std::vector<Column> columns{{"Child"}, {"Born"}, {"Why it matches"}, {"Now"}};
    const auto caption = fmt::format("{} match{}, best first", rows.size(), rows.size() == 1 ? "" : "es");
    model["found"] = table({.caption = caption, .columns = columns, .rows = rows,
                            .empty = "No child that is held matches. Try fewer words, or only the family name."});
    visit.desk().note_list_read(visit.visitor.actor, "a search for children", std::nullopt);
  }
  auto head = visit.head("Children");
  head.wide = true;
  return visit.page("children", head, std::move(model));
}

Response search_page(Visit& visit) {
  const auto typed = trimmed(visit.query.get("q"));
  if (visit.desk().children().by_reference(upper(typed))) return visit.redirect("/episodes/" + upper(typed));
  if (const auto child = visit.desk().children().by_external("ssda903", typed)) return visit.redirect(child_path(*child));
  return visit.redirect("/children?q=" + transport::percent_encode(typed));
}

}  // namespace lapwing::web
