// Every word of every name held, once: how it sounds, which full names it may stand for, and how many records hold it. One thread.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <string>
#include <vector>

#include "links/linkage/names.hpp"

namespace lapwing::linkage {

class Lexicon {
 public:
  explicit Lexicon(const policy::NameForms& forms) : forms_(forms), words_(1) {}

  struct Word {
    std::string text;
    std::uint64_t mask = 0;
    std::uint32_t sound = 0;              // a hash
    std::uint32_t holders = 0;
    std::uint32_t full_name = 0;          // a hash of the first full name it may stand for; 0: none
    std::uint32_t other_full_name = 0;    // of the second
  };

  WordId intern(std::string_view folded);     // 0 for an empty word
  WordId find(std::string_view folded) const; // 0 when no record ever held it
  const Word& operator[](WordId id) const { return words_[id]; }
  void hold(WordId id, int change) { words_[id].holders += static_cast<std::uint32_t>(change); }
  Likeness like(WordId a, WordId b) const;

 private:
  static constexpr std::size_t remembered_max = 1 << 20;
  NameForms forms_;
  std::vector<Word> words_;
  boost::unordered_flat_map<std::string, WordId> ids_;
  mutable boost::unordered_flat_map<std::uint64_t, Likeness> remembered_;   // of pairs of words compared before
};

}  // namespace lapwing::linkage
