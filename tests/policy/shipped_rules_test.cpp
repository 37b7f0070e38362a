// The rules as shipped: they load, say where they come from, and hold what the field's sources ask.
#include <gmock/gmock.h>

#include <algorithm>

#include "rule_texts.hpp"

namespace lapwing::policy {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const Policies& shipped() {
  static const Policies policies = [] {
    auto loaded = load(built_in_rules());
    if (!loaded) throw std::runtime_error(testing::joined(loaded.error()));
    return *loaded;
  }();
  return policies;
}

TEST(ShippedRules, LoadWithNoProblem) { EXPECT_EQ(testing::joined(testing::problems_of(built_in_rules())), ""); }

TEST(ShippedRules, InTheBinaryAreThoseInTheFolder) {
  const auto files = read_rule_files(LAPWING_RULES_DIR);
  ASSERT_TRUE(files) << files.error();
  EXPECT_EQ(*files, built_in_rules());
}

TEST(ShippedRules, EveryRuleSaysWhereItComesFrom) {
  for (const auto& [kind, levels] : shipped().clocks.rules)
    for (const auto& [level, rule] : levels) EXPECT_FALSE(rule.source.empty());
  for (const auto& question : shipped().risk.questions) EXPECT_FALSE(question.source.empty()) << question.id;
  for (const auto& rule : shipped().risk.rules) EXPECT_FALSE(rule.source.empty()) << rule.id;
  for (const auto& rule : shipped().enquiries.rules) EXPECT_FALSE(rule.source.empty()) << rule.id;
  for (const auto& rule : shipped().interview.rules) EXPECT_FALSE(rule.source.empty()) << rule.id;
}

TEST(ShippedRules, KeepTheClocksOfTheForce) {
  const auto& clocks = shipped().clocks;
  const auto due = [&](ClockKind kind, RiskLevel level) { return clocks.find(kind, level)->due_minutes; };
  EXPECT_EQ(due(ClockKind::first_deployment, RiskLevel::high), 15);
  EXPECT_EQ(due(ClockKind::review, RiskLevel::high), 60);
  EXPECT_EQ(due(ClockKind::first_deployment, RiskLevel::medium), 60);
  EXPECT_EQ(due(ClockKind::review, RiskLevel::medium), 240);
  EXPECT_EQ(due(ClockKind::review, RiskLevel::low), 720);
  EXPECT_EQ(due(ClockKind::reassessment, RiskLevel::very_low), 240);
  EXPECT_EQ(due(ClockKind::idle, RiskLevel::high), 30);
  EXPECT_EQ(due(ClockKind::idle, RiskLevel::medium), 60);
  EXPECT_EQ(due(ClockKind::idle, RiskLevel::low), 120);
  EXPECT_EQ(clocks.find(ClockKind::first_deployment, RiskLevel::very_low), nullptr);
}

TEST(ShippedRules, CallMinutesLocalPolicyExceptTheSeventyTwoHours) {
  for (const auto& [kind, levels] : shipped().clocks.rules)
    for (const auto& [level, rule] : levels) {
      if (kind == ClockKind::return_interview) {
        EXPECT_EQ(rule.due_minutes, 72 * 60);
        EXPECT_THAT(rule.source, HasSubstr("Statutory guidance"));
      } else {
        EXPECT_EQ(rule.source, "local policy");
      }
    }
}

TEST(ShippedRules, EveryLadderClimbsToTheSuperintendent) {
  for (const auto& [kind, levels] : shipped().clocks.rules)
    for (const auto& [level, rule] : levels) {
      ASSERT_EQ(rule.ladder.size(), 4u);
      EXPECT_EQ(rule.ladder.front(), (std::pair{Rung::owner, 0}));
      EXPECT_EQ(rule.ladder.back().first, Rung::superintendent);
    }
}

TEST(ShippedRules, AskHarmFirstThenTheRestInOrder) {
  const auto& questions = shipped().risk.questions;
  EXPECT_GE(questions.size(), 35u);
  EXPECT_TRUE(questions.front().harm);
  EXPECT_TRUE(std::is_sorted(questions.begin(), questions.end(),
                             [](const auto& a, const auto& b) { return a.ask_order < b.ask_order; }));
}

TEST(ShippedRules, UseTheWordsOfTheField) {
  for (const auto& [name, text] : built_in_rules())
    for (const auto* word : {"abscond", "misper", "runaway", "streetwise", "promiscuous", "lifestyle choice", "hard to reach"})
      EXPECT_EQ(text.find(word), std::string::npos) << name << ": " << word;
}

TEST(ShippedRules, KeepTheFullEthnicityListAndItsCrosswalk) {
  const auto& ethnicity = shipped().ethnicity;
  for (const auto* code : {"W1", "W2", "W3", "W9", "M1", "M2", "M3", "M9", "A1", "A2", "A3", "A4", "A9", "B1", "B2", "B9", "O2", "O9",
                           "NS"})
    EXPECT_TRUE(ethnicity.find(code)) << code;
  EXPECT_EQ(ethnicity.find("O1"), nullptr) << "O1 was Chinese on an older list and must never come back with another meaning";
  EXPECT_EQ(ethnicity.observed.size(), 7u);
  EXPECT_EQ(ethnicity.find_observed("IC4")->label, "Asian, from the Indian subcontinent");
  EXPECT_EQ(ethnicity.from_ssda903.at("WBRI"), "W1");
  EXPECT_EQ(ethnicity.from_ssda903.at("CHNE"), "A4");
  EXPECT_FALSE(ethnicity.from_ssda903.contains("WIRT"));
  EXPECT_FALSE(ethnicity.from_ssda903.contains("WROM"));
  EXPECT_EQ(ethnicity.not_stated_from_ssda903.at("REFU"), "declined");
}

TEST(ShippedRules, AskOfEveryPersonAndPlaceWhetherTheChildIsSafe) {
  for (const auto kind : {MentionKind::person, MentionKind::place}) {
    EXPECT_TRUE(std::any_of(shipped().interview.rules.begin(), shipped().interview.rules.end(), [&](const auto& rule) {
      return rule.about == kind && rule.asks_safety && rule.text.find("{label}") != std::string::npos;
    }));
  }
}

TEST(ShippedRules, LetAnInspectorReadWithoutNamesAndChangeNothing) {
  const auto& inspector = shipped().access.roles.at(Role::inspector);
  EXPECT_FALSE(inspector.names);
  EXPECT_TRUE(inspector.commands.empty());
  EXPECT_TRUE(shipped().access.may_read(Role::inspector, "episode"));
  EXPECT_FALSE(shipped().access.may_read(Role::inspector, "search")) << "a search for a name would give it away";
}

TEST(ShippedRules, KeepAccountsAndCasesApart) {
  const auto& access = shipped().access;
  EXPECT_TRUE(access.may_command(Role::administrator, "add-account"));
  EXPECT_FALSE(access.may_read(Role::administrator, "child"));
  EXPECT_TRUE(access.may_read(Role::auditor, "audit"));
  EXPECT_FALSE(access.may_command(Role::officer, "add-account"));
  EXPECT_FALSE(access.may_command(Role::officer, "close-episode"));
  EXPECT_TRUE(access.may_command(Role::supervisor, "close-episode"));
}

TEST(ShippedRules, GiveEveryRungSomeoneWhoHearsIt) {
  for (const auto rung : {Rung::owner, Rung::sergeant, Rung::duty_inspector, Rung::superintendent})
    EXPECT_TRUE(std::any_of(shipped().access.roles.begin(), shipped().access.roles.end(), [&](const auto& role) {
      const auto& rungs = role.second.rungs;
      return std::find(rungs.begin(), rungs.end(), rung) != rungs.end();
    }));
}

TEST(Digest, ChangesWithAnyByteAndNotWithTheOrderOfFiles) {
  auto files = built_in_rules();
  std::reverse(files.begin(), files.end());
  EXPECT_EQ(load(files)->digest, shipped().digest);
  EXPECT_EQ(shipped().digest.size(), 64u);
  EXPECT_EQ(shipped().risk.rules_digest, shipped().digest);
  EXPECT_NE(load(testing::with_added("force.toml", "\n# a note\n"))->digest, shipped().digest);
}

}  // namespace
}  // namespace lapwing::policy
