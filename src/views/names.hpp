// How two names compare: letters folded to plain lower-case Latin, edit distance, Jaro-Winkler and keys of
// how a word sounds.
//
// Everything works on folded words (a-z and 0-9, at most `name_word_letters_max` long), so that "Zoë", "ZOE"
// and "Зоя" meet on one alphabet. Only spelling and sound are compared: what people a name is common among is
// never known or used here. Pure, and safe on any thread.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::views {

constexpr std::size_t name_word_letters_max =
    40;  // a longer word is cut; it also fits the 64-bit arithmetic below

// One word of a name, and whether a hyphen bound it to the word before ("Smith-Jones").
struct NameWord {
  std::string text;
  bool hyphenated = false;
};

// The folded words of any UTF-8 text: other scripts become Latin, diacritics and apostrophes go ("O’Brien" is
// "obrien"), and everything else parts words. Bytes that are not UTF-8 part words too.
std::vector<NameWord> name_words(std::string_view utf8);

// Jaro-Winkler likeness (Winkler 1990: prefix weight 0.1, up to 4 letters) of two folded words, 0 to 1.
// Symmetric.
double jaro_winkler(std::string_view a, std::string_view b);

// A typed word prepared for many comparisons: bit-parallel optimal string alignment (Hyyrö 2003), where an
// insertion, a deletion, a substitution and a swap of neighbours cost one each.
class TypedWord {
 public:
  explicit TypedWord(std::string_view folded);
  struct Distance {
    int whole = 0;   // to the whole of the other word
    int prefix = 0;  // to the nearest of its beginnings
  };
  Distance distance_to(std::string_view folded) const;

 private:
  std::array<std::uint64_t, 36> positions_{};
  int length_;
};

// Which letters a folded word has, a bit each: two words one edit apart differ in at most two bits.
std::uint64_t letter_set(std::string_view folded);

// How a word sounds: up to eight consonant codes of four bits, first in the highest place. Two readings,
// since one spelling may be said two ways (the S of "Sinead", the W of "Wojtek"); words sound alike when they
// share a reading. 0 is no sound at all.
struct SoundKeys {
  std::uint32_t usual = 0;
  std::uint32_t other = 0;
  bool operator==(const SoundKeys&) const = default;
};
SoundKeys sound_keys(std::string_view folded);
bool sound_alike(const SoundKeys& a, const SoundKeys& b);  // symmetric

}  // namespace lapwing::views
