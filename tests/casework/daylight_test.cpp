// Clocks count elapsed minutes, and only the end of a shift is a time on the wall. The clocks go forward on 29 March 2026 at 01:00 UTC
// and back on 25 October 2026 at 01:00 UTC.
#include <algorithm>

#include "casework/clock_setting.hpp"
#include "casework/scenario.hpp"

namespace lapwing::casework {
namespace {

Clock running(const Episode& episode, ClockKind kind) {
  return *std::ranges::find(episode.clocks, kind, &Clock::kind);
}

EpisodeId report_medium(Simulation& sim) {
  auto report = plain_report();
  report.level = RiskLevel::medium;
  return sim.report(report);
}

class AcrossTheChange : public testing::TestWithParam<const char*> {};

TEST_P(AcrossTheChange, AnHourIsSixtyElapsedMinutes) {
  for (int minutes_before = 0; minutes_before <= 60; minutes_before += 10) {
    Simulation sim(1, minutes_after(at(GetParam()), -minutes_before));
    const auto id = report_medium(sim);
    EXPECT_EQ(running(sim.episode(id), ClockKind::first_deployment).due - sim.now, Minutes{60});
    EXPECT_EQ(running(sim.episode(id), ClockKind::idle).due - sim.now, Minutes{60});
    EXPECT_EQ(running(sim.episode(id), ClockKind::review).due - sim.now, Minutes{240});
  }
}

TEST_P(AcrossTheChange, AlarmsAreAsFarApartAsOnAnyOtherNight) {
  const auto told_after = [](Instant start) {
    Simulation sim(1, start);
    const auto id = report_medium(sim);
    sim.run_until(minutes_after(start, 180));
    std::vector<std::pair<ClockKind, std::int64_t>> out;
    for (const auto& one : sim.recorded)
      if (const auto* climbed = std::get_if<ClockClimbed>(&one.event))
        if (climbed->kind != ClockKind::handover) out.emplace_back(climbed->kind, (climbed->at - start) / Minutes{1});
    EXPECT_TRUE(sim.episode(id).is_missing());
    return out;
  };
  const auto usual = told_after(at("2026-06-10T00:30:00Z"));
  ASSERT_FALSE(usual.empty());
  EXPECT_EQ(told_after(minutes_after(at(GetParam()), -30)), usual);
}

INSTANTIATE_TEST_SUITE_P(Nights, AcrossTheChange, testing::Values("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"));

TEST(ShiftEnd, IsSevenOnTheWallOnBothChangeDays) {
  Simulation spring(1, at("2026-03-28T23:30:00Z"));
  EXPECT_EQ(running(spring.episode(report_medium(spring)), ClockKind::handover).due, at("2026-03-29T06:00:00Z"));
  Simulation autumn(1, at("2026-10-24T22:30:00Z"));
  EXPECT_EQ(running(autumn.episode(report_medium(autumn)), ClockKind::handover).due, at("2026-10-25T07:00:00Z"));
}

TEST(ShiftEnd, IsTheOneThatIsOnWhateverTheHour) {
  const auto& force = test_rules().force;   // shifts from 07:00, 15:00 and 23:00
  EXPECT_EQ(shift_end(force, at("2026-03-03T06:59:59Z")), at("2026-03-03T07:00:00Z"));
  EXPECT_EQ(shift_end(force, at("2026-03-03T07:00:00Z")), at("2026-03-03T15:00:00Z"));
  EXPECT_EQ(shift_end(force, at("2026-03-03T23:00:00Z")), at("2026-03-04T07:00:00Z"));
  EXPECT_EQ(shift_end(force, at("2026-07-01T06:30:00Z")), at("2026-07-01T14:00:00Z"));
  EXPECT_FALSE(shift_end(policy::ForcePolicy{}, at("2026-03-03T07:00:00Z")));
}

TEST(ShiftEnd, AHandoverInTheLastHourIsThatShiftsAndAnEarlierOneIsNot) {
  const auto& force = test_rules().force;
  const auto due = at("2026-03-03T15:00:00Z");
  EXPECT_EQ(handover_after(force, due, at("2026-03-03T14:00:00Z")), at("2026-03-03T23:00:00Z"));
  EXPECT_EQ(handover_after(force, due, at("2026-03-03T13:59:00Z")), due);
  EXPECT_EQ(handover_after(force, due, at("2026-03-03T15:20:00Z")), at("2026-03-03T23:00:00Z"));
  EXPECT_EQ(handover_after(force, due, at("2026-03-04T01:00:00Z")), at("2026-03-04T07:00:00Z"));
}

TEST(ReturnInterview, IsSeventyTwoElapsedHoursAcrossTheAutumnChange) {
  Simulation sim(1, at("2026-10-23T18:00:00Z"));
  const auto id = report_medium(sim);
  sim.run_until(at("2026-10-24T09:00:00Z"));
  RecordReturn found;
  found.at = sim.now;
  found.where.text = "Her aunt's";
  sim.must(found, id);
  EXPECT_EQ(running(sim.episode(id), ClockKind::return_interview).due, at("2026-10-27T09:00:00Z"));
}

}  // namespace
}  // namespace lapwing::casework
