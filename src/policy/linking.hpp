// rules/linking.toml: what agreement between two mentions of people is worth, and above which probability a merge is made or put
// before a person. For each thing compared and each level of agreement, how often two mentions compare so when they are one person,
// when they are two strangers, and when they are two relatives or two of one household: siblings and twins agree on much. Immutable
// once read; any thread.
#pragma once
#include <expected>
#include <map>
#include <string>
#include <string_view>

namespace lapwing::policy {

struct AgreementOdds {
  double same = 0.5, other = 0.5, relative = 0.5;    // probabilities, each in (0, 1]
};

struct LinkingPolicy {
  std::string source;
  double merge_at = 0.95;            // a merge at or above this probability is made
  double propose_at = 0.5;           // from here to merge_at it is proposed
  double show_at = 0.05;             // a match below this is not shown
  double prior_same = 1e-5;          // that two mentions picked at random are one person
  double prior_relative = 2e-5;      // that they are two of one family or household
  std::map<std::string, std::map<std::string, AgreementOdds, std::less<>>, std::less<>> odds;   // by evidence, then by level
  const AgreementOdds* find(std::string_view evidence, std::string_view level) const;
};

// The error names the line or the key at fault.
std::expected<LinkingPolicy, std::string> parse_linking(std::string_view toml);
// The policy as such a file, to nine places: what parse_linking reads again. Any thread.
std::string linking_text(const LinkingPolicy& policy);
// linking.toml as it was built in. Throws std::logic_error when it cannot be read, which a test rules out.
const LinkingPolicy& built_in_linking();

}  // namespace lapwing::policy
