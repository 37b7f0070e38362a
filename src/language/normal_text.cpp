#include "language/normal_text.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "language/folding.hpp"
#include "language/vocabulary.hpp"

namespace lapwing::language {
namespace {

constexpr std::size_t joined_word_bytes_min = 8;   // shorter ones may be two words: "for" and "ward"

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_special(char c, char next) { return static_cast<signed char>(c) < 0x20 || (c == ' ' && next == ' '); }

// Which of the 64 bytes at `text` need a look: beyond ASCII, a control character such as a line's end, or a space before another. Reads 65.
std::uint64_t specials(const char* text) {
  std::uint64_t out = 0;
#ifdef __SSE2__
  const auto blank = _mm_set1_epi8(' ');
  for (int i = 0; i < 4; ++i) {
    const auto here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i));
    const auto next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * i + 1));
    const auto two = _mm_and_si128(_mm_cmpeq_epi8(here, blank), _mm_cmpeq_epi8(next, blank));
    const auto any = _mm_or_si128(_mm_cmplt_epi8(here, blank), two);
    out |= static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(any))) << (16 * i);
  }
#else
  for (int i = 0; i < 64; ++i) out |= static_cast<std::uint64_t>(is_special(text[i], text[i + 1])) << i;
#endif
  return out;
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

}  // namespace

void NormalText::copy_to(std::size_t end) {
  if (end <= copied_) return;
  pieces_.push_back({static_cast<std::uint32_t>(copy_.size()), static_cast<std::uint32_t>(copied_), 0, false});
  copy_.append(original_.substr(copied_, end - copied_));
  copied_ = end;
}

void NormalText::replace(std::size_t from, std::size_t until, std::string_view by) {
  copy_to(from);
  if (!by.empty())
    pieces_.push_back({static_cast<std::uint32_t>(copy_.size()), static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(until), true});
  copy_.append(by);
  copied_ = until;
}

// A word broken with a hyphen is joined; one broken without is joined when the whole is a word of the rules. [before, after): the space
// between its halves.
bool NormalText::broken_word(std::size_t before, std::size_t after, const Vocabulary& vocabulary) {
  const auto text = original_;
  if (before < copied_ + 2 || after >= text.size() || !is_lower(text[after])) return false;
  if (text[before - 1] == '-') {
    if (!is_letter(text[before - 2])) return false;
    replace(before - 1, after, "");
    return true;
  }
  if (!is_letter(text[before - 1])) return false;
  std::size_t start = before, end = after;
  while (start > copied_ && is_letter(text[start - 1])) --start;
  while (end < text.size() && is_letter(text[end])) ++end;
  const auto bytes = (before - start) + (end - after);
  if (bytes < joined_word_bytes_min || bytes > Vocabulary::word_bytes_max) return false;
  const auto known = [&](std::size_t from, std::size_t until) { return vocabulary.find(text.substr(from, until - from)) != Vocabulary::unknown; };
  if (known(start, before) && known(after, end)) return false;   // two words, not halves of one
  char whole[Vocabulary::word_bytes_max];
  std::memcpy(whole, text.data() + start, before - start);
  std::memcpy(whole + (before - start), text.data() + after, end - after);
  if (vocabulary.find({whole, bytes}) == Vocabulary::unknown) return false;
  replace(before, after, "");
  return true;
}

std::size_t NormalText::fold_at(std::size_t at) {
  const auto character = character_at(original_, at);
  if (const auto by = folded(character.code)) replace(at, at + character.bytes, *by);
  return at + character.bytes;
}

// A run of spaces and line ends, or a control character, which stands for nothing.
std::size_t NormalText::space_at(std::size_t at, const Vocabulary& vocabulary) {
  const auto text = original_;
  if (!is_space(text[at])) {
    replace(at, at + 1, "");
    return at + 1;
  }
  auto before = at, after = at;
  while (before > copied_ && is_space(text[before - 1])) --before;
  int lines = 0;
  for (; after < text.size() && is_space(text[after]); ++after) lines += text[after] == '\n';
  if (lines == 1 && broken_word(before, after, vocabulary)) return after;
  const bool item = lines == 1 && after + 1 < text.size() && (text[after] == '-' || text[after] == '*') && is_space(text[after + 1]);
  replace(before, after, lines > 1 ? "\n\n" : item ? "\n" : " ");
  return after;
}

void NormalText::assign(std::string_view original, const Vocabulary& vocabulary) {
  original_ = original;
  copy_.clear();
  pieces_.clear();
  copied_ = 0;
  std::size_t done = 0;   // what is before needs no more looking at
  const auto look = [&](std::size_t at) {
    if (at >= done) done = static_cast<unsigned char>(original[at]) < 0x80 ? space_at(at, vocabulary) : fold_at(at);
  };
  std::size_t block = 0;
  for (; block + 65 <= original.size(); block += 64)
    for (auto left = specials(original.data() + block); left != 0; left &= left - 1)
      look(block + static_cast<std::size_t>(std::countr_zero(left)));
  for (auto at = block; at < original.size(); ++at)
    if (is_special(original[at], at + 1 < original.size() ? original[at + 1] : '.')) look(at);
  if (pieces_.empty() && copied_ == 0) {
    view_ = original;
    return;
  }
  copy_to(original.size());
  view_ = copy_;
}

const NormalText::Piece& NormalText::piece_at(std::size_t at) const {
  const auto after = std::ranges::upper_bound(pieces_, at, {}, &Piece::at);
  return *(after == pieces_.begin() ? after : after - 1);
}

std::size_t NormalText::original_start(std::size_t at) const {
  if (pieces_.empty()) return at;
  const auto& piece = piece_at(at);
  return piece.folded ? piece.from : piece.from + (at - piece.at);
}

std::size_t NormalText::original_end(std::size_t end) const {
  if (pieces_.empty() || end == 0) return end;
  const auto& piece = piece_at(end - 1);
  return piece.folded ? piece.until : piece.from + (end - piece.at);
}

}  // namespace lapwing::language
