// The distinct words of one field of every child (names, or addresses), and which children have each: what
// search looks through.
//
// Names repeat, so even a large force has some tens of thousands of distinct words. They are few enough that
// all are compared with what was typed in one pass, which needs no further index and misses nothing. The pass
// reads 20 bytes a word, in columns and by whole blocks, so that the compiler makes vector code of it. Not
// locked: SearchIndex owns two and guards them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "views/names.hpp"

namespace lapwing::views {

using WordId = std::uint32_t;
using Slot = std::uint32_t;  // a child's place in the index

// How a typed word met a held one, best first; the strength says how much it is worth.
enum class Likeness : std::uint8_t { none, same, spelling, nickname, sounds, close, begins, begins_nearly };

struct Meeting {
  WordId word = 0;
  Likeness likeness = Likeness::none;
  double strength = 0;  // 0 to 1
};

class WordList {
 public:
  WordList() : ids_(block_words, TextOf{&texts_}, TextOf{&texts_}) {}
  WordList(const WordList&) = delete;
  WordList& operator=(const WordList&) = delete;

  // Adds `slot` under `word`, and takes it away again. A word that no child has any more is forgotten.
  WordId link(std::string_view folded, Slot slot);
  void unlink(WordId word, Slot slot);

  const std::string& text(WordId word) const { return texts_[word]; }
  const std::vector<Slot>& children(WordId word) const { return children_[word]; }
  const WordId* find(std::string_view folded) const;
  std::size_t size() const { return texts_.size(); }  // one more than the largest WordId ever given

  // Appends every word that `typed` may mean by its letters or its sound. `typing`: more letters of it may be
  // still to come.
  void meet_names(std::string_view typed, bool typing, std::vector<Meeting>& out) const;
  // Appends the word itself and, for three letters or more, every word that begins with it.
  void meet_beginnings(std::string_view typed, std::vector<Meeting>& out) const;

 private:
  static constexpr std::size_t block_words = 256;
  struct Shapes {                        // a whole number of blocks; all 0 where there is no word
    std::vector<std::uint32_t> heads;    // the first four letters, first in the highest byte
    std::vector<std::uint32_t> letters;  // letter_set, of a to z
    std::vector<std::uint32_t> usual;    // sound_keys
    std::vector<std::uint32_t> other;
    std::vector<std::uint32_t> lengths;
  };
  void shape(WordId word, std::string_view folded);

  Shapes shapes_;
  std::vector<std::string> texts_;  // side by side: the words that the pass picks out are read next
  std::vector<std::vector<Slot>> children_;
  // The words by their text, held once, in texts_.
  struct TextOf {
    using is_transparent = void;
    const std::vector<std::string>* texts;
    std::string_view at(WordId word) const { return (*texts)[word]; }
    static std::string_view at(std::string_view text) { return text; }
    std::size_t operator()(const auto& key) const { return std::hash<std::string_view>()(at(key)); }
    bool operator()(const auto& a, const auto& b) const { return at(a) == at(b); }
  };
  std::unordered_set<WordId, TextOf, TextOf> ids_;
  std::vector<WordId> free_;
};

}  // namespace lapwing::views
