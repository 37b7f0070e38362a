// The force with planted truths: what was planted is in the record, and what was not is not.
#include "synth/measured.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "desk/support.hpp"

namespace lapwing::synth {

using namespace casework;

// Filled once: every test looks at the same force.
class Measured : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string name = (std::filesystem::temp_directory_path() / "lapwing-measured-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    data = name;
    std::filesystem::create_directories(data / "rules");
    for (const auto& [file, text] : measured_rules()) std::ofstream(data / "rules" / file, std::ios::binary) << text;
    desk::Options options;
    options.data = data / "record";
    options.rules = data / "rules";
    std::filesystem::create_directories(options.data);
    options.time = std::make_shared<desk::ManualTime>(measured_from());
    options.ids = std::make_shared<SeededIds>(1);
    auto opened = desk::Desk::open(options);
    ASSERT_TRUE(opened) << opened.error();
    filled = std::move(*opened);
    auto done = fill_measured(*filled, {.episodes_a_team_a_month = 2});
    ASSERT_TRUE(done) << done.error();
    truth = std::move(*done);
  }
  static void TearDownTestSuite() {
    filled.reset();
    std::filesystem::remove_all(data);
  }
  static void each_episode(const std::function<void(const Case&, const Episode&)>& visit) {
    filled->children().each([&](const desk::ChildLine& line) {
      const auto held = filled->case_of(line.id).value();
      for (const auto& episode : held->episodes) visit(*held, *episode);
    });
  }
  static bool trained(const MeasuredCourse& course, const Episode& episode) {
    const auto on = course.trained.find(episode.report.team);
    return on != course.trained.end() && on->second < london_date(episode.report.reported_at);
  }

  static inline std::filesystem::path data;
  static inline std::unique_ptr<desk::Desk> filled;
  static inline MeasuredTruth truth;
};

struct Share {
  int of = 0, all = 0;
  void count(bool is) { of += is, ++all; }
  double value() const { return static_cast<double>(of) / all; }
};

TEST_F(Measured, HasEighteenMonthsOfClosedEpisodesOfEightTeams) {
  std::size_t closed = 0;
  std::set<std::string> teams;
  each_episode([&](const Case&, const Episode& episode) {
    closed += episode.closed.has_value();
    teams.insert(episode.report.team);
  });
  EXPECT_EQ(closed, truth.episodes);
  EXPECT_EQ(truth.episodes, 8u * 18 * 2);
  EXPECT_EQ(teams, std::set<std::string>(truth.teams.begin(), truth.teams.end()));
  EXPECT_EQ(truth.last, Date(std::chrono::year(2026) / 2 / 28));
}

TEST_F(Measured, OnlyTheSlowTeamSendsAnOfficerLate) {
  std::map<bool, std::vector<double>> minutes;
  each_episode([&](const Case&, const Episode& episode) {
    ASSERT_FALSE(episode.deployments.empty());
    const auto after = std::chrono::duration<double, std::ratio<60>>(episode.deployments.front().stamp.at - episode.report.reported_at);
    minutes[episode.report.team == truth.slow_team].push_back(after.count());
  });
  EXPECT_LE(std::ranges::max(minutes[false]), truth.usual_minutes_most);
  EXPECT_GE(std::ranges::min(minutes[true]), truth.slow_minutes_least);
}

TEST_F(Measured, EthnicityIsBlankMoreOftenWhereItWasPlantedToBe) {
  std::size_t said_there = 0, said = 0, blank = 0;
  filled->children().each([&](const desk::ChildLine& line) {
    const auto held = filled->case_of(line.id).value();
    blank += !held->ethnicity;
    said += held->ethnicity.has_value();
    said_there += held->ethnicity && held->ethnicity->what.ethnicity.code == truth.under_recorded_code;
  });
  EXPECT_EQ(said + blank, truth.children);
  const auto there = truth.children_by_code.at(truth.under_recorded_code);
  EXPECT_LT(static_cast<double>(said_there) / static_cast<double>(there), 0.75);
  EXPECT_GT(static_cast<double>(said - said_there) / static_cast<double>(truth.children - there), 0.8);
}

TEST_F(Measured, OnlyTheCourseThatWorksIsFollowedByMoreInterviewsInPerson) {
  Share before, after, after_the_other_only;
  each_episode([&](const Case&, const Episode& episode) {
    const bool in_person = episode.interview.held->what.mode == InterviewMode::in_person;
    if (trained(truth.works, episode)) after.count(in_person);
    else if (trained(truth.changes_nothing, episode)) after_the_other_only.count(in_person);
    else before.count(in_person);
  });
  EXPECT_GT(after.value(), 0.8);
  EXPECT_LT(before.value(), 0.62);
  EXPECT_LT(after_the_other_only.value(), 0.7);
}

TEST_F(Measured, HalfOfThePostsAreVacantInOneTeamAndNoneInTheOthers) {
  const auto posts = filled->force_record()->posts_on(truth.last);
  for (const auto& set : posts) {
    const auto filled_by = std::ranges::count_if(filled->staff().all(), [&](const auto& account) {
      return account->role == Role::officer && account->team == set.team &&
             (!set.accreditation || std::ranges::any_of(account->accreditations, [&](const auto& held) { return held.kind == *set.accreditation && held.in_date(truth.last); }));
    });
    EXPECT_EQ(filled_by, set.team == truth.vacant_team ? truth.filled : set.posts) << set.team;
  }
  EXPECT_EQ(truth.filled * 2, truth.posts);
}

TEST_F(Measured, EachCourseWasGivenToFourTeamsOfWhichTwoWereOnBoth) {
  int both = 0;
  for (const auto& [team, on] : truth.works.trained) both += truth.changes_nothing.trained.contains(team);
  EXPECT_EQ(both, 2);
  const auto record = filled->force_record();
  for (const auto& course : {truth.works, truth.changes_nothing}) {
    ASSERT_TRUE(record->course(course.course));
    EXPECT_EQ(record->course(course.course)->sessions.size(), course.trained.size());
    for (const auto& session : record->course(course.course)->sessions) EXPECT_EQ(session.what.attended.size(), 4u);
  }
}

}  // namespace lapwing::synth
