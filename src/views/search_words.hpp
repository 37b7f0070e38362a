// The distinct words of one field of every child (names, or addresses), and which children have each: what search looks through.
//
// Names repeat, so even a large force has some tens of thousands of distinct words. They are few enough that all are compared with
// what was typed in one pass over three small arrays, which needs no further index and misses nothing. 24 bytes a word for that pass.
// Not locked: SearchIndex owns two and guards them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "views/names.hpp"

namespace lapwing::views {

using WordId = std::uint32_t;
using Slot = std::uint32_t;   // a child's place in the index

// How a typed word met a held one, best first; the strength says how much it is worth.
enum class Likeness : std::uint8_t { none, same, spelling, nickname, sounds, close, begins, begins_nearly };

struct Meeting {
  WordId word = 0;
  Likeness likeness = Likeness::none;
  double strength = 0;   // 0 to 1
};

class WordList {
 public:
  // Adds `slot` under `word`, and takes it away again. A word that no child has any more is forgotten.
  WordId link(std::string_view folded, Slot slot);
  void unlink(WordId word, Slot slot);

  const std::string& text(WordId word) const { return *texts_[word]; }
  const std::vector<Slot>& children(WordId word) const { return children_[word]; }
  const WordId* find(std::string_view folded) const;
  std::size_t size() const { return texts_.size(); }   // one more than the largest WordId ever given

  // Appends every word that `typed` may mean by its letters or its sound. `typing`: more letters of it may be still to come.
  void meet_names(std::string_view typed, bool typing, std::vector<Meeting>& out) const;
  // Appends the word itself and, for three letters or more, every word that begins with it.
  void meet_beginnings(std::string_view typed, std::vector<Meeting>& out) const;

 private:
  struct Shape {                 // what the pass reads
    std::uint64_t head = 0;      // the first eight letters, first in the highest byte
    std::uint32_t letters = 0;   // letter_set of a-z
    std::uint32_t usual = 0;     // sound_keys
    std::uint32_t other = 0;
    std::uint32_t length = 0;    // 0: a forgotten word, whose place is free
  };
  std::vector<Shape> shapes_;
  std::vector<const std::string*> texts_;      // keys of ids_, which do not move
  std::vector<std::vector<Slot>> children_;
  std::unordered_map<std::string, WordId> ids_;
  std::vector<WordId> free_;
};

}  // namespace lapwing::views
