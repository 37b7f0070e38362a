// The words that the rules know, each with a number. A word is looked up by a hash that the reader of a text makes as it goes, so a
// word costs one probe. Apostrophes do not count: "won't" and "wont" are one word. Filled while rules are read, then immutable: share it freely between threads.
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::language {

using Word = std::uint16_t;

class Vocabulary {
 public:
  static constexpr Word unknown = 0;
  static constexpr std::size_t words_max = 60'000, word_bytes_max = 48;

  Word add(std::string_view lower_case);                  // the word's number, new or known; throws std::length_error beyond words_max
  Word find(std::string_view any_case) const;             // ASCII letters in any case
  Word by_hash(std::uint64_t hash) const;
  std::string_view text(Word word) const { return words_[word]; }
  std::size_t size() const { return words_.size(); }      // with the unknown word, number 0

  // The hash of a word without apostrophes, in any case, eight letters at a time. `readable`: how many bytes from its beginning may be read.
  static std::uint64_t hash(std::string_view word, std::size_t readable);

 private:
  void grow();

  struct Slot {
    std::uint32_t tag = 0;     // the hash's upper half; its lower half says where to look
    Word word = unknown;
  };
  std::vector<std::string> words_{""};
  std::vector<Slot> slots_ = std::vector<Slot>(1024);   // a power of two, at most half full
};

inline std::uint64_t Vocabulary::hash(std::string_view word, std::size_t readable) {
  constexpr std::uint64_t spread = 0x9E3779B97F4A7C15u, small = 0x2020202020202020u;
  std::uint64_t hash = word.size() * spread;
  for (std::size_t at = 0; at < word.size(); at += 8) {
    const auto left = word.size() - at;
    std::uint64_t eight = 0;
    if (readable - at >= 8) {
      std::memcpy(&eight, word.data() + at, 8);
      if (left < 8) eight &= ~std::uint64_t{0} >> (64 - 8 * left);
    } else {
      for (std::size_t i = 0; i < left; ++i) eight |= static_cast<std::uint64_t>(static_cast<unsigned char>(word[at + i])) << (8 * i);
    }
    hash = (hash ^ (eight | small)) * spread;   // letters in lower case; digits stay
    hash ^= hash >> 29;
  }
  return hash;
}

inline Word Vocabulary::by_hash(std::uint64_t hash) const {
  const auto mask = slots_.size() - 1;
  for (auto at = hash & mask;; at = (at + 1) & mask) {
    const auto& slot = slots_[at];
    if (slot.word == unknown || slot.tag == hash >> 32) return slot.word;
  }
}

}  // namespace lapwing::language
