// Effects that were planted are found, those that were not are not, and the intervals hold what they say, on seeded noise.
#include "measures/statistics/effect.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <random>

namespace lapwing::statistics {
namespace {

using ::testing::HasSubstr;
constexpr EffectRules rules;

// An interrupted series with noise of which each period carries a share on into the next.
std::vector<SeriesPoint> series(std::mt19937& random, std::size_t each_side, double step, double carry) {
  std::normal_distribution<double> noise;
  double error = noise(random) / std::sqrt(1 - carry * carry);
  std::vector<SeriesPoint> out;
  for (std::size_t i = 0; i < 2 * each_side; ++i) {
    const bool after = i >= each_side;
    out.push_back({static_cast<double>(i), 20 + 0.1 * static_cast<double>(i) + error + (after ? step : 0), after});
    error = carry * error + noise(random);
  }
  return out;
}

template <class Make>
double share_covered(Make make, double truth, int times) {
  int covered = 0;
  for (int i = 0; i < times; ++i) {
    const auto effect = make();
    covered += *effect->lower <= truth && truth <= *effect->upper;
  }
  return covered / static_cast<double>(times);
}

TEST(InterruptedSeries, IntervalsHoldTheTruthNineteenTimesInTwenty) {
  std::mt19937 random(1);
  for (const auto& [each_side, carry] : {std::pair<std::size_t, double>{12, 0}, {12, 0.4}, {26, 0}, {26, 0.6}}) {
    const auto covered = share_covered([&] { return interrupted_series(series(random, each_side, 3, carry), rules); }, 3, 400);
    EXPECT_GE(covered, 0.93) << each_side << " points each side, carry " << carry;
  }
}

TEST(InterruptedSeries, FindsAStepAndTakesATrendForNone) {
  std::mt19937 random(2);
  const auto there = interrupted_series(series(random, 26, 4, 0.2), rules);
  EXPECT_TRUE(there->enough);
  EXPECT_GT(*there->lower, 0);
  const auto exact = interrupted_series({{1, 3, false}, {2, 5, false}, {3, 7, false}, {4, 9, true}, {5, 11, true}}, rules);
  EXPECT_NEAR(exact->effect, 0, 1e-12);
  EXPECT_NEAR(*exact->upper - *exact->lower, 0, 1e-12);
}

TEST(InterruptedSeries, IsTooEarlyUnderTwelveEachSideButStillShown) {
  std::mt19937 random(3);
  const auto early = interrupted_series(series(random, 11, 4, 0), rules);
  EXPECT_FALSE(early->enough);
  EXPECT_THAT(early->caution, HasSubstr("too early to tell"));
  EXPECT_TRUE(early->lower);
  EXPECT_TRUE(interrupted_series(series(random, 12, 4, 0), rules)->enough);
}

TEST(InterruptedSeries, WithoutABeforeOrAnAfterSaysNothing) {
  EXPECT_FALSE(interrupted_series({}, rules));
  EXPECT_THAT(interrupted_series({{1, 2, false}, {2, 3, false}, {3, 3, false}, {4, 3, false}}, rules).error(), HasSubstr("after"));
  EXPECT_THAT(interrupted_series({{1, 2, true}, {2, 3, true}, {3, 3, true}, {4, 3, true}}, rules).error(), HasSubstr("before"));
  EXPECT_FALSE(interrupted_series({{1, 2, false}, {2, 3, true}}, rules)) << "a step cannot be told from a trend";
}

RC_GTEST_PROP(InterruptedSeries, CalledByOtherUnitsIsTheSame, (std::uint16_t seed)) {
  std::mt19937 random(seed);
  auto points = series(random, 14, 2, 0.3);
  const auto before = *interrupted_series(points, rules);
  for (auto& point : points) {
    point.when = 2024 + point.when / 12;
    point.value = 100 * point.value + 7;
  }
  const auto after = *interrupted_series(points, rules);
  RC_ASSERT(std::abs(after.effect / 100 - before.effect) < 1e-8);
  RC_ASSERT(std::abs(*after.upper / 100 - *before.upper) < 1e-7);
}

struct Force {
  std::size_t changed = 5, never = 5, periods = 24;
  double effect = 0, growth = 0;        // growth: of the effect, each period since the change
  std::size_t first = 8, apart = 2;     // when units change
};

std::vector<PanelPoint> panel(std::mt19937& random, const Force& force) {
  std::normal_distribution<double> noise;
  std::vector<double> season(force.periods);
  for (auto& one : season) one = 2 * noise(random);
  std::vector<PanelPoint> out;
  for (std::size_t unit = 0; unit < force.changed + force.never; ++unit) {
    const double level = 10 + 3 * noise(random);
    const std::size_t from = unit < force.changed ? force.first + unit * force.apart : force.periods;
    for (std::size_t period = 0; period < force.periods; ++period) {
      const double since = period >= from ? force.effect + force.growth * static_cast<double>(period - from) : 0;
      out.push_back({unit, period, level + season[period] + since + noise(random), period >= from});
    }
  }
  return out;
}

TEST(StaggeredDifference, IntervalsHoldTheTruthNineteenTimesInTwenty) {
  std::mt19937 random(4);
  for (const Force& force : {Force{.effect = 2}, Force{.changed = 3, .never = 3, .effect = 2}, Force{.changed = 8, .never = 0, .effect = 2},
                             Force{.changed = 4, .never = 12, .effect = 2, .apart = 0}}) {
    const auto covered = share_covered([&] { return staggered_difference(panel(random, force), rules); }, 2, 1000);
    EXPECT_GE(covered, 0.93) << force.changed << " changed, " << force.never << " never";
  }
}

TEST(StaggeredDifference, IsNotMisledByAnEffectThatGrows) {
  // The plain two-way regression is pulled down here, by taking early units for comparison while their effect still grows.
  std::mt19937 random(5);
  const Force force{.changed = 12, .never = 4, .effect = 1, .growth = 0.5, .first = 4, .apart = 1};
  double truth = 0, count = 0, mean = 0;
  for (std::size_t unit = 0; unit < force.changed; ++unit)
    for (std::size_t since = 0; since < force.periods - 4 - unit; ++since, ++count) truth += 1 + 0.5 * static_cast<double>(since);
  for (int i = 0; i < 100; ++i) mean += staggered_difference(panel(random, force), rules)->effect / 100;
  EXPECT_NEAR(mean, truth / count, 0.1);
}

TEST(StaggeredDifference, FindsACourseThatWorksAndNotOneThatDoesNot) {
  std::mt19937 random(6);
  const auto works = staggered_difference(panel(random, {.effect = 2}), rules), does_not = staggered_difference(panel(random, {}), rules);
  EXPECT_TRUE(works->enough);
  EXPECT_GT(*works->lower, 0);
  EXPECT_LT(*does_not->lower, 0);
  EXPECT_GT(*does_not->upper, 0);
}

TEST(StaggeredDifference, OfTwoUnitsAndTwoPeriodsIsTheDifferenceOfDifferences) {
  const auto effect = staggered_difference({{0, 0, 10, false}, {0, 1, 18, true}, {1, 0, 7, false}, {1, 1, 10, false}}, rules);
  EXPECT_NEAR(effect->effect, 5, 1e-12);
  EXPECT_FALSE(effect->lower) << "nothing tells how far units vary";
  EXPECT_FALSE(effect->enough);
}

TEST(StaggeredDifference, WithoutComparisonOrBeforeSaysNothing) {
  EXPECT_FALSE(staggered_difference({}, rules));
  EXPECT_FALSE(staggered_difference({{0, 0, 1, false}, {0, 1, 2, false}}, rules)) << "nothing changed";
  EXPECT_FALSE(staggered_difference({{0, 0, 1, true}, {0, 1, 2, true}, {1, 0, 1, false}, {1, 1, 2, false}}, rules)) << "no before";
  EXPECT_FALSE(staggered_difference({{0, 0, 1, false}, {0, 1, 2, true}, {1, 0, 1, false}, {1, 1, 2, true}}, rules)) << "all at once";
}

TEST(StaggeredDifference, StandsFiguresThatAreNotThere) {
  std::mt19937 random(7);
  auto points = panel(random, {.effect = 2});
  std::erase_if(points, [&](const PanelPoint&) { return random() % 4 == 0; });
  const auto effect = staggered_difference(points, rules);
  EXPECT_LT(*effect->lower, 2);
  EXPECT_GT(*effect->upper, 2);
}

}  // namespace
}  // namespace lapwing::statistics
