// Weights learnt on an invented force's reports, judged by who its people really are.
#include "links/linkage/learning.hpp"

#include <gtest/gtest.h>

#include <map>

#include "links/graph/person_record.hpp"
#include "links/other_force.hpp"
#include "policy/policies.hpp"

namespace lapwing::links {
namespace {

struct Mentions {
  linkage::LearnFrom from;
  std::vector<std::string> who;            // empty: nobody else
};

Mentions mentions_of(const other_force::Force& force) {
  Mentions out;
  for (const auto& report : force.reports)
    for (const auto& person : report.people) {
      out.from.records.push_back(person_record(out.from.records.size() + 1, report, person));
      out.from.origin.push_back(0);
      const auto found = force.entity.find(report.number + "," + person.ref);
      out.who.push_back(found == force.entity.end() ? "" : found->second);
    }
  return out;
}

policy::NameForms forms() {
  for (const auto& [name, text] : policy::built_in_rules())
    if (name == "nicknames.toml") return *policy::parse_nicknames(text);
  return {};
}

// Pairs of mentions in one cluster against pairs of one person.
double f1(const Mentions& mentions, const policy::LinkingPolicy& rules) {
  linkage::Resolver resolver(rules, forms());
  for (const auto& record : mentions.from.records) (void)resolver.add(record);
  std::map<std::string, double> people;
  std::map<linkage::ClusterId, double> clusters;
  std::map<std::pair<linkage::ClusterId, std::string>, double> both;
  for (std::size_t i = 0; i < mentions.who.size(); ++i) {
    if (mentions.who[i].empty()) continue;
    const auto cluster = *resolver.cluster_of(i + 1);
    ++people[mentions.who[i]], ++clusters[cluster], ++both[{cluster, mentions.who[i]}];
  }
  const auto pairs = [](const auto& counts) {
    double out = 0;
    for (const auto& [key, n] : counts) out += n * (n - 1) / 2;
    return out;
  };
  return 2 * pairs(both) / (pairs(people) + pairs(clusters));
}

TEST(LearntWeights, TellPeopleApartNoWorseThanTheRulesThatTheyCameFrom) {
  for (const std::uint64_t seed : {21, 22}) {
    const auto mentions = mentions_of(other_force::make(seed, 3'000, 12));
    const auto learnt = linkage::learn_links(mentions.from, policy::built_in_linking(), forms());
    ASSERT_TRUE(learnt) << learnt.error();
    EXPECT_GE(f1(mentions, learnt->policy), f1(mentions, policy::built_in_linking())) << seed;
  }
}

}  // namespace
}  // namespace lapwing::links
