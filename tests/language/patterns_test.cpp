// The small language that phrases are written in, and what is said of a rule file that cannot be used.
#include <gtest/gtest.h>

#include "language/checked.hpp"

namespace lapwing::language {
namespace {

constexpr std::string_view words = R"(version = "1"
everywhere = "the a to at"
common = "risk"
light = "again very"
not_light = "family"
[[source]]
id = "guide"
title = "A guide"
[irregular]
go = "goes went gone going"
[classes]
self = "herself|himself"
)";

std::string rule(const std::string& phrase, const std::string& example = "x", const std::string& more = "") {
  return "family = \"F\"\n[[rule]]\nid = \"r\"\nseverity = \"blames\"\nwhy = \"Because\"\nsource = \"guide\"\nsuggestions = [\"y\"]\ncounter_examples = [\"z\"]\n" +
         more + "phrases = [ { is = \"" + phrase + "\", as = \"" + example + "\" } ]\n";
}

policy::RuleTexts with(const std::string& rules) {
  std::string context;
  const auto shipped_files = policy::read_rule_files(LAPWING_RULES_DIR "/language").value();
  for (const auto& [name, text] : shipped_files)
    if (name == "context.toml") context = text;
  return {{"words.toml", std::string(words)}, {"context.toml", context}, {"own.toml", rules}};
}

std::size_t matches(const std::string& phrase, const std::string& text) {
  const auto checker = Checker::make(with(rule(phrase)));
  EXPECT_TRUE(checker) << checker.error().at(0);
  return checker ? checker->check(text).size() : 0;
}

std::string refusal(const std::string& rules) {
  const auto checker = Checker::make(with(rules));
  return checker ? "" : checker.error().at(0);
}

TEST(LanguagePatterns, VerbsAndNounsAreFoundInEveryForm) {
  for (const auto* text : {"wander", "She wanders", "wandering", "wandered"}) EXPECT_EQ(matches("wander~", text), 1u) << text;
  for (const auto* text : {"go away", "went away", "going away", "gone away"}) EXPECT_EQ(matches("go~ away", text), 1u) << text;
  for (const auto* text : {"stopped", "stopping"}) EXPECT_EQ(matches("stop~", text), 1u) << text;
  EXPECT_EQ(matches("party^", "parties"), 1u);
  EXPECT_EQ(matches("party^", "partying"), 0u);
}

TEST(LanguagePatterns, ChoicesOptionsClassesAndGaps) {
  EXPECT_EQ(matches("put {{self}|them all} at risk", "put them all at risk"), 1u);
  EXPECT_EQ(matches("put {self} at [great] risk", "put herself very at great risk"), 1u);
  EXPECT_EQ(matches("lost ..2 key", "lost her only key"), 1u);
  EXPECT_EQ(matches("lost ..2 key", "lost her one and only key"), 0u);
  EXPECT_EQ(matches("<child_age> year old", "a 15-year-old"), 1u);
  EXPECT_EQ(matches("<child_age> year old", "a 25-year-old"), 0u);
  EXPECT_EQ(matches("self-made man", "a self made man, a selfmade man and a self-made man"), 3u);
}

TEST(LanguagePatterns, ABadRuleIsRefusedByFileAndLine) {
  EXPECT_NE(refusal(rule("put {nobody} at risk")).find("own.toml line 9"), std::string::npos) << refusal(rule("put {nobody} at risk"));
  EXPECT_NE(refusal(rule("put (x")).find("small letters"), std::string::npos);
  EXPECT_NE(refusal(rule("{a|b")).find("not closed"), std::string::npos);
  EXPECT_NE(refusal(rule("[a] [b]")).find("match nothing"), std::string::npos);
  EXPECT_NE(refusal(rule("a ..99 b")).find("..1 to ..8"), std::string::npos);
  EXPECT_NE(refusal(rule("<name> <number>")).find("words of its own"), std::string::npos);
  EXPECT_NE(refusal(rule("word", "x", "colour = \"red\"\n")).find("colour"), std::string::npos);
  EXPECT_NE(refusal(rule("word", "x", "needs = \"luck\"\n")).find("luck"), std::string::npos);
}

TEST(LanguagePatterns, AForceAddsItsOwnFile) {
  auto files = policy::read_rule_files(LAPWING_RULES_DIR "/language").value();
  files.emplace_back("local.toml", rule("known to the wagon"));
  const auto checker = Checker::make(files);
  ASSERT_TRUE(checker) << checker.error().at(0);
  EXPECT_EQ(checker->check("He is known to the wagon.").size(), 1u);
  EXPECT_NE(checker->rules().digest, shipped().rules().digest);
}

}  // namespace
}  // namespace lapwing::language
