// rules/measures.toml: what is shipped, and what is said of a mistake in it.
#include "policy/measure_rules.hpp"

#include <gmock/gmock.h>

#include "rule_texts.hpp"

namespace lapwing::policy {
namespace {

using ::testing::HasSubstr;

std::string shipped_text() {
  auto files = built_in_rules();
  return testing::text_of(files, "measures.toml");
}

std::string with(std::string_view from, std::string_view to) {
  auto text = shipped_text();
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(MeasureRules, HideOneToFiveAndAskTwelvePointsEachSide) {
  const auto& rules = built_in_measure_rules();
  EXPECT_EQ(rules.small_count_max, 5);
  EXPECT_EQ(rules.points_each_side_min, 12);
  EXPECT_EQ(rules.units_each_side_min, 3);
  EXPECT_EQ(rules.chart_points_min, 12);
}

TEST(MeasureRules, NameTheLineOfAMistake) {
  EXPECT_THAT(parse_measure_rules(with("hidden_up_to = 5", "hidden_up_to = 0")).error(), HasSubstr("hidden_up_to"));
  EXPECT_THAT(parse_measure_rules(with("points_min = 12", "points = 12")).error(), HasSubstr("points_min"));
  EXPECT_THAT(parse_measure_rules(with("[effect]", "[effects]")).error(), HasSubstr("[effect]"));
  EXPECT_THAT(parse_measure_rules("source = ").error(), HasSubstr("line 1"));
  EXPECT_FALSE(parse_measure_rules(with("source = \"NHS", "sauce = \"NHS")));
}

}  // namespace
}  // namespace lapwing::policy
