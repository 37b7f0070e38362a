// Recording facts about risk, deciding on it, and what follows.
#include <gmock/gmock.h>

#include "casework/risk_answers.hpp"
#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

RiskAnswer says(std::string question, Answer answer) {
  RiskAnswer out;
  out.question = std::move(question);
  out.answer = answer;
  return out;
}

struct RiskTest : ::testing::Test {
  Simulation sim;
  EpisodeId id = sim.report();
  const Episode& episode() const { return sim.episode(id); }
  void answer_everything(Answer answer) {
    RecordRiskFacts command;
    for (const auto& question : sim.rules->risk.questions) command.answers.push_back(says(question.id, answer));
    sim.must(command, id);
  }
};

TEST_F(RiskTest, KeepsWhoSuppliedAFactAndWhenTheyKnewIt) {
  auto answer = says("gifts", Answer::yes);
  answer.detail = "New trainers and a second phone";
  answer.supplied_by = "Ms Cole, head of year";
  answer.supplier_contact = "07700 900456";
  answer.known_at = at("2026-03-02T15:00:00Z");
  sim.must(RecordRiskFacts{{answer}}, id);
  const auto& fact = episode().facts.back().what;
  EXPECT_EQ(fact.supplied_by, "Ms Cole, head of year");
  EXPECT_EQ(fact.supplier_contact, "07700 900456");
  EXPECT_EQ(fact.known_at, at("2026-03-02T15:00:00Z"));
  EXPECT_EQ(episode().facts.back().stamp.by.name, sim.by.name);
}

TEST_F(RiskTest, NamesWhoeverRecordsItWhenNoSupplierIsGiven) {
  sim.as(officer(), RecordRiskFacts{{says("gifts", Answer::yes)}}, id);
  EXPECT_EQ(episode().facts.back().what.supplied_by, "PC Tom Reed");
  EXPECT_EQ(episode().facts.back().what.known_at, sim.now);
}

TEST_F(RiskTest, RefusesAQuestionNobodyAsksAtItsPlace) {
  const auto refusal = sim.refused(RecordRiskFacts{{says("gifts", Answer::yes), says("shoe_size", Answer::yes)}}, id);
  EXPECT_EQ(refusal.kind, RefusalKind::invalid);
  EXPECT_TRUE(names_field(refusal, "answers[1].question"));
}

TEST_F(RiskTest, RefusesAFactKnownLaterThanNow) {
  auto answer = says("gifts", Answer::yes);
  answer.known_at = sim.now + Minutes(1);
  EXPECT_TRUE(names_field(sim.refused(RecordRiskFacts{{answer}}, id), "answers[0].known_at"));
}

TEST_F(RiskTest, RefusesToRecordNothing) {
  EXPECT_TRUE(names_field(sim.refused(RecordRiskFacts{}, id), "answers"));
  EXPECT_TRUE(names_field(sim.refused(RecordRiskFacts{{says("gifts", Answer::not_asked)}}, id), "answers"));
}

TEST_F(RiskTest, LeavesOutQuestionsThatWereNotAsked) {
  sim.must(RecordRiskFacts{{says("gifts", Answer::yes)}}, id);
  const auto events = sim.must(RecordRiskFacts{{says("gifts", Answer::not_asked), says("lifts", Answer::no)}}, id);
  EXPECT_EQ(count<RiskFactRecorded>(events), 1);
  EXPECT_EQ(RiskAnswers(episode().facts).answer("gifts"), Answer::yes);
}

TEST_F(RiskTest, RaisesTheLevelAtOnceWhenTheFactsPointHigher) {
  ASSERT_EQ(episode().level(), RiskLevel::medium);
  const auto events = sim.must(RecordRiskFacts{{says("harm_suicide", Answer::yes)}}, id);
  const auto raised = only<RiskAssessed>(events);
  ASSERT_EQ(raised.size(), 1u);
  EXPECT_EQ(raised[0].level, RiskLevel::high);
  EXPECT_TRUE(raised[0].provisional) << "nobody has decided yet";
  EXPECT_EQ(raised[0].rules_digest, sim.rules->digest);
  EXPECT_EQ(raised[0].pointed_to.reasons.front().rule, "harm-suicide");
}

TEST_F(RiskTest, NeverLowersTheLevelWithoutAPerson) {
  answer_everything(Answer::no);
  EXPECT_EQ(episode().level(), RiskLevel::medium);
  EXPECT_EQ(episode().assessments.size(), 1u);
}

TEST_F(RiskTest, LetsADecisionStandUntilSomethingNewIsLearned) {
  sim.must(RecordRiskFacts{{says("medicine_needed", Answer::yes)}}, id);
  ASSERT_EQ(episode().level(), RiskLevel::high);
  sim.must(AssessRisk{RiskLevel::medium, "The pharmacist says he has two days' supply", {}}, id);
  EXPECT_EQ(count<RiskAssessed>(sim.must(RecordRiskFacts{{says("no_money", Answer::yes)}}, id)), 0);
  EXPECT_EQ(episode().level(), RiskLevel::medium);
  EXPECT_EQ(count<RiskAssessed>(sim.must(RecordRiskFacts{{says("harm_weapon", Answer::yes)}}, id)), 1);
  EXPECT_EQ(episode().level(), RiskLevel::high);
}

TEST_F(RiskTest, KeepsEveryAssessment) {
  sim.must(AssessRisk{RiskLevel::high, {}, {}}, id);
  sim.must(AssessRisk{RiskLevel::medium, "Her sister has spoken to her by phone", {}}, id);
  ASSERT_EQ(episode().assessments.size(), 3u);
  EXPECT_EQ(episode().assessments[1].what.level, RiskLevel::high);
  EXPECT_FALSE(episode().assessments[1].what.provisional);
  EXPECT_EQ(episode().assessments[2].what.scheme, "college-of-policing-2024");
}

TEST_F(RiskTest, WantsAReasonForALowerDecision) {
  EXPECT_TRUE(names_field(sim.refused(AssessRisk{RiskLevel::low, {}, {}}, id), "lower_reason"));
  EXPECT_TRUE(names_field(sim.refused(AssessRisk{RiskLevel::low, "..........", {}}, id), "lower_reason"));
  EXPECT_TRUE(names_field(sim.refused(AssessRisk{RiskLevel::low, "      fine      ", {}}, id), "lower_reason"));
  sim.must(AssessRisk{RiskLevel::low, "Her mother has just spoken to her", {}}, id);
  EXPECT_EQ(episode().assessments.back().what.lower_reason, "Her mother has just spoken to her");
  EXPECT_EQ(episode().assessments.back().what.pointed_to.level, RiskLevel::medium) << "what the facts pointed to is kept beside it";
}

TEST_F(RiskTest, WeighsAnswersSentWithTheDecision) {
  EXPECT_TRUE(names_field(sim.refused(AssessRisk{RiskLevel::medium, {}, {says("harm_taken", Answer::yes)}}, id), "lower_reason"));
  EXPECT_TRUE(RiskAnswers(episode().facts).unknown("harm_taken")) << "a refused decision records nothing";
  const auto events = sim.must(AssessRisk{RiskLevel::high, {}, {says("harm_taken", Answer::yes)}}, id);
  EXPECT_EQ(count<RiskFactRecorded>(events), 1);
  EXPECT_THAT(only<EnquirySet>(events), Contains(Field(&EnquirySet::rule, "taken")));
}

TEST_F(RiskTest, RefusesADecisionBelowAFloorWhateverTheReason) {
  ReportMissing report = plain_report("Toby", "Lane");
  report.details.age_about = 11;
  Simulation young(2);
  const auto episode = young.report(report);
  young.must(RecordRiskFacts{{says("gifts", Answer::yes)}}, episode);
  const auto refusal = young.refused(AssessRisk{RiskLevel::low, "He is often at his uncle's house", {}}, episode);
  EXPECT_TRUE(names_field(refusal, "level"));
  EXPECT_THAT(refusal.message, HasSubstr("under-13-exploitation"));
}

TEST(Age, IsCountedInLondonOnTheDay) {
  ChildDetails child;
  child.born = std::chrono::year(2013) / 6 / 2;
  const auto pointed = [&](std::string_view when) { return point_to(test_rules().risk, child, {}, at(when)).reasons; };
  const auto under_13 = Contains(Field(&RiskReason::rule, "under-13"));
  EXPECT_THAT(pointed("2026-06-01T22:59:59Z"), under_13);
  EXPECT_THAT(pointed("2026-06-01T23:00:00Z"), Not(under_13)) << "midnight in London, in summer";
}

TEST(LatestAnswer, IsByWhenItWasKnownNotWhenItWasTyped) {
  SeededIds ids(3);
  std::vector<Kept<RiskFact>> facts;
  const auto add = [&](Answer answer, std::string_view known) {
    facts.push_back({Stamp{}, {ids.next<ItemId>(), "gifts", answer, {}, {}, "A neighbour", at(known)}});
  };
  add(Answer::yes, "2026-03-03T18:00:00Z");
  add(Answer::no, "2026-03-03T15:00:00Z");
  EXPECT_EQ(RiskAnswers(facts).answer("gifts"), Answer::yes);
  add(Answer::no, "2026-03-03T18:00:00Z");
  EXPECT_EQ(RiskAnswers(facts).answer("gifts"), Answer::no) << "of two known at once, the one recorded later";
}

TEST(Reasons, AreStrongestFirstAndNameTheirAnswers) {
  SeededIds ids(3);
  std::vector<Kept<RiskFact>> facts;
  for (const auto* question : {"carer_worry", "medicine_needed", "harm_weapon"})
    facts.push_back({Stamp{}, {ids.next<ItemId>(), question, Answer::yes, {}, {}, "A neighbour", at("2026-03-03T18:00:00Z")}});
  const auto reasons = point_to(test_rules().risk, {}, facts, at("2026-03-03T18:00:00Z")).reasons;
  ASSERT_GE(reasons.size(), 3u);
  EXPECT_EQ(reasons[0].rule, "harm-weapon");
  EXPECT_EQ(reasons[1].rule, "medicine");
  EXPECT_THAT(reasons[1].questions, ElementsAre("medicine_needed"));
  EXPECT_EQ(reasons[2].level, RiskLevel::medium);
}

}  // namespace
}  // namespace lapwing::casework
