#include "language/vocabulary.hpp"

#include <stdexcept>

namespace lapwing::language {
namespace {

std::string without_apostrophes(std::string_view word) {
  std::string out(word);
  std::erase(out, '\'');
  return out;
}

std::uint64_t hash_of(std::string_view word) {
  const auto plain = without_apostrophes(word);
  return Vocabulary::hash(plain, plain.size());
}

}  // namespace

Word Vocabulary::find(std::string_view any_case) const {
  return by_hash(any_case.find('\'') == any_case.npos ? hash(any_case, any_case.size()) : hash_of(any_case));
}

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
  slots_[at] = {static_cast<std::uint32_t>(hash >> 32), static_cast<Word>(words_.size() - 1)};
  return slots_[at].word;
}

void Vocabulary::grow() {
  slots_.assign(slots_.size() * 2, {});
  const auto mask = slots_.size() - 1;
  for (std::size_t word = 1; word < words_.size(); ++word) {
    const auto hash = hash_of(words_[word]);
    auto at = hash & mask;
    while (slots_[at].word != unknown) at = (at + 1) & mask;
    slots_[at] = {static_cast<std::uint32_t>(hash >> 32), static_cast<Word>(word)};
  }
}

}  // namespace lapwing::language
