// Teams of every size compared fairly with the average of all, and none ranked.
#include <fmt/format.h>

#include "measures/cells.hpp"
#include "measures/response/response.hpp"
#include "measures/statistics/funnel.hpp"
#include "measures/statistics/rates.hpp"

namespace lapwing::measures {

namespace {

struct Units {
  std::vector<std::string> names;
  std::vector<statistics::Share> shares;
};

Units units_of(const std::vector<std::string>& teams, const std::vector<Counted>& by_team) {
  Units out;
  for (std::size_t team = 0; team < by_team.size(); ++team) {
    if (by_team[team].of == 0) continue;
    out.names.push_back(teams[team]);
    out.shares.push_back({by_team[team].met, by_team[team].of});
  }
  return out;
}

std::string listed(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

std::string teams_said(const Units& units, const statistics::Funnel& funnel) {
  if (units.names.size() < 2) return "There is not enough to say: it takes two teams to compare.";
  std::vector<std::string> low, high;
  for (std::size_t unit = 0; unit < units.names.size(); ++unit)
    if (funnel.rows[unit]->outside)
      (funnel.rows[unit]->estimate < *funnel.average ? low : high).push_back(fmt::format("{} ({} of {})", units.names[unit], cells::per_cent(funnel.rows[unit]->estimate),
                                                                                      cells::grouped(units.shares[unit].denominator)));
  auto out = fmt::format("{} for all teams together.", cells::per_cent(*funnel.average));
  if (!low.empty()) out += fmt::format(" Lower than chance explains: {}.", listed(low));
  if (!high.empty()) out += fmt::format(" Higher than chance explains: {}.", listed(high));
  if (low.empty() && high.empty()) out += " No team differs from it by more than chance may explain.";
  else out += " Something other than chance is at work there; what, the figures do not say.";
  return out;
}

Table funnel_table(const Units& units, std::string says, const statistics::Funnel& funnel, std::string_view counted, std::string query_of) {
  Table out{.says = std::move(says), .columns = {{"Team"}, {std::string(counted), Kind::count}, {"Of", Kind::count}, {"Share", Kind::share},
            {"Lower limit", Kind::share, "95%"}, {"Upper limit", Kind::share, "95%"}, {"Lower limit", Kind::share, "99.8%"}, {"Upper limit", Kind::share, "99.8%"}, {"Signal"}}};
  for (std::size_t unit = 0; unit < units.names.size(); ++unit) {
    const auto& row = *funnel.rows[unit];
    auto signal = cells::label(!row.outside ? "" : row.estimate < *funnel.average ? "below the limits" : "above the limits");
    if (row.outside) signal.value = 1;
    const auto cases = query_of.empty() ? std::string() : query_of + "&" + cells::cases({{"team", units.names[unit]}});
    out.rows.push_back({cells::label(units.names[unit]), cells::count(units.shares[unit].numerator), cells::count(units.shares[unit].denominator, cases), cells::share(row.estimate),
                        cells::share(row.lower95), cells::share(row.upper95), cells::share(row.lower998), cells::share(row.upper998), std::move(signal)});
  }
  out.chart = Chart{.kind = ChartKind::funnel, .x = 2, .y = {3}, .lower = 4, .upper = 5, .outer_lower = 6, .outer_upper = 7, .marked = 8, .label = 0};
  return out;
}

}  // namespace

Table shares_by_team(const ResponseParts& parts, std::size_t measure) {
  const auto& about = response_measures()[measure];
  const auto units = units_of(parts.teams, parts.tally.measures[measure].by_team);
  const auto funnel = statistics::funnel(units.shares);
  auto out = funnel_table(units, teams_said(units, funnel), funnel, "Done within its clock", cells::cases({{"share", std::string(about.share)}}));
  out.id = fmt::format("{}-by-team", about.id);
  out.caption = fmt::format("{} by team", about.label);
  out.note = fmt::format("Of {}. Every team, under the name it had when the episode was reported. Within the limits a team of its size may well lie by chance; beyond 99.8% "
                         "one in five hundred would (Spiegelhalter 2005).", casework_share(about.share)->of);
  return out;
}

Table modes_by_team(const ResponseParts& parts) {
  std::vector<Counted> in_person(parts.teams.size());
  for (std::size_t team = 0; team < parts.teams.size(); ++team) {
    const auto& modes = parts.tally.modes_by_team[team];
    in_person[team] = {modes[0], modes[0] + modes[1] + modes[2]};
  }
  const auto units = units_of(parts.teams, in_person);
  const auto funnel = statistics::funnel(units.shares);
  const auto& modes = parts.tally.modes;
  const auto share = statistics::proportion(modes[0], modes[0] + modes[1] + modes[2]);
  auto says = !share ? std::string("There is not enough to say: no prevention interview was held.")
                     : fmt::format("{} of {} prevention interviews were held face to face (95% interval {} to {}), {} by phone and {} through a third party. ",
                                   cells::grouped(modes[0]), cells::grouped(modes[0] + modes[1] + modes[2]), cells::per_cent(share->lower), cells::per_cent(share->upper),
                                   cells::grouped(modes[1]), cells::grouped(modes[2])) + teams_said(units, funnel);
  auto out = funnel_table(units, std::move(says), funnel, "Face to face", cells::cases({{"share", "interview_in_person"}}));
  out.id = "interview-mode-by-team";
  out.caption = "Prevention interviews held face to face, by team";
  out.note = "Of prevention interviews held. The sentence counts the team asked for, the table every team. Limits as in the other tables by team.";
  return out;
}

}  // namespace lapwing::measures
