// Two people at once: a change made from what is no longer held is refused with both sides; what only adds never is.
#include <boost/json.hpp>

#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

class VersionTest : public ::testing::Test {
 protected:
  Simulation sim;
  EpisodeId id = sim.report();
  const std::uint64_t seen = sim.held().version;
  boost::json::value held_side(const Refusal& refusal) { return boost::json::parse(refusal.held); }
};

TEST_F(VersionTest, AStaleChangeSaysWhoChangedItWhenAndWhatIsHeld) {
  sim.pass(Minutes(5));
  ASSERT_TRUE(sim.as(supervisor(), AssessRisk{RiskLevel::high, {}, {}}, id));
  sim.pass(Minutes(5));
  const auto refusal = sim.refused(AssessRisk{RiskLevel::medium, {}, {}}, id, seen);
  EXPECT_EQ(refusal.kind, RefusalKind::stale);
  EXPECT_NE(refusal.message.find("Sgt Jo Hall"), std::string::npos) << refusal.message;
  EXPECT_NE(refusal.message.find("18:05"), std::string::npos) << refusal.message;
  const auto held = held_side(refusal);
  EXPECT_EQ(held.at("aspect").as_string(), "risk:" + id.text());
  EXPECT_EQ(held.at("changed_by"), "Sgt Jo Hall");
  EXPECT_EQ(held.at("changed_at"), "2026-03-03T18:05:00Z");
  EXPECT_EQ(held.at("held").at("level"), "high");
}

TEST_F(VersionTest, TheSameChangeFromWhatIsHeldNowIsTaken) {
  ASSERT_TRUE(sim.as(supervisor(), AssessRisk{RiskLevel::high, {}, {}}, id));
  EXPECT_TRUE(sim.submit(AssessRisk{RiskLevel::high, {}, {}}, id, sim.held().version));
}

TEST_F(VersionTest, AChangeToSomethingElseDoesNotMatter) {
  ASSERT_TRUE(sim.as(supervisor(), SetOwner{person(supervisor()), {}}, id));
  sim.must(RecordEthnicity{"W1", {}});
  EXPECT_TRUE(sim.submit(AssessRisk{RiskLevel::high, {}, {}}, id, seen));
}

TEST_F(VersionTest, WhatOnlyAddsIsNeverStale) {
  ASSERT_TRUE(sim.as(supervisor(), AssessRisk{RiskLevel::high, {}, {}}, id));
  ASSERT_TRUE(sim.as(officer(), RecordActivity{ActivityKind::note, "Rang the school"}, id));
  RecordSighting sighting{.seen_at = sim.now, .place = {"the park", {}, {}, {}}};
  EXPECT_TRUE(sim.submit(RecordActivity{ActivityKind::note, "Rang the school"}, id, seen));
  EXPECT_TRUE(sim.submit(sighting, id, seen));
  EXPECT_TRUE(sim.submit(ContactInformant{true, "Nothing new"}, id, seen));
  EXPECT_TRUE(sim.submit(DeployOfficer{person(officer()), {}, "the park"}, id, seen));
  EXPECT_TRUE(sim.submit(RecordRiskFacts{{{"carer_worry", Answer::yes, {}, "Dawn Marsh", {}, {}}}}, id, seen));
}

TEST_F(VersionTest, EachEnquiryIsAChangeOfItsOwn) {
  ASSERT_GE(sim.episode(id).enquiries.size(), 2u);
  const auto one = sim.episode(id).enquiries[0].id, other = sim.episode(id).enquiries[1].id;
  ASSERT_TRUE(sim.as(officer(), AssignEnquiry{one, person(officer())}, id));
  EXPECT_TRUE(sim.submit(AssignEnquiry{other, person(officer())}, id, seen));
  const auto refusal = sim.refused(AssignEnquiry{one, person(supervisor())}, id, seen);
  EXPECT_EQ(refusal.kind, RefusalKind::stale);
  EXPECT_EQ(held_side(refusal).at("held").at("assigned_to"), "PC Tom Reed");
}

TEST_F(VersionTest, TheChildsDetailsAreRefusedWithTheDetailsHeld) {
  auto details = sim.held().details;
  details.school = "Northmoor Academy";
  ASSERT_TRUE(sim.as(officer(), ChangeChildDetails{details}));
  const auto refusal = sim.refused(ChangeChildDetails{plain_report().details}, {}, seen);
  EXPECT_EQ(refusal.kind, RefusalKind::stale);
  EXPECT_EQ(held_side(refusal).at("held").at("details").at("school"), "Northmoor Academy");
}

TEST_F(VersionTest, LooksAndAlarmsDoNotMakeAChangeStale) {
  sim.run_until(sim.now + Minutes(24 * 60));
  ASSERT_TRUE(sim.as(service(), NoteRead{"child", {}, 1}));
  EXPECT_EQ(sim.held().version, seen);
  EXPECT_GT(sim.head(), seen);
}

// Closing and reopening are folded directly: what closing asks for is tested in closing_test.cpp.
TEST_F(VersionTest, AChangeFromBeforeItWasClosedAndReopenedIsStale) {
  Case held = sim.held();
  evolve(held, {Stamp{900, sim.now, supervisor()}, id, EpisodeClosed{"found safe"}});
  EXPECT_FALSE(held.changed.contains("risk:" + id.text()));
  SeededIds ids(8);
  Context context{sim.now, officer(), test_rules(), ids};
  const auto closed = decide(held, SetOwner{person(officer()), {}}, id, {}, context);
  ASSERT_FALSE(closed);
  EXPECT_EQ(closed.error().kind, RefusalKind::not_yet);
  EXPECT_TRUE(decide(held, RecordActivity{ActivityKind::note, "The mother rang"}, id, {}, context));
  evolve(held, {Stamp{901, sim.now, supervisor()}, id, EpisodeReopened{"seen again"}});
  const auto stale = decide(held, SetOwner{person(officer()), {}}, id, seen, context);
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().kind, RefusalKind::stale);
}

}  // namespace
}  // namespace lapwing::casework
