// Groups at the desk: what is kept from the ledger, what follows on a missing child's episode, and what a dismissal does.
#include "desk/linked_desk.hpp"

namespace lapwing::desk {
namespace {

std::size_t rulings_in(const Desk& desk) { return desk.reports().rulings().values().size(); }

TEST_F(LinkedDesk, AGroupRanksAsItsReportsComeInAndIsNoticedOnce) {
  a_group();
  const auto list = keeper->groups();
  ASSERT_EQ(list->ranked.size(), 1u);
  EXPECT_EQ(list->ranked[0].group.adults.size(), 2u);
  EXPECT_EQ(list->ranked[0].group.children.size(), 2u);
  ASSERT_TRUE(list->ranked[0].noticed);
  const auto rulings = rulings_in(*desk);
  start_again();
  watch->wait_until_done();
  EXPECT_EQ(rulings_in(*desk), rulings) << "it was noticed again at the restart";
}

TEST_F(LinkedDesk, AStartFromTheLedgerComesToTheSameGroupsAndDecisions) {
  a_group();
  const auto child = report_missing();
  must({constable, child.child, child.episode,
        RecordSighting{time->now(), {"14 Alder Row, TS1 4XX", {}, {}, {}}, {}, {}, "Darren Cole", {}, true, {{MentionKind::vehicle, "LB12 WNG", {}, {}}}}, {}, {}, {}});
  watch->wait_until_done();
  const auto before = keeper->groups();
  ASSERT_EQ(before->ranked.size(), 1u);
  sent(TakeOnGroup{before->ranked[0].group.id, {{}, "Ana Reid"}, "to the strategy meeting", {}, {}});
  const auto taken = keeper->groups();
  const auto leads = keeper->leads(child.child);
  ASSERT_FALSE(leads.empty());
  start_again();
  const auto after = keeper->groups();
  ASSERT_EQ(after->ranked.size(), taken->ranked.size());
  EXPECT_EQ(after->ranked[0].group.id, taken->ranked[0].group.id);
  EXPECT_DOUBLE_EQ(after->ranked[0].group.score, taken->ranked[0].group.score);
  EXPECT_EQ(links::reports_of(after->ranked[0].group), links::reports_of(taken->ranked[0].group));
  ASSERT_TRUE(after->ranked[0].taken_on);
  EXPECT_EQ(after->ranked[0].taken_on->owner->name, "Ana Reid");
  EXPECT_EQ(after->ranked[0].records, taken->ranked[0].records);
  ASSERT_EQ(keeper->leads(child.child).size(), leads.size());
  EXPECT_EQ(keeper->leads(child.child)[0].name, leads[0].name);
}

TEST_F(LinkedDesk, TheRecordOfAChildLeadsToWhatReportsSayOfThem) {
  a_group();
  const auto child = report_missing();   // Kayleigh Marsh, of the same birth date
  watch->wait_until_done();
  const auto entity = keeper->entity_of(child.child);
  EXPECT_EQ(entity, "R-000001/p1");
  EXPECT_EQ(keeper->children_of(entity), std::vector{child.child});
  const auto leads = keeper->leads(child.child);
  const auto named = [&](std::string_view name) { return std::ranges::any_of(leads, [&](const auto& lead) { return lead.name == name; }); };
  EXPECT_TRUE(named("Darren Cole"));
  EXPECT_TRUE(named("14 Alder Row, TS1 4XX"));
  ASSERT_TRUE(desk->erase(service, child.child, "the retention period ended"));
  EXPECT_TRUE(keeper->entity_of(child.child).empty());
}

TEST_F(LinkedDesk, ADismissedGroupStaysAwayAfterARestartAndReturnsOnANewReport) {
  a_group();
  sent(dismissal(keeper->groups()->ranked.at(0)));
  EXPECT_TRUE(keeper->groups()->ranked.empty());
  start_again();
  ASSERT_TRUE(keeper->groups()->ranked.empty());
  ASSERT_EQ(keeper->groups()->dismissed.size(), 1u);
  EXPECT_EQ(keeper->groups()->dismissed[0].dismissed->words, "a youth club that the force runs");
  lift(5, "2026-03-01", "Mia Field", "2012-01-20", "Darren Cole");
  const auto list = keeper->groups();
  ASSERT_EQ(list->ranked.size(), 1u);
  EXPECT_TRUE(list->ranked[0].returned);
  EXPECT_EQ(list->ranked[0].group.children.size(), 3u);
}

TEST_F(LinkedDesk, ADecisionTakenBackLetsTheGroupStandAgain) {
  a_group();
  const auto dismissed = sent(dismissal(keeper->groups()->ranked.at(0)));
  sent(LiftGroupRuling{"R-000001", dismissed.first, "it was another minibus"});
  EXPECT_EQ(keeper->groups()->ranked.size(), 1u);
}

TEST_F(LinkedDesk, AMissingChildOfALiveGroupIsReviewedSoonerUntilItIsDismissed) {
  a_group();
  const auto child = report_missing();
  watch->wait_until_done();
  const auto held = case_of(child.child);
  const auto* episode = held->open_episode();
  ASSERT_EQ(episode->linked_groups.size(), 1u);
  EXPECT_EQ(episode->linked_groups.front().what.children, 2);
  const auto review = std::ranges::find(episode->clocks, ClockKind::review, &Clock::kind);
  ASSERT_NE(review, episode->clocks.end());
  EXPECT_EQ(review->due, time->now() + Minutes{60});   // medium: sooner than the 240 minutes of the risk alone
  EXPECT_TRUE(desk->board().read()->ordered(time->now()).front().marks.linked_group);
  sent(dismissal(keeper->groups()->ranked.at(0)));
  EXPECT_TRUE(case_of(child.child)->open_episode()->linked_groups.empty());
}

TEST_F(LinkedDesk, TheInterviewAsksAboutPlacesOfOthersInTheGroupWithoutNamingAnotherChild) {
  a_group();
  const auto child = report_missing();
  watch->wait_until_done();
  RecordReturn found;
  found.at = time->now();
  found.where.text = "Home";
  must({constable, child.child, child.episode, found, {}, {}, {}});
  const auto held = case_of(child.child);
  bool asked = false;
  for (const auto& question : held->open_episode()->interview.questions) {
    asked |= question.rule == "linked-place" && question.text.find("14 Alder Row") != std::string::npos;
    EXPECT_EQ(question.because.find("Aisha"), std::string::npos);
    EXPECT_EQ(question.text.find("Aisha"), std::string::npos);
  }
  EXPECT_TRUE(asked);
}

TEST_F(LinkedDesk, AsKnownEarlierThereWasNoGroupYet) {
  a_group();
  LinkKeeper earlier(policy::built_in_group_rules(), links::people_by_name());
  earlier.only_received_by(at("2026-02-02T00:00:00Z"));
  ASSERT_TRUE(desk->tell_links(earlier, {}));
  EXPECT_TRUE(earlier.groups()->ranked.empty());
  EXPECT_EQ(earlier.report_count(), 1u);
}

}  // namespace
}  // namespace lapwing::desk
