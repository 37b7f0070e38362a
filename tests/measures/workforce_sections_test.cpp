#include "measures/workforce/sections.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "workforce_people.hpp"

namespace lapwing::measures::workforce {

using namespace std::chrono;

namespace {

const Instant now = london("2026-03-04T16:30");
constexpr Date monday = 2026y / March / 2;

casework::PostsSet posts(std::string team, int number, std::optional<std::string> accreditation = {}, std::optional<std::string> name = {}) {
  return {std::move(team), std::move(accreditation), std::move(name), number, 2020y / January / 1};
}

struct Force {
  Officers officers;
  casework::ForceRecord record;
  FactTable facts;
  std::vector<OpenWork> work;

  WorkforceHeld held() const {
    const auto& forecast = policy::built_in_forecast_rules();
    return {officers, &record, work, gather_demand(facts.scan(), "", now, forecast), &test_rules(), &forecast};
  }
};

WorkforceAsked asked() { return {.now = now, .monday = monday, .share_within = 0.9, .with_names = true}; }

void report_children(Force& force, int days_of_record, double a_day, unsigned seed = 1) {
  std::mt19937_64 random(seed);
  SeededIds ids(seed);
  const auto child = force.facts.put_child({.id = ids.next<ChildId>()});
  const auto midnight = london("2026-03-04T00:00");
  for (int day = 1; day <= days_of_record; ++day)
    for (int i = std::poisson_distribution<int>(a_day)(random); i > 0; --i) {
      EpisodeFacts row{.id = ids.next<EpisodeId>(), .child = child, .reported_at = midnight - hours(24 * day) + minutes(std::uniform_int_distribution<int>(16 * 60, 24 * 60 - 1)(random))};
      row.first_level = std::uniform_int_distribution<int>(0, 3)(random) == 0 ? RiskLevel::high : RiskLevel::medium;
      row.team = force.facts.team("Response A");
      force.facts.put_episode(row);
    }
}

const Table& table(const std::vector<Section>& sections, std::string_view id) {
  for (const auto& section : sections)
    for (const auto& one : section.tables)
      if (one.id == id) return one;
  throw std::runtime_error(std::string(id));
}

double value(const Table& of, std::size_t row, std::size_t column) { return of.rows.at(row).at(column).value.value(); }

struct Staffed : Force {
  explicit Staffed(int number = 12) {
    for (int i = 0; i < number; ++i) officers.push_back(officer({.name = fmt::format("Officer {:02}", i), .accreditations = {::lapwing::measures::workforce::held("pip2", 2025y / January / 1)}}));
    report_children(*this, 200, 6);
  }
};

}  // namespace

TEST(WorkforcePage, of_an_empty_force_says_there_is_not_enough_to_say) {
  Force nothing;
  const auto sections = workforce_sections(nothing.held(), asked());
  ASSERT_EQ(sections.size(), 6u);
  for (const auto& section : sections) EXPECT_NE(section.says.find("not enough to say"), std::string::npos) << section.id << ": " << section.says;
}

TEST(WorkforcePage, has_tables_that_each_say_something_and_fit_their_columns) {
  Staffed force;
  force.record.posts = {{{}, posts("Response A", 10)}};
  auto question = asked();
  question.what_if = {10, 5, 30};
  std::set<std::string> ids;
  for (const auto& section : workforce_sections(force.held(), question)) {
    EXPECT_FALSE(section.says.empty()) << section.id;
    for (const auto& one : section.tables) {
      EXPECT_TRUE(ids.insert(one.id).second) << one.id;
      EXPECT_FALSE(one.says.empty()) << one.id;
      for (const auto& row : one.rows) EXPECT_EQ(row.size(), one.columns.size()) << one.id;
    }
  }
}

TEST(Posts, finds_a_planted_half_vacancy) {
  Force force;
  for (int i = 0; i < 5; ++i) force.officers.push_back(officer({.name = fmt::format("Officer {}", i)}));
  force.record.posts = {{{}, posts("Response A", 10)}};
  const auto section = posts_section(force.held(), asked());
  EXPECT_EQ(section.says, "5 of 10 posts (50%) have nobody in date to fill them.");
  EXPECT_DOUBLE_EQ(value(section.tables[0], 0, 7), 0.5);
}

TEST(Posts, are_not_filled_by_somebody_out_of_date_nor_twice_by_one_person) {
  Force force;
  force.officers = {officer({.name = "In date", .accreditations = {held("scaidp", 2025y / January / 1, 2028y / January / 1)}}),
                    officer({.name = "Run out", .accreditations = {held("scaidp", 2020y / January / 1, 2023y / January / 1)}}), officer({.name = "Half", .share = 0.5}),
                    officer({.name = "Elsewhere", .team = "Response B"})};
  force.record.posts = {{{}, posts("Response A", 3)}, {{}, posts("Response A", 2, "scaidp", "Child abuse")}};
  const auto section = posts_section(force.held(), asked());
  const auto& rows = section.tables[0];
  ASSERT_EQ(rows.rows.size(), 2u);
  EXPECT_EQ(rows.rows[0][1].text, "Officers");
  EXPECT_EQ(value(rows, 0, 4), 2);                        // the one run out, and half of one
  EXPECT_DOUBLE_EQ(value(rows, 0, 5), 1.5);
  EXPECT_EQ(value(rows, 1, 4), 1);
  EXPECT_DOUBLE_EQ(value(rows, 1, 7), 0.5);
}

TEST(Accreditations, are_listed_soonest_first_and_not_once_renewed) {
  Force force;
  force.officers = {officer({.name = "Soon", .accreditations = {held("pip2", 2023y / May / 1, 2026y / May / 1)}}), officer({.name = "Gone", .accreditations = {held("pip2", 2020y / May / 1, 2023y / May / 1)}}),
                    officer({.name = "Renewed", .accreditations = {held("pip2", 2020y / May / 1, 2023y / May / 1), held("pip2", 2023y / May / 1, 2029y / May / 1)}})};
  const auto section = accreditation_section(force.held(), asked());
  const auto& list = section.tables.at(1);
  ASSERT_EQ(list.rows.size(), 2u);
  EXPECT_EQ(list.rows[0][0].text, "Gone");
  EXPECT_EQ(list.rows[0][4].text, "Run out");
  EXPECT_EQ(list.rows[1][0].text, "Soon");
  EXPECT_EQ(list.rows[1][4].text, "Running out");
  auto nameless = asked();
  nameless.with_names = false;
  EXPECT_EQ(accreditation_section(force.held(), nameless).tables.size(), 1u);
}

TEST(Availability, takes_absences_off_and_counts_who_is_in_date) {
  Force force;
  force.officers = {officer({.name = "There", .accreditations = {held("scaidp", 2025y / January / 1)}, .shifts = {"Early"}, .weekdays = {1}}),
                    officer({.name = "Away", .accreditations = {held("scaidp", 2025y / January / 1)}, .shifts = {"Early"}, .weekdays = {1}, .absences = {{{}, monday, monday}}}),
                    officer({.name = "Out of date", .shifts = {"Early"}, .weekdays = {1}})};
  const auto section = availability_section(force.held(), asked());
  const auto& week = section.tables.at(0);
  ASSERT_EQ(week.rows.size(), 21u);
  EXPECT_EQ(week.rows[0][0].text, "Monday Early");
  EXPECT_EQ(value(week, 0, 2), 3);
  EXPECT_EQ(value(week, 0, 3), 1);
  EXPECT_EQ(value(week, 0, 5), 1);
  EXPECT_EQ(value(week, 1, 2), 0);
}

TEST(Caseload, is_shown_in_order_of_name_and_only_to_those_who_share_work_out) {
  Force force;
  force.officers = {officer({.name = "Zoe"}), officer({.name = "Adam"})};
  force.work = {{.open = true, .level = RiskLevel::high, .owner = casework::Person{force.officers[0]->id, "Zoe"}, .action_owners = {}}};
  const auto section = caseload_section(force.held(), asked());
  EXPECT_EQ(section.tables.at(1).rows.at(0)[1].text, "Adam");
  EXPECT_EQ(value(section.tables[1], 1, 4), test_rules().workforce.level_points.at(RiskLevel::high));
  auto nameless = asked();
  nameless.with_names = false;
  const auto by_team = caseload_section(force.held(), nameless);
  ASSERT_EQ(by_team.tables.size(), 1u);
  for (const auto& row : by_team.tables[0].rows)
    for (const auto& cell : row) EXPECT_EQ(cell.text.find("Zoe"), std::string::npos);
}

TEST(Establishment, by_queueing_and_by_simulation_agree_and_peaks_ask_for_more) {
  const Staffed force;
  const auto sections = workforce_sections(force.held(), asked());
  const auto& required = table(sections, "establishment");
  EXPECT_NEAR(value(required, 0, 1), value(required, 1, 1), 1);
  EXPECT_NEAR(value(required, 0, 2), value(required, 1, 2), 0.05);
  EXPECT_GT(value(required, 2, 1), value(required, 0, 1));      // every call comes between 16:00 and midnight
  for (std::size_t row = 0; row < 4; ++row) EXPECT_GE(value(required, row, 2), 0.9);
}

TEST(WhatIf, training_helps_losing_and_a_surge_hurt) {
  const Staffed force;
  const auto share_if = [&](WhatIf what_if) {
    auto question = asked();
    question.what_if = what_if;
    const auto sections = workforce_sections(force.held(), question);
    const auto& rows = table(sections, "what-if");
    return std::pair(value(rows, 0, 4), value(rows, 1, 4));
  };
  const auto trained = share_if({.train = 20}), lost = share_if({.lose = 6}), surged = share_if({.surge_percent = 30});
  EXPECT_GT(trained.second, trained.first);
  EXPECT_LT(lost.second, lost.first);
  EXPECT_LT(surged.second, surged.first);
  EXPECT_EQ(trained.first, lost.first);
  EXPECT_EQ(share_if({.lose = 500}).second, 0);
}

TEST(Demand, is_gathered_by_the_day_and_hour_of_london_through_a_clock_change) {
  Force force;
  SeededIds ids(3);
  const auto child = force.facts.put_child({.id = ids.next<ChildId>()});
  // Sunday 26 October 2025 has 25 hours; the record begins the day before.
  for (const auto at : {"2025-10-25T12:00:00Z", "2025-10-25T23:30:00Z", "2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z", "2025-10-26T23:30:00Z"}) {
    EpisodeFacts row{.id = ids.next<EpisodeId>(), .child = child, .reported_at = parse_rfc3339(at).value()};
    force.facts.put_episode(row);
  }
  const auto demand = gather_demand(force.facts.scan(), "", now, policy::built_in_forecast_rules());
  EXPECT_EQ(to_iso(demand.daily.first), "2025-10-26");
  EXPECT_EQ(demand.daily.days.at(0), 4u);
  EXPECT_EQ(demand.by_hour[6 * 24 + 0], 1u);               // 23:30 UTC was 00:30 on Sunday
  EXPECT_EQ(demand.by_hour[6 * 24 + 1], 2u);               // 01:30 came twice
  EXPECT_EQ(demand.by_hour[6 * 24 + 23], 1u);
  EXPECT_EQ(demand.daily.days.size(), static_cast<std::size_t>((sys_days(2026y / March / 4) - sys_days(2025y / October / 26)).count()));
}

TEST(Demand, of_one_month_is_not_enough_to_foretell_from) {
  Force month;
  month.officers = {officer({.name = "One", .accreditations = {held("pip2", 2025y / January / 1)}})};
  report_children(month, 30, 6);
  const auto sections = workforce_sections(month.held(), asked());
  EXPECT_NE(sections[4].says.find("not enough to say"), std::string::npos);
  EXPECT_NE(sections[5].says.find("not enough to say"), std::string::npos);
}

}  // namespace lapwing::measures::workforce
