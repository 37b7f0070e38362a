// The names of one person in a table, from all the columns that hold parts of them, as words with a place: given, family, others.
// The same word is counted once however many columns repeat it. A word may be the same as another, a familiar form of it, close to it
// (a slip, or the same sound) or near it. Immutable after it is built; any thread.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/link_spec.hpp"
#include "policy/nicknames.hpp"

namespace lapwing::linkage {

using WordId = std::uint32_t;   // 0: none

enum class Likeness : std::uint8_t { none, near, close, variant, same };

// Which familiar forms belong to which full names, folded.
class NameForms {
 public:
  explicit NameForms(const policy::NameForms& forms);
  bool variants(std::string_view a, std::string_view b) const;        // one is a form of the other, or both of a third
  const std::vector<std::uint32_t>& full_names(std::string_view word) const;   // numbers of the full names it may stand for

 private:
  std::vector<std::pair<std::string, std::vector<std::uint32_t>>> full_of_;   // sorted by form
};

// Of two words that are not the same. Symmetric.
Likeness likeness(const NameForms& forms, std::string_view a, std::string_view b);

struct NameRow {
  static constexpr std::size_t rest_max = 5;
  WordId given = 0, family = 0;
  std::array<WordId, rest_max> rest{};
  std::uint32_t rest_count = 0;
};

// The words of one record's name, before they are numbered.
struct NameWords {
  std::string given, family;
  std::vector<std::string> rest;
};
struct NameColumn {
  policy::NamePart part = policy::NamePart::full;
  std::string_view text;
};
// With no given and family column the first word is the given name and the last the family name. A single word is a given name: where
// it belongs is for the comparison to find.
NameWords name_words(const std::vector<NameColumn>& columns);

class NameTable {
 public:
  NameTable(const NameForms& forms, const std::vector<NameWords>& rows);

  const std::vector<NameRow>& rows() const { return rows_; }
  const std::string& word(WordId id) const { return words_[id]; }
  std::size_t word_count() const { return words_.size(); }
  Likeness like(WordId a, WordId b) const;
  struct Neighbour {
    WordId word;
    Likeness likeness;
  };
  std::span<const Neighbour> neighbours(WordId id) const {
    return {neighbours_.data() + first_[id], neighbours_.data() + first_[id + 1]};
  }
  // Adds, for every word, how many of `count` (by word) are like it, by likeness.
  std::vector<std::array<double, 5>> masses(const std::vector<double>& count) const;

 private:
  void find_neighbours(const NameForms& forms);

  std::vector<std::string> words_;
  std::vector<NameRow> rows_;
  std::vector<std::uint32_t> first_;        // of word i's neighbours; [i + 1] is their end
  std::vector<Neighbour> neighbours_;       // sorted by word, both ways round
  std::vector<std::uint64_t> hint_;         // a word's neighbours, hashed to bits: most questions end here
};

}  // namespace lapwing::linkage
