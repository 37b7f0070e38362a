#include "language/vocabulary.hpp"

#include <stdexcept>

namespace lapwing::language {
namespace {

unsigned char lower(char c) { return static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c); }

std::string without_apostrophes(std::string_view word) {
  std::string out(word);
  std::erase(out, '\'');
  return out;
}

std::uint64_t hash_of(std::string_view word) {
  auto hash = Vocabulary::hash_start;
  for (const char c : word)
    if (c != '\'') hash = Vocabulary::hash_step(hash, lower(c));
  return Vocabulary::hash_end(hash);
}

}  // namespace

Word Vocabulary::by_hash(std::uint64_t hash) const {
  const auto mask = slots_.size() - 1;
  for (auto at = hash & mask;; at = (at + 1) & mask) {
    const auto& slot = slots_[at];
    if (slot.hash == hash || slot.word == unknown) return slot.word;
  }
}

Word Vocabulary::find(std::string_view any_case) const { return by_hash(hash_of(any_case)); }

Word Vocabulary::add(std::string_view lower_case) {
  const auto hash = hash_of(lower_case);
  if (const auto known = by_hash(hash)) {
    if (without_apostrophes(words_[known]) != without_apostrophes(lower_case)) throw std::length_error("two words of the rules have one hash");
    return known;
  }
  if (words_.size() >= words_max) throw std::length_error("too many different words in the rules");
  if (words_.size() * 2 >= slots_.size()) grow();
  words_.emplace_back(lower_case);
  const auto mask = slots_.size() - 1;
  auto at = hash & mask;
  while (slots_[at].word != unknown) at = (at + 1) & mask;
  slots_[at] = {hash, static_cast<Word>(words_.size() - 1)};
  return slots_[at].word;
}

void Vocabulary::grow() {
  auto old = std::move(slots_);
  slots_.assign(old.size() * 2, {});
  const auto mask = slots_.size() - 1;
  for (const auto& slot : old) {
    if (slot.word == unknown) continue;
    auto at = slot.hash & mask;
    while (slots_[at].word != unknown) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace lapwing::language
