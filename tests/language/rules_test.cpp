// Every rule as shipped: its examples, its counter-examples, what it offers instead.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "language/checker.hpp"
#include "language/checked.hpp"

namespace lapwing::language {
namespace {

bool found_by(const std::vector<Finding>& findings, const Rule& rule) {
  return std::ranges::any_of(findings, [&](const Finding& f) { return f.rule == &rule; });
}

// A file at a time: another family's longer finding may cover a phrase's own.
TEST(LanguageRules, EveryPhraseIsFoundInItsExample) {
  const auto files = policy::read_rule_files(LAPWING_RULES_DIR "/language").value();
  const auto shared = [](const auto& file) { return file.first == "words.toml" || file.first == "context.toml" || file.first == "prompts.toml"; };
  for (const auto& file : files) {
    if (shared(file)) continue;
    policy::RuleTexts alone{file};
    std::ranges::copy_if(files, std::back_inserter(alone), shared);
    const auto checker = Checker::make(alone);
    ASSERT_TRUE(checker) << checker.error().at(0);
    for (const auto& rule : checker->rules().rules)
      for (const auto& phrase : rule.phrases)
        EXPECT_TRUE(found_by(checker->check(phrase.example), rule)) << rule.id << ": " << phrase.text << "\n  " << phrase.example;
  }
}

TEST(LanguageRules, EveryExampleCounts) {
  const auto& checker = shipped();
  for (const auto& rule : checker.rules().rules)
    for (const auto& phrase : rule.phrases)
      for (const auto& finding : checker.check(phrase.example)) EXPECT_TRUE(finding.counted()) << rule.id << ": " << phrase.example;
}

TEST(LanguageRules, NoCounterExampleIsFound) {
  const auto& checker = shipped();
  for (const auto& rule : checker.rules().rules)
    for (const auto& sentence : rule.counter_examples)
      for (const auto& finding : checker.check(sentence))
        EXPECT_FALSE(finding.rule == &rule && finding.counted()) << rule.id << ": " << sentence << "\n  \"" << finding.text << "\"";
}

TEST(LanguageRules, NoSuggestionIsItselfFound) {
  const auto& checker = shipped();
  for (const auto& rule : checker.rules().rules)
    for (const auto& suggestion : rule.suggestions)
      for (const auto& finding : checker.check(suggestion))
        ADD_FAILURE() << rule.id << " suggests \"" << suggestion << "\", in which \"" << finding.text << "\" is a finding of " << finding.rule->id;
}

TEST(LanguageRules, AReplacementTakenRemovesItsFinding) {
  const auto& checker = shipped();
  for (const auto& rule : checker.rules().rules)
    for (const auto& phrase : rule.phrases)
      for (const auto& finding : checker.check(phrase.example))
        for (const auto& suggestion : finding.rule->suggestions) {
          auto text = phrase.example;
          text.replace(finding.start, finding.end - finding.start, suggestion);
          for (const auto& left : checker.check(text))
            EXPECT_FALSE(left.start < finding.start + suggestion.size() && finding.start < left.end)
                << rule.id << ": \"" << text << "\" still has \"" << left.text << "\" (" << left.rule->id << ")";
        }
}

TEST(LanguageRules, NoReasonIsItselfFound) {
  const auto& checker = shipped();
  for (const auto& rule : checker.rules().rules)
    for (const auto& finding : checker.check(rule.why)) EXPECT_FALSE(finding.counted()) << rule.id << ": \"" << finding.text << "\" in its reason";
}

TEST(LanguageRules, ThereAreAtLeastFiveHundredDifferentPhrases) {
  std::set<std::string> different;
  for (const auto& rule : shipped().rules().rules)
    for (const auto& phrase : rule.phrases) EXPECT_TRUE(different.insert(phrase.text).second) << "\"" << phrase.text << "\" is there twice";
  EXPECT_GE(different.size(), 500u);
}

TEST(LanguageRules, EachHasAReasonASourceAndAFamily) {
  for (const auto& rule : shipped().rules().rules) {
    EXPECT_GE(rule.why.size(), 30u) << rule.id;
    EXPECT_FALSE(rule.source.empty()) << rule.id;
    EXPECT_FALSE(rule.family.empty()) << rule.id;
  }
}

}  // namespace
}  // namespace lapwing::language
