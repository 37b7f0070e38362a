// What holds for every set of answers: unknown never reads as safe, knowing more of harm never lowers, overrides always hold.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "casework/risk_given.hpp"

namespace lapwing::casework {
namespace {

const policy::RiskPolicy& rules() { return RiskGiven::rules(); }

Answer some_answer() { return *rc::gen::element(Answer::not_asked, Answer::not_known, Answer::no, Answer::yes); }

// Mostly "no", so that single answers decide as often as crowds of them do.
Answer some_quiet_answer() {
  return *rc::gen::weightedElement<Answer>({{20, Answer::no}, {1, Answer::yes}, {1, Answer::not_known}, {1, Answer::not_asked}});
}

RiskGiven some_child() {
  RiskGiven given;
  if (*rc::gen::inRange(0, 4)) given.age(*rc::gen::inRange(0, 18));
  given.learning_disability(some_answer());
  const bool quiet = *rc::gen::arbitrary<bool>();
  for (const auto& question : rules().questions) given.answer(question.id, quiet ? some_quiet_answer() : some_answer());
  return given;
}

std::size_t some_question() { return *rc::gen::inRange<std::size_t>(0, rules().questions.size()); }

// The same child, had this question been answered otherwise.
RiskGiven answered(RiskGiven given, std::size_t question, Answer answer) {
  given.facts[question].what.answer = answer;
  return given;
}

RC_GTEST_PROP(Risk, AYesNeverPointsLowerThanAnyOtherAnswer, ()) {
  const auto given = some_child();
  const auto question = some_question();
  const auto otherwise = answered(given, question, Answer::yes).pointer();
  RC_ASSERT(otherwise.level >= given.pointer().level);
  RC_ASSERT(otherwise.floor >= given.pointer().floor);
}

RC_GTEST_PROP(Risk, NotKnowingNeverPointsLowerThanNo, ()) {
  const auto given = some_child();
  const auto question = some_question();
  const auto no = answered(given, question, Answer::no).pointer();
  RC_ASSERT(answered(given, question, Answer::not_known).pointer().level >= no.level);
  RC_ASSERT(answered(given, question, Answer::not_asked).pointer().level >= no.level);
}

RC_GTEST_PROP(Risk, NotKnownAndNotAskedPointTheSameWay, ()) {
  const auto given = some_child();
  const auto question = some_question();
  RC_ASSERT(answered(given, question, Answer::not_known).pointer().level ==
            answered(given, question, Answer::not_asked).pointer().level);
}

RC_GTEST_PROP(Risk, SomeoneWhoDoesNotKnowNeverLowersIt, ()) {
  auto given = some_child();
  const auto before = given.pointer().level;
  given.answer(rules().questions[some_question()].id, Answer::not_known);
  RC_ASSERT(given.pointer().level >= before);
}

RC_GTEST_PROP(Risk, AQuestionLeftUnaskedAgainChangesNothing, ()) {
  auto given = some_child();
  const auto before = given.pointer();
  given.answer(rules().questions[some_question()].id, Answer::not_asked);
  RC_ASSERT(given.pointer().level == before.level);
  RC_ASSERT(given.pointer().still_to_ask == before.still_to_ask);
}

RC_GTEST_PROP(Risk, IsNeverLowForAYoungOrLearningDisabledChildWithASignOfExploitation, ()) {
  auto given = some_child();
  if (*rc::gen::arbitrary<bool>()) given.age(*rc::gen::inRange(0, 13));
  else given.learning_disability(Answer::yes);
  const auto sign = *rc::gen::suchThat(rc::gen::inRange<std::size_t>(0, rules().questions.size()),
                                       [](auto i) { return rules().questions[i].exploitation; });
  const auto pointed = answered(given, sign, Answer::yes).pointer();
  RC_ASSERT(pointed.level >= RiskLevel::medium);
  RC_ASSERT(pointed.floor >= RiskLevel::medium);
  for (const auto level : {RiskLevel::very_low, RiskLevel::low})
    RC_ASSERT(!assess(rules(), pointed, level, "She is back at home and well", "lower_reason"));
}

RC_GTEST_PROP(Risk, EverySignOfHarmPointsToHigh, ()) {
  const auto given = some_child();
  const auto sign = *rc::gen::suchThat(rc::gen::inRange<std::size_t>(0, rules().questions.size()),
                                       [](auto i) { return rules().questions[i].harm; });
  const auto pointed = answered(given, sign, Answer::yes).pointer();
  RC_ASSERT(pointed.level == RiskLevel::high);
  RC_ASSERT(pointed.reasons.front().harm);
}

RC_GTEST_PROP(Risk, EveryLevelPointedToHasAReasonAsHigh, ()) {
  const auto pointed = some_child().pointer();
  RC_ASSERT(pointed.floor <= pointed.level);
  if (pointed.level == RiskLevel::very_low) {
    RC_ASSERT(pointed.reasons.empty());
  } else {
    RC_ASSERT(pointed.reasons.front().level == pointed.level);
    for (const auto& reason : pointed.reasons) RC_ASSERT(!reason.why.empty());
  }
}

RC_GTEST_PROP(Risk, EveryQuestionIsAnsweredOrStillToAsk, ()) {
  const auto given = some_child();
  std::size_t unknown = 0;
  for (const auto& fact : given.facts) unknown += fact.what.answer == Answer::not_asked || fact.what.answer == Answer::not_known;
  RC_ASSERT(given.pointer().still_to_ask.size() == unknown);
}

}  // namespace
}  // namespace lapwing::casework
