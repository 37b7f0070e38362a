#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/cells.hpp"
#include "measures/training/courses.hpp"
#include "measures/workforce/sections.hpp"

namespace lapwing::measures::training {

using workforce::section_of;
using workforce::several;
using workforce::table_of;

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

Table sessions_table(const casework::Course& course, const std::string& suffix, Date today) {
  auto out = table_of("sessions-" + suffix, "Sessions");
  out.columns = {{"Day", Kind::date}, {"For"}, {"Came", Kind::count}};
  out.empty = "No session is recorded.";
  std::size_t to_come = 0;
  for (const auto& session : course.sessions) {
    const auto& what = session.what;
    to_come += what.on > today;
    out.rows.push_back({cells::day(what.on), cells::label(what.teams.empty() ? "No team named" : joined(what.teams)), cells::count(what.attended.size())});
  }
  out.says = fmt::format("{} recorded{}.", several(course.sessions.size(), "session is", "sessions are"), to_come == 0 ? "" : fmt::format(", {} still to come", to_come));
  return out;
}

Table attendance_table(const std::vector<TeamAttendance>& teams, const std::string& suffix, const policy::TrainingRules& rules) {
  auto out = table_of("attendance-" + suffix, "Who went, by team");
  out.columns = {{"Team"}, {"Officers", Kind::count}, {"Have been", Kind::count}, {"Share", Kind::share}, {"Trained from", Kind::date}};
  out.note = fmt::format("Officers as they are in their teams now; whoever left is in neither figure. A team counts as trained once {}% of its officers have been; the whole months after that are "
                         "compared with those before.", rules.attended_percent);
  std::size_t trained = 0;
  for (const auto& team : teams) {
    trained += team.reached.has_value();
    auto from = team.reached ? cells::month(std::chrono::year{*team.reached / 12} / std::chrono::month{static_cast<unsigned>(*team.reached % 12 + 1)}) : cells::nothing("not yet");
    out.rows.push_back({cells::label(team.team), cells::count(team.officers), cells::count(team.attended), team.officers > 0 ? cells::share(team.share()) : cells::nothing("no officers' accounts"), std::move(from)});
  }
  out.says = fmt::format("{} of {} {} as trained.", cells::grouped(trained), several(teams.size(), "team", "teams"), trained == 1 ? "counts" : "count");
  out.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {3}};
  return out;
}

std::string verdict_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::better: return "Changed for the better";
    case Verdict::worse: return "Changed for the worse";
    case Verdict::no_change: return "Shows no change";
    case Verdict::too_early: break;
  }
  return "Too early to tell";
}

Table effects_table(const std::vector<OutcomeEffect>& effects, const std::string& suffix) {
  auto out = table_of("effects-" + suffix, "What changed after the course");
  out.columns = {{"Figure"}, {"Before", Kind::number}, {"After", Kind::number}, {"Change that others do not share", Kind::number}, {"From", Kind::number, "95% interval"},
                 {"To", Kind::number, "95% interval"}, {"What it says"}, {"Smallest change likely to be found", Kind::number}};
  for (const auto& one : effects) {
    const auto& outcome = outcomes()[one.outcome];
    const int decimals = outcome.per_thousand_words ? 2 : 1;
    const auto cell = [&](std::optional<double> value) { return cells::number(value ? std::optional(outcome.shown(*value)) : std::nullopt, decimals); };
    const bool has = one.effect.has_value();
    out.rows.push_back({cells::label(std::string(outcome.label)), cell(one.before), cell(one.after), cell(has ? std::optional(one.effect->effect) : std::nullopt),
                        cell(has ? one.effect->lower : std::nullopt), cell(has ? one.effect->upper : std::nullopt), cells::label(verdict_word(one.verdict)), cell(one.could_have_missed)});
  }
  out.note = "Shares are in points of one hundred. Before and after are plain means of the trained teams' months. The change is what the trained teams' figures did beyond those of teams not yet "
             "trained in the same months (staggered difference in differences), or, where the whole force was trained at once, the step in its own weeks beside their trend (interrupted time series: "
             "anything else that happened in that month is in it). The smallest change likely to be found is one that four such comparisons in five would find.";
  out.chart = Chart{.kind = ChartKind::intervals, .x = 0, .y = {3}, .lower = 4, .upper = 5, .reference = 0.0};
  return out;
}

std::string event_label(int since) {
  if (since == 0) return "First month after";
  if (since < 0) return fmt::format("{} before", several(static_cast<std::size_t>(-since), "month", "months"));
  return fmt::format("{} later", several(static_cast<std::size_t>(since), "month", "months"));
}

Table months_table(const Outcome& outcome, const OutcomeEffect& effect, const std::vector<EventMonth>& months, const std::string& suffix) {
  auto out = table_of(fmt::format("{}-{}", outcome.id, suffix), std::string(outcome.label));
  const auto unit = outcome.per_thousand_words ? "per 1,000 words" : "";
  const auto kind = outcome.per_thousand_words ? Kind::number : Kind::share;
  out.columns = {{"Months from training"}, {"Trained teams", kind, unit}, {"Teams not trained by then", kind, unit}, {"Trained teams with figures", Kind::count}};
  const auto cell = [&](std::optional<double> value) { return outcome.per_thousand_words ? cells::number(value ? std::optional(outcome.shown(*value)) : std::nullopt, 2) : cells::share(value); };
  for (const auto& one : months) out.rows.push_back({cells::label(event_label(one.since)), cell(one.trained), cell(one.not_yet), cells::count(one.teams)});
  out.says = fmt::format("{}: {}", outcome.label, effect_words(effect));
  out.note = fmt::format("Means of teams' months; the denominator is {}. Teams not trained by then are those of the same calendar months. The month of training itself is left out.", outcome.of);
  out.empty = "No trained team has figures yet.";
  out.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {1, 2}};
  return out;
}

std::string verdict_sentence(const std::vector<OutcomeEffect>& effects, const std::string& name) {
  std::vector<std::string> better, worse;
  std::size_t early = 0, none = 0;
  for (const auto& one : effects) {
    const std::string label(outcomes()[one.outcome].label);
    if (one.verdict == Verdict::better) better.push_back(label + " " + effect_words(one));
    if (one.verdict == Verdict::worse) worse.push_back(label + " " + effect_words(one));
    early += one.verdict == Verdict::too_early;
    none += one.verdict == Verdict::no_change;
  }
  if (early == effects.size()) return fmt::format("It is too early to tell what {} changed.", name);
  std::string out;
  for (const auto& said : better) out += (out.empty() ? "" : " ") + said;
  for (const auto& said : worse) out += fmt::format("{}For the worse: {}", out.empty() ? "" : " ", said);
  if (better.empty() && worse.empty()) return fmt::format("{} shows no change in {}{}.", name, several(none, "figure", "figures"), early == 0 ? "" : fmt::format(", and of {} it is too early to tell", early));
  if (none > 0) out += fmt::format(" {} no change.", none == 1 ? "One other figure shows" : fmt::format("{} other figures show", none));
  if (early > 0) out += fmt::format(" Of {} it is too early to tell.", early);
  return out;
}

std::vector<std::string> points_of(const std::vector<OutcomeEffect>& effects, const Panel& panel) {
  std::vector<std::string> out;
  for (const auto& one : effects) out.push_back(fmt::format("{}: {}", outcomes()[one.outcome].label, effect_words(one)));
  const auto looked_at = std::ranges::count_if(effects, [](const auto& one) { return one.verdict != Verdict::too_early; });
  if (looked_at > 0)
    out.push_back(fmt::format("{} looked at. One in twenty would look like an effect by chance alone, so a single one, barely outside its interval, is a reason to look and no proof.",
                              several(static_cast<std::size_t>(looked_at), "figure was", "figures were")));
  if (panel.older_language_rules) out.push_back("Some words were counted by earlier language rules, so findings before and after may differ for that alone.");
  return out;
}

Section course_section(const casework::Course& course, std::size_t number, const TrainingHeld& held, Date today) {
  const auto suffix = fmt::format("{}", number);
  const auto& name = course.added.what.name;
  auto out = section_of("course-" + suffix, name);
  out.tables.push_back(sessions_table(course, suffix, today));
  if (std::ranges::none_of(course.sessions, [&](const auto& session) { return session.what.on <= today; })) {
    out.says = course.sessions.empty() ? "No session is recorded, so there is nothing to compare yet." : "It has not been held yet, so there is nothing to compare.";
    return out;
  }
  const auto teams = attendance(course, workforce::officers_among(held.accounts), *held.rules, today);
  out.tables.push_back(attendance_table(teams, suffix, *held.rules));
  if (std::ranges::none_of(teams, [](const auto& team) { return team.reached.has_value(); })) {
    out.says = fmt::format("In no team have {}% of the officers been, so there is not enough to say what it changed.", held.rules->attended_percent);
    return out;
  }
  if (!held.panel) {
    out.says = "No whole month has passed, so it is too early to tell.";
    return out;
  }
  std::vector<OutcomeEffect> effects;
  for (std::size_t outcome = 0; outcome < outcome_count; ++outcome) effects.push_back(effect_on(outcome, *held.panel, teams, *held.rules, *held.measures));
  out.says = verdict_sentence(effects, name);
  out.headline = out.says;
  out.points = points_of(effects, *held.panel);
  auto table = effects_table(effects, suffix);
  table.says = out.says;
  out.tables.push_back(std::move(table));
  for (const auto& one : effects) {
    const auto months = event_months(one.outcome, *held.panel, teams, *held.rules);
    if (!one.by_series && months.size() >= static_cast<std::size_t>(held.rules->months_min)) out.tables.push_back(months_table(outcomes()[one.outcome], one, months, suffix));
  }
  return out;
}

}  // namespace

std::vector<Section> training_sections(const TrainingHeld& held, Date today) {
  std::vector<Section> out;
  if (held.force)
    for (std::size_t i = 0; i < held.force->courses.size(); ++i) out.push_back(course_section(held.force->courses[i], i + 1, held, today));
  if (out.empty()) {
    out.push_back(section_of("courses", "Courses"));
    out.back().says = "No course is recorded, so there is not enough to say whether training works.";
  }
  return out;
}

}  // namespace lapwing::measures::training
