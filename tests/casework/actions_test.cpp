// Actions: harm told of and answers not given never pass without an owner and a time.
#include "casework/returned.hpp"

namespace lapwing::casework {
namespace {

class Actions : public Returned {
 public:
  const std::string place_safe = "Is Ava safe at the house in Linthorpe?";
  const std::string place_who = "Who lives or works at the house in Linthorpe?";

  void SetUp() override { reported_and_found(); }
  std::vector<OwnedAction> actions_of(std::vector<QuestionAnswer> answers) {
    std::vector<OwnedAction> out;
    for (const auto& set : only<ActionSet>(sim.must(AnswerQuestions{std::move(answers)}, id))) out.push_back(set.action);
    return out;
  }
  Instant due_in(const std::string& kind) const {
    return minutes_after(sim.now, test_rules().interview.action_minutes.at(kind));
  }
};

TEST_F(Actions, AnAnswerThatIsSafeNeedsNone) {
  EXPECT_TRUE(actions_of({answered(question(place_safe)), answered(question(place_who))}).empty());
}

TEST_F(Actions, WouldNotSayIsOwnedByWhoeverRecordedItWhileTheEpisodeHasNoOwner) {
  const auto actions = actions_of({not_answered(question(place_safe))});
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(actions[0].text,
            "Find out about the house in Linthorpe: “Is Ava safe at the house in Linthorpe?” Ava would not say.");
  EXPECT_EQ(actions[0].owner, person(officer()));
  EXPECT_EQ(actions[0].due, due_in("non_answer"));
  EXPECT_EQ(actions[0].question, question(place_safe).id);
}

TEST_F(Actions, TheEpisodesOwnerOwnsWhatFollows) {
  sim.must(SetOwner{person(supervisor()), {}}, id);
  EXPECT_EQ(actions_of({not_answered(question(place_safe))}).at(0).owner, person(supervisor()));
}

TEST_F(Actions, NonAnswersAboutOnePlaceAreOneActionThatNamesThemAll) {
  const auto actions = actions_of({not_answered(question(place_safe)), not_answered(question(place_who), QuestionOutcome::not_asked)});
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_NE(actions[0].text.find(place_safe), std::string::npos);
  EXPECT_NE(actions[0].text.find(place_who + "” Not asked: Ava was asleep."), std::string::npos);
  EXPECT_EQ(actions[0].also, std::vector<ItemId>{question(place_who).id});
}

TEST_F(Actions, EachPlaceHasItsOwn) {
  sim.must(RecordMention{named(MentionKind::place, "the bus station")}, id);
  EXPECT_EQ(actions_of({not_answered(question(place_safe)), not_answered(question("Is Ava safe at the bus station?"))}).size(), 2u);
}

TEST_F(Actions, NotSafeAndADisclosureAreActedOnAtTheirOwnTimes) {
  auto told = answered(question(place_who));
  told.disclosure = true;
  const auto actions = actions_of({answered(question(place_safe), QuestionSafety::not_safe), told});
  ASSERT_EQ(actions.size(), 2u);
  EXPECT_EQ(actions[0].text, "Make Ava safe. “Is Ava safe at the house in Linthorpe?” The answer was: not safe.");
  EXPECT_EQ(actions[0].due, due_in("not_safe"));
  EXPECT_EQ(actions[1].text, "Act on what Ava told us when asked about the house in Linthorpe.");
  EXPECT_EQ(actions[1].due, due_in("disclosure"));
}

TEST_F(Actions, SafetyNotKnownNeedsOneToo) {
  EXPECT_EQ(actions_of({answered(question(place_safe), QuestionSafety::not_known)}).size(), 1u);
}

TEST_F(Actions, TheSendersActionIsUsedAndCoversTheSamePlace) {
  auto answer = not_answered(question(place_safe));
  answer.action = NewAction{"Visit the house", Person{{}, "PC Ann Dale"}, minutes_after(sim.now, 30)};
  const auto actions = actions_of({answer, not_answered(question(place_who))});
  ASSERT_EQ(actions.size(), 1u);
  EXPECT_EQ(actions[0].text, "Visit the house");
  EXPECT_EQ(actions[0].owner.name, "PC Ann Dale");
  EXPECT_EQ(actions[0].due, minutes_after(sim.now, 30));
  EXPECT_EQ(actions[0].also, std::vector<ItemId>{question(place_who).id});
}

TEST_F(Actions, AnActionWithAnAnswerIsCheckedLikeAnyOther) {
  auto answer = not_answered(question(place_safe));
  answer.action = NewAction{" ", Person{{}, " "}, sim.now};
  const auto refusal = sim.refused(AnswerQuestions{{answer}}, id);
  for (const auto* path : {"answers[0].action.text", "answers[0].action.owner.name", "answers[0].action.due"})
    EXPECT_TRUE(names_field(refusal, path)) << path;
}

TEST_F(Actions, AskedAgainInVainTheOpenActionStaysTheOneThereIs) {
  ASSERT_EQ(actions_of({not_answered(question(place_safe))}).size(), 1u);
  EXPECT_TRUE(actions_of({not_answered(question(place_safe))}).empty());
  const auto action = episode().actions.at(0).what.id;
  EXPECT_TRUE(actions_of({answered(question(place_safe))}).empty());
  EXPECT_FALSE(episode().actions.at(0).what.result);   // answered, but nobody has said the action is done
  sim.must(CompleteAction{action, "Ava is safe: officers visited"}, id);
  EXPECT_EQ(actions_of({not_answered(question(place_safe))}).size(), 1u);
}

// ---- set, passed on, done ----
TEST_F(Actions, AnActionNeedsWordsAnOwnerATimeToComeAndAQuestionThatIsThere) {
  EXPECT_TRUE(names_field(sim.refused(SetAction{" ", person(officer()), {}, {}}, id), "text"));
  EXPECT_TRUE(names_field(sim.refused(SetAction{"Visit", Person{{}, " "}, {}, {}}, id), "owner.name"));
  EXPECT_TRUE(names_field(sim.refused(SetAction{"Visit", person(officer()), sim.now, {}}, id), "due"));
  EXPECT_EQ(sim.refused(SetAction{"Visit", person(officer()), {}, ItemId{}}, id).kind, RefusalKind::not_found);
  const auto set = only<ActionSet>(sim.must(SetAction{"Visit", person(officer()), {}, {}}, id));
  EXPECT_EQ(set.at(0).action.due, minutes_after(sim.now, test_rules().interview.default_action_minutes));
}

TEST_F(Actions, PassingOnNeedsAnotherPersonAndAReason) {
  sim.must(SetAction{"Visit", person(officer()), {}, {}}, id);
  const auto action = episode().actions.at(0).what.id;
  EXPECT_EQ(sim.refused(ReassignAction{ItemId{}, person(supervisor()), "Off duty"}, id).kind, RefusalKind::not_found);
  EXPECT_TRUE(names_field(sim.refused(ReassignAction{action, person(officer()), "Off duty"}, id), "to"));
  EXPECT_TRUE(names_field(sim.refused(ReassignAction{action, person(supervisor()), ""}, id), "reason"));
  sim.must(ReassignAction{action, person(supervisor()), "Off duty"}, id);
  EXPECT_EQ(episode().actions.at(0).what.owner, person(supervisor()));
}

TEST_F(Actions, DoneNeedsAResultAndIsDoneOnce) {
  sim.must(SetAction{"Visit", person(officer()), {}, {}}, id);
  const auto action = episode().actions.at(0).what.id;
  EXPECT_TRUE(names_field(sim.refused(CompleteAction{action, ""}, id), "result"));
  EXPECT_EQ(sim.refused(CompleteAction{ItemId{}, "Visited"}, id).kind, RefusalKind::not_found);
  sim.must(CompleteAction{action, "Visited: nobody there"}, id);
  EXPECT_EQ(sim.refused(CompleteAction{action, "Again"}, id).kind, RefusalKind::invalid);
  EXPECT_EQ(sim.refused(ReassignAction{action, person(supervisor()), "Off duty"}, id).kind, RefusalKind::invalid);
}

TEST_F(Actions, AnActionOutlivesClosing) {
  actions_of({not_answered(question(place_safe))});
  close_episode();
  const auto action = episode().actions.at(0).what.id;
  sim.must(ReassignAction{action, person(supervisor()), "Off duty"}, id);
  sim.must(CompleteAction{action, "Visited: Ava is safe"}, id);
  EXPECT_TRUE(episode().closed);
}

}  // namespace
}  // namespace lapwing::casework
