#include <fmt/format.h>

#include <algorithm>

#include "measures/cells.hpp"
#include "measures/workforce/calendar.hpp"
#include "measures/workforce/sections.hpp"

namespace lapwing::measures::workforce {

using std::chrono::days;
using std::chrono::sys_days;

namespace {

struct Slot {
  std::size_t named = 0, away = 0, in_date = 0, for_harm = 0;
  double expected = 0, expected_in_date = 0;
};

bool for_harm(const casework::Account& officer, const policy::WorkforcePolicy& rules, Date on) {
  return std::ranges::any_of(rules.offered_to, [&](const auto& level) { return !in_date_for(officer, {level.first, true}, rules, on).empty(); });
}

Slot slot_of(const Officers& officers, const policy::WorkforcePolicy& rules, std::string_view shift, Date on, double full_time) {
  Slot out;
  for (const auto& officer : officers) {
    const auto duty = duty_of(*officer, shift, on);
    if (duty != Duty::on && duty != Duty::away) continue;
    ++out.named;
    if (duty == Duty::away) {
      ++out.away;
      continue;
    }
    const double likely = expected_on_shift(*officer, full_time);
    out.expected += likely;
    if (!in_date_for_any(*officer, rules, on)) continue;
    ++out.in_date;
    out.expected_in_date += likely;
    out.for_harm += for_harm(*officer, rules, on);
  }
  return out;
}

std::vector<Cell> load_row(std::string team, std::string who, const Load& load, std::optional<double> most) {
  return {cells::label(std::move(team)), cells::label(std::move(who)), cells::count(load.episodes), cells::count(load.actions), cells::count(static_cast<std::uint64_t>(load.points)),
          most ? cells::number(*most, 0) : cells::nothing(""), most && *most > 0 ? cells::share(load.points / *most) : cells::nothing("")};
}

void add(Load& sum, const Load& load) {
  sum.points += load.points;
  sum.episodes += load.episodes;
  sum.actions += load.actions;
}

Table by_team_loads(const Officers& officers, const Loads& loads, const policy::WorkforcePolicy& rules, const std::string& team) {
  auto out = table_of("caseload-by-team", "Caseload by team");
  out.columns = {{"Team"}, {"Officers", Kind::count}, {"Open episodes owned", Kind::count}, {"Actions to do", Kind::count}, {"Points", Kind::count},
                 {"Should hold at most", Kind::number}, {"Share of that", Kind::share}, {"Owned by nobody", Kind::count}};
  struct Team {
    std::size_t officers = 0;
    Load load;
    double most = 0;
  };
  std::map<std::string, Team> teams;
  for (const auto& officer : officers) {
    auto& of = teams[team_of(*officer)];
    ++of.officers;
    add(of.load, loads.of(officer->id));
    of.most += points_max(*officer, rules);
  }
  for (const auto& [name, load] : loads.owned_by_nobody)
    if (team.empty() || name == team) teams.try_emplace(name);
  for (const auto& [name, of] : teams) {
    const auto nobody = loads.owned_by_nobody.find(name);
    out.rows.push_back({cells::label(name), cells::count(of.officers), cells::count(of.load.episodes), cells::count(of.load.actions), cells::count(static_cast<std::uint64_t>(of.load.points)),
                        cells::number(of.most, 0), of.most > 0 ? cells::share(of.load.points / of.most) : cells::nothing(),
                        cells::count(nobody == loads.owned_by_nobody.end() ? 0 : nobody->second.episodes)});
  }
  out.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {6}};
  return out;
}

}  // namespace

Section availability_section(const WorkforceHeld& held, const WorkforceAsked& asked) {
  auto out = section_of("availability", "Who is there");
  const auto officers = of_team(held.officers, asked.team);
  const auto& shifts = held.rules->force.shifts;
  const double full_time = shifts_a_week(*held.forecast, held.rules->force);
  auto table = table_of("availability-by-shift", fmt::format("Officers by shift, week from {}", for_people(asked.monday)));
  table.columns = {{"Shift"}, {"Day", Kind::date}, {"May work it", Kind::count}, {"Away", Kind::count}, {"Expected on duty", Kind::number},
                   {"In date", Kind::count}, {"Expected on duty, in date", Kind::number}, {"In date for signs of harm", Kind::count}};
  table.note = fmt::format("May work it: the officer's pattern names this shift and this day. Expected: a full-time officer works {:.1f} shifts a week, so one whose pattern names more "
                           "is likely to be on each of them in that proportion. Away: leave, sickness, training and other absences that cover the day.", full_time);
  std::size_t with_pattern = 0, empty_shifts = 0, no_specialist = 0, all = 0;
  for (const auto& officer : officers) with_pattern += officer->pattern.has_value();
  for (int day = 0; day < 7; ++day)
    for (const auto& shift : shifts) {
      const Date on = sys_days(asked.monday) + days(day);
      const auto slot = slot_of(officers, held.rules->workforce, shift.name, on, full_time);
      ++all;
      empty_shifts += slot.in_date == 0;
      no_specialist += slot.for_harm == 0;
      table.rows.push_back({cells::label(fmt::format("{} {}", weekday_name(on), shift.name)), cells::day(on), cells::count(slot.named), cells::count(slot.away), cells::number(slot.expected),
                            cells::count(slot.in_date), cells::number(slot.expected_in_date), cells::count(slot.for_harm)});
    }
  if (with_pattern == 0) {
    table.rows.clear();
    table.empty = "No working pattern is recorded.";
    out.says = table.says = "No working pattern is recorded, so there is not enough to say who is on which shift.";
  } else {
    out.says = table.says = fmt::format("Of {} shifts in the week, {} no officer in date who may work {}, and {} nobody in date for signs of harm.", all,
                                        empty_shifts == 1 ? "one has" : fmt::format("{} have", empty_shifts), empty_shifts == 1 ? "it" : "them",
                                        no_specialist == 1 ? "one has" : fmt::format("{} have", no_specialist));
    if (with_pattern < officers.size()) out.says += fmt::format(" {} no working pattern and {} not counted.", officers.size() - with_pattern == 1 ? "One officer has" : fmt::format("{} officers have", officers.size() - with_pattern), officers.size() - with_pattern == 1 ? "is" : "are");
    table.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {6}};
  }
  out.tables.push_back(std::move(table));
  return out;
}

Section caseload_section(const WorkforceHeld& held, const WorkforceAsked& asked) {
  auto out = section_of("caseload", "What each officer carries");
  const auto& rules = held.rules->workforce;
  auto officers = of_team(held.officers, asked.team);
  const auto loads = loads_of(held.work, rules);
  std::ranges::sort(officers, [](const auto& one, const auto& other) { return std::pair(team_of(*one), one->name) < std::pair(team_of(*other), other->name); });
  auto table = table_of("caseload-by-officer", "Caseload by officer");
  table.columns = {{"Team"}, {"Officer"}, {"Open episodes", Kind::count}, {"Actions to do", Kind::count}, {"Points", Kind::count}, {"Should hold at most", Kind::number}, {"Share of that", Kind::share}};
  table.note = "Points weigh the work an episode is: its risk, signs of harm, a linked group, a child in care, actions to do (rules/workforce.toml). Nothing about who the child is counts. "
               "This is for sharing work out, not for judging anybody: it is in order of name.";
  table.empty = "There are no officers' accounts.";
  std::size_t over = 0;
  for (const auto& officer : officers) {
    const auto load = loads.of(officer->id);
    const double most = points_max(*officer, rules);
    over += load.points > most;
    table.rows.push_back(load_row(team_of(*officer), officer->name, load, most));
  }
  std::size_t nobody = 0;
  for (const auto& [team, load] : loads.owned_by_nobody)
    if (asked.team.empty() || team == asked.team) {
      nobody += load.episodes;
      table.rows.push_back(load_row(team.empty() ? "No team" : team, "Nobody yet", load, std::nullopt));
    }
  auto by_team = by_team_loads(officers, loads, rules, asked.team);
  by_team.note = table.note;
  out.says = officers.empty() ? std::string("There are no officers' accounts, so there is not enough to say.")
                              : fmt::format("{} of {} {} more than one officer should hold. {} owned by nobody yet.",
                                            over == 0 ? "None" : over == 1 ? "One" : cells::grouped(over), several(officers.size(), "officer", "officers"), over > 1 ? "carry" : "carries",
                                            nobody == 1 ? "One open episode is" : nobody == 0 ? "No open episode is" : fmt::format("{} open episodes are", nobody));
  table.says = by_team.says = out.says;
  out.tables.push_back(std::move(by_team));
  if (asked.with_names) out.tables.push_back(std::move(table));
  return out;
}

Section allocation_section(const Allocation& allocation, const OpenWork& work, const policy::Policies& rules, Instant now) {
  auto out = section_of("allocation", fmt::format("Whom to give {} to", work.reference));
  const auto level = rules.workforce.offered_to.find(work.level);
  std::string needs;
  if (level != rules.workforce.offered_to.end())
    for (const auto& kind : level->second) needs += (needs.empty() ? "" : " or ") + short_label(rules.workforce, kind);
  std::string harm;
  if (work.harm)
    for (const auto& kind : rules.workforce.offered_with_harm) harm += (harm.empty() ? "; and for the sign of harm " : " or ") + short_label(rules.workforce, kind);
  out.says = fmt::format("{} in date, on shift and can be offered it. It needs {}{}.",
                         allocation.offered.empty() ? "Nobody is" : allocation.offered.size() == 1 ? "One officer is" : fmt::format("{} officers are", allocation.offered.size()), needs, harm);
  const auto row = [](const Candidate& one) {
    return std::vector<Cell>{cells::label(one.officer->name), cells::label(team_of(*one.officer)), cells::count(static_cast<std::uint64_t>(one.load.points)), cells::label(one.why)};
  };
  auto offered = table_of("offered", "Can be offered it, who carries least first");
  offered.columns = {{"Officer"}, {"Team"}, {"Points carried", Kind::count}, {"Why"}};
  offered.says = out.says;
  offered.note = fmt::format("As at {}. Who carries the smaller share of what they should hold comes first, and of those who carry the same the episode's own team. It is an offer: a person decides.", for_people(now, now));
  offered.empty = "Nobody is in date for it and on shift. Ask the duty inspector.";
  for (const auto& one : allocation.offered) offered.rows.push_back(row(one));
  auto not_offered = table_of("not-offered", "Not offered it, and why");
  not_offered.columns = {{"Officer"}, {"Team"}, {"Points carried", Kind::count}, {"Why not"}};
  not_offered.says = fmt::format("{} not offered.", several(allocation.not_offered.size(), "officer is", "officers are"));
  not_offered.empty = "Everybody can be offered it.";
  for (const auto& one : allocation.not_offered) not_offered.rows.push_back(row(one));
  out.tables = {std::move(offered), std::move(not_offered)};
  return out;
}

}  // namespace lapwing::measures::workforce
