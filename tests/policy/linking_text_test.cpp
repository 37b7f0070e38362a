#include <gtest/gtest.h>

#include "policy/linking.hpp"

namespace lapwing::policy {
namespace {

TEST(LinkingText, IsReadAgainAsItWas) {
  auto policy = built_in_linking();
  policy.source = "Learnt here \"by us\" \\ and\nno other";
  policy.prior_same = 0.000123;
  const auto read = parse_linking(linking_text(policy));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->source, "Learnt here \"by us\" \\ and no other");
  EXPECT_EQ(read->prior_same, policy.prior_same);
  EXPECT_EQ(read->merge_at, policy.merge_at);
  ASSERT_EQ(read->odds.size(), policy.odds.size());
  for (const auto& [evidence, levels] : policy.odds)
    for (const auto& [level, odds] : levels) {
      const auto* found = read->find(evidence, level);
      ASSERT_TRUE(found) << evidence << " " << level;
      EXPECT_EQ(found->same, odds.same);
      EXPECT_EQ(found->other, odds.other);
      EXPECT_EQ(found->relative, odds.relative);
    }
}

}  // namespace
}  // namespace lapwing::policy
