// What a character outside ASCII is read as: the letter it looks like, a space, a straight quotation mark, or nothing. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lapwing::language {

struct Character {
  char32_t code = 0;        // 0 for bytes that are no UTF-8
  std::size_t bytes = 1;    // how many it takes
};
Character character_at(std::string_view text, std::size_t at);   // `at` within the text; a broken sequence is one byte

// Empty text: it is left out. Nothing: a letter of its own, kept as it is.
std::optional<std::string_view> folded(char32_t code);

}  // namespace lapwing::language
