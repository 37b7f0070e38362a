// Recording the return, holding the prevention interview and the return home interview: what is kept and what is refused.
#include "casework/returned.hpp"

namespace lapwing::casework {
namespace {

class Returns : public Returned {};

TEST_F(Returns, WhereWithWhomAndWhatWasBroughtBackAreAskedAbout) {
  report_with({});
  auto found = found_at("the house in Linthorpe");
  found.with = "her boyfriend Kyle";
  found.brought_back = "a new phone case";
  record_return(found);
  EXPECT_TRUE(asked("Is Ava safe at the house in Linthorpe?"));
  EXPECT_TRUE(asked("Is Ava safe with her boyfriend Kyle?"));
  EXPECT_TRUE(asked("Who gave Ava a new phone case, or paid for it?"));
}

TEST_F(Returns, APlaceThatIsAlsoAMentionIsOneMention) {
  report_with({});
  auto found = found_at("the house in Linthorpe");
  found.mentions = {named(MentionKind::place, "House in  Linthorpe")};
  record_return(found);
  EXPECT_EQ(episode().mentions.size(), 1u);
  EXPECT_EQ(times_asked("Is Ava safe at House in Linthorpe?"), 1);
}

TEST_F(Returns, AReturnInTheFutureIsRefused) {
  report_with({});
  auto found = found_at("home");
  found.at = minutes_after(sim.now, 1);
  EXPECT_TRUE(names_field(sim.refused(found, id), "at"));
  EXPECT_FALSE(episode().returned);
}

TEST_F(Returns, AChildMayBeFoundBeforeTheReportButNotBeforeBeingLastSeen) {
  auto report = plain_report("Ava", "Reed");
  report.last_seen.at = minutes_after(sim.now, -120);
  id = sim.report(report);
  auto found = found_at("home");
  found.at = minutes_after(sim.now, -121);
  EXPECT_TRUE(names_field(sim.refused(found, id), "at"));
  found.at = minutes_after(sim.now, -30);
  sim.must(found, id);
  EXPECT_EQ(episode().returned->what.at, found.at);
}

TEST_F(Returns, ABlankPlaceIsRefused) {
  report_with({});
  EXPECT_TRUE(names_field(sim.refused(found_at("  "), id), "where.text"));
}

TEST_F(Returns, ASecondReturnIsRefusedUnlessTheEpisodeWasReopened) {
  reported_and_found();
  EXPECT_EQ(sim.refused(found_at("home"), id).kind, RefusalKind::not_yet);
  close_episode();
  sim.must(ReopenEpisode{"The place was wrong"}, id);
  sim.must(found_at("the bus station"), id);
  EXPECT_EQ(episode().returned->what.where.text, "the bus station");
  EXPECT_TRUE(asked("Is Ava safe at the bus station?"));
  EXPECT_EQ(sim.refused(found_at("home"), id).kind, RefusalKind::not_yet);
}

// ---- the prevention interview ----
TEST_F(Returns, AnInterviewBeforeTheReturnIsRefused) {
  report_with({});
  EXPECT_EQ(sim.refused(HoldInterview{}, id).kind, RefusalKind::not_yet);
}

TEST_F(Returns, WhoeverRecordsAnInterviewHeldItUnlessAnotherIsNamed) {
  reported_and_found();
  sim.must(HoldInterview{}, id);
  EXPECT_EQ(episode().interview.held->what.officer, person(officer()));
  HoldInterview by_other;
  by_other.officer = Person{{}, "PC Ann Dale"};
  sim.must(by_other, id);
  EXPECT_EQ(episode().interview.held->what.officer.name, "PC Ann Dale");
}

TEST_F(Returns, AnInterviewNotInPersonNeedsItsReason) {
  reported_and_found();
  HoldInterview held;
  for (const auto mode : {InterviewMode::phone, InterviewMode::third_party}) {
    held.mode = mode;
    held.not_in_person_reason = "n/a";
    EXPECT_TRUE(names_field(sim.refused(held, id), "not_in_person_reason"));
  }
  held.not_in_person_reason = "Ava is with family in Leeds";
  sim.must(held, id);
}

TEST_F(Returns, AnInterviewIsNeitherBeforeTheReturnNorInTheFuture) {
  reported_and_found();
  HoldInterview held;
  held.at = minutes_after(episode().returned->what.at, -1);
  EXPECT_TRUE(names_field(sim.refused(held, id), "at"));
  held.at = minutes_after(sim.now, 1);
  EXPECT_TRUE(names_field(sim.refused(held, id), "at"));
}

class ByPhone : public Returns {
 public:
  void SetUp() override {
    reported_and_found();
    HoldInterview held;
    held.mode = InterviewMode::phone;
    held.not_in_person_reason = "Ava is with family in Leeds";
    held.officer = person(supervisor());
    sim.must(held, id);
  }
  Decided agree(const Actor& who) { return sim.as(who, AgreeInterviewMode{"Local police saw Ava the same evening"}, id); }
};

TEST_F(ByPhone, AnOfficerCannotAgreeThatItWasNotInPerson) {
  const auto decided = agree(officer());
  ASSERT_FALSE(decided);
  EXPECT_EQ(decided.error().kind, RefusalKind::not_allowed);
}

TEST_F(ByPhone, WhoeverHeldItCannotAgreeToIt) {
  const auto decided = agree(supervisor());
  ASSERT_FALSE(decided);
  EXPECT_EQ(decided.error().kind, RefusalKind::not_allowed);
  EXPECT_TRUE(agree(supervisor_two()));
}

TEST_F(ByPhone, AgreementIsToOneInterviewAndNotToTheNext) {
  ASSERT_TRUE(agree(supervisor_two()));
  ASSERT_TRUE(episode().interview.mode_agreed);
  HoldInterview again = {};
  again.mode = InterviewMode::third_party;
  again.not_in_person_reason = "Only the school could reach Ava";
  sim.must(again, id);
  EXPECT_FALSE(episode().interview.mode_agreed);
}

TEST_F(Returns, ThereIsNothingToAgreeAboutAnInterviewInPerson) {
  reported_and_found();
  sim.must(HoldInterview{}, id);
  sim.by = supervisor();
  EXPECT_EQ(sim.refused(AgreeInterviewMode{"It was right for Ava"}, id).kind, RefusalKind::invalid);
}

// ---- the return home interview ----
TEST_F(Returns, TheReturnHomeInterviewIsOfferedOnlyAfterTheReturn) {
  report_with({});
  EXPECT_EQ(sim.refused(OfferReturnInterview{{}, "Children's Services", {}}, id).kind, RefusalKind::not_yet);
}

TEST_F(Returns, AnOutcomeNeedsAnOfferFirst) {
  reported_and_found();
  EXPECT_EQ(sim.refused(RecordReturnInterview{}, id).kind, RefusalKind::not_yet);
}

TEST_F(Returns, ARefusalNeedsItsReasonAndLeavesTheCarersToAsk) {
  reported_and_found();
  offer();
  RecordReturnInterview refused;
  refused.outcome = ReturnInterviewOutcome::refused;
  EXPECT_TRUE(names_field(sim.refused(refused, id), "refusal_reason"));
  refused.refusal_reason = "Ava wants to see the school nurse instead";
  const auto actions = only<ActionSet>(sim.must(refused, id));
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_TRUE(actions[0].action.text.starts_with("Ask those who care for Ava"));
  refused.carers_asked = true;
  EXPECT_EQ(count<ActionSet>(sim.must(refused, id)), 0);
}

TEST_F(Returns, ACompletedInterviewSaysWhoHeldItAndWhatWasSaidAndWhatItNamesIsAsked) {
  reported_and_found();
  offer();
  RecordReturnInterview completed;
  completed.outcome = ReturnInterviewOutcome::completed;
  const auto refusal = sim.refused(completed, id);
  EXPECT_TRUE(names_field(refusal, "summary"));
  EXPECT_TRUE(names_field(refusal, "by"));
  completed.summary = "Ava spoke of a flat above a shop";
  completed.by = "Dee Olsen";
  completed.independent = true;
  completed.mentions = {named(MentionKind::place, "the flat above the shop")};
  sim.must(completed, id);
  EXPECT_TRUE(episode().return_interviews.back().what.independent);
  EXPECT_EQ(question("Is Ava safe at the flat above the shop?").because, "named in the return home interview on 3 March 2026");
}

TEST_F(Returns, WhatTheReturnHomeInterviewNamesAfterClosingBecomesAnAction) {
  reported_and_found();
  close_episode();
  RecordReturnInterview completed;
  completed.outcome = ReturnInterviewOutcome::completed;
  completed.summary = "Ava spoke of a flat above a shop";
  completed.by = "Dee Olsen";
  completed.mentions = {named(MentionKind::place, "the flat above the shop")};
  const auto actions = only<ActionSet>(sim.must(completed, id));
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(actions[0].action.text, "Find out whether Ava is safe: the return home interview named the flat above the shop.");
}

}  // namespace
}  // namespace lapwing::casework
