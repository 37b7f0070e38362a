#include "language/normal_text.hpp"

#include <algorithm>
#include <cstring>

#include "language/folding.hpp"
#include "language/vocabulary.hpp"

namespace lapwing::language {
namespace {

constexpr std::size_t joined_word_bytes_min = 8;   // shorter ones may be two words: "for" and "ward"

std::size_t next_beyond_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t high = 0x8080808080808080u;
  const auto load = [&](std::size_t i) {
    std::uint64_t eight;
    std::memcpy(&eight, text.data() + i, sizeof eight);
    return eight;
  };
  for (; at + 64 <= text.size(); at += 64) {
    const auto any = load(at) | load(at + 8) | load(at + 16) | load(at + 24) | load(at + 32) | load(at + 40) | load(at + 48) | load(at + 56);
    if (any & high) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

std::size_t next_line_end(std::string_view text, std::size_t at) {
  const void* found = at < text.size() ? std::memchr(text.data() + at, '\n', text.size() - at) : nullptr;
  return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : text.size();
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

// A word broken with a hyphen is joined; one broken without is joined when the whole is a word of the rules.
void NormalText::line_end(std::size_t at, const Vocabulary& vocabulary) {
  const auto text = original_;
  std::size_t before = at;
  while (before > copied_ && (text[before - 1] == '\r' || text[before - 1] == ' ')) --before;
  std::size_t after = at + 1;
  while (after < text.size() && (text[after] == ' ' || text[after] == '\t')) ++after;
  if (before < copied_ + 2 || after >= text.size() || !is_lower(text[after])) return;
  if (text[before - 1] == '-') {
    if (is_letter(text[before - 2])) replace(before - 1, after, "");
    return;
  }
  if (!is_letter(text[before - 1])) return;
  std::size_t start = before, end = after;
  while (start > copied_ && is_letter(text[start - 1])) --start;
  while (end < text.size() && is_letter(text[end])) ++end;
  const auto bytes = (before - start) + (end - after);
  if (bytes < joined_word_bytes_min || bytes > Vocabulary::word_bytes_max) return;
  char whole[Vocabulary::word_bytes_max];
  std::memcpy(whole, text.data() + start, before - start);
  std::memcpy(whole + (before - start), text.data() + after, end - after);
  if (vocabulary.find({whole, bytes}) != Vocabulary::unknown) replace(before, after, "");
}

void NormalText::assign(std::string_view original, const Vocabulary& vocabulary) {
  original_ = original;
  copy_.clear();
  pieces_.clear();
  copied_ = 0;
  std::size_t high = next_beyond_ascii(original, 0), line = next_line_end(original, 0);
  while (high < original.size() || line < original.size()) {
    if (line < high) {
      line_end(line, vocabulary);
      line = next_line_end(original, line + 1);
      continue;
    }
    const auto character = character_at(original, high);
    if (const auto by = folded(character.code)) replace(high, high + character.bytes, *by);
    high = next_beyond_ascii(original, high + character.bytes);
  }
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
