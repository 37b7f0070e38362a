// One phrase of a rule, as the rule file writes it and as the matcher takes it.
//
//   put~ {self} at [serious|great] risk
//
//   word             that word, in any case. A hyphen stands for a hyphen, a space or nothing
//   word~            a verb in every form; word^ a noun in singular and plural
//   {a|b c|d~}       one of these; {name} alone is a class of rules/language/words.toml
//   [a|b c]          one of these, or nothing
//   ..3              up to three words of any kind
//   <name>           a word that begins with a capital and is no word of the rules; <number>, <child_age> (1 to 17) and <adult_age> (18 to 99)
//
// Between any two words of a phrase a few light words may stand unasked ("again", "very", "repeatedly"). Immutable once made.
#pragma once
#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "language/tokens.hpp"
#include "language/words.hpp"

namespace lapwing::language {

// Which tokens stand at one place of a phrase.
class WordSet {
 public:
  enum Special : std::uint8_t { none = 0, any_name = 1, any_number = 2, child_age = 4, adult_age = 8 };
  void add(Word word);
  void add(Special special) { special_ |= special; }
  bool holds(const Token& token) const {
    if (token.word != Vocabulary::unknown && may_hold(token.word) && token.word / 64u < bits_.size() &&
        (bits_[token.word / 64u] >> (token.word % 64u) & 1))
      return true;
    return special_ != none && holds_special(token);
  }
  void add(const WordSet& other);
  bool special() const { return special_ != none; }
  const std::vector<Word>& words() const { return words_; }

 private:
  static constexpr std::size_t folded_bits = 256;
  bool may_hold(Word word) const { return folded_[word / 64u % (folded_bits / 64)] >> (word % 64u) & 1; }
  bool holds_special(const Token& token) const;
  std::array<std::uint64_t, folded_bits / 64> folded_{};   // bits_ laid over itself: most words are not in it, and bits_ is far away
  std::vector<std::uint64_t> bits_;
  std::vector<Word> words_;
  std::uint8_t special_ = none;
};

using Alternative = std::vector<WordSet>;   // words that follow each other

struct Node {
  std::vector<Alternative> alternatives;    // empty: a gap
  WordSet firsts, lasts;                    // what any alternative may begin and end with: most places are passed over by these
  bool optional = false;
  int gap_words_max = 0;
};

struct Pattern {
  std::vector<Node> nodes;
};

// Phrases that are tried one after another at a place, with what any of them may begin with. Each begins with a word that always stands.
struct Patterns {
  std::vector<Pattern> all;
  WordSet firsts;
  bool empty() const { return all.empty(); }
};

// Fills `vocabulary` with the pattern's words. The error says what is wrong with the text.
std::expected<Pattern, std::string> parse_pattern(std::string_view text, const Words& words, Vocabulary& vocabulary);

}  // namespace lapwing::language
