#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "casework/scenario.hpp"

namespace lapwing::casework {
namespace {

using std::chrono::microseconds;

const Clock* running(const Episode& episode, ClockKind kind) {
  const auto found = std::ranges::find(episode.clocks, kind, &Clock::kind);
  return found == episode.clocks.end() ? nullptr : &*found;
}

class ClockScenario : public testing::TestWithParam<Scenario> {};
TEST_P(ClockScenario, IsAsTheFileSays) { run(GetParam()); }
INSTANTIATE_TEST_SUITE_P(Clocks, ClockScenario, testing::ValuesIn(read_scenarios("clocks.txt")), [](const auto& info) {
  std::string name;
  for (const char c : info.param.name)
    if (std::isalnum(static_cast<unsigned char>(c))) name += c;
  return name;
});

ReportMissing report_at(RiskLevel level) {
  auto report = plain_report();
  report.level = level;
  if (level < RiskLevel::medium) report.lower_reason = "Seen on the bus home with her aunt ten minutes ago.";
  return report;
}

// ---- the shape of a clock -------------------------------------------------------------------------------------------------
TEST(Clocks, CarryTheRulesTheyWereSetUnder) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  int set = 0;
  for (const auto& recorded : sim.recorded)
    if (const auto* event = std::get_if<ClockSet>(&recorded.event)) {
      EXPECT_EQ(event->rules_digest, sim.rules->digest);
      EXPECT_EQ(event->ladder.front().at, event->due);
      ++set;
    }
  EXPECT_EQ(set, 5);
  EXPECT_EQ(sim.episode(id).clocks.size(), 5u);
}

TEST(Clocks, ARunningClockIsNotMovedByNewRules) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  const auto due = running(sim.episode(id), ClockKind::first_deployment)->due;
  auto changed = test_rules();
  for (auto& [level, rule] : changed.clocks.rules[ClockKind::first_deployment]) rule.due_minutes *= 2;
  sim.rules = &changed;
  sim.must(RecordActivity{ActivityKind::note, "Rang her sister."}, id);
  EXPECT_EQ(running(sim.episode(id), ClockKind::first_deployment)->due, due);
}

TEST(Clocks, TheReturnInterviewIsDueSeventyTwoElapsedHoursAfterTheReturn) {
  Simulation sim(1, at("2026-03-27T22:00:00Z"));   // the clocks go forward on the 29th
  const auto id = sim.report(report_at(RiskLevel::medium));
  RecordReturn found;
  found.at = at("2026-03-27T23:30:00Z");
  found.where.text = "Her aunt's";
  sim.run_until(at("2026-03-28T08:00:00Z"));
  sim.must(found, id);
  EXPECT_EQ(running(sim.episode(id), ClockKind::return_interview)->due, at("2026-03-30T23:30:00Z"));
}

TEST(Clocks, AnInterviewHeldInTimeAndWrittenUpLateIsNotLate) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  RecordReturn found;
  found.at = sim.now;
  found.where.text = "Her home";
  sim.must(found, id);
  const auto held_at = minutes_after(sim.now, 60);
  sim.run_until(minutes_after(sim.now, 24 * 60));
  HoldInterview interview;
  interview.at = held_at;
  const auto met = only<ClockMet>(sim.must(interview, id));
  ASSERT_EQ(met.size(), 1u);
  EXPECT_EQ(met[0].kind, ClockKind::prevention_interview);
  EXPECT_FALSE(met[0].late);
}

TEST(Clocks, StoppingSaysWhy) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  const auto raised = only<ClockStopped>(sim.must(AssessRisk{RiskLevel::high, {}, {}}, id));
  ASSERT_FALSE(raised.empty());
  for (const auto& stopped : raised) EXPECT_EQ(stopped.why, "the risk is now high");
  RecordReturn found;
  found.at = sim.now;
  found.where.text = "Her home";
  const auto stopped = only<ClockStopped>(sim.must(found, id));
  EXPECT_EQ(stopped.size(), 5u);
  for (const auto& one : stopped) EXPECT_EQ(one.why, "the child was found");
}

TEST(Clocks, ALevelThatNobodyDecidedNeverGivesMoreTime) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::high));
  const auto before = sim.episode(id);
  auto after = before;
  RiskAssessed lower;
  lower.level = RiskLevel::low;
  lower.provisional = true;
  after.assessments.push_back({{}, lower});
  SeededIds ids(2);
  Context context{minutes_after(sim.now, 5), call_handler(), test_rules(), ids, {}};
  EXPECT_TRUE(follow(test_rules(), &before, after, {Recorded{{}, id, lower}}, context).empty());
}

TEST(Clocks, AChangeOfRiskLeavesTheEndOfTheShiftWhereItIs) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  auto held = *running(sim.episode(id), ClockKind::handover);
  for (const auto level : {RiskLevel::low, RiskLevel::high}) {
    sim.must(AssessRisk{level, "Her aunt has spoken to her twice since.", {}}, id);
    const auto now = *running(sim.episode(id), ClockKind::handover);
    EXPECT_NE(now.id, held.id);   // the ladder is another at each of these levels
    EXPECT_EQ(now.due, held.due);
    held = now;
  }
}

TEST(Clocks, RiskRaisedAfterTheReturnBringsTheInterviewNearerToTheReturn) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  RecordReturn found;
  found.at = sim.now;
  found.where.text = "Her home";
  sim.must(found, id);
  const auto due_at_medium = running(sim.episode(id), ClockKind::prevention_interview)->due;
  sim.run_until(minutes_after(sim.now, 60));
  sim.must(AssessRisk{RiskLevel::high, {}, {}}, id);
  const auto due = running(sim.episode(id), ClockKind::prevention_interview)->due;
  EXPECT_LT(due, due_at_medium);
  EXPECT_EQ(due, minutes_after(found.at, test_rules().clocks.find(ClockKind::prevention_interview, RiskLevel::high)->due_minutes));
}

// ---- a breach is never lost ------------------------------------------------------------------------------------------------
TEST(Clocks, WhatMeetsAClockLateFirstTellsWhoShouldHaveHeard) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  sim.pass(Minutes{76});   // nobody raised an alarm: the service was down
  const auto events = sim.must(DeployOfficer{person(officer()), {}, "Her home"}, id);
  const auto climbed = only<ClockClimbed>(events);
  EXPECT_EQ(std::ranges::count(climbed, ClockKind::first_deployment, &ClockClimbed::kind), 2);
  EXPECT_EQ(std::ranges::count(climbed, ClockKind::idle, &ClockClimbed::kind), 2);
  const auto met = only<ClockMet>(events);
  ASSERT_EQ(met.size(), 1u);
  EXPECT_TRUE(met[0].late);
  EXPECT_EQ(count<ClockClimbed>(sim.must(RaiseAlarms{}, id)), 0);
  EXPECT_EQ(running(sim.episode(id), ClockKind::idle)->rungs_told, 0);   // what was said was of the idle hour before
}

TEST(Clocks, AnAcknowledgementKeepsTheDueTimeAndTheBreach) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  sim.run_until(minutes_after(sim.now, 61));
  const auto before = *running(sim.episode(id), ClockKind::first_deployment);
  sim.by = supervisor();
  sim.must(AcknowledgeClock{before.id, "PC Reed leaves in ten minutes.", minutes_after(sim.now, 30)}, id);
  const auto after = *running(sim.episode(id), ClockKind::first_deployment);
  EXPECT_EQ(after.due, before.due);
  EXPECT_EQ(after.breached_at, before.due);
  EXPECT_EQ(after.silenced_by->name, supervisor().name);
  EXPECT_EQ(after.silenced_reason, "PC Reed leaves in ten minutes.");
}

TEST(Clocks, AnAcknowledgementFirstTellsWhatHadComeRound) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  sim.pass(Minutes{61});
  const auto clock = running(sim.episode(id), ClockKind::first_deployment)->id;
  sim.by = supervisor();
  const auto events = sim.must(AcknowledgeClock{clock, "PC Reed leaves in ten minutes.", minutes_after(sim.now, 30)}, id);
  EXPECT_EQ(count<ClockWarned>(events), 2);
  EXPECT_EQ(count<ClockClimbed>(events), 2);
  EXPECT_TRUE(std::holds_alternative<ClockAcknowledged>(events.back().event));
  EXPECT_EQ(count<ClockClimbed>(sim.must(RaiseAlarms{}, id)), 0);
}

TEST(Clocks, OnlyANamedPersonAcknowledges) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  sim.run_until(minutes_after(sim.now, 61));
  const AcknowledgeClock command{running(sim.episode(id), ClockKind::idle)->id, "It will be looked at.", minutes_after(sim.now, 5)};
  const auto refused = sim.as(service(), command, id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, RefusalKind::not_allowed);
}

TEST(Clocks, AnAcknowledgementSaysWhatIsWrongWithEachField) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::high));
  sim.run_until(minutes_after(sim.now, 16));
  const auto clock = running(sim.episode(id), ClockKind::first_deployment)->id;
  const auto refusal = sim.refused(AcknowledgeClock{clock, "   later    ", minutes_after(sim.now, 61)}, id);
  EXPECT_TRUE(names_field(refusal, "what_will_happen"));
  EXPECT_TRUE(names_field(refusal, "until"));
  EXPECT_EQ(sim.refused(AcknowledgeClock{ItemId{}, "PC Reed is going.", minutes_after(sim.now, 5)}, id).kind, RefusalKind::not_found);
}

// ---- the top of the ladder ---------------------------------------------------------------------------------------------------
TEST(Clocks, TheTopOfTheLadderHearsHourlyForADayAndDailyFromThen) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  sim.run_until(minutes_after(sim.now, 60 * 24 * 4));
  std::vector<Instant> heard;
  for (const auto& recorded : sim.recorded)
    if (const auto* climbed = std::get_if<ClockClimbed>(&recorded.event))
      if (climbed->kind == ClockKind::first_deployment && climbed->to == Rung::superintendent) heard.push_back(climbed->at);
  ASSERT_EQ(heard.size(), 1u + 24 + 2);
  for (int i = 1; i <= 24; ++i) EXPECT_EQ(heard[i] - heard[i - 1], Minutes{60});
  EXPECT_EQ(heard[25] - heard[24], Minutes{24 * 60});
  EXPECT_EQ(phase(*running(sim.episode(id), ClockKind::first_deployment), sim.now), ClockPhase::breached);
}

TEST(Clocks, ACallDatedYearsAgoDoesNotFloodThePeopleWhoHear) {
  Simulation sim;
  auto report = report_at(RiskLevel::medium);
  report.reported_at = at("1970-01-01T00:00:00Z");
  const auto id = sim.report(report);
  const auto heard = count<ClockClimbed>(sim.must(RaiseAlarms{}, id));
  EXPECT_GT(heard, 4);
  EXPECT_LT(heard, 50);
}

TEST(Clocks, AReopenedEpisodeIsReviewedUntilTheReturnIsRecordedAgain) {
  Episode before, after;
  after.returned = Kept<ReturnRecorded>{};
  after.returned->what.at = at("2026-03-03T12:00:00Z");
  after.report.reported_at = at("2026-03-03T10:00:00Z");
  before = after;
  after.reopened = Kept<EpisodeReopened>{};
  SeededIds ids(1);
  Context context{at("2026-03-04T09:00:00Z"), supervisor(), test_rules(), ids, {}};
  const Recorded reopened{{}, after.id, EpisodeReopened{"Found to be a mistake."}};
  bool reviewed = false;
  for (const auto& event : follow(test_rules(), &before, after, {reopened}, context)) {
    const auto* set = std::get_if<ClockSet>(&event);
    ASSERT_TRUE(set);
    reviewed = reviewed || set->kind == ClockKind::review;
    EXPECT_NE(set->kind, ClockKind::idle);
  }
  EXPECT_TRUE(reviewed);
}

// ---- whatever happens, in whatever order -------------------------------------------------------------------------------------
struct Step {
  int what = 0, minutes = 0;
};
void showValue(const Step& step, std::ostream& os) { os << "{" << step.what << " after " << step.minutes << " min}"; }

rc::Gen<std::vector<Step>> steps() {
  return rc::gen::container<std::vector<Step>>(rc::gen::build<Step>(rc::gen::set(&Step::what, rc::gen::inRange(0, 14)),
                                                                    rc::gen::set(&Step::minutes, rc::gen::inRange(0, 130))));
}

// One thing somebody might do; a refusal is as good as not doing it.
void take(Simulation& sim, EpisodeId id, int what) {
  const auto& episode = sim.episode(id);
  const auto level = [&](RiskLevel to) { sim.submit(AssessRisk{to, "She was seen with her aunt on the bus.", {}}, id); };
  switch (what) {
    case 0: sim.submit(RecordActivity{ActivityKind::note, "Rang her friends."}, id); break;
    case 1: sim.submit(DeployOfficer{person(officer()), {}, "Her home"}, id); break;
    case 2: sim.as(supervisor(), RecordReview{episode.level(), "Visit her friends.", {}, {}}, id); break;
    case 3: level(RiskLevel::low); break;
    case 4: level(RiskLevel::medium); break;
    case 5: level(RiskLevel::high); break;
    case 6:
      for (const auto& clock : std::vector<Clock>(episode.clocks))
        sim.as(supervisor(), AcknowledgeClock{clock.id, "Somebody goes within the half hour.", minutes_after(sim.now, 25)}, id);
      break;
    case 7: sim.as(supervisor(), OfferHandover{person(supervisor_two()), "See the plan.", {}}, id); break;
    case 8: sim.as(supervisor_two(), AcceptHandover{}, id); break;
    case 9: {
      RecordReturn found;
      found.at = sim.now;
      found.where.text = "Her home";
      sim.submit(found, id);
      break;
    }
    case 10: sim.submit(HoldInterview{}, id); break;
    case 11: sim.submit(SetAction{"Visit the school.", person(officer()), minutes_after(sim.now, 45), {}}, id); break;
    case 12:
      if (!episode.actions.empty()) sim.submit(CompleteAction{episode.actions.back().what.id, "Visited."}, id);
      break;
    default: break;   // nothing happens
  }
}

RC_GTEST_PROP(AnySequence, LeavesNothingOverdueUntoldOnceAlarmsAreRaised, ()) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  for (const auto& step : *steps()) {
    sim.pass(Minutes{step.minutes});
    take(sim, id, step.what);
    sim.as(service(), RaiseAlarms{}, id);
    for (const auto& clock : sim.episode(id).clocks) {
      RC_ASSERT(*next_deadline(clock) > sim.now);
      if (clock.silenced_until && sim.now < *clock.silenced_until) continue;
      if (sim.now < clock.ladder.front().at) continue;
      RC_ASSERT(clock.rungs_told > 0);
      RC_ASSERT(clock.breached_at == clock.due);
    }
    const auto again = sim.as(service(), RaiseAlarms{}, id);
    RC_ASSERT(again && again->empty());
  }
}

RC_GTEST_PROP(AnySequence, RaisesTheSameAlarmsMinuteByMinuteAsAllAtOnce, ()) {
  Simulation each_minute, late;
  const auto id = each_minute.report(report_at(RiskLevel::medium));
  late.report(report_at(RiskLevel::medium));
  for (const auto& step : *steps()) {
    for (int i = 0; i < step.minutes; ++i) {
      each_minute.pass(Minutes{1});
      each_minute.as(service(), RaiseAlarms{}, id);
    }
    late.pass(Minutes{step.minutes});
    take(each_minute, id, step.what);
    take(late, id, step.what);
  }
  late.as(service(), RaiseAlarms{}, id);
  each_minute.as(service(), RaiseAlarms{}, id);
  RC_ASSERT(alarms_in(each_minute.recorded) == alarms_in(late.recorded));
}

RC_GTEST_PROP(AnySequence, KnowsExactlyWhenItNextSpeaks, ()) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  for (const auto& step : *steps()) {
    take(sim, id, step.what);
    sim.as(service(), RaiseAlarms{}, id);
    const auto next = next_deadline(sim.episode(id));
    if (!next) continue;
    sim.now = *next - microseconds{1};
    RC_ASSERT(sim.as(service(), RaiseAlarms{}, id)->empty());
    sim.now = *next;
    RC_ASSERT(!sim.as(service(), RaiseAlarms{}, id)->empty());
    sim.now = std::max(sim.now, *next + Minutes{step.minutes % 7});
  }
}

// A clock leaves the list only by being met or stopped in the same step, and one that stays is quiet only while acknowledged.
RC_GTEST_PROP(AnySequence, NeverSilencesAClockByItself, ()) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  for (const auto& step : *steps()) {
    sim.pass(Minutes{step.minutes});
    const auto before = sim.episode(id).clocks;
    const auto from = sim.recorded.size();
    take(sim, id, step.what);
    sim.as(service(), RaiseAlarms{}, id);
    for (const auto& clock : before) {
      bool ended = false;
      for (std::size_t i = from; i < sim.recorded.size(); ++i) {
        const auto* met = std::get_if<ClockMet>(&sim.recorded[i].event);
        const auto* stopped = std::get_if<ClockStopped>(&sim.recorded[i].event);
        ended = ended || (met && met->clock == clock.id) || (stopped && stopped->clock == clock.id);
      }
      RC_ASSERT(ended != (std::ranges::count(sim.episode(id).clocks, clock.id, &Clock::id) == 1));
    }
    for (const auto& clock : sim.episode(id).clocks)
      if (sim.now >= clock.due)
        RC_ASSERT(phase(clock, sim.now) == ClockPhase::breached || (clock.silenced_until && *clock.silenced_until > sim.now));
  }
}

RC_GTEST_PROP(AnySequence, RaisingTheRiskNeverGivesMoreTime, ()) {
  Simulation sim;
  const auto id = sim.report(report_at(RiskLevel::medium));
  for (const auto& step : *steps()) {
    sim.pass(Minutes{step.minutes});
    take(sim, id, step.what);
    sim.as(service(), RaiseAlarms{}, id);
    const auto before = sim.episode(id);
    if (before.level() == RiskLevel::high) continue;
    sim.submit(AssessRisk{RiskLevel::high, {}, {}}, id);
    for (const auto kind : {ClockKind::first_deployment, ClockKind::review, ClockKind::prevention_interview}) {
      const auto* held = running(before, kind);
      const auto* now = running(sim.episode(id), kind);
      if (held) RC_ASSERT(now && now->due <= held->due);
    }
  }
}

}  // namespace
}  // namespace lapwing::casework
