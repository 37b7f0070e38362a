#include "measures/facts/episode_facts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "casework/returned.hpp"
#include "casework/somebody_does.hpp"
#include "casework/work.hpp"
#include "facts/support.hpp"

namespace lapwing::measures {
namespace {

using namespace casework;

constexpr ElapsedSeconds minute = 60, hour = 60 * minute;

ElapsedSeconds seconds(Instant from, Instant to) { return static_cast<ElapsedSeconds>(std::chrono::floor<std::chrono::seconds>(to - from).count()); }

class EpisodeFactsOf : public Returned {
 protected:
  EpisodeFacts row() { return folded(sim).row(id); }
};

TEST_F(EpisodeFactsOf, AReportHoldsWhereItWasTakenAndItsLevel) {
  auto report = plain_report();
  report.level = RiskLevel::medium;
  report.team = "Response B";
  report.area = "Harbourside";
  report.reported_at = sim.now - Minutes(20);
  id = sim.report(report);
  auto all = folded(sim);
  const auto& row = all.row(id);
  EXPECT_EQ(row.reported_at, sim.now - Minutes(20));
  EXPECT_EQ(all.table->team_name(row.team), "Response B");
  EXPECT_EQ(all.table->area_name(row.area), "Harbourside");
  EXPECT_EQ(row.first_level, RiskLevel::medium);
  EXPECT_EQ(row.last_activity, 20 * minute);
  EXPECT_FALSE(row.happened(row.deployed));
  EXPECT_TRUE(row.is_missing());
  EXPECT_EQ(all.child.episodes, 1);
}

TEST_F(EpisodeFactsOf, TheHighestLevelStaysWhenItIsLowered) {
  id = sim.report();
  sim.by = supervisor();
  sim.must(AssessRisk{RiskLevel::high, {}, {}}, id);
  sim.must(AssessRisk{RiskLevel::medium, "She rang her mother, who knows where she is going.", {}}, id);
  EXPECT_EQ(row().highest_level, RiskLevel::high);
  EXPECT_EQ(row().level, RiskLevel::medium);
}

TEST_F(EpisodeFactsOf, OnlyTheFirstOfficerSentCounts) {
  id = sim.report();
  const auto reported = row().reported_at;
  sim.pass(Minutes(10));
  sim.must(DeployOfficer{person(officer()), {}, "Her home"}, id);
  const auto first = seconds(reported, sim.now);
  sim.pass(Minutes(30));
  sim.must(DeployOfficer{person(supervisor_two()), {}, "The station"}, id);
  EXPECT_EQ(row().deployed, first);
  EXPECT_TRUE(row().clocks_met & bit(ClockKind::first_deployment));
  EXPECT_FALSE(row().clocks_breached & bit(ClockKind::first_deployment));
}

TEST_F(EpisodeFactsOf, AnOfficerSentLateIsABreachThoughTheClockWasMet) {
  id = sim.report();
  const auto due = row().deployment_due;
  sim.pass(Minutes(24 * 60));
  sim.must(DeployOfficer{person(officer()), {}, "Her home"}, id);
  EXPECT_GT(row().deployed, due);
  EXPECT_EQ(row().deployment_due, due);
  EXPECT_TRUE(row().clocks_met & bit(ClockKind::first_deployment));
  EXPECT_TRUE(row().clocks_breached & bit(ClockKind::first_deployment));
}

TEST_F(EpisodeFactsOf, AClockNobodyMetIsABreachOnceItHasClimbed) {
  id = sim.report();
  sim.run_until(sim.now + Minutes(24 * 60));
  EXPECT_TRUE(row().clocks_breached & bit(ClockKind::review));
  EXPECT_FALSE(row().clocks_met & bit(ClockKind::review));
}

TEST_F(EpisodeFactsOf, TheFirstReviewKeepsItsOwnDueTimeWhenTheNextIsSet) {
  id = sim.report();
  const auto due = row().review_due;
  sim.pass(Minutes(5));
  sim.by = supervisor();
  sim.must(RecordReview{RiskLevel::medium, "Visit her friends tonight.", {}, {}}, id);
  EXPECT_EQ(row().review_due, due);
  EXPECT_EQ(row().reviewed, seconds(row().reported_at, sim.now));
}

TEST_F(EpisodeFactsOf, AStretchWithoutWorkIsIdleAndEachIsOneBreachHoweverHighItClimbs) {
  id = sim.report();
  sim.run_until(sim.now + Minutes(6 * 60));
  EXPECT_EQ(row().idle_breaches, 1);
  EXPECT_EQ(row().longest_idle, 0) << "it has not ended";
  sim.must(RecordActivity{ActivityKind::note, "Rang her friends."}, id);
  EXPECT_EQ(row().longest_idle, 6 * hour);
  sim.run_until(sim.now + Minutes(4 * 60));
  sim.must(RecordActivity{ActivityKind::note, "Rang the school."}, id);
  EXPECT_EQ(row().idle_breaches, 2);
  EXPECT_EQ(row().longest_idle, 6 * hour);
}

TEST_F(EpisodeFactsOf, WhatTheServiceRecordsEndsNoIdleness) {
  id = sim.report();
  const auto last = row().last_activity;
  sim.pass(Minutes(60));
  ASSERT_TRUE(sim.as(service(), RecordActivity{ActivityKind::note, "An automatic line."}, id));
  EXPECT_EQ(row().last_activity, last);
}

TEST_F(EpisodeFactsOf, IdlenessEndsWhenTheChildWasFoundAndNotWhenThatWasWrittenDown) {
  id = sim.report();
  const auto start = sim.now;
  sim.pass(Minutes(10 * 60));
  auto found = found_at("her home");
  found.at = start + Minutes(60);
  record_return(found);
  EXPECT_EQ(row().longest_idle, hour);
  EXPECT_EQ(row().returned, seconds(row().reported_at, found.at));
}

TEST_F(EpisodeFactsOf, TheReturnInterviewAndItsQuestionsAreCounted) {
  reported_and_found();
  const auto returned = sim.now;
  sim.pass(Minutes(120));
  sim.must(HoldInterview{.mode = InterviewMode::in_person}, id);
  AnswerQuestions answers;
  const auto set = questions();
  ASSERT_GE(set.size(), 3u);
  std::size_t unsafe = 0;
  for (const auto& q : set) {
    answers.answers.push_back(answered(q, QuestionSafety::not_safe));
    unsafe += q.asks_safety;
  }
  sim.must(answers, id);
  auto now = row();
  EXPECT_EQ(now.interviewed, seconds(returned, returned + Minutes(120)));
  EXPECT_EQ(now.interview_mode, InterviewMode::in_person);
  EXPECT_EQ(now.questions, questions().size());
  EXPECT_EQ(now.questions_answered, set.size());
  EXPECT_EQ(now.questions_unsafe, unsafe);
  EXPECT_GE(now.actions_set, 1);
  EXPECT_TRUE(now.happened(now.interview_due));

  AnswerQuestions again;   // one of them is answered otherwise later: it is still one question
  again.answers.push_back({.question = set.front().id, .outcome = QuestionOutcome::would_not_say, .safety = {}, .answer = "She looked away"});
  sim.must(again, id);
  EXPECT_EQ(row().questions_answered, set.size() - 1);
}

TEST_F(EpisodeFactsOf, AReturnRecordedAgainTakesOnlyWhatFollowsItAlong) {
  reported_and_found();
  sim.pass(Minutes(60));
  sim.must(HoldInterview{.mode = InterviewMode::phone, .not_in_person_reason = "She is at her aunt's in Leeds."}, id);
  AnswerQuestions answers;
  for (const auto& q : questions()) answers.answers.push_back(answered(q));
  sim.must(answers, id);
  sim.by = supervisor();
  sim.must(AssessRisk{RiskLevel::medium, {}, {}}, id);
  sim.must(AgreeInterviewMode{"She was safe and a visit would have been tomorrow."}, id);
  for (const auto& action : episode().actions)
    if (!action.what.result) sim.must(CompleteAction{action.what.id, "Done."}, id);
  sim.must(OfferReturnInterview{{}, "Northmoor Council", {}}, id);
  const auto offered = sim.now;
  sim.must(CloseEpisode{"She is home."}, id);
  EXPECT_TRUE(row().happened(row().closed));
  sim.pass(Minutes(60));
  sim.must(ReopenEpisode{"She was not at her aunt's: she came home later."}, id);
  EXPECT_FALSE(row().happened(row().closed));
  EXPECT_TRUE(row().reopened);
  EXPECT_TRUE(row().happened(row().interviewed));
  auto found = found_at("her home");
  found.at = offered + Minutes(30);
  record_return(found);
  EXPECT_EQ(row().returned, seconds(row().reported_at, found.at));
  EXPECT_FALSE(row().happened(row().interviewed)) << "it was held before she was found";
  EXPECT_FALSE(row().interview_mode);
  EXPECT_FALSE(row().happened(row().rhi_offered));
}

TEST_F(EpisodeFactsOf, AChildsRowFollowsTheirRecord) {
  id = sim.report();
  EXPECT_EQ(folded(sim).child.completeness(), Completeness::blank);
  sim.must(RecordObservedEthnicity{"IC1"});
  EXPECT_EQ(folded(sim).child.completeness(), Completeness::observed_only);
  sim.must(RecordEthnicity{"NS", NotStatedReason::declined});
  EXPECT_EQ(folded(sim).child.completeness(), Completeness::not_stated);
  EXPECT_EQ(folded(sim).child.not_stated_reason, NotStatedReason::declined);
  sim.must(RecordEthnicity{"W1", {}});
  sim.must(RecordNationality{"unknown"});
  EXPECT_EQ(folded(sim).child.completeness(), Completeness::self_defined);
  EXPECT_FALSE(folded(sim).child.not_stated_reason);
  EXPECT_STREQ(folded(sim).child.nationality, "");
  sim.must(RecordNationality{"PL"});
  EXPECT_STREQ(folded(sim).child.nationality, "PL");
}

TEST(FactNeeds, CoverEveryEventThatARowIsFoldedFrom) {
  for (const auto name : {"episode_opened", "return_recorded", "clock_climbed", "ethnicity_recorded", "question_answered"})
    EXPECT_TRUE(facts_need(name)) << name;
  for (const auto name : {"activity_recorded", "sighting_recorded", "record_read", "enquiry_set"}) EXPECT_FALSE(facts_need(name)) << name;
}

// ---- a return that is recorded again -------------------------------------------------------------------------------------------

class FactsOfAReturnRecordedAgain : public ::testing::Test {
 protected:
  FactsOfAReturnRecordedAgain() {
    fold.row.id = ids.next<EpisodeId>();
    take(casework::EpisodeOpened{.reported_at = reported});
  }
  void take(casework::Event event) { fold_episode(fold, {{++index, reported + std::chrono::hours(index), constable}, fold.row.id, std::move(event)}, names); }
  void back(int hours) { take(casework::ReturnRecorded{.at = reported + std::chrono::hours(hours)}); }
  void interview(int hours, InterviewMode mode) { take(casework::InterviewHeld{.mode = mode, .at = reported + std::chrono::hours(hours)}); }

  const Instant reported = Instant(std::chrono::sys_days(std::chrono::year(2026) / 3 / 3));
  SeededIds ids{1};
  const casework::Actor constable{ids.next<UserId>(), "PC Tom Reed", Role::officer};
  FactTable names;
  EpisodeFold fold;
  std::uint64_t index = 0;
};

TEST_F(FactsOfAReturnRecordedAgain, AnInterviewThatItPutBeforeItCountsAgainOnceItIsPutBack) {
  back(5);
  interview(8, InterviewMode::in_person);
  EXPECT_EQ(fold.row.interviewed, 3 * hour);
  back(9);
  EXPECT_FALSE(fold.row.happened(fold.row.interviewed)) << "it was before the child was found";
  EXPECT_FALSE(fold.row.interview_mode);
  back(6);
  EXPECT_EQ(fold.row.interviewed, 2 * hour);
  EXPECT_EQ(fold.row.interview_mode, InterviewMode::in_person);
}

TEST_F(FactsOfAReturnRecordedAgain, OfTwoInterviewsTheOneThatFollowsItCounts) {
  back(5);
  interview(6, InterviewMode::phone);
  interview(10, InterviewMode::in_person);
  EXPECT_EQ(fold.row.interviewed, 1 * hour);
  EXPECT_EQ(fold.row.interview_mode, InterviewMode::in_person) << "the last held";
  back(8);
  EXPECT_EQ(fold.row.interviewed, 2 * hour);
  back(4);
  EXPECT_EQ(fold.row.interviewed, 2 * hour) << "of the first again";
}

TEST_F(FactsOfAReturnRecordedAgain, AnOfferMadeBeforeTheReturnCountsOnceTheReturnIsPutEarlier) {
  back(5);
  take(casework::ReturnInterviewOffered{.at = reported + std::chrono::hours(4)});
  EXPECT_FALSE(fold.row.happened(fold.row.rhi_offered));
  back(3);
  EXPECT_EQ(fold.row.rhi_offered, 1 * hour);
}

TEST_F(FactsOfAReturnRecordedAgain, WhatIsKeptBesideARowGoesThroughTheTable) {
  back(5);
  interview(8, InterviewMode::phone);
  back(9);
  const auto child = names.put_child({.id = ids.next<ChildId>()});
  names.put_episode(fold, child);
  EXPECT_EQ(names.episode(fold.row.id)->followed, fold.followed);
  EXPECT_EQ(fold.followed.size(), 1u);
}

// ---- whatever people do -------------------------------------------------------------------------------------------------------

// The rows after a life of chance; the same chance makes the same life.
RC_GTEST_PROP(FactsOfAnyCase, AgreeWithTheCaseItself, ()) {
  Simulation sim(*rc::gen::arbitrary<std::uint64_t>());
  live(sim);
  auto all = folded(sim);
  const auto& held = sim.held();
  RC_ASSERT(all.episodes.size() == held.episodes.size());
  RC_ASSERT(all.child.episodes == held.episodes.size());
  RC_ASSERT(all.child.restricted == held.restriction.has_value());
  RC_ASSERT(std::string(all.child.self_defined) == (held.ethnicity ? held.ethnicity->what.ethnicity.code : ""));
  for (const auto& episode : held.episodes) {
    const auto& row = all.row(episode->id);
    const auto since = [&](Instant at) { return seconds(row.reported_at, at); };
    RC_ASSERT(row.level == episode->level());
    RC_ASSERT(row.is_open() == episode->is_open());
    RC_ASSERT(row.is_missing() == episode->is_missing());
    RC_ASSERT(row.last_activity == since(episode->last_activity));
    RC_ASSERT(row.happened(row.returned) == episode->returned.has_value());
    if (episode->returned) RC_ASSERT(row.returned == since(episode->returned->what.at));
    if (episode->returned) RC_ASSERT(row.how_found == episode->returned->what.how);
    RC_ASSERT(row.happened(row.deployed) == !episode->deployments.empty());
    if (!episode->deployments.empty()) RC_ASSERT(row.deployed == since(episode->deployments.front().stamp.at));
    RC_ASSERT(row.happened(row.reviewed) == !episode->reviews.empty());
    const auto& held_at = episode->interview.held;
    // One recorded before the return was recorded again may be in neither: it is let go once it comes before a return.
    const bool follows = held_at && episode->returned && held_at->what.at >= episode->returned->what.at;
    if (row.happened(row.interviewed)) RC_ASSERT(follows);
    if (follows && held_at->stamp.index > episode->returned->stamp.index) RC_ASSERT(row.happened(row.interviewed));
    RC_ASSERT(row.questions == episode->interview.questions.size());
    const auto& questions = episode->interview.questions.get();
    RC_ASSERT(row.questions_answered == std::ranges::count(questions, std::optional(QuestionOutcome::answered), &Question::outcome));
    RC_ASSERT(row.actions_set == episode->actions.size());
    RC_ASSERT(row.actions_done == std::ranges::count_if(episode->actions.get(), [](const auto& a) { return a.what.result.has_value(); }));
  }
}

RC_GTEST_PROP(FactsOfAnyCase, AreTheSameWhenAPrefixIsFoldedTwice, ()) {
  Simulation sim(*rc::gen::arbitrary<std::uint64_t>());
  live(sim);
  auto once = folded(sim);
  Folded twice;
  twice.child.id = sim.held().id;
  const auto prefix = *rc::gen::inRange<std::size_t>(0, sim.recorded.size() + 1);
  twice.take(std::span(sim.recorded).first(prefix));
  twice.take(sim.recorded);
  RC_ASSERT(dump(once.child) == dump(twice.child));
  for (const auto& episode : once.episodes) {
    RC_ASSERT(dump(episode.row) == dump(twice.row(episode.row.id)));
    RC_ASSERT(episode.answers == twice.find(episode.row.id)->answers);
  }
}

// What a start from the ledger does: the fields of few events are read, and of work only its stamp.
RC_GTEST_PROP(FactsOfAnyCase, AreTheSameFromTheStampsOfWorkAlone, ()) {
  Simulation sim(*rc::gen::arbitrary<std::uint64_t>());
  live(sim);
  auto whole = folded(sim);
  Folded part;
  part.child.id = sim.held().id;
  for (const auto& recorded : sim.recorded) {
    const auto name = event_name(recorded.event);
    if (facts_need(name)) {
      part.take(recorded);
    } else if (is_work(name) && recorded.stamp.by.role != Role::system) {
      fold_work(part.find(*recorded.episode)->row, recorded.stamp.index, recorded.stamp.at);
    }
  }
  RC_ASSERT(dump(whole.child) == dump(part.child));
  for (const auto& episode : whole.episodes) RC_ASSERT(dump(episode.row) == dump(part.row(episode.row.id)));
}

RC_GTEST_PROP(FactsOfAnyCase, TakeTheSameAnswersFromTheCase, ()) {
  Simulation sim(*rc::gen::arbitrary<std::uint64_t>());
  live(sim);
  auto all = folded(sim);
  for (const auto& episode : sim.held().episodes) {
    auto again = *all.find(episode->id);
    take_answers(again, *episode);
    RC_ASSERT(dump(again.row) == dump(all.row(episode->id)));
    std::ranges::sort(again.answers);
    auto answers = all.find(episode->id)->answers;
    std::ranges::sort(answers);
    if (!again.row.reopened) RC_ASSERT(again.answers == answers);
  }
}

}  // namespace
}  // namespace lapwing::measures
