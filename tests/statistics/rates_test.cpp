// Published worked examples, the ends, and what must hold for any counts. tests/statistics/agreement compares thousands with R.
#include "measures/statistics/rates.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "measures/statistics/funnel.hpp"
#include "measures/statistics/queueing.hpp"

namespace lapwing::statistics {
namespace {

using ::testing::HasSubstr;

TEST(Proportion, IsAsNewcombePublishedIt) {
  const auto some = proportion(81, 263);   // Newcombe 1998, table I, method 3
  EXPECT_NEAR(some->lower, 0.2553, 5e-5);
  EXPECT_NEAR(some->upper, 0.3662, 5e-5);
  const auto none = proportion(0, 20);
  EXPECT_EQ(none->lower, 0);
  EXPECT_NEAR(none->upper, 0.1611, 5e-5);
  const auto few = proportion(1, 29);
  EXPECT_NEAR(few->lower, 0.0061, 5e-5);
  EXPECT_NEAR(few->upper, 0.1718, 5e-5);
  EXPECT_EQ(proportion(20, 20)->upper, 1);
}

TEST(Proportion, OfNobodySaysNothing) {
  EXPECT_THAT(proportion(0, 0).error(), HasSubstr("not enough to say"));
  EXPECT_FALSE(proportion(3, 2));
}

TEST(Rate, BelowTenIsExact) {
  const auto none = rate(0, 100'000);
  EXPECT_EQ(none->estimate, 0);
  EXPECT_EQ(none->lower, 0);
  EXPECT_NEAR(none->upper, 3.6889, 5e-5);       // -ln 0.025
  const auto five = rate(5, 100'000);
  EXPECT_NEAR(five->lower, 1.6235, 5e-5);       // Garwood's table
  EXPECT_NEAR(five->upper, 11.6683, 5e-5);
}

TEST(Rate, FromTenIsByars) {
  const auto ten = rate(10, 100'000);
  EXPECT_NEAR(ten->lower, 10 * std::pow(1 - 1 / 90.0 - 1.959963984540054 / (3 * std::sqrt(10.0)), 3), 1e-12);
  EXPECT_NEAR(ten->upper, 11 * std::pow(1 - 1 / 99.0 + 1.959963984540054 / (3 * std::sqrt(11.0)), 3), 1e-12);
}

TEST(Rate, OfAPopulationOfNoneSaysNothing) { EXPECT_THAT(rate(3, 0).error(), HasSubstr("population")); }

TEST(RateRatio, WithoutAnEventInTheReferenceSaysNothing) {
  EXPECT_THAT(rate_ratio({4, 1000}, {0, 1000}).error(), HasSubstr("no events"));
  EXPECT_FALSE(rate_ratio({4, 0}, {3, 1000}));
  EXPECT_FALSE(rate_ratio({4, 1000}, {3, 0}));
}

TEST(RateRatio, WithoutAnEventInTheGroupStillHasAnUpperLimit) {
  const auto none = rate_ratio({0, 500}, {8, 1000});
  EXPECT_EQ(none->estimate, 0);
  EXPECT_EQ(none->lower, 0);
  EXPECT_GT(none->upper, 0);
  EXPECT_LT(none->upper, 10);
}

RC_GTEST_PROP(Intervals, HoldTheirEstimate, (std::uint32_t a, std::uint32_t b)) {
  const std::uint64_t less = std::min(a, b), more = std::max(a, b);
  if (more > 0) {
    const auto share = *proportion(less, more);
    RC_ASSERT(0 <= share.lower && share.lower <= share.estimate && share.estimate <= share.upper && share.upper <= 1);
    const auto of = *rate(less, static_cast<double>(more));
    RC_ASSERT(0 <= of.lower && of.lower <= of.estimate && of.estimate <= of.upper);
  }
}

RC_GTEST_PROP(RateRatio, TurnedRoundIsItsReciprocal, ()) {
  const Exposure one{*rc::gen::inRange<std::uint64_t>(1, 5000), 1.0 * *rc::gen::inRange(1, 1'000'000)};
  const Exposure other{*rc::gen::inRange<std::uint64_t>(1, 5000), 1.0 * *rc::gen::inRange(1, 1'000'000)};
  const auto there = *rate_ratio(one, other), back = *rate_ratio(other, one);
  RC_ASSERT(std::abs(there.lower * back.upper - 1) < 1e-12);
  RC_ASSERT(std::abs(there.estimate * back.estimate - 1) < 1e-12);
}

TEST(Funnel, OneUnitFarFromTheOthersIsOutside) {
  const auto chart = funnel({{50, 100}, {48, 100}, {53, 100}, {10, 100}, {0, 0}});
  EXPECT_NEAR(*chart.average, 161.0 / 400, 1e-15);
  EXPECT_FALSE(chart.rows[0]->outside);
  EXPECT_TRUE(chart.rows[3]->outside);
  EXPECT_FALSE(chart.rows[4]) << "nobody to count";
}

TEST(Funnel, SmallUnitsMayVaryMore) {
  const auto chart = funnel({{2, 10}, {500, 1000}});
  EXPECT_FALSE(chart.rows[0]->outside);
  EXPECT_LT(chart.rows[0]->lower998, chart.rows[0]->lower95);
  EXPECT_LT(chart.rows[0]->lower95, chart.rows[1]->lower95);
}

TEST(Funnel, OfNothingOrAllAlikeSignalsNothing) {
  EXPECT_FALSE(funnel({}).average);
  EXPECT_FALSE(funnel({{0, 0}}).average);
  for (const auto& row : funnel({{0, 10}, {0, 300}}).rows) EXPECT_FALSE(row->outside);
  for (const auto& row : funnel({{10, 10}, {300, 300}}).rows) EXPECT_FALSE(row->outside);
}

TEST(Officers, AreAsTheTablesOfErlangHaveThem) {
  // 100 calls an hour of 6 minutes are 10 erlangs; 80 % within 20 seconds takes 14.
  const auto needed = officers_for({100, 6}, 0.8, 1.0 / 3);
  EXPECT_EQ(needed->officers, 14u);
  EXPECT_NEAR(needed->share, 1 - 0.1741 * std::exp(-4.0 * 20 / 360), 5e-5);   // 17.41 % wait at all
}

TEST(Officers, OfOneAreTheQueueOfOneServer) {
  // M/M/1: P(wait > t) = load e^(-(1 - load) t / service)
  EXPECT_NEAR(share_within({3, 10}, 1, 5), 1 - 0.5 * std::exp(-0.25), 1e-15);
  EXPECT_EQ(share_within({6, 10}, 1, 5), 0) << "they cannot keep up";
}

TEST(Officers, CannotBeSaidWithoutArrivalsOrForCertain) {
  for (const auto& wrong : {officers_for({0, 10}, 0.8, 1), officers_for({5, 0}, 0.8, 1), officers_for({5, 10}, 1, 1),
                            officers_for({5, 10}, 0, 1), officers_for({5, 10}, 0.8, -1), officers_for({1e9, 1e9}, 0.8, 1)})
    EXPECT_FALSE(wrong);
}

RC_GTEST_PROP(Officers, AreTheFewestThatReachTheTarget, ()) {
  const Demand demand{*rc::gen::inRange(1, 2000) / 10.0, *rc::gen::inRange(1, 1200) / 10.0};
  const double share = *rc::gen::inRange(1, 999) / 1000.0, minutes = *rc::gen::inRange(0, 600) / 10.0;
  const auto needed = *officers_for(demand, share, minutes);
  RC_ASSERT(needed.share >= share);
  RC_ASSERT(std::abs(share_within(demand, needed.officers, minutes) - needed.share) < 1e-12);
  RC_ASSERT(needed.officers == 1 || share_within(demand, needed.officers - 1, minutes) < share);
}

}  // namespace
}  // namespace lapwing::statistics
