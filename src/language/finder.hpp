// Finds the places where a phrase might stand: for each phrase its rarest word, or two words that follow each other. A word of a text has its
// number in the vocabulary already, so a place costs one look into a table however many phrases there are. Made once from a rule set,
// which must outlive it; then it may be shared between threads.
#pragma once
#include <cstdint>
#include <deque>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "language/rules.hpp"

namespace lapwing::language {

// Where what is looked for stands in a phrase.
struct Use {
  const Pattern* pattern = nullptr;
  const WordSet* before = nullptr;   // one of these must stand directly before it, but for light words; null: anything may
  const WordSet* after = nullptr;    // the same after it
  std::uint32_t rule = 0;
  std::uint16_t phrase = 0, alternative = 0;
  std::uint8_t node = 0, offset = 0;
};

// A word, or a word and the one after it, with the phrases it is looked for of.
struct Anchor {
  Word first = Vocabulary::unknown, second = Vocabulary::unknown;   // second unknown: one word
  std::size_t words() const { return second == Vocabulary::unknown ? 1 : 2; }
  std::vector<Use> uses;
};

struct Hit {
  std::uint32_t token = 0;      // of the text given; the anchor begins here
  std::uint32_t anchor = 0;
};

class Finder {
 public:
  static std::expected<Finder, std::string> make(const RuleSet& rules);

  // The hits of a text, in order of place; they lie in `room` until it is used again.
  std::span<const Hit> find(const Tokens& tokens, std::vector<Hit>& room) const;
  const Anchor& anchor(std::uint32_t index) const { return anchors_[index]; }

 private:
  const WordSet* neighbour(const Pattern& pattern, std::ptrdiff_t node, int step);
  void index(std::size_t words);

  static constexpr std::uint32_t nothing = 0xFFFFFFFF;
  struct First {
    std::uint32_t alone = nothing;               // the anchor that is this word
    std::uint32_t pairs = 0, pairs_end = 0;      // those that begin with it
  };
  std::vector<Anchor> anchors_;               // by their words
  std::vector<First> firsts_;                 // by word
  std::deque<WordSet> neighbours_;            // what uses point to
};

}  // namespace lapwing::language
