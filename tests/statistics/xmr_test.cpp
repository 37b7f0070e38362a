#include "measures/statistics/xmr.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lapwing::statistics {
namespace {

using Values = std::vector<std::optional<double>>;

std::vector<std::size_t> marked(const Xmr& chart, bool XmrPoint::*mark) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < chart.points.size(); ++i)
    if (chart.points[i].*mark) out.push_back(i);
  return out;
}

using Places = std::vector<std::size_t>;

TEST(Xmr, LimitsAreTheMeanAndTwoPointSixSixMovingRanges) {
  const auto chart = xmr({10, 12, 11, 15});
  EXPECT_DOUBLE_EQ(*chart.mean, 12);
  EXPECT_DOUBLE_EQ(*chart.moving_range_mean, 7.0 / 3);
  EXPECT_DOUBLE_EQ(*chart.lower, 12 - 2.66 * 7 / 3);
  EXPECT_DOUBLE_EQ(*chart.upper, 12 + 2.66 * 7 / 3);
}

TEST(Xmr, NoFigureAndOneFigureHaveNoLimits) {
  EXPECT_FALSE(xmr({}).mean);
  EXPECT_FALSE(xmr({std::nullopt, std::nullopt}).mean);
  const auto one = xmr({std::nullopt, 4});
  EXPECT_EQ(one.mean, 4);
  EXPECT_FALSE(one.lower);
  EXPECT_FALSE(xmr({4, std::nullopt, 6}).lower) << "no moving range reaches across a period without a figure";
}

TEST(Xmr, OnePointFarAwayIsOutsideAlone) {
  Values values(12, 10);
  for (std::size_t i = 0; i < values.size(); i += 2) values[i] = 11;
  values[6] = 40;
  EXPECT_EQ(marked(xmr(values), &XmrPoint::outside), Places{6});
}

TEST(Xmr, FiguresThatNeverVarySignalNothing) {
  const auto chart = xmr(Values(30, 0.1));
  EXPECT_NEAR(*chart.upper, 0.1, 1e-15);
  for (const auto mark : {&XmrPoint::outside, &XmrPoint::shift, &XmrPoint::trend, &XmrPoint::two_of_three})
    EXPECT_EQ(marked(chart, mark), Places{});
}

TEST(Xmr, SevenOnOneSideAreAShiftAndSixAreNot) {
  EXPECT_EQ(marked(xmr({1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8}), &XmrPoint::shift), Places{});
  EXPECT_EQ(marked(xmr({1, 2, 1, 2, 1, 2, 1, 9, 8, 9, 8, 9, 8}), &XmrPoint::shift), (Places{0, 1, 2, 3, 4, 5, 6}));
}

TEST(Xmr, ARunEndsAtAFigureOnTheMeanOrAtNone) {
  EXPECT_EQ(marked(xmr({3, 4, 3, 5, 4, 3, 4, 7, 6, 7, 5, 6, 7, 6}), &XmrPoint::shift).size(), 0u) << "the mean is 5";
  EXPECT_EQ(marked(xmr({1, 2, 1, std::nullopt, 2, 1, 2, 1, 9, 8, 9, 8, 9, 8}), &XmrPoint::shift).size(), 0u);
}

TEST(Xmr, SevenPointsThatRiseAreATrendAndSixAreNot) {
  EXPECT_EQ(marked(xmr({5, 1, 2, 3, 4, 5, 6, 2}), &XmrPoint::trend), Places{});
  EXPECT_EQ(marked(xmr({5, 1, 2, 3, 4, 5, 6, 7, 2}), &XmrPoint::trend), (Places{1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(marked(xmr({7, 6, 5, 4, 3, 2, 1, 9}), &XmrPoint::trend), (Places{0, 1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(marked(xmr({1, 2, 3, 3, 4, 5, 6, 7}), &XmrPoint::trend), Places{}) << "no change is no rise";
}

TEST(Xmr, TwoOfThreeBeyondTwoThirdsOnOneSide) {
  // Mean 10, moving range 1, limits 10 ± 2.66, two thirds ± 1.773.
  const Values high = {10, 10, 12, 10.5, 12, 10, 10, 9, 8.5, 8};
  const auto chart = xmr(high);
  const double line = *chart.mean + 2 * (*chart.upper - *chart.mean) / 3;
  Places expected;
  for (const std::size_t i : {2u, 4u})
    if (*high[i] > line) expected.push_back(i);
  EXPECT_EQ(marked(chart, &XmrPoint::two_of_three), expected);
  EXPECT_EQ(marked(xmr({0, 0.1, 0, 0.1, 5, -5, 0, 0.1, 0, 0.1, 0, 0.1}), &XmrPoint::two_of_three), Places{}) << "one on each side";
}

RC_GTEST_PROP(Xmr, AddingToEveryFigureMovesTheLimitsAndNoSignal, (std::vector<std::int16_t> whole, std::int16_t by)) {
  Values values, moved;
  for (const auto one : whole) {
    values.emplace_back(one);
    moved.emplace_back(one + by);
  }
  const auto before = xmr(values), after = xmr(moved);
  RC_PRE(before.lower.has_value());
  RC_ASSERT(std::abs(*after.upper - *before.upper - by) < 1e-8);
  for (const auto mark : {&XmrPoint::shift, &XmrPoint::trend}) RC_ASSERT(marked(before, mark) == marked(after, mark));
}

RC_GTEST_PROP(Xmr, TurnedOverEverySignalStays, (std::vector<std::int16_t> whole)) {
  Values values, turned;
  for (const auto one : whole) {
    values.emplace_back(one);
    turned.emplace_back(-one);
  }
  const auto before = xmr(values), after = xmr(turned);
  for (const auto mark : {&XmrPoint::outside, &XmrPoint::shift, &XmrPoint::trend, &XmrPoint::two_of_three})
    RC_ASSERT(marked(before, mark) == marked(after, mark));
}

}  // namespace
}  // namespace lapwing::statistics
