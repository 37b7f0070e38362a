#include "views/search_words.hpp"

#include <algorithm>
#include <array>

namespace lapwing::views {
namespace {

// What each likeness is worth. The order matters more than the figures: the same, then sound and small slips,
// then beginnings, which grow towards the same as more of the word is typed.
constexpr double sounds_base = 0.80, sounds_spelling = 0.14;
constexpr double close_least = 0.80;  // Jaro-Winkler
constexpr double close_per_edit = 0.04;
constexpr double begins_base = 0.80, begins_typed = 0.18;
constexpr double begins_nearly_base = 0.70, begins_nearly_typed = 0.15;
constexpr std::size_t begins_nearly_letters_min = 4;

std::uint32_t head_of(std::string_view text) {
  std::uint32_t head = 0;
  for (std::size_t i = 0; i < 4; ++i)
    head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
  return head;
}

// The first four letters of a word begin with those of `typed` when they match under this mask.
std::uint32_t head_mask(std::size_t length) { return length >= 4 ? ~0u : ~(~0u >> (8 * length)); }

std::uint32_t letters_of(std::string_view text) {
  return static_cast<std::uint32_t>(letter_set(text)) & 0x3FFFFFF;
}

// Without its lowest bit; none is left when there was none.
constexpr std::uint32_t one_less(std::uint32_t bits) { return bits & (bits - 1); }

int edits_allowed(std::size_t length) { return length <= 2 ? 0 : length <= 5 ? 1 : 2; }

// What the pass looks for. ~0 where a question does not arise.
struct Wanted {
  std::uint32_t head, mask, swapped_start, letters, usual, other;
  std::uint32_t shortest, length_span;  // of a word few edits away
  std::uint32_t two_edits;              // all ones when two are allowed, else none
  std::uint32_t longer_than;            // of a word whose beginning may be nearly this
};
enum Sign : std::uint32_t { begins = 1, alike = 2, maybe_close = 4, maybe_begins_nearly = 8 };

// Gives each word of a block its signs. Bits and no branches: an edit changes at most two letters of a set,
// so with one edit the sets differ in two bits at most and with two in four. Since slips are rarely in both
// of the first two letters, where much is allowed one of those must stand in its place, or the two be
// swapped.
template <std::size_t count>
void look(const Wanted& wanted, const std::uint32_t* __restrict heads,
          const std::uint32_t* __restrict letters, const std::uint32_t* __restrict usual,
          const std::uint32_t* __restrict other, const std::uint32_t* __restrict lengths,
          std::uint32_t* __restrict signs) {
  const Wanted w = wanted;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t after_two = one_less(one_less(letters[i] ^ w.letters));
    const std::uint32_t after_four = one_less(one_less(after_two));
    const std::uint32_t differing = (after_two & ~w.two_edits) | (after_four & w.two_edits);
    const std::uint32_t lacking = one_less(w.letters & ~letters[i]);
    const std::uint32_t apart = heads[i] ^ w.head;
    const std::uint32_t starts_alike =
        ((apart & 0xFF000000u) == 0) | ((apart & 0x00FF0000u) == 0) | ((heads[i] >> 16) == w.swapped_start);
    const std::uint32_t sound =
        (usual[i] == w.usual) | (usual[i] == w.other) | (other[i] == w.usual) | (other[i] == w.other);
    signs[i] = ((heads[i] & w.mask) == w.head ? begins : 0u) | (sound ? alike : 0u) |
               ((differing == 0) & (lengths[i] - w.shortest <= w.length_span) & (starts_alike | ~w.two_edits)
                    ? maybe_close
                    : 0u) |
               ((lacking == 0) & (lengths[i] > w.longer_than) & starts_alike ? maybe_begins_nearly : 0u);
  }
}

double portion(std::size_t typed, std::size_t whole) {
  return static_cast<double>(typed) / static_cast<double>(whole);
}

// How `typed` meets one word that has signs; the word is left for the caller to fill in.
Meeting judge(std::string_view typed, const TypedWord& pattern, int edits, std::string_view held,
              std::uint32_t signs) {
  if (held == typed) return {0, Likeness::same, 1.0};
  Meeting best;
  const auto offer = [&](Likeness likeness, double strength) {
    if (strength > best.strength) best = {0, likeness, strength};
  };
  const double typed_portion = portion(typed.size(), held.size());
  if (signs & begins && held.starts_with(typed))
    offer(Likeness::begins, begins_base + begins_typed * typed_portion);
  if (signs == begins) return best;
  const auto distance = pattern.distance_to(held);
  const bool close = signs & maybe_close && distance.whole <= edits;
  const double spelling = close || signs & alike ? jaro_winkler(typed, held) : 0;
  if (signs & alike) offer(Likeness::sounds, sounds_base + sounds_spelling * spelling);
  if (close && spelling >= close_least) offer(Likeness::close, spelling - close_per_edit * distance.whole);
  if (signs & maybe_begins_nearly && distance.prefix <= 1)
    offer(Likeness::begins_nearly, begins_nearly_base + begins_nearly_typed * typed_portion);
  return best;
}

}  // namespace

const WordId* WordList::find(std::string_view folded) const {
  const auto found = ids_.find(folded);
  return found == ids_.end() ? nullptr : &*found;
}

void WordList::shape(WordId word, std::string_view folded) {
  const auto room = (static_cast<std::size_t>(word) / block_words + 1) * block_words;
  for (auto* column : {&shapes_.heads, &shapes_.letters, &shapes_.usual, &shapes_.other, &shapes_.lengths})
    if (column->size() < room) column->resize(room);
  const auto sounds = sound_keys(folded);
  shapes_.heads[word] = head_of(folded);
  shapes_.letters[word] = letters_of(folded);
  shapes_.usual[word] = sounds.usual;
  shapes_.other[word] = sounds.other;
  shapes_.lengths[word] = static_cast<std::uint32_t>(folded.size());
}

WordId WordList::link(std::string_view folded, Slot slot) {
  WordId word;
  if (const auto* held = find(folded)) {
    word = *held;
  } else {
    if (free_.empty()) {
      word = static_cast<WordId>(texts_.size());
      texts_.emplace_back();
      children_.emplace_back();
    } else {
      word = free_.back();
      free_.pop_back();
    }
    texts_[word] = folded;
    shape(word, folded);
    ids_.insert(word);
  }
  children_[word].push_back(slot);
  return word;
}

void WordList::unlink(WordId word, Slot slot) {
  auto& children = children_[word];
  const auto found = std::ranges::find(children, slot);
  if (found == children.end()) return;
  *found = children.back();
  children.pop_back();
  if (!children.empty()) return;
  children.shrink_to_fit();
  shape(word, {});
  ids_.erase(word);
  texts_[word] = {};
  free_.push_back(word);
}

void WordList::meet_beginnings(std::string_view typed, std::vector<Meeting>& out) const {
  if (const auto* same = find(typed)) out.push_back({*same, Likeness::same, 1.0});
  if (typed.size() < 3) return;
  const auto head = head_of(typed), mask = head_mask(typed.size());
  for (WordId word = 0; word < texts_.size(); ++word) {
    const auto length = shapes_.lengths[word];
    if ((shapes_.heads[word] & mask) == head && length > typed.size() && text(word).starts_with(typed))
      out.push_back({word, Likeness::begins, begins_base + begins_typed * portion(typed.size(), length)});
  }
}

void WordList::meet_names(std::string_view typed, bool typing, std::vector<Meeting>& out) const {
  const auto sounds = sound_keys(typed);
  const auto length = static_cast<std::uint32_t>(typed.size());
  const auto edits = static_cast<std::uint32_t>(edits_allowed(typed.size()));
  const auto heard = [&](std::uint32_t key) { return typed.size() > 1 && key != 0 ? key : ~0u; };
  const Wanted wanted{.head = head_of(typed),
                      .mask = head_mask(typed.size()),
                      .swapped_start = typed.size() < 2 ? ~0u
                                                        : static_cast<std::uint32_t>(typed[1]) << 8 |
                                                              static_cast<std::uint32_t>(typed[0]),
                      .letters = letters_of(typed),
                      .usual = heard(sounds.usual),
                      .other = heard(sounds.other),
                      .shortest = edits ? length - edits : ~0u,
                      .length_span = 2 * edits,
                      .two_edits = edits == 2 ? ~0u : 0u,
                      .longer_than = typing && typed.size() >= begins_nearly_letters_min ? length : ~0u};
  const TypedWord pattern(typed);
  std::array<std::uint32_t, block_words> signs;
  for (std::size_t from = 0; from < shapes_.heads.size(); from += block_words) {
    look<block_words>(wanted, &shapes_.heads[from], &shapes_.letters[from], &shapes_.usual[from],
                      &shapes_.other[from], &shapes_.lengths[from], signs.data());
    for (std::size_t i = 0; i < block_words; ++i) {
      if (signs[i] == 0) continue;
      const auto word = static_cast<WordId>(from + i);
      const auto meeting = judge(typed, pattern, static_cast<int>(edits), text(word), signs[i]);
      if (meeting.likeness != Likeness::none) out.push_back({word, meeting.likeness, meeting.strength});
    }
  }
}

}  // namespace lapwing::views
