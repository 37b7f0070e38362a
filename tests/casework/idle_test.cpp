// Idle: an open episode in which nobody records anything shouts. What counts as something is what is tested here.
#include <algorithm>

#include "casework/scenario.hpp"

namespace lapwing::casework {
namespace {

class Idle : public testing::Test {
 protected:
  Idle() {
    auto report = plain_report();
    report.level = RiskLevel::medium;
    id = sim.report(report);
    sim.run_until(minutes_after(sim.now, 30));
  }
  const Clock& idle() const { return *std::ranges::find(sim.episode(id).clocks, ClockKind::idle, &Clock::kind); }
  int minutes_allowed() const { return sim.rules->clocks.find(ClockKind::idle, sim.episode(id).level())->due_minutes; }
  bool started_again() const { return idle().started == sim.now && idle().due == minutes_after(sim.now, minutes_allowed()); }

  Simulation sim;
  EpisodeId id;
};

TEST_F(Idle, WorkToFindTheChildStartsItAgain) {
  const auto step = [&](const Command& command) {
    sim.pass(Minutes{1});
    const auto decided = sim.as(supervisor(), command, id);
    ASSERT_TRUE(decided) << decided.error().message;
    EXPECT_TRUE(started_again()) << command_name(command);
    EXPECT_EQ(sim.episode(id).last_activity, sim.now) << command_name(command);
  };
  step(RecordActivity{ActivityKind::note, "Rang her friends."});
  step(ContactInformant{true, "Her mother has heard nothing."});
  step(RecordMention{{MentionKind::place, "the skate park", {}, {}}});
  RecordSighting sighting;
  sighting.seen_at = sim.now;
  sighting.place.text = "The bus station";
  step(sighting);
  step(DeployOfficer{person(officer()), {}, "Her home"});
  step(RecordArrival{sim.episode(id).deployments.back().what.deployment, {}});
  step(RecordReview{RiskLevel::medium, "Visit her friends tonight.", {}, {}});
  step(AssessRisk{RiskLevel::medium, {}, {}});
  ASSERT_FALSE(sim.episode(id).enquiries.empty());
  step(FinishEnquiry{sim.episode(id).enquiries.front().id, EnquiryOutcome::done, "She is not there.", {}});
}

TEST_F(Idle, ThingsThatFindNobodyDoNot) {
  const auto before = idle().due;
  const auto step = [&](const Actor& who, const Command& command) {
    sim.pass(Minutes{1});
    const auto decided = sim.as(who, command, id);
    ASSERT_TRUE(decided) << decided.error().message;
    EXPECT_EQ(idle().due, before) << command_name(command);
  };
  step(supervisor(), SetOwner{person(officer()), {}});
  step(supervisor(), SetEnquiry{"Ask the bus company.", {}});
  step(supervisor(), AssignEnquiry{sim.episode(id).enquiries.back().id, person(officer())});
  step(supervisor(), OfferHandover{person(supervisor_two()), "See the plan.", {}});
  step(supervisor_two(), AcceptHandover{});
  step(supervisor(), SetAction{"Ask the school.", person(officer()), minutes_after(sim.now, 300), {}});
  sim.run_until(minutes_after(idle().warn_at, 1));
  step(supervisor(), AcknowledgeClock{idle().id, "PC Reed will write up the visit.", minutes_after(sim.now, 5)});
}

TEST_F(Idle, LookingAtTheRecordDoesNotStartItAgain) {
  const auto before = idle().due;
  ASSERT_TRUE(sim.as(officer(), NoteRead{"episode", {}, 1}, id));
  EXPECT_EQ(idle().due, before);
}

TEST_F(Idle, NothingTheServiceRecordsStartsItAgain) {
  const auto before = idle().due;
  ASSERT_TRUE(sim.as(service(), RecordActivity{ActivityKind::note, "An automatic line."}, id));
  EXPECT_EQ(idle().due, before);
  EXPECT_NE(sim.episode(id).last_activity, sim.now);
}

TEST_F(Idle, StartingAgainForgetsWhatWasToldOfTheHourBefore) {
  sim.run_until(minutes_after(idle().due, 16));
  ASSERT_EQ(idle().rungs_told, 2);
  ASSERT_TRUE(idle().breached_at);
  sim.must(RecordActivity{ActivityKind::note, "Rang her friends."}, id);
  EXPECT_EQ(phase(idle(), sim.now), ClockPhase::waiting);
  EXPECT_EQ(idle().rungs_told, 0);
  EXPECT_FALSE(idle().breached_at);
  const auto from = sim.recorded.size();
  const auto due = idle().due;
  sim.run_until(minutes_after(due, 1));
  const auto heard = alarms_in(sim.recorded, from);
  EXPECT_TRUE(std::ranges::count(heard, alarm_line(due, "owner", "idle")) == 1);
}

TEST_F(Idle, WorkEndsAnAcknowledgement) {
  sim.run_until(minutes_after(idle().due, 1));
  sim.by = supervisor();
  sim.must(AcknowledgeClock{idle().id, "PC Reed will write up the visit.", minutes_after(sim.now, 60)}, id);
  sim.must(RecordActivity{ActivityKind::visit, "She is not at her friend's."}, id);
  EXPECT_FALSE(idle().silenced_until);
  EXPECT_EQ(phase(idle(), sim.now), ClockPhase::waiting);
}

TEST_F(Idle, HighRiskAllowsLess) {
  sim.must(AssessRisk{RiskLevel::high, {}, {}}, id);
  EXPECT_EQ(minutes_allowed(), 30);
  EXPECT_TRUE(started_again());
  sim.pass(Minutes{5});
  sim.must(RecordActivity{ActivityKind::note, "Rang her friends."}, id);
  EXPECT_TRUE(started_again());
}

TEST_F(Idle, StopsWhenTheChildIsFound) {
  RecordReturn found;
  found.at = sim.now;
  found.where.text = "Her home";
  sim.must(found, id);
  EXPECT_EQ(std::ranges::count(sim.episode(id).clocks, ClockKind::idle, &Clock::kind), 0);
}

}  // namespace
}  // namespace lapwing::casework
