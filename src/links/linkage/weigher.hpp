// What two mentions of people say together: the level of each thing compared, and its weight under the rules, with the rarity of the
// very values. Three stories are weighed against one another: one person, two strangers, two of one family or household; a twin shares
// the birth date, the name of the family and the house, so these prove little against a given name that differs. One thread.
#pragma once
#include <array>

#include "links/linkage/key_index.hpp"
#include "links/linkage/person.hpp"
#include "policy/linking.hpp"

namespace lapwing::linkage {

// Level 0 is "says nothing"; the names of the others are those of rules/linking.toml.
struct PersonLevels {
  std::array<std::uint8_t, evidence_count> level{};
  WordId given_a = 0, given_b = 0, family_a = 0, family_b = 0;   // the words that were compared
  std::uint64_t phone = 0, house = 0;                            // the values that agree
};

struct Weighed {
  double prior = 0;                                   // log odds of one person against strangers
  std::array<double, evidence_count> weight{};
  double log_odds = 0;                                // prior and all weights
};

class Weigher {
 public:
  // The error names what rules/linking.toml lacks. Lexicon and index must outlive it.
  Weigher(const policy::LinkingPolicy& rules, const Lexicon& lexicon, const KeyIndex& index);

  PersonLevels compare(const Person& a, const Person& b) const;
  Weighed weigh(const PersonLevels& levels, std::size_t records) const;
  // "same surname, held by 3 records"
  std::string describe(const PersonLevels& levels, Evidence evidence) const;

 private:
  struct Odds {
    double same = 0, other = 0, relative = 0;    // logarithms
    double other_share = 1;
  };
  static constexpr std::size_t levels_max = 8;
  std::uint8_t compare_name(const PersonName& a, const PersonName& b, PersonLevels& levels) const;
  void compare_names(const Person& a, const Person& b, PersonLevels& levels) const;
  double log_other(const Odds& odds, double holders, std::size_t records) const;
  double worth(const PersonLevels& levels) const;

  const Lexicon& lexicon_;
  const KeyIndex& index_;
  std::array<std::array<Odds, levels_max>, evidence_count> odds_;
  double prior_same_, prior_relative_;
};

// What rules/linking.toml calls a thing compared, and a level of it (from 1 up; empty: there is no such level). Household has no name there.
std::string_view evidence_key(Evidence evidence);
std::string_view level_key(Evidence evidence, std::size_t level);

}  // namespace lapwing::linkage
