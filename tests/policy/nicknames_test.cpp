#include "policy/nicknames.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace lapwing::policy {
namespace {

TEST(NicknameRules, TheShippedFileReadsAndSaysItsSource) {
  const auto forms = load_nicknames(LAPWING_RULES_DIR "/nicknames.toml");
  ASSERT_TRUE(forms) << forms.error();
  EXPECT_FALSE(forms->source.empty());
  const auto holds = [](const auto& pairs, const char* form, const char* full) {
    return std::ranges::find(pairs, std::pair<std::string, std::string>(form, full)) != pairs.end();
  };
  EXPECT_TRUE(holds(forms->nicknames, "Katie", "Katherine"));
  EXPECT_TRUE(holds(forms->spellings, "Muhammad", "Mohammed"));
  EXPECT_TRUE(holds(forms->nicknames, "Kasia", "Katarzyna"));
}

TEST(NicknameRules, NoFormIsItsOwnFullName) {
  const auto forms = load_nicknames(LAPWING_RULES_DIR "/nicknames.toml").value();
  for (const auto* pairs : {&forms.spellings, &forms.nicknames})
    for (const auto& [form, full] : *pairs) EXPECT_NE(form, full);
}

TEST(NicknameRules, ABadFileIsRefusedWithItsPlace) {
  const auto error = [](const char* toml) {
    const auto read = parse_nicknames(toml);
    return read ? std::string() : read.error();
  };
  EXPECT_NE(error("source = \"x\"\n[[name]\n").find("line 2"), std::string::npos);
  EXPECT_NE(error("[[name]]\nfull = \"Ann\"").find("source"), std::string::npos);
  EXPECT_NE(error("source = \"x\"").find("[[name]]"), std::string::npos);
  EXPECT_NE(error("source = \"x\"\n[[name]]\nnicknames = [\"Annie\"]").find("full"), std::string::npos);
  EXPECT_NE(error("source = \"x\"\n[[name]]\nfull = \"Ann\"\nnicknames = \"Annie\"").find("Ann"),
            std::string::npos);
  EXPECT_NE(error("source = \"x\"\n[[name]]\nfull = \"Ann\"\nnicknames = [1]").find("Ann"),
            std::string::npos);
  EXPECT_NE(error("source = \"x\"\n[[name]]\nfull = \"Ann\"\nshort = [\"A\"]").find("short"),
            std::string::npos);
  EXPECT_FALSE(load_nicknames("/nowhere/nicknames.toml"));
}

}  // namespace
}  // namespace lapwing::policy
