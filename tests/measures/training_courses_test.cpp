#include "measures/training/courses.hpp"

#include <gtest/gtest.h>

#include <random>

#include "workforce_people.hpp"

namespace lapwing::measures::training {

using namespace std::chrono;
using workforce::london;
using workforce::officer;

namespace {

constexpr Date today = 2026y / March / 15;
constexpr MonthNumber month(int of, unsigned number) { return of * 12 + static_cast<int>(number) - 1; }
const Months all_months{month(2023, 9), month(2026, 2)};   // 30 of them

struct Planted {
  std::size_t teams = 10, trained = 5;
  int first_trained_in = 12;               // months into the record; the next team two later
  double effect = 0;                       // on the share
  int denominator = 40;                    // a team's month
  unsigned seed = 1;
  bool all_at_once = false;
};

struct World {
  Panel panel;
  std::vector<TeamAttendance> teams;
};

// Teams differ, months differ, a team's own months drift; only the trained ones take on the effect, after the month of training.
World invent(const Planted& of) {
  std::mt19937_64 random(of.seed);
  std::normal_distribution<> normal;
  World out;
  out.panel.months = Periods::months(all_months);
  out.panel.weeks = Periods::weeks(span_of(all_months));
  const auto months = out.panel.months.size();
  out.panel.by_team_month.resize(of.teams * months);
  out.panel.by_week.resize(out.panel.weeks.size());
  std::vector<double> by_month(months);
  for (auto& one : by_month) one = 0.03 * normal(random);
  for (std::size_t team = 0; team < of.teams; ++team) {
    const auto name = fmt::format("Team {}", static_cast<char>('A' + team));
    const bool trained = of.all_at_once || team < of.trained;
    const int when = of.first_trained_in + (of.all_at_once ? 0 : 2 * static_cast<int>(team));
    out.panel.teams.push_back(name);
    out.teams.push_back({name, 10, trained ? 8u : 0u, trained ? std::optional(all_months.first + when) : std::nullopt});
    const double level = 0.5 + 0.08 * normal(random);
    for (std::size_t at = 0; at < months; ++at) {
      const double share = level + by_month[at] + 0.02 * normal(random) + (trained && static_cast<int>(at) > when ? of.effect : 0);
      const auto met = std::binomial_distribution<int>(of.denominator, std::clamp(share, 0.01, 0.99))(random);
      out.panel.by_team_month[team * months + at][interview_in_person] = {static_cast<std::uint64_t>(met), static_cast<std::uint64_t>(of.denominator)};
    }
  }
  for (std::size_t week = 0; week < out.panel.weeks.size(); ++week) {
    const bool after = month_of(out.panel.weeks.first_day(week)) - all_months.first > of.first_trained_in;
    const auto met = std::binomial_distribution<int>(of.denominator, 0.5 + (of.all_at_once && after ? of.effect : 0))(random);
    out.panel.by_week[week][interview_in_person] = {static_cast<std::uint64_t>(met), static_cast<std::uint64_t>(of.denominator)};
  }
  return out;
}

const policy::TrainingRules& rules() { return policy::built_in_training_rules(); }
const policy::MeasureRules& measures() { return policy::built_in_measure_rules(); }

OutcomeEffect found_in(const World& world, std::size_t outcome = interview_in_person) { return effect_on(outcome, world.panel, world.teams, rules(), measures()); }

casework::Course course(std::string name, std::vector<casework::CourseSessionRecorded> sessions) {
  casework::Course out;
  out.added.what.name = std::move(name);
  for (auto& session : sessions) out.sessions.push_back({{}, std::move(session)});
  return out;
}

}  // namespace

TEST(Training, that_works_is_found_to_work_and_by_how_much) {
  const auto found = found_in(invent({.effect = 0.15}));
  EXPECT_EQ(found.verdict, Verdict::better);
  EXPECT_FALSE(found.by_series);
  EXPECT_LT(*found.effect->lower, 0.15);
  EXPECT_GT(*found.effect->upper, 0.15);
  EXPECT_EQ(effect_words(found).find("rose by "), 0u);
}

TEST(Training, that_makes_things_worse_is_said_to) { EXPECT_EQ(found_in(invent({.effect = -0.15})).verdict, Verdict::worse); }

TEST(Training, that_changes_nothing_is_taken_for_an_effect_about_once_in_twenty) {
  int flagged = 0, missed = 0;
  for (unsigned seed = 1; seed <= 50; ++seed) {
    const auto nothing = found_in(invent({.effect = 0, .seed = seed}));
    ASSERT_NE(nothing.verdict, Verdict::too_early) << nothing.why;
    flagged += nothing.verdict != Verdict::no_change;
    missed += found_in(invent({.effect = 0.15, .seed = seed})).verdict != Verdict::better;
  }
  EXPECT_LE(flagged, 6);          // of 50: 5 % is 2.5, and more than 6 comes by chance about once in a hundred times
  EXPECT_LE(missed, 2);
}

TEST(Training, that_shows_no_change_says_what_it_could_have_missed) {
  const auto found = found_in(invent({.effect = 0, .seed = 2}));
  ASSERT_EQ(found.verdict, Verdict::no_change);
  ASSERT_TRUE(found.could_have_missed);
  EXPECT_GT(*found.could_have_missed, (*found.effect->upper - *found.effect->lower) / 2);
  EXPECT_NE(effect_words(found).find("shows no change"), std::string::npos);
  EXPECT_NE(effect_words(found).find("could have been missed"), std::string::npos);
}

TEST(Training, of_the_whole_force_at_once_is_judged_by_its_own_series) {
  const auto works = found_in(invent({.effect = 0.2, .denominator = 80, .all_at_once = true}));
  EXPECT_TRUE(works.by_series);
  EXPECT_EQ(works.verdict, Verdict::better);
  EXPECT_EQ(found_in(invent({.effect = 0, .seed = 4, .all_at_once = true})).verdict, Verdict::no_change);
}

TEST(Training, of_too_few_teams_or_months_is_too_early_to_tell) {
  const auto two_teams = found_in(invent({.teams = 4, .trained = 2, .effect = 0.15}));
  EXPECT_EQ(two_teams.verdict, Verdict::too_early);
  EXPECT_EQ(effect_words(two_teams), "it is too early to tell (2 changed and 3 to compare with, at least 3 of each are needed).");
  EXPECT_EQ(found_in(invent({.effect = 0.15, .denominator = 2})).verdict, Verdict::too_early);     // too few interviews in any month
  EXPECT_EQ(found_in(invent({.effect = 0.15}), findings_in_words).verdict, Verdict::too_early);    // nobody wrote anything
  World month_only = invent({});
  month_only.panel.months = Periods::months({month(2026, 2), month(2026, 2)});
  month_only.panel.by_team_month.resize(month_only.panel.teams.size());
  EXPECT_EQ(found_in(month_only).verdict, Verdict::too_early);
  EXPECT_EQ(found_in({}).verdict, Verdict::too_early);
  EXPECT_EQ(effect_words(found_in(invent({.effect = 0.15}), findings_in_words)), "it is too early to tell (there are no figures).");
}

TEST(Attendance, counts_each_officer_once_and_a_team_as_trained_once_enough_have_been) {
  std::vector<workforce::Officer> officers;
  for (int i = 0; i < 4; ++i) officers.push_back(officer({.name = fmt::format("A{}", i), .team = "A"}));
  officers.push_back(officer({.name = "Alone", .team = "B"}));
  const auto held = course("Listening", {{.on = 2025y / May / 6, .teams = {"A"}, .attended = {officers[0]->id}},
                                         {.on = 2025y / July / 1, .teams = {"A"}, .attended = {officers[0]->id, officers[1]->id}},
                                         {.on = 2025y / September / 1, .teams = {"C"}},
                                         {.on = 2026y / April / 1, .teams = {"B"}, .attended = {officers[4]->id}}});
  const auto teams = attendance(held, officers, rules(), today);
  ASSERT_EQ(teams.size(), 3u);
  EXPECT_EQ(teams[0].attended, 2u);
  EXPECT_EQ(teams[0].reached, month(2025, 7));
  EXPECT_EQ(teams[1].team, "B");
  EXPECT_FALSE(teams[1].reached);                       // its session is still to come
  EXPECT_EQ(teams[2].reached, month(2025, 9));          // a team without accounts goes by the session held for it
  EXPECT_EQ(attendance(held, officers, rules(), 2026y / April / 2)[1].reached, month(2026, 4));   // a team of one
}

TEST(EventMonths, set_trained_teams_beside_those_not_trained_in_the_same_months) {
  auto world = invent({.teams = 6, .trained = 3, .effect = 0.2, .denominator = 2'000});
  const auto months = event_months(interview_in_person, world.panel, world.teams, rules());
  ASSERT_EQ(months.size(), 24u);
  EXPECT_EQ(months.front().since, -12);
  double before = 0, after = 0;
  for (const auto& one : months) (one.since < 0 ? before : after) += (*one.trained - *one.not_yet) / 12;
  EXPECT_NEAR(after - before, 0.2, 0.05);
}

TEST(Panel, gathers_each_figure_in_its_team_and_month) {
  FactTable table;
  SeededIds ids(5);
  ChildFacts self_defined{.id = ids.next<ChildId>()}, blank{.id = ids.next<ChildId>()};
  std::copy_n("W1", 3, self_defined.self_defined);
  const auto known = table.put_child(self_defined), unknown = table.put_child(blank);
  EpisodeFacts episode{.id = ids.next<EpisodeId>(), .child = known, .reported_at = london("2026-01-31T23:30"), .team = table.team("Response A")};
  episode.returned = 3600;                               // found on 1 February, spoken to an hour later
  episode.interviewed = 3600;
  episode.interview_mode = InterviewMode::phone;
  episode.questions = 10;
  episode.questions_answered = 7;
  episode.clocks_met = bit(ClockKind::review) | bit(ClockKind::idle);
  episode.clocks_breached = bit(ClockKind::idle);        // met late
  table.put_episode(episode);
  EpisodeFacts other{.id = ids.next<EpisodeId>(), .child = unknown, .reported_at = london("2026-01-10T10:00"), .team = table.team("Response A")};
  table.put_episode(other);
  const auto panel = gather_panel(table.scan(), {}, {month(2026, 1), month(2026, 2)});
  ASSERT_EQ(panel.teams, std::vector<std::string>{"Response A"});
  const auto& january = panel.at(0, 0);
  const auto& february = panel.at(0, 1);
  EXPECT_EQ(january[interview_in_person].of, 0u);
  EXPECT_EQ(february[interview_in_person].of, 1u);
  EXPECT_EQ(february[interview_in_person].met, 0u);
  EXPECT_EQ(february[questions_unanswered].met, 3u);
  EXPECT_EQ(february[questions_unanswered].of, 10u);
  EXPECT_EQ(january[ethnicity_self_defined].met, 1u);
  EXPECT_EQ(january[ethnicity_self_defined].of, 2u);
  EXPECT_EQ(january[clocks_met].met, 1u);
  EXPECT_EQ(january[clocks_met].of, 2u);
}

namespace {

std::string said(const casework::ForceRecord& force, const workforce::Officers& accounts, const Panel* panel) {
  const auto sections = training_sections({&force, accounts, panel, &rules(), &measures()}, today);
  return sections.at(0).says;
}

}  // namespace

TEST(TrainingPage, says_so_where_there_is_nothing_to_say) {
  casework::ForceRecord force;
  EXPECT_EQ(said(force, {}, nullptr), "No course is recorded, so there is not enough to say whether training works.");
  EXPECT_FALSE(months_needed(force, rules(), today));
  force.courses = {course("Listening", {})};
  EXPECT_EQ(said(force, {}, nullptr), "No session is recorded, so there is nothing to compare yet.");
  force.courses = {course("Listening", {{.on = 2026y / May / 1, .teams = {"A"}}})};
  EXPECT_EQ(said(force, {}, nullptr), "It has not been held yet, so there is nothing to compare.");
  EXPECT_FALSE(months_needed(force, rules(), today));
  const auto alone = officer({.name = "One", .team = "A"}), absent = officer({.name = "Two", .team = "A"}), also = officer({.name = "Three", .team = "A"});
  force.courses = {course("Listening", {{.on = 2026y / March / 2, .teams = {"A"}, .attended = {alone->id}}})};
  EXPECT_EQ(said(force, {alone, absent, also}, nullptr), "In no team have 50% of the officers been, so there is not enough to say what it changed.");
  EXPECT_EQ(said(force, {alone}, nullptr), "No whole month has passed, so it is too early to tell.");
}

TEST(TrainingPage, names_how_many_figures_it_looked_at_and_that_chance_alone_finds_some) {
  auto world = invent({.effect = 0.15});
  casework::ForceRecord force;
  workforce::Officers accounts;
  std::vector<casework::CourseSessionRecorded> sessions;
  for (std::size_t team = 0; team < world.teams.size(); ++team) {
    accounts.push_back(officer({.name = world.teams[team].team, .team = world.teams[team].team}));
    if (!world.teams[team].reached) continue;
    const auto number = *world.teams[team].reached;
    sessions.push_back({.on = year(number / 12) / std::chrono::month(static_cast<unsigned>(number % 12 + 1)) / 10, .teams = {world.teams[team].team}, .attended = {accounts.back()->id}});
  }
  force.courses = {course("Listening to children", sessions)};
  const auto sections = training_sections({&force, accounts, &world.panel, &rules(), &measures()}, today);
  const auto& section = sections.at(0);
  EXPECT_NE(section.says.find("Prevention interviews held face to face rose by"), std::string::npos) << section.says;
  const auto said = std::ranges::find_if(section.points, [](const auto& point) { return point.find("One in twenty would look like an effect by chance") != std::string::npos; });
  EXPECT_NE(said, section.points.end());
  std::set<std::string> ids;
  for (const auto& table : section.tables) {
    EXPECT_TRUE(ids.insert(table.id).second) << table.id;
    EXPECT_FALSE(table.says.empty()) << table.id;
    for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.id;
  }
}

}  // namespace lapwing::measures::training
