// The first-hour list: what is put on it, and that nothing leaves it without a result.
#include <gmock/gmock.h>

#include <set>

#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

using ::testing::Contains;
using ::testing::Not;

std::set<std::string> rules_of(const Episode& episode) {
  std::set<std::string> out;
  for (const auto& enquiry : episode.enquiries)
    if (enquiry.rule) out.insert(*enquiry.rule);
  return out;
}

struct EnquiriesTest : ::testing::Test {
  Simulation sim;
  EpisodeId id = sim.report();
  const Episode& episode() const { return sim.episode(id); }
  ItemId first() const { return episode().enquiries.front().id; }
};

TEST_F(EnquiriesTest, AreGivenForTheLevelAtTheReport) {
  EXPECT_THAT(rules_of(episode()), Contains("call-child"));
  EXPECT_THAT(rules_of(episode()), Contains("search-home"));
  EXPECT_THAT(rules_of(episode()), Not(Contains("cameras"))) << "for high risk only";
  for (const auto& enquiry : episode().enquiries) EXPECT_TRUE(enquiry.why && !enquiry.why->empty()) << enquiry.text;
}

TEST_F(EnquiriesTest, GrowWithTheRiskAndNeverRepeat) {
  const auto before = episode().enquiries.size();
  sim.must(AssessRisk{RiskLevel::high, {}, {}}, id);
  EXPECT_THAT(rules_of(episode()), Contains("cameras"));
  EXPECT_GT(episode().enquiries.size(), before);
  EXPECT_EQ(count<EnquirySet>(sim.must(AssessRisk{RiskLevel::high, {}, {}}, id)), 0);
  EXPECT_EQ(rules_of(episode()).size(), episode().enquiries.size());
}

TEST_F(EnquiriesTest, StayWhenTheRiskIsLowered) {
  sim.must(AssessRisk{RiskLevel::high, {}, {}}, id);
  sim.must(AssessRisk{RiskLevel::low, "Her mother has just spoken to her", {}}, id);
  EXPECT_THAT(rules_of(episode()), Contains("cameras"));
}

TEST_F(EnquiriesTest, FollowWhatIsSaid) {
  EXPECT_THAT(rules_of(episode()), Not(Contains("older-associate")));
  RiskAnswer answer;
  answer.question = "older_associate";
  answer.answer = Answer::yes;
  sim.must(RecordRiskFacts{{answer}}, id);
  EXPECT_THAT(rules_of(episode()), Contains("older-associate"));
}

TEST(Circumstances, CallForTheirOwnEnquiries) {
  auto report = plain_report("Leah", "Marsh");
  report.details.looked_after = Answer::yes;
  report.details.phones = {"07700 900789"};
  report.might_be = {{MentionKind::person, "her friend Zara", {}, {}}, {MentionKind::place, "the house in Linthorpe", {}, {}}};
  Simulation sim;
  const auto rules = rules_of(sim.episode(sim.report(report)));
  for (const auto* rule : {"care-staff", "phone-ring-known", "phone-provider", "named-people", "named-places"})
    EXPECT_THAT(rules, Contains(rule));
  EXPECT_THAT(rules, Not(Contains("earlier-interviews")));
}

TEST(Circumstances, LeaveOutWhatDoesNotApply) {
  Simulation sim;
  const auto rules = rules_of(sim.episode(sim.report()));
  for (const auto* rule : {"care-staff", "phone-ring-known", "named-people", "named-places", "earlier-interviews"})
    EXPECT_THAT(rules, Not(Contains(rule)));
}

TEST(Circumstances, IncludeEarlierPeriodsFromAReturn) {
  Simulation sim;
  sim.must(RegisterChild{plain_report().details, "test"});
  sim.as(service(), ImportPeriod{"ssda903", "row-1", "M", std::chrono::year(2025) / 5 / 1, {}});
  EXPECT_THAT(rules_of(sim.episode(sim.report())), Contains("earlier-interviews"));
}

TEST_F(EnquiriesTest, SetByAPersonSayWhoAndAreAssigned) {
  sim.must(SetEnquiry{"Ask at the skate park who she was with", person(officer())}, id);
  const auto& enquiry = episode().enquiries.back();
  EXPECT_EQ(enquiry.why, "set by Asha Malik");
  EXPECT_FALSE(enquiry.rule);
  ASSERT_TRUE(enquiry.assigned_to);
  EXPECT_EQ(enquiry.assigned_to->name, "PC Tom Reed");
}

TEST_F(EnquiriesTest, KeepTheirResultWithWhoAndWhen) {
  sim.must(AssignEnquiry{first(), person(officer())}, id);
  sim.now += Minutes(5);
  sim.as(officer(), FinishEnquiry{first(), EnquiryOutcome::nothing_found, "Rang twice: straight to voicemail", {}}, id);
  const auto& enquiry = episode().enquiries.front();
  EXPECT_EQ(enquiry.outcome, EnquiryOutcome::nothing_found);
  EXPECT_EQ(enquiry.result, "Rang twice: straight to voicemail");
  ASSERT_TRUE(enquiry.finished);
  EXPECT_EQ(enquiry.finished->by.name, "PC Tom Reed");
  EXPECT_EQ(enquiry.finished->at, sim.now);
}

TEST_F(EnquiriesTest, NeedAResultEvenWhenNotNeeded) {
  for (const auto outcome : {EnquiryOutcome::done, EnquiryOutcome::nothing_found, EnquiryOutcome::could_not_do, EnquiryOutcome::not_needed})
    EXPECT_TRUE(names_field(sim.refused(FinishEnquiry{first(), outcome, "   ", {}}, id), "result"));
}

TEST_F(EnquiriesTest, AreNotFinishedOrAssignedTwice) {
  sim.must(FinishEnquiry{first(), EnquiryOutcome::done, "Spoke to her by phone", {}}, id);
  EXPECT_TRUE(names_field(sim.refused(FinishEnquiry{first(), EnquiryOutcome::done, "Again", {}}, id), "enquiry"));
  EXPECT_TRUE(names_field(sim.refused(AssignEnquiry{first(), person(officer())}, id), "enquiry"));
}

TEST_F(EnquiriesTest, ThatDoNotExistAreNotFound) {
  const ItemId nothing{};
  EXPECT_EQ(sim.refused(FinishEnquiry{nothing, EnquiryOutcome::done, "Done", {}}, id).kind, RefusalKind::not_found);
  EXPECT_EQ(sim.refused(AssignEnquiry{nothing, person(officer())}, id).kind, RefusalKind::not_found);
}

TEST_F(EnquiriesTest, ThatSayNothingAreRefused) {
  EXPECT_TRUE(names_field(sim.refused(SetEnquiry{" ", {}}, id), "text"));
  EXPECT_TRUE(names_field(sim.refused(SetEnquiry{"Ask the neighbours", Person{}}, id), "assign_to.name"));
  EXPECT_TRUE(names_field(sim.refused(AssignEnquiry{first(), Person{}}, id), "to.name"));
}

TEST_F(EnquiriesTest, NamePeopleAndPlacesToBeAskedAboutLater) {
  sim.must(FinishEnquiry{first(), EnquiryOutcome::done, "Her friend says she is with Kyle", {{MentionKind::person, "Kyle", {}, "Zara"}}}, id);
  ASSERT_FALSE(episode().mentions.empty());
  EXPECT_EQ(episode().mentions.back().what.label, "Kyle");
  EXPECT_EQ(episode().mentions.back().what.arose_from, "enquiry");
}

}  // namespace
}  // namespace lapwing::casework
