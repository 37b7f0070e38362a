#include "links/linkage/lexicon.hpp"

#include <bit>

#include "links/linkage/fold.hpp"
#include "links/linkage/similarity.hpp"
#include "links/linkage/values.hpp"

namespace lapwing::linkage {

WordId Lexicon::intern(std::string_view folded) {
  if (folded.empty()) return 0;
  const auto [at, fresh] = ids_.try_emplace(std::string(folded), static_cast<WordId>(words_.size()));
  if (!fresh) return at->second;
  Word word{std::string(folded), letter_mask(folded), hash_of(sound_of(folded)), 0, 0, 0};
  const auto& fulls = forms_.full_names(folded);
  if (!fulls.empty()) word.full_name = fulls[0] * 2 + 1;
  if (fulls.size() > 1) word.other_full_name = fulls[1] * 2 + 1;
  words_.push_back(std::move(word));
  return at->second;
}

WordId Lexicon::find(std::string_view folded) const {
  const auto at = ids_.find(std::string(folded));
  return at == ids_.end() ? 0 : at->second;
}

Likeness Lexicon::like(WordId a, WordId b) const {
  if (a == b) return Likeness::same;
  const auto &word_a = words_[a], &word_b = words_[b];
  const bool both_forms = word_a.full_name != 0 && word_b.full_name != 0;
  constexpr int letters_apart_max = 5;
  if (!both_forms && std::popcount(word_a.mask ^ word_b.mask) > letters_apart_max) return Likeness::none;
  const auto key = static_cast<std::uint64_t>(std::min(a, b)) << 32 | std::max(a, b);
  if (const auto at = remembered_.find(key); at != remembered_.end()) return at->second;
  if (remembered_.size() >= remembered_max) remembered_.clear();
  return remembered_[key] = likeness(forms_, word_a.text, word_b.text);
}

}  // namespace lapwing::linkage
