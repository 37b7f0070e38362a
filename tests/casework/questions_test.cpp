// The prevention interview: who and what is asked about, why, and which answers are taken.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "casework/returned.hpp"

namespace lapwing::casework {
namespace {

class Questions : public Returned {
 public:
  // A first episode at a place, with every safety answer as given, closed; then a second that names nothing but home.
  void missing_again_after(QuestionSafety safety) {
    reported_and_found();
    auto answer = answered(question("Is Ava safe at the house in Linthorpe?"), safety);
    sim.must(AnswerQuestions{{answer}}, id);
    close_episode();
    sim.pass(Minutes(60 * 24 * 9));
    sim.by = call_handler();
    reported_and_found({}, "home");
  }
};

TEST_F(Questions, NothingIsAskedBeforeTheReturn) {
  report_with({named(MentionKind::person, "Kyle")});
  EXPECT_TRUE(questions().empty());
}

TEST_F(Questions, EveryNamedKindHasItsOwnQuestionsAndTheGeneralOnesComeOnce) {
  reported_and_found({named(MentionKind::person, "Kyle"), named(MentionKind::phone, "07700 900123"),
                      named(MentionKind::vehicle, "the silver Golf AB12 CDE"), named(MentionKind::thing, "a gold chain")});
  for (const auto& kept : episode().mentions)
    EXPECT_TRUE(std::any_of(questions().begin(), questions().end(), [&](const auto& q) { return q.mention == kept.what.id; }))
        << kept.what.label;
  const auto general = std::count_if(questions().begin(), questions().end(), [](const auto& q) { return !q.mention; });
  const auto& rules = test_rules().interview.rules;
  EXPECT_EQ(general, std::count_if(rules.begin(), rules.end(), [](const auto& rule) { return !rule.about; }));
}

TEST_F(Questions, CaseArticlesSpacingAndPunctuationDoNotMakeAnotherPlace) {
  reported_and_found({named(MentionKind::place, "House in linthorpe"), named(MentionKind::place, "The house,  in Linthorpe.")});
  std::set<std::string> about;
  for (const auto& q : questions()) about.insert(q.about);
  EXPECT_EQ(about.size(), 2u);   // it, and General
}

TEST_F(Questions, APhoneIsItsDigitsAndAVehicleItsPlate) {
  reported_and_found({named(MentionKind::phone, "07700 900123"), named(MentionKind::phone, "+44 7700 900 123"),
                      named(MentionKind::vehicle, "AB12 CDE"), named(MentionKind::vehicle, "ab12cde")});
  EXPECT_EQ(std::count_if(questions().begin(), questions().end(), [](const auto& q) { return q.rule == "phone-whose"; }), 1);
  EXPECT_EQ(std::count_if(questions().begin(), questions().end(), [](const auto& q) { return q.rule == "vehicle-whose"; }), 1);
}

TEST_F(Questions, LettersThatOnlyLookLikeArticlesKeepPlacesApart) {
  reported_and_found({named(MentionKind::place, "flat A"), named(MentionKind::place, "flat")}, "home");
  EXPECT_TRUE(asked("Is Ava safe at flat A?"));
  EXPECT_TRUE(asked("Is Ava safe at flat?"));
}

TEST_F(Questions, TheQuestionSaysWhereItCameFromAndWhen) {
  auto mention = named(MentionKind::person, "Kyle");
  mention.said_by = "Sam Hale";
  reported_and_found({mention});
  EXPECT_EQ(question("Is Ava safe with Kyle?").because, "named by Sam Hale in the report on 3 March 2026");
  EXPECT_EQ(question("Is Ava safe at the house in Linthorpe?").because, "found there on 3 March 2026");
}

TEST_F(Questions, AChildWhoseNameNobodyKnowsIsTheChild) {
  auto report = plain_report("", "");
  report.details.description = "About 14, red coat";
  id = sim.report(report);
  record_return(found_at("the bus station"));
  EXPECT_TRUE(asked("Is the child safe at the bus station?"));
}

TEST_F(Questions, OtherChildrenStayOtherChildren) {
  reported_and_found();
  EXPECT_TRUE(asked("Who else goes to the house in Linthorpe, and are other children there?"));
}

TEST_F(Questions, WhatIsNamedAfterTheReturnIsAskedAboutToo) {
  reported_and_found();
  const auto before = questions().size();
  sim.must(RecordMention{named(MentionKind::person, "Dean")}, id);
  EXPECT_TRUE(asked("Is Ava safe with Dean?"));
  const auto after = questions().size();
  EXPECT_GT(after, before);
  sim.must(RecordMention{named(MentionKind::person, "DEAN")}, id);
  EXPECT_EQ(questions().size(), after);
}

TEST_F(Questions, WhomAnAnswerNamesIsAskedAboutInTurn) {
  reported_and_found();
  auto answer = answered(question("Who lives or works at the house in Linthorpe?"));
  answer.mentions = {named(MentionKind::person, "Dean")};
  sim.must(AnswerQuestions{{answer}}, id);
  EXPECT_EQ(question("Is Ava safe with Dean?").because, "named in the interview on 3 March 2026");
}

// ---- earlier episodes ----
TEST_F(Questions, APlaceThatWasSafeLastTimeIsNotAskedAboutAgain) {
  missing_again_after(QuestionSafety::safe);
  EXPECT_FALSE(asked("Is Ava safe at the house in Linthorpe?"));
  EXPECT_TRUE(asked("Is Ava safe at home?"));
}

TEST_F(Questions, APlaceThatWasNotSafeIsAskedAboutAgainWithItsDate) {
  missing_again_after(QuestionSafety::not_safe);
  EXPECT_EQ(question("Is Ava safe at the house in Linthorpe?").because, "found there on 3 March 2026");
}

TEST_F(Questions, APlaceWhoseSafetyNobodyKnowsIsAskedAboutAgain) {
  missing_again_after(QuestionSafety::not_known);
  EXPECT_TRUE(asked("Is Ava safe at the house in Linthorpe?"));
}

TEST_F(Questions, ASafeAnswerLaterSettlesAnEarlierEpisode) {
  missing_again_after(QuestionSafety::not_safe);
  close_episode();   // every question, that one too, answered safe
  sim.pass(Minutes(60 * 24 * 9));
  sim.by = call_handler();
  reported_and_found({}, "school");
  EXPECT_FALSE(asked("Is Ava safe at the house in Linthorpe?"));
}

// ---- answers ----
TEST_F(Questions, OneWrongAnswerRefusesThemAllAndNamesEachField) {
  reported_and_found();
  AnswerQuestions command;
  for (const auto& q : questions()) command.answers.push_back(answered(q));
  ASSERT_GE(command.answers.size(), 4u);
  command.answers[1] = not_answered(questions()[1], QuestionOutcome::not_asked);
  command.answers[1].answer = "n/a";
  command.answers[3].question = ItemId{};
  const auto refusal = sim.refused(command, id);
  EXPECT_TRUE(names_field(refusal, "answers[1].answer"));
  EXPECT_TRUE(names_field(refusal, "answers[3].question"));
  EXPECT_TRUE(std::none_of(questions().begin(), questions().end(), [](const auto& q) { return q.outcome.has_value(); }));
}

TEST_F(Questions, ASafetyQuestionAnsweredWithoutSayingWhetherTheChildIsSafeIsRefused) {
  reported_and_found();
  auto answer = answered(question("Is Ava safe at the house in Linthorpe?"));
  answer.safety.reset();
  EXPECT_TRUE(names_field(sim.refused(AnswerQuestions{{answer}}, id), "answers[0].safety"));
}

TEST_F(Questions, SafeCannotBeRecordedWhereNobodyAnswered) {
  reported_and_found();
  auto answer = not_answered(question("Is Ava safe at the house in Linthorpe?"));
  answer.safety = QuestionSafety::safe;
  EXPECT_TRUE(names_field(sim.refused(AnswerQuestions{{answer}}, id), "answers[0].safety"));
}

TEST_F(Questions, AnAnswerWithNothingInItIsRefused) {
  reported_and_found();
  auto answer = answered(question("Who lives or works at the house in Linthorpe?"));
  answer.answer = " ";
  EXPECT_TRUE(names_field(sim.refused(AnswerQuestions{{answer}}, id), "answers[0].answer"));
  EXPECT_TRUE(names_field(sim.refused(AnswerQuestions{}, id), "answers"));
}

TEST_F(Questions, ADisclosureNeedsTheChildsWords) {
  reported_and_found();
  auto answer = not_answered(question("Is Ava safe at the house in Linthorpe?"));
  answer.disclosure = true;
  EXPECT_TRUE(names_field(sim.refused(AnswerQuestions{{answer}}, id), "answers[0].answer"));
}

TEST_F(Questions, ALaterAnswerReplacesAnEarlierOneAndBothStayRecorded) {
  reported_and_found();
  const auto wanted = question("Is Ava safe at the house in Linthorpe?");
  sim.must(AnswerQuestions{{not_answered(wanted)}}, id);
  sim.must(AnswerQuestions{{answered(wanted)}}, id);
  EXPECT_EQ(question(wanted.text).outcome, QuestionOutcome::answered);
  EXPECT_EQ(std::count_if(sim.recorded.begin(), sim.recorded.end(),
                          [](const auto& r) { return std::holds_alternative<QuestionAnswered>(r.event); }), 2);
}

// ---- properties ----
constexpr int mentions_max = 12;   // enough to hold every pair that must and must not merge

rc::Gen<std::vector<MentionInput>> mentions() {
  const auto one = rc::gen::map(
      rc::gen::pair(rc::gen::element(MentionKind::person, MentionKind::place, MentionKind::thing, MentionKind::phone, MentionKind::vehicle),
                    rc::gen::element<std::string>("the house in Linthorpe", "House in Linthorpe", "THE HOUSE in linthorpe", "Kyle", "kyle ",
                                                  "her boyfriend Kyle", "07700 900123", "07700900123", "AB12 CDE", "a", "the", "…", "Zoë", "ZOË")),
      [](const auto& pair) { return named(pair.first, pair.second); });
  return rc::gen::resize(mentions_max, rc::gen::container<std::vector<MentionInput>>(one));
}

std::set<std::string> texts_after(const std::vector<MentionInput>& mentions) {
  Simulation sim;
  auto report = plain_report("Ava", "Reed");
  report.might_be = mentions;
  const auto id = sim.report(report);
  RecordReturn found;
  found.at = sim.now;
  found.where.text = "home";
  sim.must(found, id);
  std::set<std::string> out;
  for (const auto& q : sim.episode(id).interview.questions) out.insert(q.text);
  return out;
}

RC_GTEST_PROP(QuestionsProperty, TheOrderOfMentionsDoesNotChangeTheQuestions, ()) {
  auto some = *mentions();
  auto shuffled = some;
  std::reverse(shuffled.begin(), shuffled.end());
  if (!shuffled.empty()) std::rotate(shuffled.begin(), shuffled.begin() + *rc::gen::inRange<int>(0, static_cast<int>(shuffled.size())), shuffled.end());
  RC_ASSERT(texts_after(some) == texts_after(shuffled));
}

RC_GTEST_PROP(QuestionsProperty, EveryMentionOfTheEpisodeHasAQuestion, ()) {
  Simulation sim;
  auto report = plain_report("Ava", "Reed");
  report.might_be = *mentions();
  const auto id = sim.report(report);
  RecordReturn found;
  found.at = sim.now;
  found.where.text = "home";
  found.mentions = *mentions();
  sim.must(found, id);
  for (const auto& mention : *mentions()) sim.must(RecordMention{mention}, id);
  const auto& episode = sim.episode(id);
  std::set<std::string> asked_about;
  for (const auto& q : episode.interview.questions)
    for (const auto& kept : episode.mentions)
      if (q.mention == kept.what.id) asked_about.insert(mention_key(kept.what.kind, kept.what.label));
  for (const auto& kept : episode.mentions) RC_ASSERT(asked_about.contains(mention_key(kept.what.kind, kept.what.label)));
  std::set<std::string> once;
  for (const auto& q : episode.interview.questions) RC_ASSERT(once.insert(q.rule + q.about).second);
}

}  // namespace
}  // namespace lapwing::casework
