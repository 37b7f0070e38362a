// What agreement between two mentions of people is worth, learnt on a force's own record: expectation and maximisation (Dempster, Laird,
// Rubin 1977; Winkler 1988) over the levels of rules/linking.toml. Pairs are those the resolver itself would compare, and each round asks the
// resolver's own weighing (weigher.hpp) how likely a pair is one person, two relatives or two strangers: so rarity counts, and what
// people of one household share is set against the household, as in use. What strangers agree on is counted on pairs picked at random.
// What people ruled to be one person, or two, is taken as known.
//
// Each mention counts once, however many of the same person are held, or children with hundreds of mentions would speak for all. The rules
// in force weigh as a number of pairs of their own, and stand wherever the record holds too little. Pure but for memory: the same input
// gives the same answer; no clock, no files.
#pragma once
#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "links/linkage/resolver.hpp"

namespace lapwing::linkage {

struct RuledPair {
  RecordId a = 0, b = 0;
  bool same = false;
};

struct LearnFrom {
  std::vector<PersonRecord> records;
  std::vector<std::uint32_t> origin;       // by record: those of one number above 0 were made of one text, and say nothing of how mentions differ
  std::vector<RuledPair> ruled;            // by people, as the rulings stand
};

struct LearnLimits {
  std::size_t pairs_max = 1'500'000;       // compared; mentions are asked in an order that follows from their ids alone until it is reached
  std::size_t random_pairs = 600'000;
  int rounds_max = 60;
  double matched_least = 200;              // mentions expected to have another of the same person; with fewer nothing is learnt
  double evidence_least = 200;             // expected pairs in which a thing is known of both; with fewer its values stand
  double level_least = 20;                 // expected pairs at a level, seen or by the rule; with fewer its value stands
  double rule_pairs = 50, rule_share = 0.05;   // the rule's own value counts for so many pairs, and for so much of all pairs: what has not
                                               // been seen here yet does not come to count as impossible
};

// One number of the table: what the rules say, what was learnt, on how many pairs (expected, by weight).
struct LearntValue {
  double rule = 0, learnt = 0, pairs = 0;
  bool kept = true;                        // the rule's value stands
};
struct LearntLevel {
  std::string evidence, level;             // as in rules/linking.toml
  LearntValue same, other, relative;
};

struct Learnt {
  policy::LinkingPolicy policy;            // the rules with what was learnt; `source` is the caller's to write
  std::vector<LearntLevel> levels;
  LearntValue prior_same, prior_relative;
  std::size_t records = 0, asked = 0, pairs = 0, random_pairs = 0, ruled_same = 0, ruled_apart = 0;
  double matched = 0;                      // mentions expected to have another of the same person, of those asked
  int rounds = 0;
  std::vector<std::string> warnings;       // what stands as it was, and why, for a person
};

using LearnProgress = std::function<void(std::string_view what, std::uint64_t done, std::uint64_t total)>;

// The error says why nothing can be learnt. `progress` may be empty.
std::expected<Learnt, std::string> learn_links(const LearnFrom& from, const policy::LinkingPolicy& rules, const policy::NameForms& forms,
                                               const LearnLimits& limits = {}, const LearnProgress& progress = {});

}  // namespace lapwing::linkage
