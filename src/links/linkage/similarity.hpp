// How alike two folded words are. Bit-parallel, for words of at most 64 letters; longer ones are compared by their first 64.
// Pure; any thread.
#pragma once
#include <cstdint>
#include <string_view>

namespace lapwing::linkage {

// Jaro-Winkler similarity, 0 to 1, prefix scale 0.1 (Winkler 1990).
double jaro_winkler(std::string_view a, std::string_view b);

// Edits (insert, delete, replace, swap neighbours; each place edited once) from one to the other: Hyyro 2003.
int edits(std::string_view a, std::string_view b);

// Which letters and digits a word holds, one bit each; far-apart masks mean far-apart words.
std::uint64_t letter_mask(std::string_view word);

}  // namespace lapwing::linkage
