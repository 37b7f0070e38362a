#include "links/sureness.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace lapwing::links {
namespace {

TEST(Sureness, IsAWordAndTenths) {
  EXPECT_EQ(sureness_words(0.9), "strong evidence: about 9 in 10 groups like this were real, on invented forces");
  EXPECT_EQ(sureness_words(0.72), "fair evidence: about 7 in 10 groups like this were real, on invented forces");
  EXPECT_EQ(sureness_words(0.31), "thin evidence: about 3 in 10 groups like this were real, on invented forces");
}

TEST(Sureness, IsNeverCertain) {
  EXPECT_EQ(sureness_words(1), "strong evidence: more than 9 in 10 groups like this were real, on invented forces");
  EXPECT_EQ(sureness_words(0), "thin evidence: fewer than 1 in 10 groups like this were real, on invented forces");
  EXPECT_EQ(told_probability(0.99999), 0.99);
  EXPECT_EQ(told_probability(0), 0.01);
}

RC_GTEST_PROP(Sureness, IsToldToAHundredthAndNoFiner, ()) {
  const double probability = *rc::gen::inRange(0, 1'000'001) / 1e6;
  const double told = told_probability(probability);
  RC_ASSERT(std::abs(told * 100 - std::round(told * 100)) < 1e-9);
  RC_ASSERT(std::abs(told - probability) <= 0.01 + 1e-9);
}

}  // namespace
}  // namespace lapwing::links
