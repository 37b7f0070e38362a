#include "links/linkage/address.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "links/linkage/fold.hpp"
#include "links/linkage/values.hpp"

namespace lapwing::linkage {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return c >= 'a' && c <= 'z'; }

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kinds_of_street = {
    {{"rd", "road"}, {"st", "street"}, {"str", "street"}, {"ave", "avenue"}, {"av", "avenue"}, {"cl", "close"}, {"ln", "lane"},
     {"dr", "drive"}, {"cres", "crescent"}, {"gdns", "gardens"}, {"pl", "place"}, {"tce", "terrace"}, {"terr", "terrace"}, {"sq", "square"}}};

// One or two letters, one or two digits, perhaps a letter: "ts1", "sw1a".
bool outward(std::string_view word) {
  if (word.size() < 2 || word.size() > 4 || !letter(word[0])) return false;
  std::size_t i = 1;
  if (i < word.size() && letter(word[i])) ++i;
  const auto first = i;
  while (i < word.size() && digit(word[i]) && i - first < 2) ++i;
  if (i == first) return false;
  if (i < word.size() && letter(word[i])) ++i;
  return i == word.size();
}
bool inward(std::string_view word) { return word.size() == 3 && digit(word[0]) && letter(word[1]) && letter(word[2]); }

bool house_number(std::string_view word) {
  const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(word, digit) - word.begin());
  return digits > 0 && digits <= 5 && (digits == word.size() || (digits + 1 == word.size() && letter(word.back())));
}

std::size_t shared_words(const AddressKey& a, const AddressKey& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.word_count; ++i)
    for (std::size_t j = 0; j < b.word_count; ++j)
      if (a.words[i] == b.words[j]) {
        ++count;
        break;
      }
  return count;
}

bool one_character_off(std::uint64_t a, std::uint64_t b) {
  int wrong = 0;
  for (auto off = a ^ b; off != 0; off >>= 8) wrong += (off & 0xff) != 0;
  return wrong == 1 && std::countl_zero(a) / 8 == std::countl_zero(b) / 8;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (letter(c)) c = static_cast<char>(c - 32);
  return out;
}

}  // namespace

AddressReading read_address(std::string_view text) {
  constexpr std::size_t bytes_max = 300, words_max = 12;
  AddressReading out;
  const auto folded = fold(text.substr(0, bytes_max));
  const auto words = words_of(folded);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = words[i];
    if (out.postcode.empty() && outward(word) && i + 1 < words.size() && inward(words[i + 1])) {
      out.postcode = upper(word) + upper(words[++i]);
    } else if (out.postcode.empty() && word.size() >= 5 && word.size() <= 7 && inward(word.substr(word.size() - 3)) &&
               outward(word.substr(0, word.size() - 3))) {
      out.postcode = upper(word);
    } else if ((word == "flat" || word == "apartment" || word == "apt" || word == "unit" || word == "room") && i + 1 < words.size()) {
      out.flat = words[++i];
    } else if (out.number.empty() && house_number(word)) {
      out.number = word;
    } else if (out.postcode.empty() && i + 1 == words.size() && outward(word)) {
      out.postcode = upper(word);
    } else if (out.words.size() < words_max) {
      const auto kind = std::ranges::find(kinds_of_street, word, [](const auto& one) { return one.first; });
      out.words.emplace_back(kind == kinds_of_street.end() ? word : kind->second);
    }
  }
  return out;
}

AddressKey key_of(const AddressReading& address) {
  AddressKey key;
  for (const char c : address.postcode) key.postcode = key.postcode << 8 | static_cast<unsigned char>(c);
  if (!address.number.empty()) key.number = hash_of(address.number) | 1;
  if (!address.flat.empty()) key.flat = hash_of(address.flat) | 1;
  constexpr std::size_t heard_from = 4;   // shorter words are compared as written
  for (const auto& word : address.words)
    if (key.word_count < AddressKey::words_max) key.words[key.word_count++] = word.size() >= heard_from ? hash_of(sound_of(word)) : hash_of(word);
  return key;
}

AddressMatch match_addresses(const AddressKey& a, const AddressKey& b) {
  if (a.empty() || b.empty()) return AddressMatch::unknown;
  const auto both = shared_words(a, b);
  const std::size_t fewer = std::min(a.word_count, b.word_count);
  const bool number = a.number != 0 && a.number == b.number && (a.flat == 0 || b.flat == 0 || a.flat == b.flat);
  const bool whole = a.whole_postcode() && b.whole_postcode();
  if (whole && a.postcode == b.postcode) return number || (a.number == 0 && b.number == 0) ? AddressMatch::same : AddressMatch::street;
  const bool street = fewer >= 2 && both >= 2 && 3 * both >= 2 * fewer;
  if (street && (!whole || one_character_off(a.postcode, b.postcode))) return number ? AddressMatch::same : AddressMatch::street;
  if (whole && a.sector() == b.sector()) return AddressMatch::near;
  if (a.postcode != 0 && b.postcode != 0) return a.outward() == b.outward() && both > 0 ? AddressMatch::near : AddressMatch::differs;
  return both > 0 ? AddressMatch::near : fewer == 0 ? AddressMatch::unknown : AddressMatch::differs;
}

}  // namespace lapwing::linkage
