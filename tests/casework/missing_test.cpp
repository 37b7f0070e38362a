// From the call to the search: reporting, deploying, sightings, reviews and handovers.
#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

class MissingTest : public ::testing::Test {
 protected:
  Simulation sim;
};

// ---- reports that are refused ----
TEST_F(MissingTest, AReportOfNobodyIsRefused) {
  EXPECT_TRUE(names_field(sim.refused(plain_report("", "")), "details.given_name"));
}

TEST_F(MissingTest, AReportWithTimesStillToComeIsRefusedAndSaysWhich) {
  auto report = plain_report();
  report.reported_at = sim.now + Minutes(1);
  report.last_seen.at = sim.now + Minutes(1);
  report.review_at = sim.now;
  const auto refusal = sim.refused(report);
  EXPECT_TRUE(names_field(refusal, "reported_at"));
  EXPECT_TRUE(names_field(refusal, "last_seen.at"));
  EXPECT_TRUE(names_field(refusal, "review_at"));
  EXPECT_EQ(sim.held().events, 0u) << "nothing half-written";
}

TEST_F(MissingTest, AReportToAnAreaTheForceDoesNotHaveIsRefused) {
  auto report = plain_report();
  report.area = "Atlantis";
  report.team = "Team Z";
  const auto refusal = sim.refused(report);
  EXPECT_TRUE(names_field(refusal, "area"));
  EXPECT_TRUE(names_field(refusal, "team"));
}

TEST_F(MissingTest, AnUnknownRiskQuestionIsRefusedWithItsPlace) {
  auto report = plain_report();
  report.risk_answers.push_back({"no_such_question", Answer::yes, {}, {}, {}, {}});
  EXPECT_TRUE(names_field(sim.refused(report), "risk_answers[0].question"));
}

TEST_F(MissingTest, AChildAlreadyMissingIsNotReportedTwice) {
  const auto id = sim.report();
  const auto refusal = sim.refused(plain_report());
  EXPECT_EQ(refusal.kind, RefusalKind::not_yet);
  EXPECT_NE(refusal.message.find(sim.episode(id).report.reference), std::string::npos);
}

// ---- what every report does ----
TEST_F(MissingTest, EveryReportRecordsAssessesSetsStepsAndAReviewTime) {
  const auto id = sim.report();
  const auto& episode = sim.episode(id);
  EXPECT_EQ(episode.report.reference, "M-2026-000001");
  EXPECT_EQ(episode.report.reported_at, sim.now);
  ASSERT_EQ(episode.assessments.size(), 1u);
  EXPECT_TRUE(episode.assessments.front().what.provisional);
  EXPECT_EQ(episode.assessments.front().what.rules_digest, test_rules().digest);
  EXPECT_FALSE(episode.enquiries.empty());
  const bool reviewed = std::any_of(episode.clocks.begin(), episode.clocks.end(),
                                    [](const Clock& c) { return c.kind == ClockKind::review || c.kind == ClockKind::reassessment; });
  EXPECT_TRUE(reviewed);
}

TEST_F(MissingTest, WhatWasAgreedWithTheCallerIsOnTheList) {
  auto report = plain_report();
  report.tracing_steps = {"Ring her friend Ellie", " "};
  const auto id = sim.report(report);
  const auto& list = sim.episode(id).enquiries;
  const auto agreed = std::count_if(list.begin(), list.end(), [](const auto& e) { return e.why == "agreed with Dawn Marsh"; });
  EXPECT_EQ(agreed, 1);
}

TEST_F(MissingTest, WhomTheCallerNamedIsKeptOnceWithWhoSaidIt) {
  auto report = plain_report();
  report.might_be = {{MentionKind::person, "her boyfriend Kyle", {}, {}}, {MentionKind::place, "the house in Linthorpe", {}, {}}};
  report.last_seen.with = "Her boyfriend  Kyle";
  const auto id = sim.report(report);
  const auto& mentions = sim.episode(id).mentions;
  ASSERT_EQ(mentions.size(), 2u);
  EXPECT_EQ(mentions[0].what.label, "her boyfriend Kyle");
  EXPECT_EQ(mentions[0].what.said_by, "Dawn Marsh");
  EXPECT_EQ(mentions[0].what.arose_from, "report");
}

TEST_F(MissingTest, AnswersAreSuppliedByTheCallerUnlessSaidOtherwise) {
  auto report = plain_report();
  report.risk_answers.push_back({"carer_worry", Answer::yes, {}, {}, {}, {}});
  const auto id = sim.report(report);
  ASSERT_EQ(sim.episode(id).facts.size(), 1u);
  EXPECT_EQ(sim.episode(id).facts.front().what.supplied_by, "Dawn Marsh");
}

TEST_F(MissingTest, TheCallHandlersLevelIsADecisionAndNotProvisional) {
  auto report = plain_report();
  report.level = RiskLevel::high;
  const auto id = sim.report(report);
  EXPECT_EQ(sim.episode(id).level(), RiskLevel::high);
  EXPECT_FALSE(sim.episode(id).assessments.front().what.provisional);
}

TEST_F(MissingTest, ALevelBelowWhatTheFactsPointToNeedsAReason) {
  auto report = plain_report();
  report.risk_answers.push_back({"harm_taken", Answer::yes, {}, {}, {}, {}});
  report.level = RiskLevel::low;
  EXPECT_TRUE(names_field(sim.refused(report), "lower_reason"));
}

TEST_F(MissingTest, ReportingAChildAlreadyHeldAddsAndNeverBlanks) {
  auto details = plain_report().details;
  details.phones = {"07700 900111"};
  details.school = "Northmoor Academy";
  sim.must(RegisterChild{details, "call"});
  ReportMissing report;
  report.informant.name = "Dawn Marsh";
  report.details.phones = {"07700 900222"};
  const auto events = sim.must(report);
  EXPECT_EQ(count<ChildDetailsChanged>(events), 1);
  EXPECT_EQ(sim.held().details.given_name, "Kayleigh");
  EXPECT_EQ(sim.held().details.school, "Northmoor Academy");
  EXPECT_EQ(sim.held().details.phones, (std::vector<std::string>{"07700 900111", "07700 900222"}));
}

TEST_F(MissingTest, ReportingAChildAlreadyHeldWithNothingNewChangesNoDetails) {
  sim.must(RegisterChild{plain_report().details, "call"});
  EXPECT_EQ(count<ChildDetailsChanged>(sim.must(plain_report())), 0);
}

// ---- the search ----
TEST_F(MissingTest, CommandsOnAnEpisodeNobodyOpenedAreNotFound) {
  sim.report();
  EXPECT_EQ(sim.refused(RecordActivity{ActivityKind::note, "x"}, SeededIds(77).next<EpisodeId>()).kind, RefusalKind::not_found);
  EXPECT_EQ(sim.refused(RecordActivity{ActivityKind::note, "x"}).kind, RefusalKind::not_found);
}

TEST_F(MissingTest, OnlyANamedOfficerIsDeployed) {
  const auto id = sim.report();
  EXPECT_TRUE(names_field(sim.refused(DeployOfficer{{{}, " "}, {}, "the home address"}, id), "officer.name"));
  EXPECT_TRUE(names_field(sim.refused(DeployOfficer{person(officer()), {}, ""}, id), "going_to"));
  sim.must(DeployOfficer{person(officer()), "1234", "the home address"}, id);
  EXPECT_EQ(sim.episode(id).deployments.size(), 1u);
}

TEST_F(MissingTest, AnArrivalIsOfAKnownDeploymentAndCountsOnce) {
  const auto id = sim.report();
  EXPECT_EQ(sim.refused(RecordArrival{SeededIds(5).next<ItemId>(), {}}, id).kind, RefusalKind::not_found);
  sim.must(DeployOfficer{person(officer()), {}, "the home address"}, id);
  const auto deployment = sim.episode(id).deployments.front().what.deployment;
  EXPECT_TRUE(names_field(sim.refused(RecordArrival{deployment, sim.now + Minutes(1)}, id), "at"));
  EXPECT_EQ(count<OfficerArrived>(sim.must(RecordArrival{deployment, {}}, id)), 1);
  EXPECT_TRUE(sim.must(RecordArrival{deployment, {}}, id).empty());
}

TEST_F(MissingTest, ASightingStillToComeIsRefused) {
  const auto id = sim.report();
  RecordSighting sighting;
  sighting.seen_at = sim.now + Minutes(1);
  const auto refusal = sim.refused(sighting, id);
  EXPECT_TRUE(names_field(refusal, "seen_at"));
  EXPECT_TRUE(names_field(refusal, "place.text"));
}

TEST_F(MissingTest, WhoeverTheChildWasSeenWithIsNamed) {
  const auto id = sim.report();
  RecordSighting sighting;
  sighting.seen_at = sim.now - Minutes(10);
  sighting.place.text = "the bus station";
  sighting.with = "a man in a grey coat";
  sighting.mentions = {{MentionKind::vehicle, "a silver van", {}, {}}};
  sim.must(sighting, id);
  ASSERT_EQ(sim.episode(id).mentions.size(), 2u);
  EXPECT_EQ(sim.episode(id).mentions[1].what.label, "a man in a grey coat");
  EXPECT_EQ(sim.episode(id).mentions[1].what.arose_from, "sighting");
}

TEST_F(MissingTest, WorkIsTheLastActivityAndALookIsNot) {
  const auto id = sim.report();
  sim.pass(Minutes(5));
  sim.must(RecordActivity{ActivityKind::visit, "Called at the home address"}, id);
  const auto worked = sim.now;
  sim.pass(Minutes(5));
  sim.must(NoteRead{"child", {}, 1});
  EXPECT_EQ(sim.episode(id).last_activity, worked);
  EXPECT_EQ(sim.episode(id).last_activity_word, "activity_recorded");
}

// ---- supervising ----
TEST_F(MissingTest, AReviewConfirmsAProvisionalRisk) {
  const auto id = sim.report();
  sim.by = supervisor();
  sim.must(RecordReview{sim.episode(id).level(), "Search the park", {}, {}}, id);
  ASSERT_EQ(sim.episode(id).assessments.size(), 2u);
  EXPECT_FALSE(sim.episode(id).assessments.back().what.provisional);
  EXPECT_EQ(count<RiskAssessed>(sim.must(RecordReview{sim.episode(id).level(), "Go on", {}, {}}, id)), 0);
}

TEST_F(MissingTest, AReviewMayRaiseTheRiskAndBringsItsEnquiries) {
  const auto id = sim.report();
  const auto before = sim.episode(id).enquiries.size();
  sim.by = supervisor();
  sim.must(RecordReview{RiskLevel::high, "Everyone available", {}, {}}, id);
  EXPECT_EQ(sim.episode(id).level(), RiskLevel::high);
  EXPECT_GT(sim.episode(id).enquiries.size(), before);
}

TEST_F(MissingTest, AReviewMayNotLowerTheRiskWithoutAReason) {
  auto report = plain_report();
  report.risk_answers.push_back({"harm_taken", Answer::yes, {}, {}, {}, {}});
  const auto id = sim.report(report);
  sim.by = supervisor();
  EXPECT_TRUE(names_field(sim.refused(RecordReview{RiskLevel::low, "Wait", {}, {}}, id), "lower_reason"));
  EXPECT_TRUE(sim.episode(id).reviews.empty());
}

TEST_F(MissingTest, AHandoverIsAcceptedOnlyByThePersonItWasOfferedTo) {
  const auto id = sim.report();
  sim.by = supervisor();
  sim.must(OfferHandover{person(supervisor_two()), "Two places still to visit", {"Visit the park"}}, id);
  EXPECT_EQ(sim.refused(AcceptHandover{}, id).kind, RefusalKind::not_allowed);
  sim.by = supervisor_two();
  sim.must(AcceptHandover{}, id);
  EXPECT_EQ(sim.episode(id).owner, person(supervisor_two()));
  EXPECT_FALSE(sim.episode(id).handover);
}

TEST_F(MissingTest, AHandoverOfferedToANameIsAnyOtherSupervisorsToAccept) {
  const auto id = sim.report();
  sim.by = supervisor();
  sim.must(OfferHandover{{{}, "the night sergeant"}, "Two places still to visit", {}}, id);
  EXPECT_EQ(sim.refused(AcceptHandover{}, id).kind, RefusalKind::not_allowed);
  sim.by = officer();
  EXPECT_EQ(sim.refused(AcceptHandover{}, id).kind, RefusalKind::not_allowed);
  sim.by = supervisor_two();
  EXPECT_TRUE(sim.submit(AcceptHandover{}, id));
}

TEST_F(MissingTest, AHandoverNobodyOfferedOrToOneselfIsRefused) {
  const auto id = sim.report();
  sim.by = supervisor();
  EXPECT_EQ(sim.refused(AcceptHandover{}, id).kind, RefusalKind::not_yet);
  EXPECT_TRUE(names_field(sim.refused(OfferHandover{person(supervisor()), "All well", {}}, id), "to.name"));
}

TEST_F(MissingTest, SettingTheSameOwnerRecordsNothing) {
  const auto id = sim.report();
  EXPECT_EQ(count<OwnerSet>(sim.must(SetOwner{person(supervisor()), {}}, id)), 1);
  EXPECT_TRUE(sim.must(SetOwner{person(supervisor()), {}}, id).empty());
}

// ---- folding is total ----
TEST(Folding, EventsOfUnknownEpisodesAndItemsChangesNothingElse) {
  Case held;
  SeededIds ids(3);
  const auto nowhere = ids.next<EpisodeId>();
  const Stamp stamp{1, at("2026-03-03T18:00:00Z"), officer()};
  for (const Event& event : std::initializer_list<Event>{MentionRecorded{}, OwnerSet{}, OfficerArrived{}, EpisodeClosed{}, RiskAssessed{},
                                                        EnquiryFinished{}, QuestionAnswered{}, ActionDone{}, ClockWarned{},
                                                        ConcernClosed{}, GlassBroken{}, RestrictionLifted{}, SignedIn{}}) {
    evolve(held, {stamp, nowhere, event});
    evolve(held, {stamp, {}, event});
  }
  EXPECT_TRUE(held.episodes.empty());
  EXPECT_EQ(held.events, 26u);
}

TEST(Folding, OneCopyOfACaseLeavesAnotherAsItWas) {
  Simulation sim;
  const auto id = sim.report();
  const Case before = sim.held();
  const auto text = dump(before);
  sim.must(RecordActivity{ActivityKind::note, "Rang the hospital"}, id);
  EXPECT_EQ(dump(before), text);
  EXPECT_NE(dump(sim.held()), text);
}

}  // namespace
}  // namespace lapwing::casework
