#include "measures/training/courses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "measures/statistics/quantiles.hpp"

namespace lapwing::measures::training {

namespace {

constexpr double z_80_power = 0.8416212335729143;   // normal quantile at 0.8: found four times in five
constexpr int event_months_each_side = 12;

struct Mean {
  double sum = 0;
  std::size_t count = 0;
  void add(double value) {
    sum += value;
    ++count;
  }
  std::optional<double> value() const { return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count)); }
};

std::optional<double> figure(const Counted& counted, const Outcome& outcome, const policy::TrainingRules& rules) {
  const auto least = static_cast<std::uint64_t>(outcome.per_thousand_words ? rules.words_min : rules.denominator_min);
  if (counted.of < least || counted.of == 0) return std::nullopt;
  return static_cast<double>(counted.met) / static_cast<double>(counted.of);
}

// Where each team of the panel stands: the period of its training, and none when it is not trained.
std::vector<std::optional<int>> trained_in(const Panel& panel, const std::vector<TeamAttendance>& teams) {
  std::vector<std::optional<int>> out(panel.teams.size());
  if (panel.months.size() == 0) return out;
  const auto first = month_of(panel.months.first_day(0));
  for (const auto& team : teams)
    if (const auto at = std::ranges::find(panel.teams, team.team); at != panel.teams.end() && team.reached) out[static_cast<std::size_t>(at - panel.teams.begin())] = *team.reached - first;
  return out;
}

bool whole_force_at_once(const std::vector<std::optional<int>>& trained) {
  std::set<std::optional<int>> when(trained.begin(), trained.end());
  return when.size() == 1 && *when.begin();
}

statistics::EffectRules effect_rules(const policy::MeasureRules& rules) {
  return {static_cast<std::size_t>(rules.points_each_side_min), static_cast<std::size_t>(rules.units_each_side_min)};
}

// The statistics speak of units, and say that there is not enough; here the units are teams, and it is too early.
std::string in_words_of_teams(std::string why) {
  for (const std::string_view prefix : {"not enough to say: ", "too early to tell: "})
    if (why.starts_with(prefix)) why.erase(0, prefix.size());
  for (std::size_t at = 0; (at = why.find("unit", at)) != why.npos; at += 4) why.replace(at, 4, "team");
  return why;
}

void judge(OutcomeEffect& out, const statistics::Answer<statistics::Effect>& found) {
  if (!found) {
    out.why = in_words_of_teams(found.error());
    return;
  }
  out.effect = *found;
  if (found->lower && found->upper) out.could_have_missed = (*found->upper - *found->lower) / 2 * (1 + z_80_power / statistics::z_95);
  if (!found->enough) {
    out.why = in_words_of_teams(found->caution);
    return;
  }
  const bool more = *found->lower > 0, less = *found->upper < 0;
  if (!more && !less) out.verdict = Verdict::no_change;
  else out.verdict = more == outcomes()[out.outcome].more_is_better ? Verdict::better : Verdict::worse;
}

// The force's own series: by week, but words, which are counted by month.
void judge_series(OutcomeEffect& out, const Panel& panel, int trained_month, const policy::TrainingRules& rules, const statistics::EffectRules& enough) {
  out.by_series = true;
  const auto& outcome = outcomes()[out.outcome];
  const auto& periods = outcome.per_thousand_words ? panel.months : panel.weeks;
  const auto first_month = month_of(panel.months.first_day(0));
  std::vector<statistics::SeriesPoint> points;
  Mean before, after;
  for (std::size_t period = 0; period < periods.size(); ++period) {
    Counted counted;
    if (outcome.per_thousand_words)
      for (std::size_t team = 0; team < panel.teams.size(); ++team) counted += panel.at(team, period)[out.outcome];
    else counted = panel.by_week[period][out.outcome];
    const auto value = figure(counted, outcome, rules);
    const int since = month_of(periods.first_day(period)) - first_month - trained_month;
    if (!value || since == 0) continue;               // the month of training itself is on neither side
    points.push_back({static_cast<double>(period), *value, since > 0});
    (since > 0 ? after : before).add(*value);
  }
  out.before = before.value();
  out.after = after.value();
  judge(out, statistics::interrupted_series(points, enough));
}

void judge_teams(OutcomeEffect& out, const Panel& panel, const std::vector<std::optional<int>>& trained, const policy::TrainingRules& rules, const statistics::EffectRules& enough) {
  const auto& outcome = outcomes()[out.outcome];
  std::vector<statistics::PanelPoint> points;
  Mean before, after;
  for (std::size_t team = 0; team < panel.teams.size(); ++team)
    for (std::size_t month = 0; month < panel.months.size(); ++month) {
      const auto value = figure(panel.at(team, month)[out.outcome], outcome, rules);
      const bool treated = trained[team] && static_cast<int>(month) > *trained[team];
      if (!value || (trained[team] && static_cast<int>(month) == *trained[team])) continue;
      points.push_back({team, month, *value, treated});
      if (trained[team]) (treated ? after : before).add(*value);
    }
  out.before = before.value();
  out.after = after.value();
  judge(out, statistics::staggered_difference(points, enough));
}

std::string change_words(double change, const Outcome& outcome) {
  return outcome.per_thousand_words ? fmt::format("{:.2f} per 1,000 words", outcome.shown(change)) : fmt::format("{:.1f} points", outcome.shown(change));
}

}  // namespace

std::vector<TeamAttendance> attendance(const casework::Course& course, const workforce::Officers& officers, const policy::TrainingRules& rules, Date today) {
  std::map<std::string, TeamAttendance> teams;
  std::map<UserId, std::string> team_by_officer;
  for (const auto& officer : officers) {
    const auto team = workforce::team_of(*officer);
    team_by_officer[officer->id] = team;
    ++teams[team].officers;
  }
  std::set<UserId> been;
  for (const auto& session : course.sessions) {
    const auto& held = session.what;
    if (held.on > today) continue;
    std::set<std::string> touched(held.teams.begin(), held.teams.end());
    for (const auto& user : held.attended)
      if (const auto team = team_by_officer.find(user); team != team_by_officer.end() && been.insert(user).second) {
        ++teams[team->second].attended;
        touched.insert(team->second);
      }
    for (const auto& name : touched) {
      auto& team = teams[name];
      const bool enough = team.officers == 0 ? std::ranges::find(held.teams, name) != held.teams.end()
                                             : team.attended * 100 >= team.officers * static_cast<std::size_t>(rules.attended_percent);
      if (!team.reached && enough) team.reached = month_of(held.on);
    }
  }
  std::vector<TeamAttendance> out;
  for (auto& [name, team] : teams) {
    team.team = name;
    out.push_back(std::move(team));
  }
  return out;
}

OutcomeEffect effect_on(std::size_t outcome, const Panel& panel, const std::vector<TeamAttendance>& teams, const policy::TrainingRules& rules, const policy::MeasureRules& measures) {
  OutcomeEffect out{.outcome = outcome};
  if (panel.months.size() < static_cast<std::size_t>(rules.months_min) || panel.teams.empty()) {
    out.why = fmt::format("{} months of figures, at least {} are needed", panel.teams.empty() ? 0 : panel.months.size(), rules.months_min);
    return out;
  }
  const auto trained = trained_in(panel, teams);
  if (whole_force_at_once(trained)) judge_series(out, panel, **trained.begin(), rules, effect_rules(measures));
  else judge_teams(out, panel, trained, rules, effect_rules(measures));
  return out;
}

std::vector<EventMonth> event_months(std::size_t outcome, const Panel& panel, const std::vector<TeamAttendance>& teams, const policy::TrainingRules& rules) {
  const auto trained = trained_in(panel, teams);
  const auto value_at = [&](std::size_t team, int month) -> std::optional<double> {
    if (month < 0 || month >= static_cast<int>(panel.months.size())) return std::nullopt;
    return figure(panel.at(team, static_cast<std::size_t>(month))[outcome], outcomes()[outcome], rules);
  };
  std::vector<EventMonth> out;
  for (int since = -event_months_each_side; since < event_months_each_side; ++since) {
    EventMonth one{.since = since, .trained = {}, .not_yet = {}};
    Mean own, others;
    for (std::size_t team = 0; team < trained.size(); ++team) {
      if (!trained[team]) continue;
      // Month 0 is the first whole one after; the month of training itself, which is neither, is left out.
      const int month = *trained[team] + (since < 0 ? since : since + 1);
      if (const auto value = value_at(team, month)) own.add(*value);
      for (std::size_t other = 0; other < trained.size(); ++other)
        if (other != team && (!trained[other] || *trained[other] > month))
          if (const auto value = value_at(other, month)) others.add(*value);
    }
    one.trained = own.value();
    one.not_yet = others.value();
    one.teams = own.count;
    if (one.trained) out.push_back(one);
  }
  return out;
}

std::optional<Months> months_needed(const casework::ForceRecord& force, const policy::TrainingRules& rules, Date today) {
  std::optional<MonthNumber> first;
  for (const auto& course : force.courses)
    for (const auto& session : course.sessions)
      if (session.what.on <= today) first = std::min(first.value_or(month_of(session.what.on)), month_of(session.what.on));
  if (!first) return std::nullopt;
  const MonthNumber last = month_of(today) - 1;
  const MonthNumber from = std::max(*first - rules.months_before, last - period_months_max + 1);
  if (last < from) return std::nullopt;
  return Months{from, last};
}

std::string effect_words(const OutcomeEffect& found) {
  const auto& outcome = outcomes()[found.outcome];
  if (found.verdict == Verdict::too_early) return fmt::format("it is too early to tell ({}).", found.why);
  const auto& effect = *found.effect;
  if (effect.effect == 0 && effect.lower == 0.0 && effect.upper == 0.0)
    return "did not change at all: every month is the same before and after, in the trained teams and in those they are set against.";
  const auto interval = fmt::format("95% interval {} to {}", change_words(*effect.lower, outcome), change_words(*effect.upper, outcome));
  if (found.verdict == Verdict::no_change)
    return fmt::format("shows no change ({}; {}). A true change of {} or more would have been found four times in five; a smaller one could have been missed.",
                       change_words(effect.effect, outcome), interval, change_words(*found.could_have_missed, outcome));
  return fmt::format("{} by {} ({}).", effect.effect > 0 ? "rose" : "fell", change_words(std::abs(effect.effect), outcome), interval);
}

}  // namespace lapwing::measures::training
