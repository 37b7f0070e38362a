// The demonstration: filled by real commands, it must show each thing that a person at the board should meet.
#include "synth/demo.hpp"

#include <gtest/gtest.h>

#include "casework/subjects.hpp"
#include "desk/link_keeper.hpp"
#include "desk/support.hpp"

namespace lapwing::synth {

using namespace casework;

// Filled once: every test looks at the same force.
class Demo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string name = (std::filesystem::temp_directory_path() / "lapwing-demo-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    data = name;
    now = desk::at("2026-03-03T20:40:00Z");
    time = std::make_shared<desk::ManualTime>(now - demo_history_days);
    desk::Options options;
    options.data = data;
    options.time = time;
    auto opened = desk::Desk::open(options);
    ASSERT_TRUE(opened) << opened.error();
    filled = std::move(*opened);
    const auto done = fill_demo(*filled, *time, now);
    ASSERT_TRUE(done) << done.error();
  }
  static void TearDownTestSuite() {
    filled.reset();
    std::filesystem::remove_all(data);
  }
  static int open_ones(const std::function<bool(const Case&, const Episode&)>& is) {
    int count = 0;
    for (const auto& held : filled->live_cases())
      if (const auto* episode = held->open_episode()) count += is(*held, *episode);
    return count;
  }
  static bool has_clock(const Episode& episode, const std::function<bool(const Clock&)>& is) { return std::ranges::any_of(episode.clocks, is); }

  static inline std::filesystem::path data;
  static inline Instant now;
  static inline std::shared_ptr<desk::ManualTime> time;
  static inline std::unique_ptr<desk::Desk> filled;
};

TEST_F(Demo, EndsNowWithAboutFortyChildrenWhoWereMissingBefore) {
  EXPECT_EQ(filled->now(), now);
  std::size_t with_history = 0, most = 0;
  filled->children().each([&](const desk::ChildLine& line) {
    const auto closed = std::ranges::count_if(line.episodes, [](const auto& episode) { return !episode.open(); });
    with_history += closed > 0;
    most = std::max(most, static_cast<std::size_t>(closed));
  });
  EXPECT_EQ(with_history, 40u);
  EXPECT_GE(most, 4u);
  EXPECT_LE(most, 6u);
}

TEST_F(Demo, EveryStateOfAnOpenEpisodeIsThere) {
  const auto any = [](auto is) { return open_ones(is); };
  EXPECT_GE(any([](const Case&, const Episode&) { return true; }), 12);
  EXPECT_GE(any([](const Case&, const Episode& e) { return e.is_missing() && e.level() == RiskLevel::high && now - e.report.reported_at < Minutes{15}; }), 1) << "fresh, high";
  EXPECT_GE(any([](const Case&, const Episode& e) { return has_clock(e, [](const Clock& c) { return c.kind == ClockKind::first_deployment && c.rungs_told >= 4; }); }), 1) << "up the ladder";
  EXPECT_GE(any([](const Case&, const Episode& e) { return !e.deployments.empty() && has_clock(e, [](const Clock& c) { return c.kind == ClockKind::idle && c.breached_at; }); }), 1) << "idle";
  EXPECT_GE(any([](const Case&, const Episode& e) { return e.handover.has_value(); }), 1) << "handover offered";
  EXPECT_GE(any([](const Case&, const Episode& e) { return e.returned && !e.interview.held; }), 1) << "found, nobody has asked";
  EXPECT_GE(any([](const Case& c, const Episode& e) { return e.is_missing() && c.details.looked_after == Answer::yes; }), 1) << "in care";
  EXPECT_GE(any([](const Case& c, const Episode&) { return c.restriction.has_value(); }), 1) << "restricted";
  EXPECT_GE(any([](const Case&, const Episode& e) { return e.assessments.back().what.provisional; }), 1) << "nobody has decided the risk";
  EXPECT_GE(any([](const Case&, const Episode& e) { return e.return_interview_offer && has_clock(e, [](const Clock& c) { return c.kind == ClockKind::return_interview; }); }), 1) << "return home interview due";
  EXPECT_GE(any([](const Case&, const Episode& e) { return has_clock(e, [](const Clock& c) { return c.silenced_until && *c.silenced_until > now; }); }), 1) << "acknowledged";
}

TEST_F(Demo, TheStoryWeAreHereForIsTold) {
  EXPECT_EQ(open_ones([](const Case& c, const Episode& e) {
    const auto named = [&](MentionKind kind) { return std::ranges::any_of(e.mentions, [&](const auto& m) { return m.what.kind == kind; }); };
    return c.details.given_name == "Kezia" && age_in_years(c.details.born.value(), london_date(now)) == 15 && e.level() == RiskLevel::medium &&
           now - e.report.reported_at > std::chrono::hours{5} && e.deployments.empty() && e.activities.empty() && named(MentionKind::person) &&
           named(MentionKind::place);
  }), 1);
}

TEST_F(Demo, EthnicityIsRecordedInSomeNotStatedInOthersAndBlankInSome) {
  int stated = 0, not_stated = 0, blank = 0;
  filled->children().each([&](const desk::ChildLine& line) {
    const auto held = filled->case_of(line.id).value();
    if (!held->ethnicity) ++blank;
    else ++(held->ethnicity->what.ethnicity.code == "NS" ? not_stated : stated);
  });
  EXPECT_GT(stated, 10);
  EXPECT_GT(not_stated, 3);
  EXPECT_GT(blank, 3);
}

TEST_F(Demo, EveryClosedEpisodeCouldBeClosed) {
  int closed = 0;
  filled->children().each([&](const desk::ChildLine& line) {
    const auto held = filled->case_of(line.id).value();
    for (const auto& episode : held->episodes)
      if (episode->closed) {
        ++closed;
        EXPECT_TRUE(missing_before_closing(*held, *episode).empty()) << episode->report.reference;
      }
  });
  EXPECT_GT(closed, 60);
}

TEST_F(Demo, TellsOfThreeAdultsAndSevenChildrenAndListsNobodyWhomChildrenKnowForOrdinaryReasons) {
  const auto keeper = desk::link_keeper(policy::built_in_rules());
  ASSERT_TRUE(keeper) << keeper.error();
  ASSERT_TRUE(filled->tell_links(**keeper, {}));
  const auto groups = (*keeper)->groups();
  ASSERT_EQ(groups->ranked.size(), 1u);
  const auto& group = groups->ranked.front();
  EXPECT_EQ(group.group.adults.size(), 3u);
  EXPECT_EQ(group.group.children.size(), 7u);
  EXPECT_EQ(std::ranges::count_if(group.records, [](const auto& record) { return record.has_value(); }), 4);
  for (const auto& adult : group.group.adults)
    for (const auto* ordinary : {"Joan Pettifer", "Helen Marr", "Yusuf Aydin"}) EXPECT_NE(adult.known_as, ordinary);
}

TEST_F(Demo, HalfOfTheComplexExploitationPostsAreFilledBySomebodyInDate) {
  const auto today = london_date(now);
  const auto posts = filled->force_record()->posts_on(today);
  const auto wanted = std::ranges::find_if(posts, [](const auto& set) { return set.name == "Complex exploitation"; });
  ASSERT_NE(wanted, posts.end());
  int in_date = 0, run_out = 0;
  for (const auto& account : filled->staff().all())
    for (const auto& held : account->accreditations) {
      in_date += account->team == wanted->team && held.kind == wanted->accreditation && held.in_date(today);
      run_out += !held.in_date(today);
    }
  EXPECT_EQ(2 * in_date, wanted->posts);
  EXPECT_GE(run_out, 2);
}

TEST_F(Demo, TheForceHasCoursesAPopulationAnAuditedSampleAndAPlanWithOneActionLate) {
  const auto record = filled->force_record();
  ASSERT_EQ(record->courses.size(), 2u);
  for (const auto& course : record->courses) EXPECT_EQ(course.sessions.size(), 2u);
  ASSERT_EQ(record->populations.size(), 1u);
  std::uint64_t children = 0;
  for (const auto& row : record->populations[0].what.rows) children += row.children;
  EXPECT_EQ(children, 120'000u);
  ASSERT_EQ(record->samples.size(), 1u);
  EXPECT_GE(record->samples[0].audits.size(), 3u);
  EXPECT_LT(record->samples[0].audits.size(), record->samples[0].drawn.what.episodes.size());
  EXPECT_EQ(record->plan.size(), 3u);
  EXPECT_EQ(std::ranges::count_if(record->plan, [](const auto& action) { return action.is_late(london_date(now)); }), 1);
  EXPECT_EQ(std::ranges::count_if(record->plan, [](const auto& action) { return action.done.has_value(); }), 1);
}

}  // namespace lapwing::synth
