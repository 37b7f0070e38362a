// rules/linking.toml: what agreement between two mentions of people is worth, and above which probability a merge is made or put
// before a person. The weights are probabilities in parts per 10,000: `same` how often two mentions of one person compare so,
// `other` how often two mentions of different people do. Immutable once read; any thread.
#pragma once
#include <array>
#include <expected>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace lapwing::policy {

struct AgreementOdds {
  double same = 0.5, other = 0.5;    // probabilities, each in (0, 1]
};

struct LinkingPolicy {
  std::string source;
  double merge_at = 0.95;            // a merge at or above this probability is made
  double propose_at = 0.5;           // from here to merge_at it is proposed
  double show_at = 0.05;             // a match below this is not shown
  double prior = 0.0001;             // that two mentions picked by a shared key are one person, before anything else is looked at
  std::map<std::string, std::map<std::string, AgreementOdds>, std::less<>> odds;   // by evidence, then by level of agreement
};

// The error names the line or the key at fault.
std::expected<LinkingPolicy, std::string> parse_linking(std::string_view toml);
// The rules built into the binary.
const LinkingPolicy& built_in_linking();

}  // namespace lapwing::policy
