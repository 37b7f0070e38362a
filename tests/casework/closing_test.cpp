// Closing: refused until everything is there, saying exactly what is not.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "casework/returned.hpp"

namespace lapwing::casework {
namespace {

class Closing : public Returned {
 public:
  std::vector<std::string> missing() {
    const auto refusal = sim.refused(CloseEpisode{"Found and safe at home"}, id);
    EXPECT_EQ(refusal.kind, RefusalKind::not_yet);
    EXPECT_EQ(refusal.missing, missing_before_closing(sim.held(), episode()));
    return refusal.missing;
  }
};

TEST_F(Closing, NobodyHasRecordedTheReturn) {
  report_with({});
  EXPECT_TRUE(has_line(missing(), "Record the return: nobody has recorded that Ava was found."));
}

TEST_F(Closing, ThereIsNoShortCutForAReportMadeInError) {
  report_with({});
  EXPECT_EQ(sim.refused(CloseEpisode{"reported in error"}, id).kind, RefusalKind::not_yet);
}

TEST_F(Closing, EachQuestionThatNobodyAskedIsNamed) {
  reported_and_found();
  do_all_but_questions();
  const auto lines = missing();
  EXPECT_EQ(lines.size(), questions().size());
  EXPECT_TRUE(has_line(lines, "Nobody has asked: Is Ava safe at the house in Linthorpe?"));
}

TEST_F(Closing, NobodyHasSpokenToTheChild) {
  reported_and_found();
  confirm_risk();
  offer();
  answer_the_rest();
  EXPECT_EQ(missing(), std::vector<std::string>{"Hold the prevention interview: nobody has spoken to Ava since the return."});
}

TEST_F(Closing, NotInPersonWaitsForASupervisor) {
  reported_and_found();
  confirm_risk();
  offer();
  answer_the_rest();
  HoldInterview held;
  held.mode = InterviewMode::phone;
  held.not_in_person_reason = "Ava is with family in Leeds";
  sim.must(held, id);
  EXPECT_EQ(missing(), std::vector<std::string>{"A supervisor must agree that the prevention interview was not in person (it was by phone)."});
  ASSERT_TRUE(sim.as(supervisor(), AgreeInterviewMode{"Local police saw Ava the same evening"}, id));
  sim.must(CloseEpisode{"Found and safe"}, id);
}

TEST_F(Closing, TheReturnHomeInterviewMustBeOffered) {
  reported_and_found();
  confirm_risk();
  hold_in_person();
  answer_the_rest();
  EXPECT_EQ(missing(), std::vector<std::string>{"Offer Ava the return home interview, or record that it was refused."});
}

TEST_F(Closing, SomebodyMustHaveDecidedTheRisk) {
  reported_and_found();
  hold_in_person();
  offer();
  answer_the_rest();
  EXPECT_EQ(missing(), std::vector<std::string>{"Decide the risk: the level is what the rules pointed to, and nobody has confirmed it."});
}

TEST_F(Closing, AHandoverThatNobodyAcceptedIsMissing) {
  reported_and_found();
  do_all_but_questions();
  answer_the_rest();
  sim.by = supervisor();
  sim.must(OfferHandover{person(supervisor_two()), "Ava is home", {}}, id);
  const auto lines = missing();
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with(supervisor_two().name + " must accept the handover"));
}

TEST_F(Closing, WhatNobodyAnsweredMayBeOwnedInstead) {
  reported_and_found();
  do_all_but_questions();
  AnswerQuestions command;
  for (const auto& q : questions()) command.answers.push_back(not_answered(q));
  sim.must(command, id);
  sim.must(CloseEpisode{"Ava is home; what is still to find out is owned"}, id);
  EXPECT_TRUE(episode().closed);
}

TEST_F(Closing, AQuestionNobodyAskedMayBeOwnedByAnActionOfItsOwn) {
  reported_and_found();
  do_all_but_questions();
  const auto wanted = question("Is Ava safe at the house in Linthorpe?").id;
  AnswerQuestions command;
  for (const auto& q : questions())
    if (q.id != wanted) command.answers.push_back(answered(q));
  sim.must(command, id);
  EXPECT_EQ(missing().size(), 1u);
  sim.must(SetAction{"See Ava tomorrow and ask", person(officer()), {}, wanted}, id);
  sim.must(CloseEpisode{"Ava is home"}, id);
}

TEST_F(Closing, ANonAnswerWhoseActionIsGoneIsNamed) {
  reported_and_found();
  const auto wanted = question("Is Ava safe at the house in Linthorpe?");
  sim.must(AnswerQuestions{{not_answered(wanted)}}, id);
  auto without = episode();
  without.actions.clear();
  EXPECT_TRUE(has_line(missing_before_closing(sim.held(), without), "Nobody owns what follows from: " + wanted.text));
}

TEST_F(Closing, AnOutcomeIsNeededAndAClosedEpisodeTakesNoMoreAnswers) {
  reported_and_found();
  do_all_but_questions();
  answer_the_rest();
  EXPECT_TRUE(names_field(sim.refused(CloseEpisode{" "}, id), "outcome"));
  sim.must(CloseEpisode{"Ava is home"}, id);
  EXPECT_EQ(sim.refused(CloseEpisode{"Again"}, id).kind, RefusalKind::not_yet);
  EXPECT_EQ(sim.refused(AnswerQuestions{{answered(questions().front())}}, id).kind, RefusalKind::not_yet);
}

TEST_F(Closing, ReopeningNeedsAReasonAndKeepsWhatWasRecorded) {
  reported_and_found();
  close_episode();
  EXPECT_TRUE(names_field(sim.refused(ReopenEpisode{""}, id), "reason"));
  sim.must(ReopenEpisode{"The school has told us more"}, id);
  EXPECT_TRUE(episode().is_open());
  EXPECT_TRUE(episode().returned);
  EXPECT_TRUE(missing_before_closing(sim.held(), episode()).empty());
}

TEST_F(Closing, AReturnRecordedInErrorIsTakenBackAndTheChildIsMissingAgain) {
  report_with({});
  EXPECT_EQ(sim.refused(ReopenEpisode{"Another girl"}, id).kind, RefusalKind::invalid) << "nobody has recorded a return";
  const auto running = [&] {
    std::set<ClockKind> kinds;
    for (const auto& clock : episode().clocks) kinds.insert(clock.kind);
    return kinds;
  };
  const auto while_missing = running();
  record_return(found_at("the bus station"));
  EXPECT_TRUE(running().contains(ClockKind::prevention_interview));
  EXPECT_TRUE(names_field(sim.refused(ReopenEpisode{" "}, id), "reason"));
  sim.must(ReopenEpisode{"It was another girl of that name"}, id);
  EXPECT_TRUE(episode().is_missing());
  EXPECT_EQ(running(), while_missing);
  for (const auto& clock : episode().clocks) EXPECT_GT(clock.due, sim.now);
  sim.pass(Minutes(30));
  record_return(found_at("her aunt's"));
  EXPECT_EQ(episode().returned->what.where.text, "her aunt's");
  EXPECT_TRUE(running().contains(ClockKind::prevention_interview));
}

TEST_F(Closing, WhatIsNamedWhileClosedIsAskedAboutOnReopening) {
  reported_and_found();
  close_episode();
  sim.must(RecordMention{named(MentionKind::person, "Dean")}, id);
  EXPECT_FALSE(asked("Is Ava safe with Dean?"));
  sim.must(ReopenEpisode{"The school named Dean"}, id);
  EXPECT_TRUE(has_line(missing(), "Nobody has asked: Is Ava safe with Dean?"));
}

TEST_F(Closing, ReopeningWaitsWhileAnotherEpisodeIsOpen) {
  reported_and_found();
  close_episode();
  const auto first = id;
  sim.pass(Minutes(60));
  report_with({});
  EXPECT_EQ(sim.refused(ReopenEpisode{"Wrong place"}, first).kind, RefusalKind::not_yet);
}

// Whatever mixture of answers is given in whatever commands, closing is taken only when every question is answered or owned.
RC_GTEST_PROP(ClosingProperty, NeverWhileAQuestionIsUnansweredAndUnowned, ()) {
  Simulation sim;
  auto report = plain_report("Ava", "Reed");
  report.might_be = {named(MentionKind::person, "Kyle"), named(MentionKind::place, "the bus station")};
  const auto id = sim.report(report);
  RecordReturn found;
  found.at = sim.now;
  found.where.text = "the house in Linthorpe";
  sim.must(found, id);
  sim.by = supervisor();
  sim.must(RecordReview{sim.episode(id).level(), "Agreed", {}, {}}, id);
  sim.must(HoldInterview{}, id);
  sim.must(OfferReturnInterview{{}, "Children's Services", {}}, id);
  const int rounds = *rc::gen::inRange(1, 4);
  for (int round = 0; round < rounds; ++round) {
    AnswerQuestions command;
    for (const auto& q : sim.episode(id).interview.questions) {
      const int what = *rc::gen::inRange(0, 12);
      if (what == 0) continue;   // left alone this time
      QuestionAnswer answer;
      answer.question = q.id;
      answer.answer = "It was too late in the evening";
      answer.outcome = what == 1 ? QuestionOutcome::not_asked : what == 2 ? QuestionOutcome::would_not_say : QuestionOutcome::answered;
      if (answer.outcome == QuestionOutcome::answered && q.asks_safety)
        answer.safety = what == 3 ? QuestionSafety::not_safe : what == 4 ? QuestionSafety::not_known : QuestionSafety::safe;
      answer.disclosure = answer.outcome == QuestionOutcome::answered && what == 5;
      if (what == 6) answer.mentions = {named(MentionKind::person, "Dean")};
      command.answers.push_back(answer);
    }
    if (!command.answers.empty()) sim.must(command, id);
  }
  const auto before = sim.episode(id);
  bool all_asked = true;
  for (const auto& q : before.interview.questions) {
    const bool owned = is_covered(before, q.id);
    if (q.outcome) RC_ASSERT(owned || !needs_action(*q.outcome, q.safety, q.disclosure));
    else all_asked = all_asked && owned;
  }
  RC_ASSERT(sim.submit(CloseEpisode{"Ava is home"}, id).has_value() == all_asked);
}

}  // namespace
}  // namespace lapwing::casework
