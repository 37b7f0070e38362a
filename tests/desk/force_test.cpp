// The force's own record at the desk: kept, read again after a restart with a snapshot and without, and sent twice but done once.
#include "desk/support.hpp"

namespace lapwing::desk {
namespace {

using namespace casework;

Date day(std::string_view iso) { return parse_iso_date(iso).value(); }

class ForceTest : public DeskTest {
 protected:
  Actor superintendent = actor(Role::superintendent, "Supt Kit Vale", 4), inspector = actor(Role::inspector, "HMI A. Visitor", 5);

  Outcome send(ForceCommand command, std::optional<std::string> key = {}, const std::string& body = "a") {
    return desk->submit(SentOnForce{superintendent, std::move(command), std::move(key), body});
  }
  Done must_send(ForceCommand command) {
    const auto done = send(std::move(command));
    EXPECT_TRUE(done) << done.error().message;
    return done.value_or(Done{});
  }
  UserId officer() {
    const auto added = desk->submit(SentOnAccount{service, {}, AddAccount{"t.reed", "PC Tom Reed", Role::officer, "Response A", {}, {}, false}});
    EXPECT_TRUE(added) << added.error().message;
    return added ? added->user : UserId{};
  }
  // Some of everything, with an audit of a real episode.
  void fill() {
    const auto child = report_missing();
    const auto course = must_send(AddCourse{"Speaking with children", "Prevention interviews in person"}).item;
    must_send(RecordCourseSession{course, day("2026-02-10"), {"Response A"}, {}});
    must_send(SetPosts{"Missing Children Team", "scaidp", {}, 8, day("2025-04-01")});
    const auto sample = must_send(DrawFileSample{7, day("2026-03-01"), day("2026-03-03"), {*child.episode}, "audit"}).item;
    must_send(AuditFile{sample, *child.episode, {{"interview-in-person", AuditGrade::partly, {}}}});
    action = must_send(SetPlanAction{"interview-in-person", "Roster an interviewer", {{}, "Insp Ros Adair"}, day("2026-03-20")}).item;
  }
  void expect_filled() const {
    const auto record = desk->force_record();
    ASSERT_EQ(record->courses.size(), 1u);
    EXPECT_EQ(record->courses[0].sessions.size(), 1u);
    EXPECT_EQ(record->posts_on(day("2026-03-03")).size(), 1u);
    ASSERT_EQ(record->samples.size(), 1u);
    EXPECT_EQ(record->samples[0].audits.size(), 1u);
    EXPECT_EQ(record->samples[0].drawn.stamp.by, superintendent);
    ASSERT_TRUE(record->action(action));
    EXPECT_EQ(desk->force_history().value().size(), 7u) << "the action's clock with it";
  }
  ItemId action;
};

TEST_F(ForceTest, IsReadAgainAfterARestart) {
  EXPECT_EQ(desk->force_record()->version, 0u);
  fill();
  expect_filled();
  restart();
  expect_filled();
}

TEST_F(ForceTest, IsReadAgainFromASnapshotAndWhatCameAfterIt) {
  fill();
  ASSERT_TRUE(desk->snapshot());
  must_send(CompletePlanAction{action, "every late shift has one"});
  restart();
  EXPECT_EQ(desk->force_history().value().size(), 9u);
  EXPECT_TRUE(desk->force_record()->action(action)->done);
  restart();
  EXPECT_EQ(desk->force_record()->courses.size(), 1u);
  must_send(SetPosts{"Response A", {}, {}, 20, day("2026-01-01")});
  EXPECT_EQ(desk->force_record()->posts.size(), 2u);
}

TEST_F(ForceTest, AnActionThatNobodyDoesClimbsFromItsOwnerToTheSuperintendentAlsoAfterARestart) {
  fill();
  const auto told = [&] {
    const auto* clock = desk->force_record()->clock_of(action);
    return clock ? clock->rungs_told : -1;
  };
  const auto ends = at("2026-03-21T00:00:00Z");
  desk->advance_to(ends - std::chrono::minutes(1));
  EXPECT_TRUE(desk->force_record()->clock_of(action)->warned);
  EXPECT_EQ(told(), 0);
  desk->advance_to(ends);
  EXPECT_EQ(told(), 1) << "its owner";
  restart();
  desk->advance_to(ends + std::chrono::days(1));
  EXPECT_EQ(told(), 2) << "the sergeant";
  desk->advance_to(ends + std::chrono::days(3));
  EXPECT_EQ(told(), 4) << "the superintendent";
  must_send(MovePlanAction{action, {{}, "Insp Ros Adair"}, day("2026-04-10"), "the roster is agreed from April"});
  EXPECT_EQ(told(), 0) << "and it runs anew";
}

TEST_F(ForceTest, AReaderKeepsTheMomentItAskedFor) {
  fill();
  const auto before = desk->force_record();
  must_send(CompletePlanAction{action, "done"});
  EXPECT_FALSE(before->action(action)->done);
  EXPECT_TRUE(desk->force_record()->action(action)->done);
}

TEST_F(ForceTest, SentTwiceIsDoneOnceAlsoAfterARestart) {
  const AddCourse course{"Speaking with children", "Prevention interviews in person"};
  const auto first = send(course, "key-1");
  ASSERT_TRUE(first);
  for (int i = 0; i < 2; ++i) {
    const auto again = send(course, "key-1");
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(again->repeated);
    EXPECT_EQ(again->item, first->item);
    EXPECT_EQ(again->first, first->first);
    EXPECT_EQ(again->count, 1u);
    restart();
  }
  EXPECT_EQ(desk->force_record()->courses.size(), 1u);
  const auto other = send(AddCourse{"Another", "y"}, "key-1", "b");
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, RefusalKind::invalid);
}

TEST_F(ForceTest, TakesAnOfficersAccreditationOnceAndKeepsItThroughASnapshot) {
  const auto user = officer();
  const SentOnAccount sent{superintendent, user, RecordAccreditation{"scaidp", day("2025-01-10"), {}}, "key-2", "a"};
  const auto first = desk->submit(sent);
  ASSERT_TRUE(first) << first.error().message;
  for (int i = 0; i < 2; ++i) {
    const auto again = desk->submit(sent);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->repeated);
    EXPECT_EQ(again->item, first->item);
    EXPECT_EQ(again->user, user);
    restart();
  }
  const auto held = desk->staff().find(user);
  ASSERT_EQ(held->accreditations.size(), 1u);
  EXPECT_EQ(held->accreditations[0].id, first->item);
  EXPECT_EQ(desk->account_history(user).value().size(), 2u);
}

TEST_F(ForceTest, KnowsTheAccountsAndEpisodesThereAre) {
  const auto user = officer();
  const auto course = must_send(AddCourse{"Speaking with children", "Prevention interviews in person"}).item;
  must_send(RecordCourseSession{course, day("2026-02-10"), {}, {user}});
  EXPECT_FALSE(send(RecordCourseSession{course, day("2026-02-10"), {}, {UserId{{7}}}}));
  EXPECT_FALSE(send(DrawFileSample{7, day("2026-03-01"), day("2026-03-03"), {EpisodeId{{7}}}, "audit"}));
}

TEST_F(ForceTest, IsChangedOnlyByRolesThatMay) {
  const auto refused = desk->submit(SentOnForce{constable, AddCourse{"A", "B"}, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, RefusalKind::not_allowed);
  const auto reads_only = desk->submit(SentOnForce{inspector, AddCourse{"A", "B"}, {}, {}});
  ASSERT_FALSE(reads_only);
  EXPECT_EQ(desk->force_record()->version, 0u);
}

}  // namespace
}  // namespace lapwing::desk
