#include "views/names.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace lapwing::views {
namespace {

bool plain(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

unsigned letter_index(char c) {
  return c >= 'a' ? static_cast<unsigned>(c - 'a') : 26u + static_cast<unsigned>(c - '0');
}

// A transliterator may not be shared between threads, and making one costs milliseconds: one a thread.
const icu::Transliterator& to_plain_latin() {
  thread_local const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
        "Any-Latin; NFD; [:Nonspacing Mark:] Remove; NFC; Latin-ASCII", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !made)
      throw std::runtime_error("ICU's transliteration data is missing: install the package libicu72");
    return made;
  }();
  return *transliterator;
}

std::string in_ascii(std::string_view utf8) {
  if (std::ranges::all_of(utf8, [](unsigned char c) { return c < 0x80; })) return std::string(utf8);
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  to_plain_latin().transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

double jaro(std::string_view a, std::string_view b) {
  const int m = static_cast<int>(a.size()), n = static_cast<int>(b.size());
  if (m == 0 || n == 0) return m == n ? 1.0 : 0.0;
  const int reach = std::max(0, std::max(m, n) / 2 - 1);
  std::uint64_t used_a = 0, used_b = 0;
  for (int i = 0; i < m; ++i) {
    for (int j = std::max(0, i - reach); j < std::min(n, i + reach + 1); ++j) {
      if (a[i] != b[j] || (used_b >> j & 1)) continue;
      used_a |= 1ull << i;
      used_b |= 1ull << j;
      break;
    }
  }
  const double common = std::popcount(used_a);
  if (common == 0) return 0.0;
  int out_of_place = 0;
  for (std::uint64_t left = used_a, right = used_b; left != 0; left &= left - 1, right &= right - 1)
    out_of_place += a[std::countr_zero(left)] != b[std::countr_zero(right)];
  return (common / m + common / n + (common - out_of_place / 2) / common) / 3;
}

}  // namespace

std::vector<NameWord> name_words(std::string_view utf8) {
  std::vector<NameWord> words;
  bool inside = false, hyphen = false;
  for (char c : in_ascii(utf8)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '\'' || c == '`') continue;
    if (!plain(c)) {
      hyphen = hyphen || c == '-';
      inside = false;
      continue;
    }
    if (!inside) {
      words.push_back({{}, hyphen && !words.empty()});
      hyphen = false;
    }
    inside = true;
    if (words.back().text.size() < name_word_letters_max) words.back().text += c;
  }
  return words;
}

double jaro_winkler(std::string_view a, std::string_view b) {
  a = a.substr(0, name_word_letters_max);
  b = b.substr(0, name_word_letters_max);
  // Jaro pairs letters greedily from its first word, so the order is fixed here to make it symmetric.
  if (std::pair(a.size(), a) > std::pair(b.size(), b)) std::swap(a, b);
  const double base = jaro(a, b);
  std::size_t shared = 0;
  while (shared < std::min<std::size_t>(4, a.size()) && a[shared] == b[shared]) ++shared;
  return base + static_cast<double>(shared) * 0.1 * (1 - base);
}

TypedWord::TypedWord(std::string_view folded)
    : length_(static_cast<int>(std::min(folded.size(), name_word_letters_max))) {
  for (int i = 0; i < length_; ++i) positions_[letter_index(folded[i])] |= 1ull << i;
}

TypedWord::Distance TypedWord::distance_to(std::string_view folded) const {
  if (length_ == 0) return {static_cast<int>(folded.size()), 0};
  const std::uint64_t last = 1ull << (length_ - 1);
  std::uint64_t vertical_up = ~0ull, vertical_down = 0, diagonal = 0, previous = 0;
  Distance distance{length_, length_};
  for (const char c : folded) {
    const std::uint64_t match = positions_[letter_index(c)];
    const std::uint64_t swapped = ((~diagonal & match) << 1) & previous;
    diagonal = (((match & vertical_up) + vertical_up) ^ vertical_up) | match | vertical_down | swapped;
    std::uint64_t up = vertical_down | ~(diagonal | vertical_up);
    std::uint64_t down = diagonal & vertical_up;
    distance.whole += (up & last) != 0;
    distance.whole -= (down & last) != 0;
    distance.prefix = std::min(distance.prefix, distance.whole);
    up = (up << 1) | 1;
    down <<= 1;
    vertical_up = down | ~(diagonal | up);
    vertical_down = up & diagonal;
    previous = match;
  }
  return distance;
}

std::uint64_t letter_set(std::string_view folded) {
  std::uint64_t set = 0;
  for (const char c : folded) set |= 1ull << letter_index(c);
  return set;
}

}  // namespace lapwing::views
