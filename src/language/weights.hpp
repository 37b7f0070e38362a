// How much each word, and each two words near each other, speak for a sentence being one that blames, belittles or labels a child. What
// phrases cannot list (there are too many ways to say it) is weighed: a sentence's weight is the sum over its words, divided by the root
// of their number, and one over the threshold is asked about. The weights are data (rules/language/weights.toml), fitted by
// bench/language_weights.cpp to the labelled sentences of tests/language/labelled; which words weighed can always be said.
//
// Immutable once made: share it freely between threads.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/matcher.hpp"
#include "language/tokens.hpp"
#include "language/words.hpp"

namespace lapwing::language {

// What a word counts as: its stem, so that "chose" and "choosing" are one; or what kind of word it is.
using Symbol = std::uint16_t;

class Symbols {
 public:
  static constexpr Symbol none = 0, start = 1, end = 2, name = 3, child_age = 4, adult_age = 5, number = 6;
  static constexpr std::size_t symbols_max = 1u << 14;

  Symbols();
  Symbol add(const std::string& stem);              // throws std::length_error beyond symbols_max
  Symbol find(const std::string& stem) const;       // none: not known
  std::string_view text(Symbol symbol) const { return texts_[symbol]; }
  std::size_t size() const { return texts_.size(); }
  static std::string stem(std::string_view word, const Words& words);

  // Which symbol each word of the vocabulary is. Call when both are complete.
  void map(const Vocabulary& vocabulary, const Words& words);
  Symbol of(const Tokens& tokens, std::size_t token) const {
    const auto& said = tokens[token];
    if (said.word != Vocabulary::unknown) return by_word_[said.word];
    return other(tokens, token);
  }

 private:
  Symbol other(const Tokens& tokens, std::size_t token) const;
  std::vector<std::string> texts_;
  std::vector<Symbol> by_word_;
  std::vector<std::pair<std::string, Symbol>> sorted_;
};

// A word alone, two that follow each other, or two with one between.
struct Feature {
  static constexpr std::uint32_t alone(Symbol a) { return a; }
  static constexpr std::uint32_t next(Symbol a, Symbol b) { return 1u << 30 | static_cast<std::uint32_t>(a) << 14 | b; }
  static constexpr std::uint32_t near(Symbol a, Symbol b) { return 2u << 30 | static_cast<std::uint32_t>(a) << 14 | b; }
};

// Calls each(feature, symbol index of its last word) for a sentence's symbols, which begin with `start` and end with `end`.
template <class Each>
void each_feature(const std::vector<Symbol>& symbols, Each&& each) {
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const auto b = symbols[i];
    if (b == Symbols::none) continue;
    if (b > Symbols::end) each(Feature::alone(b), i);
    if (i >= 1 && symbols[i - 1] != Symbols::none) each(Feature::next(symbols[i - 1], b), i);
    if (i >= 2 && symbols[i - 2] != Symbols::none) each(Feature::near(symbols[i - 2], b), i);
  }
}

struct Weight {
  float weight = 0;
  std::uint8_t kind = 0;    // what it speaks for, into Weights::kinds()
};

class Weights {
 public:
  // What a sentence must weigh, for the root of each word: one that names a child or has a "she" in it, and any other.
  struct Thresholds {
    double of_a_child = 0, other = 0;
  };
  // The file's parts: `kinds` by name; `people`, the stems that make a sentence one of a child; `lines`, one a feature: "1.25 refus+to help".
  static std::expected<Weights, std::string> read(Thresholds thresholds, std::vector<std::string> kinds, const std::vector<std::string>& people,
                                                  const std::vector<std::string>& lines);
  void map(const Vocabulary& vocabulary, const Words& words) { symbols_.map(vocabulary, words); }

  struct Weighed {
    Span span;               // the words that weigh most, together
    std::uint8_t kind = 0;
  };
  // Whether the sentence [first, after) weighs more than the threshold. `room` is used again from call to call.
  std::optional<Weighed> weigh(const Tokens& tokens, std::size_t first, std::size_t after, std::vector<Symbol>& room) const;
  const std::vector<std::string>& kinds() const { return kinds_; }
  std::size_t size() const { return count_; }

 private:
  struct Slot {
    std::uint32_t feature = 0;
    Weight weight;
  };
  static std::uint32_t spread(std::uint32_t feature) { return feature * 0x9E3779B1u >> 8; }
  static constexpr std::uint32_t filter_bits = 1u << 17;
  void add(std::uint32_t feature, Weight weight);
  const Weight* find(std::uint32_t feature) const;
  Weighed heaviest(const std::vector<Symbol>& symbols, std::size_t first) const;

  Symbols symbols_;
  std::vector<Weight> alone_;     // by symbol
  std::vector<Slot> slots_;       // of pairs; a power of two, at most half full
  std::vector<std::uint64_t> filter_ = std::vector<std::uint64_t>(filter_bits / 64);   // which may be there: small enough to stay at hand
  std::vector<std::string> kinds_;
  std::size_t count_ = 0;
  std::vector<bool> people_;      // by symbol
  Thresholds thresholds_;
};

}  // namespace lapwing::language
