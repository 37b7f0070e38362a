#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "measures/cells.hpp"
#include "measures/workforce/sections.hpp"

namespace lapwing::measures::workforce {

using std::chrono::days;
using std::chrono::sys_days;

namespace {

struct Filled {
  casework::PostsSet posts;
  std::size_t people = 0;
  double full_time = 0;              // equivalents
  double vacant() const { return std::max(0.0, posts.posts - full_time); }
};

bool could_fill(const casework::Account& officer, const casework::PostsSet& posts, Date on) {
  if (!posts.accreditation) return true;
  return std::ranges::any_of(officer.accreditations, [&](const auto& one) { return one.kind == *posts.accreditation && one.in_date(on); });
}

// Each officer fills posts of one sort: the posts that fewest could fill are filled first, by those who could fill least else.
std::vector<Filled> filled_posts(const std::vector<casework::PostsSet>& posts, const Officers& officers, Date today) {
  std::map<std::string, std::vector<Filled>> by_team;
  for (const auto& one : posts) by_team[one.team].push_back({.posts = one});
  std::vector<Filled> out;
  for (auto& [team, sorts] : by_team) {
    Officers free;
    for (const auto& officer : officers)
      if (team_of(*officer) == team) free.push_back(officer);
    const auto fit = [&](const casework::PostsSet& of) { return std::ranges::count_if(free, [&](const auto& officer) { return could_fill(*officer, of, today); }); };
    const auto choices = [&, &sorts = sorts](const Officer& officer) {
      return std::ranges::count_if(sorts, [&](const auto& sort) { return could_fill(*officer, sort.posts, today); });
    };
    std::ranges::stable_sort(free, {}, choices);
    std::ranges::stable_sort(sorts, {}, [&](const Filled& sort) { return fit(sort.posts); });
    for (auto& sort : sorts)
      std::erase_if(free, [&](const auto& officer) {
        if (sort.full_time >= sort.posts.posts || !could_fill(*officer, sort.posts, today)) return false;
        ++sort.people;
        sort.full_time += full_time_share(*officer);
        return true;
      });
    std::ranges::stable_sort(sorts, {}, [](const Filled& sort) { return std::pair(sort.posts.name.value_or(""), sort.posts.accreditation.value_or("")); });
    out.insert(out.end(), sorts.begin(), sorts.end());
  }
  return out;
}

std::string vacancy_text(double vacant, double posts) {
  const double share = vacant / posts;
  if (vacant < 0.05) return "Every post is filled by somebody in date for it.";
  const bool whole = std::abs(vacant - std::round(vacant)) < 0.05;
  return fmt::format("{:.{}f} of {:.0f} posts ({}) have nobody in date to fill them.", vacant, whole ? 0 : 1, posts, cells::per_cent(share));
}

struct Standing {
  std::size_t in_date = 0, expiring = 0, expired = 0;
};

enum class State { in_date, expiring, expired };
State state_of(const casework::Accreditation& one, Date today, int expiring_days) {
  if (!one.in_date(today)) return State::expired;
  const auto last = last_day(one);
  return last && sys_days(*last) - sys_days(today) <= days(expiring_days) ? State::expiring : State::in_date;
}

Table by_team_table(const std::map<std::pair<std::string, std::string>, Standing>& standings, const policy::WorkforcePolicy& rules, int expiring_days) {
  auto out = table_of("accreditations-by-team", "Accreditations by team");
  out.columns = {{"Team"}, {"Accreditation"}, {"In date", Kind::count}, {fmt::format("Of these, running out within {} days", expiring_days), Kind::count}, {"Run out or ended", Kind::count}};
  out.note = "Each officer is counted once for each kind, by the one that lasts longest. One that is not yet in date counts with those run out.";
  out.empty = "No accreditation is recorded.";
  for (const auto& [key, one] : standings)
    out.rows.push_back({cells::label(key.first), cells::label(short_label(rules, key.second)), cells::count(one.in_date + one.expiring), cells::count(one.expiring), cells::count(one.expired)});
  return out;
}

}  // namespace

Section section_of(std::string id, std::string title) {
  Section out;
  out.id = std::move(id);
  out.title = std::move(title);
  return out;
}

Table table_of(std::string id, std::string caption) {
  Table out;
  out.id = std::move(id);
  out.caption = std::move(caption);
  return out;
}

Officers of_team(const Officers& officers, const std::string& team) {
  if (team.empty()) return officers;
  Officers out;
  for (const auto& officer : officers)
    if (team_of(*officer) == team) out.push_back(officer);
  return out;
}

std::string several(std::size_t count, std::string_view one, std::string_view many) {
  return count == 1 ? fmt::format("one {}", one) : fmt::format("{} {}", cells::grouped(count), many);
}

Section posts_section(const WorkforceHeld& held, const WorkforceAsked& asked) {
  auto out = section_of("posts", "Posts and who fills them");
  const Date today = london_date(asked.now);
  std::vector<casework::PostsSet> posts;
  if (held.force)
    for (auto& one : held.force->posts_on(today))
      if (one.posts > 0 && (asked.team.empty() || one.team == asked.team)) posts.push_back(std::move(one));
  auto table = table_of("posts", "Posts by team");
  table.columns = {{"Team"}, {"Posts"}, {"Accreditation needed"}, {"Number", Kind::count}, {"People in post", Kind::count},
                   {"Full-time equivalents", Kind::number}, {"Vacant", Kind::number}, {"Share vacant", Kind::share}};
  table.note = "A post is filled by somebody of the team who is in date for what it needs; a half-time officer fills half of one. Nobody fills two. "
               "Posts are as recorded for today; people away for a while are in post.";
  table.empty = "No posts are recorded.";
  const auto officers = of_team(held.officers, asked.team);
  double all = 0, vacant = 0;
  for (const auto& sort : filled_posts(posts, officers, today)) {
    all += sort.posts.posts;
    vacant += sort.vacant();
    table.rows.push_back({cells::label(sort.posts.team), cells::label(sort.posts.name.value_or("Officers")),
                          cells::label(sort.posts.accreditation ? short_label(held.rules->workforce, *sort.posts.accreditation) : "None"),
                          cells::count(static_cast<std::uint64_t>(sort.posts.posts)), cells::count(sort.people), cells::number(sort.full_time),
                          cells::number(sort.vacant()), cells::share(sort.vacant() / sort.posts.posts)});
  }
  if (posts.empty()) {
    out.says = table.says = "No posts are recorded, so there is not enough to say how many are vacant.";
  } else if (officers.empty()) {
    out.says = table.says = fmt::format("There are {:.0f} posts and no officers' accounts: nobody fills any of them.", all);
  } else {
    out.says = table.says = vacancy_text(vacant, all);
    table.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {7}};
  }
  if (!posts.empty()) out.headline = out.says;
  out.tables.push_back(std::move(table));
  return out;
}

Section accreditation_section(const WorkforceHeld& held, const WorkforceAsked& asked) {
  auto out = section_of("accreditations", "Accreditations");
  const Date today = london_date(asked.now);
  const auto& rules = held.rules->workforce;
  const int soon = held.forecast->expiring_days;
  std::map<std::pair<std::string, std::string>, Standing> standings;
  auto list = table_of("accreditations-running-out", fmt::format("Accreditations run out, or running out within {} days", soon));
  list.columns = {{"Officer"}, {"Team"}, {"Accreditation"}, {"Last day in date", Kind::date}, {"State"}};
  list.note = "Soonest first. An officer who renewed a kind is not listed for the older one.";
  list.empty = "None has run out or is about to.";
  std::vector<std::tuple<Date, std::string, std::vector<Cell>>> rows;
  const auto officers = of_team(held.officers, asked.team);
  std::size_t without = 0, expiring = 0, expired = 0;
  for (const auto& officer : officers) {
    std::set<std::string> kinds;
    for (const auto& one : officer->accreditations) kinds.insert(one.kind);
    without += !in_date_for_any(*officer, rules, today);
    for (const auto& kind : kinds) {
      const auto& one = *latest_of(*officer, kind);
      auto& standing = standings[{team_of(*officer), kind}];
      const auto state = state_of(one, today, soon);
      ++(state == State::in_date ? standing.in_date : state == State::expiring ? standing.expiring : standing.expired);
      expiring += state == State::expiring;
      expired += state == State::expired;
      if (state == State::in_date || !last_day(one)) continue;
      const auto words = state == State::expiring ? "Running out" : one.ended ? "Ended" : one.awarded > today ? "Not yet in date" : "Run out";
      rows.emplace_back(*last_day(one), officer->name, std::vector<Cell>{cells::label(officer->name), cells::label(team_of(*officer)), cells::label(short_label(rules, kind)),
                                                                           cells::day(*last_day(one)), cells::label(words)});
    }
  }
  std::ranges::sort(rows, [](const auto& one, const auto& other) { return std::tie(std::get<0>(one), std::get<1>(one)) < std::tie(std::get<0>(other), std::get<1>(other)); });
  for (auto& row : rows) list.rows.push_back(std::move(std::get<2>(row)));
  out.says = officers.empty() ? std::string("There are no officers' accounts, so there is not enough to say.")
                              : fmt::format("{} of {} {} in date to take a missing child's episode. {} ran out or ended, and {} will run out within {} days.",
                                            cells::grouped(officers.size() - without), several(officers.size(), "officer", "officers"), officers.size() - without == 1 ? "is" : "are",
                                            several(expired, "accreditation", "accreditations"), cells::grouped(expiring), soon);
  list.says = expired + expiring == 0 ? std::string("No accreditation has run out or is about to.")
                                      : fmt::format("{} ran out or ended; {} will within {} days.", cells::grouped(expired), cells::grouped(expiring), soon);
  auto by_team = by_team_table(standings, rules, soon);
  by_team.says = out.says;
  out.tables.push_back(std::move(by_team));
  if (asked.with_names) out.tables.push_back(std::move(list));
  return out;
}

}  // namespace lapwing::measures::workforce
