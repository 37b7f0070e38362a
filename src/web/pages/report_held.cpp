// Finding the child already held, and what is known of them before the caller has finished the sentence.
#include <algorithm>

#include <fmt/format.h>

#include "desk/access.hpp"
#include "views/sentences.hpp"
#include "web/pages/episode_head.hpp"
#include "web/pages/report_pages.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr std::size_t matches_shown_max = 8;
constexpr std::size_t episodes_shown_max = 5;
constexpr int recent_days = 90;

std::string line_name(const desk::ChildLine& line) {
  casework::ChildDetails details;
  details.given_name = line.given_name;
  details.family_name = line.family_name;
  return views::child_name(details);
}

bool is_closed_to(const Visit& visit, const desk::ChildLine& line) {
  if (!line.restricted) return false;
  const auto held = visit.desk().case_of(line.id);
  return !held || !*held || !desk::may_see(**held, visit.visitor.actor, visit.desk().now());
}

std::string match_detail(const Visit& visit, const desk::ChildLine& line, const std::string& why) {
  std::string out;
  if (line.born) {
    const auto age = age_in_years(*line.born, london_date(visit.desk().now()));
    out = fmt::format("born {}{}", for_people(*line.born), age ? fmt::format(", {}", *age) : "");
  }
  if (line.address) out += (out.empty() ? "" : "; ") + *line.address;
  if (line.has_open_episode()) out += (out.empty() ? "" : "; ") + std::string("an episode is open now");
  return views::capital(out + (out.empty() ? "" : "; ") + "matches because: " + why);
}

std::string earlier_line(const Visit& visit, const casework::Episode& episode) {
  const auto when = [&](Instant at) { return for_people(at, visit.desk().now()); };
  auto line = fmt::format("{}, {}", episode.report.reference, when(episode.report.reported_at));
  if (!episode.returned) return line;
  const auto& found = episode.returned->what;
  line += fmt::format(". Found {} at {}", when(found.at), found.where.text);
  if (found.with) line += ", with " + *found.with;
  if (found.brought_back) line += ". Brought back: " + *found.brought_back;
  return line + ".";
}

int times_lately(const Visit& visit, const casework::Case& held) {
  const auto since = visit.desk().now() - std::chrono::days(recent_days);
  return static_cast<int>(std::ranges::count_if(held.episodes, [&](const auto& e) { return e->report.reported_at >= since; }));
}

void add_lines(json::array& out, std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  out.push_back(heading(title, "s"));
  out.push_back(bullets(lines));
}

std::vector<std::string> advance_lines(const casework::AdvanceInformation& known) {
  std::vector<std::string> lines;
  const auto add = [&](std::string_view label, const std::optional<std::string>& text) {
    if (text && !text->empty()) lines.push_back(fmt::format("{}: {}", label, *text));
  };
  add("Description", known.description);
  add("Usually wears", known.clothing_usually_worn);
  add("Friends", known.friends);
  add("Phones and accounts", known.phones_and_accounts);
  add("Places they go", known.places_they_go);
  add("Earlier episodes", known.earlier_episodes);
  add("Health", known.health);
  add("What helps", known.what_helps);
  add("From", known.provided_by);
  return lines;
}

std::vector<std::string> detail_lines(const casework::ChildDetails& child) {
  std::vector<std::string> lines;
  const auto add = [&](std::string_view label, const std::optional<std::string>& text) {
    if (text && !text->empty()) lines.push_back(fmt::format("{}: {}", label, *text));
  };
  add("Address", child.address);
  add("Lives at", child.placement);
  add("School", child.school);
  add("Description", child.description);
  add("Health and medicines", child.medical_needs);
  if (!child.phones.empty()) lines.push_back(fmt::format("Phones: {}", fmt::join(child.phones, ", ")));
  if (child.looked_after == Answer::yes) lines.push_back("In the care of a local authority");
  return lines;
}

}  // namespace

json::array matches_part(const Visit& visit, std::string_view typed) {
  json::array out{heading("Children already held", "m", "matches")};
  std::vector<json::object> found;
  const auto& desk = visit.desk();
  for (const auto& match : desk.search().find(typed, matches_shown_max, london_date(desk.now()))) {
    const auto line = desk.children().find(match.child);
    if (!line || line->erased) continue;
    const auto href = "/report?child=" + match.child.text();
    if (is_closed_to(visit, *line)) {
      found.push_back({{"kind", "components/match"}, {"text", "A restricted record"}, {"href", href}, {"detail", "Matches because: " + match.why}});
      continue;
    }
    found.push_back({{"kind", "components/match"}, {"text", line_name(*line)}, {"href", href},
                     {"detail", match_detail(visit, *line, match.why)}});
  }
  if (found.empty()) out.push_back(paragraph("No child already held has a name like this. Go on with the report below."));
  else out.push_back(paragraph("Is it one of them? If not, go on with the report below."));
  for (auto& match : found) out.push_back(std::move(match));
  return out;
}

json::array held_part(const Visit& visit, const casework::Case& held) {
  const auto age = views::child_age(held.details, london_date(visit.desk().now()));
  json::array out{heading(fmt::format("Already held: {}{}", views::child_name(held.details), age ? fmt::format(", {}", *age) : ""),
                          "m", "held")};
  if (const auto* open = held.open_episode()) {
    out.push_back(warning(open->is_missing() ? "This child is already reported missing. Add what the caller says to that episode."
                                             : "This child was found, and the episode is not closed yet. Add what the caller says to it."));
    out.push_back(link("Open episode " + open->report.reference, episode_path(*open)));
  }
  const auto lately = times_lately(visit, held);
  out.push_back(paragraph(lately == 0 ? fmt::format("Not reported missing in the last {} days.", recent_days)
                                      : fmt::format("Reported missing {} {} in the last {} days.", lately,
                                                    lately == 1 ? "time" : "times", recent_days)));
  std::vector<std::string> earlier, concerns, actions;
  for (auto at = held.episodes.rbegin(); at != held.episodes.rend(); ++at) {
    if ((*at)->closed && earlier.size() < episodes_shown_max) earlier.push_back(earlier_line(visit, **at));
    for (const auto& action : (*at)->actions)
      if (!action.what.result) actions.push_back(fmt::format("{} ({}, by {})", action.what.text, action.what.owner.name,
                                                             for_people(action.what.due, visit.desk().now())));
  }
  for (const auto& concern : held.concerns)
    concerns.push_back(fmt::format("{}: {}", for_people(std::string_view(concern.what.kind)), concern.what.text));
  add_lines(out, "Open concerns", concerns);
  add_lines(out, "Earlier episodes", earlier);
  if (held.advance_information) add_lines(out, "Held in advance", advance_lines(held.advance_information->what.information));
  add_lines(out, "Details", detail_lines(held.details));
  add_lines(out, "Actions still open", actions);
  return out;
}

}  // namespace lapwing::web
