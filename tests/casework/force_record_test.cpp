// The force's own record: what it takes, what it refuses and what it says afterwards.
#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

Date day(std::string_view iso) { return parse_iso_date(iso).value(); }

class ForceRecordTest : public ::testing::Test {
 protected:
  const UserId known_user{{1}}, unknown_user{{2}};
  const EpisodeId episode_one{{11}}, episode_two{{12}}, unknown_episode{{13}};
  const Person owner{known_user, "Insp Ros Adair"};

  Decided submit(const ForceCommand& command) {
    Context context{now, supervisor(), test_rules(), ids};
    const ForceKnowledge known{[this](UserId user) { return user == known_user; },
                               [this](EpisodeId episode) { return episode == episode_one || episode == episode_two; },
                               [](std::string_view about) { return about != "no-such"; }, [](std::string_view statement) { return statement != "no-such"; }};
    auto decided = decide_force(held, command, known, context);
    if (!decided) return decided;
    for (const auto& e : *decided) {
      const auto back = decode(encode({e.event, {}, supervisor(), {}, {}}));
      if (!back) ADD_FAILURE() << back.error();
      else evolve_force(held, {Stamp{++index, now, supervisor()}, {}, back->event});
    }
    return decided;
  }
  std::size_t must(const ForceCommand& command) {
    const auto decided = submit(command);
    EXPECT_TRUE(decided) << command_name(command) << ": " << decided.error().message;
    return decided ? decided->size() : 0;
  }
  Refusal refused(const ForceCommand& command) {
    const auto before = held.version;
    auto decided = submit(command);
    EXPECT_EQ(held.version, before);
    if (!decided) return decided.error();
    ADD_FAILURE() << command_name(command) << " was accepted";
    return {};
  }
  ItemId course() {
    must(AddCourse{"Speaking with children", "Prevention interviews in person"});
    return held.courses.back().id();
  }
  ItemId sample() {
    must(DrawFileSample{7, day("2026-01-01"), day("2026-02-28"), {episode_one, episode_two}, "quarterly audit"});
    return held.samples.back().id();
  }
  ItemId action() {
    must(SetPlanAction{"interview-in-person", "Roster an interviewer on every late shift", owner, day("2026-03-10")});
    return held.plan.back().id();
  }

  ForceRecord held;
  Instant now = at("2026-03-03T18:00:00Z");
  SeededIds ids{1};
  std::uint64_t index = 0;
};

TEST_F(ForceRecordTest, PostsHoldFromTheirDayUntilOthersDo) {
  must(SetPosts{"Response A", {}, {}, 20, day("2025-04-01")});
  must(SetPosts{"Missing Children Team", "scaidp", "Complex exploitation", 8, day("2025-04-01")});
  must(SetPosts{"Response A", {}, {}, 24, day("2026-01-01")});
  must(SetPosts{"Response A", {}, {}, 22, day("2025-10-01")});   // put right afterwards
  const auto posts_of_a = [&](std::string_view iso) {
    for (const auto& set : held.posts_on(day(iso)))
      if (set.team == "Response A") return set.posts;
    return 0;
  };
  EXPECT_EQ(posts_of_a("2025-03-31"), 0);
  EXPECT_EQ(posts_of_a("2025-09-30"), 20);
  EXPECT_EQ(posts_of_a("2025-12-31"), 22);
  EXPECT_EQ(posts_of_a("2026-01-01"), 24);
  EXPECT_EQ(held.posts_on(day("2026-01-01")).size(), 2u);
  must(SetPosts{"Response A", {}, {}, 0, day("2026-02-01")});
  EXPECT_EQ(held.posts_on(day("2026-02-01")).size(), 1u);
  EXPECT_EQ(must(SetPosts{"Response A", {}, {}, 24, day("2026-01-01")}), 0u) << "nothing changes";
}

TEST_F(ForceRecordTest, PostsThatCannotBeAreRefusedFieldByField) {
  EXPECT_TRUE(names_field(refused(SetPosts{"Response Z", {}, {}, 1, day("2026-01-01")}), "team"));
  EXPECT_TRUE(names_field(refused(SetPosts{"Response A", "pip9", {}, 1, day("2026-01-01")}), "accreditation"));
  EXPECT_TRUE(names_field(refused(SetPosts{"Response A", {}, " ", 1, day("2026-01-01")}), "name"));
  EXPECT_TRUE(names_field(refused(SetPosts{"Response A", {}, {}, -1, day("2026-01-01")}), "posts"));
  EXPECT_TRUE(names_field(refused(SetPosts{"Response A", {}, {}, 1, Date{}}), "from"));
}

TEST_F(ForceRecordTest, ACourseHasItsSessionsByTheDayTheyWereHeld) {
  const auto id = course();
  must(RecordCourseSession{id, day("2026-02-10"), {"Response B"}, {known_user}});
  must(RecordCourseSession{id, day("2025-11-04"), {"Response A"}, {}});
  ASSERT_EQ(held.course(id)->sessions.size(), 2u);
  EXPECT_EQ(held.course(id)->sessions[0].what.teams.front(), "Response A");
  EXPECT_EQ(held.course(id)->sessions[1].stamp.by.name, supervisor().name);
}

TEST_F(ForceRecordTest, ACourseOrASessionThatCannotBeIsRefused) {
  const auto id = course();
  EXPECT_TRUE(names_field(refused(AddCourse{" Speaking  with children ", "again"}), "name"));
  EXPECT_TRUE(names_field(refused(AddCourse{"Other", " "}), "about"));
  EXPECT_EQ(refused(RecordCourseSession{ItemId{}, day("2026-02-10"), {"Response A"}, {}}).kind, RefusalKind::not_found);
  EXPECT_TRUE(names_field(refused(RecordCourseSession{id, day("2026-03-04"), {"Response A"}, {}}), "on"));
  EXPECT_TRUE(names_field(refused(RecordCourseSession{id, day("2026-02-10"), {"Response A", "Response Z"}, {}}), "teams[1]"));
  EXPECT_TRUE(names_field(refused(RecordCourseSession{id, day("2026-02-10"), {"Response A", "Response A"}, {}}), "teams[1]"));
  EXPECT_TRUE(names_field(refused(RecordCourseSession{id, day("2026-02-10"), {}, {unknown_user}}), "attended[0]"));
  EXPECT_TRUE(names_field(refused(RecordCourseSession{id, day("2026-02-10"), {}, {}}), "teams"));
}

TEST_F(ForceRecordTest, APopulationTakesTheLatestOfItsYearAndGivesTheLatestUpToAYear) {
  must(SetPopulation{"Census 2021", 2021, {{"White", 70'000}, {"A2", 5'000}}});
  must(SetPopulation{"Estimate", 2024, {{"White", 71'000}}});
  must(SetPopulation{"Census 2021, revised", 2021, {{"White", 70'500}, {"A2", 5'000}}});
  EXPECT_EQ(held.populations.size(), 2u);
  EXPECT_EQ(held.population(2023)->what.source, "Census 2021, revised");
  EXPECT_EQ(held.population(2026)->what.year, 2024);
  EXPECT_EQ(held.population(2010)->what.year, 2021);
  EXPECT_EQ(ForceRecord{}.population(2026), nullptr);
}

TEST_F(ForceRecordTest, APopulationThatWouldCountWronglyIsRefused) {
  EXPECT_TRUE(names_field(refused(SetPopulation{"Census", 2021, {{"W1", 1}, {"Martian", 2}}}), "rows[1].code"));
  EXPECT_TRUE(names_field(refused(SetPopulation{"Census", 2021, {{"W1", 1}, {"W1", 2}}}), "rows[1]"));
  EXPECT_TRUE(names_field(refused(SetPopulation{"Census", 2021, {{"W1", 1}, {"White", 2}}}), "rows[0].code")) << "counted twice";
  EXPECT_TRUE(names_field(refused(SetPopulation{"Census", 2021, {{"W1", 0}}}), "rows"));
  EXPECT_TRUE(names_field(refused(SetPopulation{"Census", 2021, {}}), "rows"));
  EXPECT_TRUE(names_field(refused(SetPopulation{"Census", 2027, {{"W1", 1}}}), "year"));
  EXPECT_TRUE(names_field(refused(SetPopulation{" ", 2021, {{"W1", 1}}}), "source"));
}

TEST_F(ForceRecordTest, AnAuditDoneAgainTakesThePlaceOfTheFirst) {
  const auto id = sample();
  EXPECT_EQ(held.sample(id)->audit_of(episode_one), nullptr);
  must(AuditFile{id, episode_one, {{"interview-in-person", AuditGrade::not_met, "by phone"}}});
  must(AuditFile{id, episode_one, {{"interview-in-person", AuditGrade::partly, {}}, {"safe-and-well", AuditGrade::met, {}}}});
  ASSERT_EQ(held.sample(id)->audits.size(), 1u);
  EXPECT_EQ(held.sample(id)->audit_of(episode_one)->what.findings.size(), 2u);
}

TEST_F(ForceRecordTest, ASampleOrAnAuditThatCannotBeIsRefused) {
  const auto draw = [&](std::uint64_t seed, std::string_view from, std::string_view to, std::vector<EpisodeId> episodes) {
    return DrawFileSample{seed, day(from), day(to), std::move(episodes), "audit"};
  };
  EXPECT_TRUE(names_field(refused(draw(1, "2026-02-02", "2026-02-01", {episode_one})), "to"));
  EXPECT_TRUE(names_field(refused(draw(1, "2026-02-02", "2026-03-04", {episode_one})), "to"));
  EXPECT_TRUE(names_field(refused(draw(1, "2026-02-01", "2026-02-02", {})), "episodes"));
  EXPECT_TRUE(names_field(refused(draw(1, "2026-02-01", "2026-02-02", {episode_one, episode_one})), "episodes[1]"));
  EXPECT_TRUE(names_field(refused(draw(1, "2026-02-01", "2026-02-02", {unknown_episode})), "episodes[0]"));
  EXPECT_TRUE(names_field(refused(draw(std::uint64_t{1} << 53, "2026-02-01", "2026-02-02", {episode_one})), "seed"));
  must(draw(3, "2026-02-01", "2026-02-02", {episode_one}));
  const auto id = held.samples.back().id();
  EXPECT_EQ(refused(AuditFile{id, episode_two, {{"a", AuditGrade::met, {}}}}).kind, RefusalKind::not_found);
  EXPECT_EQ(refused(AuditFile{ItemId{}, episode_one, {{"a", AuditGrade::met, {}}}}).kind, RefusalKind::not_found);
  EXPECT_TRUE(names_field(refused(AuditFile{id, episode_one, {}}), "findings"));
  EXPECT_TRUE(names_field(refused(AuditFile{id, episode_one, {{"a", AuditGrade::met, {}}, {"a", AuditGrade::partly, {}}}}), "findings[1]"));
  EXPECT_TRUE(names_field(refused(AuditFile{id, episode_one, {{" ", AuditGrade::met, {}}}}), "findings[0].statement"));
}

TEST_F(ForceRecordTest, AnActionIsLateFromTheDayAfterItWasDueUntilItIsDone) {
  const auto id = action();
  EXPECT_FALSE(held.action(id)->is_late(day("2026-03-10")));
  EXPECT_TRUE(held.action(id)->is_late(day("2026-03-11")));
  must(MovePlanAction{id, {{}, "Supt Kit Vale"}, day("2026-03-20"), "rosters change in March"});
  EXPECT_FALSE(held.action(id)->is_late(day("2026-03-11")));
  EXPECT_EQ(held.action(id)->owner().name, "Supt Kit Vale");
  must(CompletePlanAction{id, "every late shift has one"});
  EXPECT_FALSE(held.action(id)->is_late(day("2026-04-30")));
}

TEST_F(ForceRecordTest, AnActionsClockRunsToTheEndOfItsDayAndStartsAnewOnlyWhenItIsMoved) {
  const auto id = action();
  ASSERT_TRUE(held.clock_of(id));
  EXPECT_EQ(held.clock_of(id)->due, at("2026-03-11T00:00:00Z"));
  now = at("2026-03-14T09:00:00Z");
  const auto first = held.clock_of(id)->id;
  must(MovePlanAction{id, owner, day("2026-04-02"), "rosters change in April"});
  ASSERT_EQ(held.clocks.size(), 1u);
  EXPECT_NE(held.clock_of(id)->id, first);
  EXPECT_EQ(held.clock_of(id)->due, at("2026-04-02T23:00:00Z")) << "the day ends in summer time";
  must(CompletePlanAction{id, "every late shift has one"});
  EXPECT_TRUE(held.clocks.empty());
}

TEST_F(ForceRecordTest, WhatTheCriteriaDoNotHaveIsRefused) {
  EXPECT_TRUE(names_field(refused(SetPlanAction{"no-such", "do it", owner, day("2026-03-09")}), "about"));
  const auto of = sample();
  EXPECT_TRUE(names_field(refused(AuditFile{of, episode_one, {{"no-such", AuditGrade::met, {}}}}), "findings[0].statement"));
}

TEST_F(ForceRecordTest, AnActionThatCannotBeIsRefused) {
  EXPECT_TRUE(names_field(refused(SetPlanAction{"s", "do it", owner, day("2026-03-02")}), "due"));
  EXPECT_TRUE(names_field(refused(SetPlanAction{"s", "do it", {{}, " "}, day("2026-03-09")}), "owner.name"));
  EXPECT_TRUE(names_field(refused(SetPlanAction{"s", "do it", {unknown_user, "X"}, day("2026-03-09")}), "owner.user"));
  EXPECT_TRUE(names_field(refused(SetPlanAction{" ", " ", owner, day("2026-03-09")}), "text"));
  const auto id = action();
  EXPECT_TRUE(names_field(refused(MovePlanAction{id, owner, day("2026-03-12"), " "}), "reason"));
  EXPECT_TRUE(names_field(refused(MovePlanAction{id, owner, day("2026-03-01"), "why"}), "due"));
  EXPECT_TRUE(names_field(refused(CompletePlanAction{id, ""}), "result"));
  must(CompletePlanAction{id, "done"});
  EXPECT_TRUE(names_field(refused(MovePlanAction{id, owner, day("2026-03-12"), "why"}), "action"));
  EXPECT_TRUE(names_field(refused(CompletePlanAction{id, "again"}), "action"));
  EXPECT_EQ(refused(CompletePlanAction{ItemId{}, "x"}).kind, RefusalKind::not_found);
}

TEST_F(ForceRecordTest, AnEventMetAgainChangesNothing) {
  must(AddCourse{"Speaking with children", "Prevention interviews in person"});
  const Recorded again{Stamp{index, now, supervisor()}, {}, CourseAdded{ItemId{{9}}, "Other", "x"}};
  evolve_force(held, again);
  EXPECT_EQ(held.courses.size(), 1u);
}

TEST_F(ForceRecordTest, AnEventOfAChildOrOfAnIdUnknownHereIsPassedOver) {
  evolve_force(held, {Stamp{1, now, supervisor()}, {}, PlanActionDone{ItemId{{9}}, "x"}});
  evolve_force(held, {Stamp{2, now, supervisor()}, {}, FileAudited{ItemId{{9}}, episode_one, {}}});
  evolve_force(held, {Stamp{3, now, supervisor()}, {}, OwnerSet{}});
  EXPECT_TRUE(held.plan.empty());
  EXPECT_TRUE(held.samples.empty());
  Case child;
  evolve(child, {Stamp{4, now, supervisor()}, {}, PostsSet{"Response A", {}, {}, 3, day("2026-01-01")}});
  EXPECT_TRUE(child.episodes.empty());
}

TEST(ForceCommands, AreReadStrictlyAndNamedByTheirTypes) {
  const auto read = parse_force_command("set-posts", R"({"team":"Response A","posts":4,"from":"2026-01-01"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(command_name(*read), "set-posts");
  EXPECT_EQ(std::get<SetPosts>(*read).posts, 4);
  const auto wrong = parse_force_command("set-posts", R"({"team":"Response A","posts":"four","from":"soon","colour":"red"})");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().size(), 3u);
  EXPECT_FALSE(parse_force_command("assess-risk", "{}"));
  EXPECT_NE(force_command_schema("draw-file-sample").find("\"seed\""), std::string::npos);
  EXPECT_TRUE(parse_account_command("end-absence", R"({"id":"1f0e7d3c-5b4a-4c2d-9e8f-000000000001","on":"2026-03-06"})"));
}

}  // namespace
}  // namespace lapwing::casework
