#include "links/linkage/cluster.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace lapwing::linkage {
namespace {

TEST(Cluster, JoinsWhatAgreesAndLeavesTheRestAlone) {
  EXPECT_EQ(cluster(4, {{0, 1, 3}, {1, 2, 3}, {0, 2, 3}}, 0.5), (std::vector<std::uint32_t>{0, 0, 0, 3}));
}

TEST(Cluster, DoesNotChainTwoGroupsTogetherByOneLink) {
  std::vector<Link> links;
  for (std::uint32_t group : {0u, 4u})
    for (std::uint32_t a = 0; a < 4; ++a)
      for (std::uint32_t b = a + 1; b < 4; ++b) links.push_back({group + a, group + b, 4});
  links.push_back({3, 4, 2});
  const auto out = cluster(8, links, 0.5);
  EXPECT_NE(out[0], out[7]);
  EXPECT_EQ(out[0], out[3]);
}

TEST(Cluster, HeedsEvidenceAgainst) {
  const auto out = cluster(3, {{0, 1, 3}, {1, 2, 3}, {0, 2, -20}}, 0.5);
  EXPECT_NE(out[0], out[2]);
}

TEST(Cluster, KeepsARulingWhateverTheEvidence) {
  const auto apart = cluster(2, {{0, 1, -1e6F}}, 0.5), joined = cluster(3, {{0, 1, 1e6F}, {1, 2, -3}}, 0.5);
  EXPECT_NE(apart[0], apart[1]);
  EXPECT_EQ(joined[0], joined[1]);
  EXPECT_EQ(joined[2], 2u);
}

TEST(Cluster, JoinsLessAtAHigherThreshold) {
  EXPECT_EQ(cluster(2, {{0, 1, 1}}, 0.5)[1], 0u);
  EXPECT_EQ(cluster(2, {{0, 1, 1}}, 0.9)[1], 1u);
}

RC_GTEST_PROP(Cluster, TheOrderOfLinksDoesNotMatter, ()) {
  const auto records = *rc::gen::inRange<std::uint32_t>(2, 20);
  std::vector<Link> links;
  for (std::uint32_t a = 0; a < records; ++a)
    for (std::uint32_t b = a + 1; b < records; ++b)
      if (*rc::gen::inRange(0, 3) == 0) links.push_back({a, b, static_cast<float>(*rc::gen::inRange(-8, 9))});
  auto other = links;
  for (std::size_t i = other.size(); i > 1; --i) std::swap(other[i - 1], other[*rc::gen::inRange<std::size_t>(0, i)]);
  RC_ASSERT(cluster(records, links, 0.5) == cluster(records, other, 0.5));
}

}  // namespace
}  // namespace lapwing::linkage
