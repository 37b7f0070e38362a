// Words made comparable: any script to plain lower-case Latin letters and digits, split where a person would. Titles ("Sir", "Dr",
// "1st Bt") are told apart from names. Pure; any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::linkage {

// Lower case, accents gone, other scripts transliterated, apostrophes gone, every other mark a space; single spaces between words,
// none at the ends.
std::string fold(std::string_view utf8);

std::vector<std::string_view> words_of(std::string_view folded);

// A form of address or a rank's ordinal, which says little about who somebody is. `word` is folded.
bool is_title(std::string_view word);

// How a folded word sounds, in a few capital letters: equal for "smith" and "smyth", "philips" and "fillips". Never empty for a
// word with a letter; digits stand for themselves. Our own short rules after the idea of Philips' Metaphone (1990).
std::string sound_of(std::string_view word);

}  // namespace lapwing::linkage
