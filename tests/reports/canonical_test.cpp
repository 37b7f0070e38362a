#include "reports/canonical.hpp"

#include <gtest/gtest.h>

namespace lapwing::reports {
namespace {

TEST(Canonical, IsTheSameHoweverAReportIsWritten) {
  const auto one = canonical(R"({"report":"R-1","grading":{"source":2,"information":"C"},"people":[{"ref":"p1"}]})");
  ASSERT_TRUE(one);
  EXPECT_EQ(canonical(R"( { "people" : [ {"ref":"p1"} ], "grading":{"information":"C","source":2.0}, "report":"R-1" } )"), one);
  EXPECT_EQ(canonical(R"({"report":"R-1","grading":{"source":2,"information":"\u0043"},"people":[{"ref":"p1"}]})"), one);
}

TEST(Canonical, TellsEveryDifferenceApart) {
  const auto one = canonical(R"({"a":[1,2],"b":null})");
  for (const auto* other : {R"({"a":[2,1],"b":null})", R"({"a":[1,2]})", R"({"a":["1",2],"b":null})", R"({"a":[1.5,2],"b":null})"})
    EXPECT_NE(canonical(other), one) << other;
}

TEST(Canonical, IsNothingForWhatIsNotJson) { EXPECT_FALSE(canonical("{")); }

}  // namespace
}  // namespace lapwing::reports
