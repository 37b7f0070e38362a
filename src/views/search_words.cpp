#include "views/search_words.hpp"

#include <algorithm>
#include <bit>
#include <optional>

namespace lapwing::views {
namespace {

// What each likeness is worth. The order matters more than the figures: the same, then sound and small slips, then beginnings, which
// grow towards the same as more of the word is typed.
constexpr double sounds_base = 0.80, sounds_spelling = 0.14;
constexpr double close_least = 0.80;     // Jaro-Winkler
constexpr double close_per_edit = 0.04;
constexpr double begins_base = 0.80, begins_typed = 0.18;
constexpr double begins_nearly_base = 0.70, begins_nearly_typed = 0.15;
constexpr std::size_t begins_nearly_letters_min = 4;

std::uint64_t head_of(std::string_view text) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < 8; ++i) head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
  return head;
}

// The first eight letters of a word begin with `typed` when they match under this mask.
std::uint64_t head_mask(std::size_t length) { return length >= 8 ? ~0ull : ~(~0ull >> (8 * length)); }

int edits_allowed(std::size_t length) { return length <= 2 ? 0 : length <= 5 ? 1 : 2; }

double portion(std::size_t typed, std::size_t whole) { return static_cast<double>(typed) / static_cast<double>(whole); }

}  // namespace

const WordId* WordList::find(std::string_view folded) const {
  const auto found = ids_.find(std::string(folded));
  return found == ids_.end() ? nullptr : &found->second;
}

WordId WordList::link(std::string_view folded, Slot slot) {
  const auto [entry, fresh] = ids_.try_emplace(std::string(folded), 0);
  if (fresh) {
    if (free_.empty()) {
      entry->second = static_cast<WordId>(texts_.size());
      texts_.emplace_back();
      shapes_.emplace_back();
      children_.emplace_back();
    } else {
      entry->second = free_.back();
      free_.pop_back();
    }
    const auto sounds = sound_keys(folded);
    texts_[entry->second] = &entry->first;
    shapes_[entry->second] = {head_of(folded), static_cast<std::uint32_t>(letter_set(folded)), sounds.usual, sounds.other,
                              static_cast<std::uint32_t>(folded.size())};
  }
  children_[entry->second].push_back(slot);
  return entry->second;
}

void WordList::unlink(WordId word, Slot slot) {
  auto& children = children_[word];
  const auto found = std::ranges::find(children, slot);
  if (found == children.end()) return;
  *found = children.back();
  children.pop_back();
  if (!children.empty()) return;
  children.shrink_to_fit();
  shapes_[word] = {};
  ids_.erase(ids_.find(*texts_[word]));
  texts_[word] = nullptr;
  free_.push_back(word);
}

void WordList::meet_beginnings(std::string_view typed, std::vector<Meeting>& out) const {
  if (const auto* same = find(typed)) out.push_back({*same, Likeness::same, 1.0});
  if (typed.size() < 3) return;
  const auto head = head_of(typed), mask = head_mask(typed.size());
  for (WordId word = 0; word < shapes_.size(); ++word) {
    const auto& shape = shapes_[word];
    if ((shape.head & mask) == head && shape.length > typed.size() && text(word).starts_with(typed))
      out.push_back({word, Likeness::begins, begins_base + begins_typed * portion(typed.size(), shape.length)});
  }
}

void WordList::meet_names(std::string_view typed, bool typing, std::vector<Meeting>& out) const {
  const TypedWord pattern(typed);
  const auto head = head_of(typed), mask = head_mask(typed.size());
  const auto letters = static_cast<std::uint32_t>(letter_set(typed));
  const auto sounds = sound_keys(typed);
  const int length = static_cast<int>(typed.size());
  const int edits = edits_allowed(typed.size());
  const bool may_begin_nearly = typing && typed.size() >= begins_nearly_letters_min;

  for (WordId word = 0; word < shapes_.size(); ++word) {
    const auto& shape = shapes_[word];
    if (shape.length == 0) continue;
    const bool begins = (shape.head & mask) == head;
    const bool alike = typed.size() > 1 && sound_alike(sounds, {shape.usual, shape.other});
    const int longer = static_cast<int>(shape.length) - length;
    const bool maybe_close = edits > 0 && longer <= edits && -longer <= edits && std::popcount(shape.letters ^ letters) <= 2 * edits;
    const bool maybe_begins_nearly = may_begin_nearly && longer > 0 && std::popcount(letters & ~shape.letters) <= 1;
    if (!begins && !alike && !maybe_close && !maybe_begins_nearly) continue;

    const std::string_view held = text(word);
    if (held == typed) {
      out.push_back({word, Likeness::same, 1.0});
      continue;
    }
    Meeting best{word, Likeness::none, 0};
    const auto offer = [&](Likeness likeness, double strength) {
      if (strength > best.strength) best = {word, likeness, strength};
    };
    if (begins && held.starts_with(typed)) offer(Likeness::begins, begins_base + begins_typed * portion(typed.size(), held.size()));
    if (alike || maybe_close || maybe_begins_nearly) {
      const auto distance = pattern.distance_to(held);
      const bool close = distance.whole <= edits;
      const double spelling = close || alike ? jaro_winkler(typed, held) : 0;
      if (alike) offer(Likeness::sounds, sounds_base + sounds_spelling * spelling);
      if (close && spelling >= close_least) offer(Likeness::close, spelling - close_per_edit * distance.whole);
      if (maybe_begins_nearly && distance.prefix <= 1)
        offer(Likeness::begins_nearly, begins_nearly_base + begins_nearly_typed * portion(typed.size(), held.size()));
    }
    if (best.likeness != Likeness::none) out.push_back(best);
  }
}

}  // namespace lapwing::views
