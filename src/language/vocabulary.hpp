// The words that the rules know, each with a number. A word is looked up by a hash that the reader of a text makes as it goes, so a
// word costs one probe. Apostrophes do not count: "won't" and "wont" are one word. Filled while rules are read, then immutable: share it freely between threads.
#pragma once
#include <cstdint>
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

  // The hash of a word, letter by letter in lower case, starting from hash_start.
  static constexpr std::uint64_t hash_start = 0x9E3779B97F4A7C15u;
  static constexpr std::uint64_t hash_step(std::uint64_t hash, unsigned char lower) { return (hash ^ lower) * 0x100000001B3u; }
  static constexpr std::uint64_t hash_end(std::uint64_t hash) { return hash ^ (hash >> 29); }

 private:
  void grow();

  struct Slot {
    std::uint64_t hash = 0;
    Word word = unknown;
  };
  std::vector<std::string> words_{""};
  std::vector<Slot> slots_ = std::vector<Slot>(1024);   // a power of two, at most half full
};

}  // namespace lapwing::language
