// A force's own rule files: on top of those built in, or in place of all of them.
#include <gtest/gtest.h>

#include <fstream>

#include "policy/own_files.hpp"

namespace lapwing::policy {
namespace {

class OwnFiles : public testing::Test {
 protected:
  void SetUp() override {
    data = std::filesystem::path(testing::TempDir()) / testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(data);
    std::filesystem::create_directories(data);
  }
  void TearDown() override { std::filesystem::remove_all(data); }
  void write(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::create_directories((data / path).parent_path());
    std::ofstream(data / path) << text;
  }
  std::filesystem::path data;
  const RuleTexts built_in = {{"a.toml", "a = 1"}, {"b.toml", "b = 1"}};
};

TEST_F(OwnFiles, OneOfTheSameNameTakesTheBuiltInOnesPlaceAndAnotherComesBeside) {
  write("own/b.toml", "b = 2");
  write("own/c.toml", "c = 2");
  EXPECT_EQ(with_own_files(built_in, data / "own").value(), (RuleTexts{{"a.toml", "a = 1"}, {"b.toml", "b = 2"}, {"c.toml", "c = 2"}}));
}

TEST_F(OwnFiles, WithoutTheFolderTheBuiltInOnesStand) { EXPECT_EQ(with_own_files(built_in, data / "own").value(), built_in); }

TEST_F(OwnFiles, AFolderWithoutRulesIsSaidAndNotTakenForNone) {
  std::filesystem::create_directories(data / "own");
  EXPECT_FALSE(with_own_files(built_in, data / "own"));
}

TEST_F(OwnFiles, TheMainRulesOfADataDirectoryAreWhole) {
  EXPECT_EQ(rule_files_of(data).value(), built_in_rules());
  write("rules/clocks.toml", "nothing = 1");
  EXPECT_EQ(rule_files_of(data).value(), (RuleTexts{{"clocks.toml", "nothing = 1"}}));
  const auto policies = policies_of(data);
  ASSERT_FALSE(policies);
  EXPECT_NE(policies.error().find("risk.toml is missing"), std::string::npos) << policies.error();
}

TEST_F(OwnFiles, AFolderNamedIsReadInsteadOfTheDataDirectorys) {
  write("rules/clocks.toml", "nothing = 1");
  write("elsewhere/risk.toml", "nothing = 1");
  EXPECT_EQ(rule_files_of(data, data / "elsewhere").value(), (RuleTexts{{"risk.toml", "nothing = 1"}}));
}

}  // namespace
}  // namespace lapwing::policy
