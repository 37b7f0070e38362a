// Whom to give an episode to: officers in date and on shift, with the reasons, each with a button; and everybody else with why not. The
// button sends the same command as the episode's own page.
#include <fmt/format.h>

#include "web/pages/form.hpp"
#include "web/pages/measures/workforce_pages.hpp"

namespace lapwing::web {

using namespace render;
using namespace measures::workforce;

namespace {

constexpr std::size_t offered_shown_max = 10;

json::object why_table(const std::vector<Candidate>& candidates, std::string_view caption, std::string_view empty) {
  const std::vector<Column> columns{{"Officer"}, {"Team"}, {"Why"}};
  std::vector<std::vector<Cell>> rows;
  for (const auto& one : candidates) rows.push_back({{{one.officer->name}}, {{team_of(*one.officer)}}, {{one.why}}});
  return table({.caption = caption, .columns = columns, .rows = rows, .empty = empty});
}

// Beside each: an episode is given with one press; an action is passed on with its reason.
json::object give_form(const Visit& visit, const OpenedCase& opened, const Candidate& one, std::string_view action) {
  const auto base = fmt::format("/episodes/{}", opened.episode->id.text());
  if (!action.empty()) {
    Form form(visit, fmt::format("to-{}", action));
    form.hidden("action", action).hidden("to.user", one.officer->id.text()).hidden("reason", one.why);
    return form.done(base + "/reassign-action", fmt::format("Give it to {}", one.officer->name), opened.held->version, "secondary");
  }
  Form form(visit, "owner");
  form.hidden("owner.user", one.officer->id.text()).hidden("reason", one.why);
  return form.done(base + "/set-owner", fmt::format("Give it to {}", one.officer->name), opened.held->version, "secondary");
}

}  // namespace

Response allocate_page(Visit& visit) {
  if (!visit.visitor.sees_names() || !visit.visitor.may_do("set-owner")) return visit.problem(403, "You may not give episodes out", "Ask a supervisor of the team.");
  auto opened = visit.open_case("whom to give the episode to");
  if (!opened) return std::move(opened.error());
  const auto& episode = *opened->episode;
  const auto work = work_of(*opened->held, episode, visit.rules().risk);
  const auto action = visit.query.get("action");
  const casework::OwnedAction* asked = nullptr;
  for (const auto& one : episode.actions)
    if (!one.what.result && one.what.id.text() == action) asked = &one.what;
  if (!action.empty() && !asked) return visit.not_found("There is no such action to do on this episode.");
  if (!work.open && !asked) return visit.not_found("This episode is closed: there is nothing to give out.");
  const auto allocation = allocate(officers_among(visit.desk().staff().all()), work.need(), loads_of(open_work_now(visit), visit.rules().workforce), visit.rules(), visit.now(), work.team);
  const auto section = allocation_section(allocation, work, visit.rules(), visit.now());
  auto head = visit.head(section.title);
  head.wide = true;
  head.back_href = fmt::format("/episodes/{}", episode.id.text());
  json::array parts;
  if (asked) parts.push_back(inset(asked->text));
  parts.push_back(heading("Can be offered it, who carries least first"));
  parts.push_back(paragraph(section.tables.front().note));
  parts.push_back(why_table(allocation.offered, "In date, and on shift now", section.tables.front().empty));
  const bool may_give = visit.visitor.may_do(asked ? "reassign-action" : "set-owner") && !visit.as_known_at;
  for (std::size_t i = 0; may_give && i < std::min(allocation.offered.size(), offered_shown_max); ++i) parts.push_back(give_form(visit, *opened, allocation.offered[i], action));
  parts.push_back(why_table(allocation.not_offered, "Not offered it, and why not", section.tables.back().empty));
  parts.push_back(link("How much every officer carries", "/measures/workforce#caseload"));
  return visit.page("measures/parts", head, {{"heading", section.title}, {"says", section.says}, {"parts", std::move(parts)}});
}

}  // namespace lapwing::web
