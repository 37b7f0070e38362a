#include "measures/workforce/allocation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fmt/format.h>

#include <algorithm>

#include "measures/workforce/calendar.hpp"
#include "workforce_people.hpp"

namespace lapwing::measures::workforce {

using namespace std::chrono;

namespace {

const Instant now = london("2026-03-04T16:30");                     // a Wednesday, on the Late shift
constexpr Need medium{RiskLevel::medium, false}, high{RiskLevel::high, false}, harm{RiskLevel::high, true};

std::vector<std::string> names(const std::vector<Candidate>& candidates) {
  std::vector<std::string> out;
  for (const auto& one : candidates) out.push_back(one.officer->name);
  return out;
}

Allocation offer(const Officers& officers, const Need& need, const Loads& loads = {}, Instant at = now) { return allocate(officers, need, loads, test_rules(), at); }

}  // namespace

TEST(Allocation, says_why_each_is_offered) {
  const auto given = offer({officer({.name = "Asha Rana", .accreditations = {held("scaidp", 2024y / May / 4, 2027y / May / 3)}, .shifts = {"Late"}})}, harm);
  ASSERT_EQ(given.offered.size(), 1u);
  EXPECT_EQ(given.offered[0].why, "SCAIDP until 3 May 2027, on Late until 23:00, carries 0 of 40 points");
}

TEST(Allocation, says_why_each_is_not_offered) {
  const auto in_date = held("scaidp", 2024y / May / 4, 2027y / May / 3);
  const Date today = 2026y / March / 4;
  const auto given = offer({officer({.name = "A", .accreditations = {held("scaidp", 2022y / May / 4, 2025y / May / 3)}}),
                            officer({.name = "B", .accreditations = {in_date}, .absences = {{{}, today, 2026y / March / 9}}}),
                            officer({.name = "C", .accreditations = {in_date}, .shifts = {"Early"}, .weekdays = {1, 2, 3, 4, 5}}),
                            officer({.name = "D", .accreditations = {in_date}, .shifts = {}}),
                            officer({.name = "E", .accreditations = {held("pip2", 2025y / May / 4)}}),
                            officer({.name = "F"}),
                            officer({.name = "G", .accreditations = {in_date}, .shifts = {"Night"}, .weekdays = {3}}),
                            officer({.name = "H", .accreditations = {held("scaidp", 2026y / April / 1, 2029y / April / 1)}})},
                           harm);
  EXPECT_TRUE(given.offered.empty());
  std::vector<std::string> why;
  for (const auto& one : given.not_offered) why.push_back(one.why);
  EXPECT_EQ(why, (std::vector<std::string>{"SCAIDP ran out on 3 May 2025", "away until 9 March 2026", "off shift, next on Early on Thursday 5 March 2026", "no working pattern is recorded",
                                           "holds no SCAIDP", "holds no PIP 2 or PIP 3 or SCAIDP", "off shift, on Night later today from 23:00", "SCAIDP only from 1 April 2026"}));
}

TEST(Allocation, offers_who_carries_the_smaller_share_of_their_hours_first_and_who_is_full_last) {
  const auto pip2 = held("pip2", 2025y / May / 4);
  const auto full_time = officer({.name = "Full", .accreditations = {pip2}}), half = officer({.name = "Half", .accreditations = {pip2}, .share = 0.5}),
             free = officer({.name = "Zoe", .accreditations = {pip2}}), full = officer({.name = "Aaron", .accreditations = {pip2}});
  Loads loads;
  loads.by_officer[full_time->id] = {12, 2, 0};                      // 12 of 40
  loads.by_officer[half->id] = {8, 1, 0};                            // 8 of 20
  loads.by_officer[full->id] = {40, 5, 0};
  const auto given = offer({full, half, full_time, free}, high, loads);
  EXPECT_EQ(names(given.offered), (std::vector<std::string>{"Zoe", "Full", "Half", "Aaron"}));
  EXPECT_TRUE(given.offered.back().full);
  EXPECT_EQ(given.offered.back().why, "PIP 2, which does not run out, on Late until 23:00, carries 40 of 40 points: already what one officer should hold");
}

TEST(Allocation, of_those_who_carry_the_same_takes_the_episode_s_team_first) {
  const auto pip2 = held("pip2", 2025y / May / 4);
  const Officers officers = {officer({.name = "Abel", .team = "Response B", .accreditations = {pip2}}), officer({.name = "Zoe", .accreditations = {pip2}})};
  EXPECT_EQ(names(allocate(officers, high, {}, test_rules(), now, "Response A").offered), (std::vector<std::string>{"Zoe", "Abel"}));
}

TEST(Allocation, asks_more_for_high_risk_and_for_signs_of_harm) {
  const Officers officers = {officer({.name = "One", .accreditations = {held("pip1", 2025y / May / 4)}}), officer({.name = "Two", .accreditations = {held("pip2", 2025y / May / 4)}}),
                             officer({.name = "Three", .accreditations = {held("scaidp", 2025y / May / 4)}})};
  EXPECT_EQ(names(offer(officers, medium).offered), (std::vector<std::string>{"One", "Three", "Two"}));
  EXPECT_EQ(names(offer(officers, high).offered), (std::vector<std::string>{"Three", "Two"}));
  EXPECT_EQ(names(offer(officers, harm).offered), (std::vector<std::string>{"Three"}));
}

TEST(Allocation, after_midnight_is_still_the_night_shift_of_the_day_before) {
  const auto wednesday_nights = officer({.name = "N", .accreditations = {held("pip2", 2025y / May / 4)}, .shifts = {"Night"}, .weekdays = {3}});
  EXPECT_EQ(offer({wednesday_nights}, high, {}, london("2026-03-05T02:00")).offered.size(), 1u);
  EXPECT_EQ(offer({wednesday_nights}, high, {}, london("2026-03-06T02:00")).offered.size(), 0u);
  EXPECT_EQ(offer({wednesday_nights}, high, {}, london("2026-03-05T02:00")).offered[0].why, "PIP 2, which does not run out, on Night until 07:00, carries 0 of 40 points");
}

TEST(Allocation, without_officers_offers_nobody) {
  EXPECT_TRUE(offer({}, high).offered.empty());
  EXPECT_TRUE(offer({}, high).not_offered.empty());
}

RC_GTEST_PROP(Allocation, never_offers_anybody_who_is_out_of_date_away_or_off_shift, ()) {
  const std::vector<std::string> kinds = {"pip1", "pip2", "pip3", "pip4", "scaidp"}, shifts = {"Early", "Late", "Night"};
  const Instant at = now + minutes(*rc::gen::inRange(0, 60 * 24 * 400));
  const Date today = london_date(at);
  Officers officers;
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    Invented of{.name = fmt::format("Officer {}", i)};
    of.shifts.clear();
    for (const auto& shift : shifts)
      if (*rc::gen::arbitrary<bool>()) of.shifts.push_back(shift);
    of.weekdays.clear();
    for (int day = 1; day <= 7; ++day)
      if (*rc::gen::arbitrary<bool>()) of.weekdays.push_back(day);
    for (const auto& kind : kinds)
      if (*rc::gen::arbitrary<bool>()) {
        const Date awarded = sys_days(today) - days(*rc::gen::inRange(-30, 900));
        of.accreditations.push_back(held(kind, awarded, *rc::gen::arbitrary<bool>() ? std::optional<Date>(sys_days(awarded) + days(*rc::gen::inRange(0, 900))) : std::nullopt));
        if (*rc::gen::inRange(0, 4) == 0) of.accreditations.back().ended = Date(sys_days(today) + days(*rc::gen::inRange(-5, 5)));
      }
    if (*rc::gen::inRange(0, 3) == 0) of.absences.push_back({{}, Date(sys_days(today) - days(*rc::gen::inRange(0, 5))), Date(sys_days(today) + days(*rc::gen::inRange(-5, 5)))});
    officers.push_back(officer(of));
  }
  const Need need{*rc::gen::element(RiskLevel::very_low, RiskLevel::low, RiskLevel::medium, RiskLevel::high), *rc::gen::arbitrary<bool>()};
  const auto given = offer(officers, need, {}, at);
  RC_ASSERT(given.offered.size() + given.not_offered.size() == officers.size());
  const auto& rules = test_rules().workforce;
  for (const auto& one : given.offered) {
    const auto holds = [&](const std::vector<std::string>& wanted) {
      return std::ranges::any_of(one.officer->accreditations, [&](const auto& a) {
        return std::ranges::find(wanted, a.kind) != wanted.end() && a.awarded <= today && (!a.expires || today <= *a.expires) && (!a.ended || today < *a.ended);
      });
    };
    RC_ASSERT(holds(rules.offered_to.at(need.level)));
    RC_ASSERT(!need.harm || holds(rules.offered_with_harm));
    const auto shift = shift_at(test_rules().force, at);
    RC_ASSERT(shift.has_value());
    RC_ASSERT(!absence_on(*one.officer, shift->started_on));
    RC_ASSERT(std::ranges::count(one.officer->pattern->shifts, test_rules().force.shifts[shift->index].name) == 1);
    RC_ASSERT(std::ranges::count(one.officer->pattern->weekdays, static_cast<int>(weekday_index(shift->started_on)) + 1) == 1);
  }
  for (const auto& one : given.not_offered) RC_ASSERT(!one.why.empty());
}

RC_GTEST_PROP(Caseload, is_not_moved_by_ethnicity_nationality_age_or_name, ()) {
  casework::Case held;
  auto episode = std::make_shared<casework::Episode>();
  SeededIds ids(*rc::gen::arbitrary<std::uint64_t>());
  episode->id = ids.next<EpisodeId>();
  held.episodes.push_back(episode);
  held.details.looked_after = *rc::gen::element(Answer::yes, Answer::no, Answer::not_known, Answer::not_asked);
  const auto points = [&] { return episode_points(work_of(held, *episode, test_rules().risk), test_rules().workforce); };
  const int before = points();
  casework::EthnicityRecorded ethnicity;
  ethnicity.ethnicity.code = *rc::gen::element<std::string>("W1", "A1", "B1", "M1", "O9", "NS");
  held.ethnicity = casework::Kept<casework::EthnicityRecorded>{{}, ethnicity};
  held.observed_ethnicity = casework::Kept<casework::ObservedEthnicityRecorded>{{}, {*rc::gen::element<std::string>("IC1", "IC3", "IC4")}};
  held.nationality = casework::Kept<casework::NationalityRecorded>{{}, {*rc::gen::element<std::string>("GB", "VN", "RO")}};
  held.details.given_name = *rc::gen::arbitrary<std::string>();
  held.details.born = 2012y / January / 1;
  RC_ASSERT(points() == before);
}

TEST(Caseload, weighs_risk_harm_groups_care_and_actions_and_goes_to_who_owns_them) {
  const auto one = officer({.name = "One"}), two = officer({.name = "Two"});
  const auto& rules = test_rules().workforce;
  std::vector<OpenWork> work(3);
  work[0] = {.open = true, .level = RiskLevel::high, .harm = true, .linked_group = true, .in_care = true, .owner = casework::Person{one->id, "One"}, .action_owners = {{two->id, "Two"}, {two->id, "Two"}}};
  work[1] = {.team = "Response B", .open = true, .level = RiskLevel::low, .owner = {}, .action_owners = {}};
  work[2] = {.open = false, .level = RiskLevel::high, .owner = casework::Person{one->id, "One"}, .action_owners = {{one->id, "One"}}};
  const auto loads = loads_of(work, rules);
  EXPECT_EQ(loads.of(one->id).points, rules.level_points.at(RiskLevel::high) + rules.harm_points + rules.linked_group_points + rules.in_care_points + rules.open_action_points);
  EXPECT_EQ(loads.of(one->id).episodes, 1u);
  EXPECT_EQ(loads.of(two->id).points, 2 * rules.open_action_points);
  EXPECT_EQ(loads.owned_by_nobody.at("Response B").points, rules.level_points.at(RiskLevel::low));
}

TEST(ShiftAt, follows_the_clocks_through_a_change) {
  const auto& force = test_rules().force;
  const auto before = shift_at(force, london("2026-03-29T00:30"));   // clocks go forward at 01:00
  EXPECT_EQ(force.shifts[before->index].name, "Night");
  EXPECT_EQ(to_iso(before->started_on), "2026-03-28");
  EXPECT_EQ(before->ends, london("2026-03-29T07:00"));
  const auto at_start = shift_at(force, london("2026-10-25T07:00"));
  EXPECT_EQ(force.shifts[at_start->index].name, "Early");
  EXPECT_EQ(to_iso(at_start->started_on), "2026-10-25");
  EXPECT_FALSE(shift_at({}, now));
}

TEST(ExpectedOnShift, spreads_a_week_s_shifts_over_what_the_pattern_names) {
  EXPECT_DOUBLE_EQ(expected_on_shift(*officer({.name = "A", .shifts = {"Late"}, .weekdays = {1, 2, 3, 4, 5}}), 5), 1);
  EXPECT_DOUBLE_EQ(expected_on_shift(*officer({.name = "A", .shifts = {"Early", "Late"}, .weekdays = {1, 2, 3, 4, 5}}), 5), 0.5);
  EXPECT_DOUBLE_EQ(expected_on_shift(*officer({.name = "A", .shifts = {"Late"}, .weekdays = {1, 2, 3, 4, 5}, .share = 0.4}), 5), 0.4);
  EXPECT_DOUBLE_EQ(expected_on_shift(*officer({.name = "A", .shifts = {"Late"}, .weekdays = {6, 7}}), 5), 1);
  EXPECT_DOUBLE_EQ(expected_on_shift(*officer({.name = "A", .shifts = {}}), 5), 0);
}

}  // namespace lapwing::measures::workforce
