#include "links/linkage/values.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "links/linkage/fold.hpp"
#include "links/linkage/similarity.hpp"

namespace lapwing::linkage {

using policy::FieldKind;

namespace {

constexpr std::size_t value_bytes_max = 200;   // of a text; what follows is passed over

bool digit(char c) { return c >= '0' && c <= '9'; }

std::string padded(std::string_view digits, std::size_t width) {
  return digits.size() >= width ? std::string(digits) : std::string(width - digits.size(), '0') + std::string(digits);
}

std::string without_spaces(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ') out += c;
  return out;
}

// The first eight characters, a byte each from the top.
std::uint64_t packed(std::string_view digits) {
  std::uint64_t code = 0;
  for (std::size_t i = 0; i < sizeof code; ++i) code = code << 8 | (i < digits.size() ? static_cast<unsigned char>(digits[i]) : 0);
  return code;
}

// A UK postcode's inward part is a digit and two letters. Gives how long the outward part (times 256) and its area are; 0: another scheme.
std::uint32_t postcode_parts(std::string_view compact) {
  if (compact.size() < 5 || compact.size() > 7) return 0;
  const auto in = compact.substr(compact.size() - 3);
  if (!digit(in[0]) || digit(in[1]) || digit(in[2]) || digit(compact[0])) return 0;
  const auto area = static_cast<std::size_t>(std::ranges::find_if(compact, digit) - compact.begin());
  if (area == 0 || area > 2) return 0;
  return static_cast<std::uint32_t>((compact.size() - 3) << 8 | area);
}

void split_words(Value& value, bool numbers_apart) {
  for (const auto word : words_of(value.text)) {
    if (numbers_apart && digit(word[0])) value.numbers.push_back(hash_of(word));
    else value.words.push_back(hash_of(word));
  }
  for (auto* list : {&value.words, &value.numbers}) {
    std::ranges::sort(*list);
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
}

std::size_t shared(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  std::size_t count = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) ++count, ++i, ++j;
    else if (*i < *j) ++i;
    else ++j;
  }
  return count;
}

// How many bytes are not zero.
int bytes_set(std::uint64_t value) {
  constexpr std::uint64_t low = 0x7f7f7f7f7f7f7f7full;
  return std::popcount((((value & low) + low) | value) & ~low);
}

bool far_apart(const Value& a, const Value& b, int letters) {
  return std::popcount(a.mask ^ b.mask) > letters;
}

// 9 same · 8 one digit off or two swapped · 7 day and month swapped · 6 year and month, or year and day · 5 month and day, year off
// in one digit · 4 same year · 3 month and day alone · 2 within two years · 1 differs
Level compare_dates(const Value& a, const Value& b) {
  if (a.code == b.code) return 9;
  const std::uint64_t off = a.code ^ b.code;
  const int wrong = bytes_set(off);
  if (wrong == 1) return 8;
  if (wrong == 2) {
    const int low = std::countr_zero(off) / 8 * 8;
    const auto two_a = a.code >> low & 0xffff, two_b = b.code >> low & 0xffff;
    if (off >> low <= 0xffff && two_a == (two_b >> 8 | (two_b & 0xff) << 8)) return 8;
  }
  const bool year = off >> 32 == 0, month = (off >> 16 & 0xffff) == 0, day = (off & 0xffff) == 0;
  if (year && (a.code >> 16 & 0xffff) == (b.code & 0xffff) && (b.code >> 16 & 0xffff) == (a.code & 0xffff)) return 7;
  if (year && (month || day)) return 6;
  if (month && day) return bytes_set(off >> 32) <= 2 ? 5 : 3;
  if (year) return 4;
  return std::max(a.part, b.part) - std::min(a.part, b.part) <= 2 ? 2 : 1;
}

// 6 same · 5 one slip · 4 same sector · 3 same district · 2 same area · 1 differs; in schemes other than the UK's, sector, district and
// area are all but the last one, two and three characters.
Level compare_postcodes(const Value& a, const Value& b) {
  const auto off = a.code ^ b.code;
  if (off == 0 && a.text == b.text) return 6;
  const auto alike = static_cast<std::uint32_t>(std::countl_zero(off) / 8);   // characters in front that agree
  const bool british = a.part != 0 && b.part != 0;
  const auto out_a = a.part >> 8, out_b = b.part >> 8;
  if (british && out_a == out_b && alike > out_a) return 4;
  if (!far_apart(a, b, 2) && (bytes_set(off) <= 2 || a.text.size() != b.text.size()) && edits(a.text, b.text) == 1) return 5;
  if (british && out_a == out_b && alike >= out_a) return 3;
  if (british) return (a.part & 0xff) == (b.part & 0xff) && alike >= (a.part & 0xff) ? 2 : 1;
  const auto length = a.text.size();
  if (length != b.text.size() || length < 4 || length > 8) return 1;
  return alike + 1 >= length ? 4 : alike + 2 >= length ? 3 : alike + 3 >= length ? 2 : 1;
}

// 4 same · 3 one slip · 2 the last six digits · 1 differs
Level compare_phones(const Value& a, const Value& b) {
  if (a.text == b.text) return 4;
  if (!far_apart(a, b, 2) && edits(a.text, b.text) == 1) return 3;
  const auto tail = [](const std::string& text) { return std::string_view(text).substr(text.size() - 6); };
  return tail(a.text) == tail(b.text) ? 2 : 1;
}

// 3 same · 2 one slip in a word of five letters or more · 1 differs
Level compare_categories(const Value& a, const Value& b) {
  if (a.text == b.text) return 3;
  return std::min(a.text.size(), b.text.size()) >= 5 && !far_apart(a, b, 2) && edits(a.text, b.text) == 1 ? 2 : 1;
}

// 6 same · 5 one or two slips · 4 very like · 3 one is within the other, or half the words shared · 2 a word shared · 1 differs
Level compare_texts(const Value& a, const Value& b) {
  if (a.text == b.text) return 6;
  const auto shortest = std::min(a.text.size(), b.text.size()), longest = std::max(a.text.size(), b.text.size());
  if (!far_apart(a, b, 5) && longest - shortest <= 4 && shortest >= 3) {
    const int wrong = edits(a.text, b.text);
    if (wrong == 1 || (wrong == 2 && shortest >= 8)) return 5;
    if (jaro_winkler(a.text, b.text) >= 0.9) return 4;
  }
  if (a.words.size() + b.words.size() <= 2) return 1;
  const auto both = shared(a.words, b.words);
  if (both == 0) return 1;
  return 2 * both >= std::max(a.words.size(), b.words.size()) || both == std::min(a.words.size(), b.words.size()) ? 3 : 2;
}

// 6 same · 5 the same number and the same street but for slips · 4 the street alone, but for slips · 3 the number and a word · 2 a word
// · 1 differs
Level compare_addresses(const Value& a, const Value& b) {
  if (a.text == b.text) return 6;
  const auto both = shared(a.words, b.words);
  const bool number = shared(a.numbers, b.numbers) > 0;
  const auto most = std::max(a.words.size(), b.words.size());
  bool street = most > 0 && 3 * both >= 2 * most;
  if (!street && !far_apart(a, b, 6)) street = jaro_winkler(a.text, b.text) >= 0.9;
  if (street) return number || (a.numbers.empty() && b.numbers.empty()) ? 5 : 4;
  if (both == 0) return 1;
  return number ? 3 : 2;
}

}  // namespace

std::uint64_t long_hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
  hash ^= hash >> 32, hash *= 0xd6e8feb86659fd93ull, hash ^= hash >> 32;
  return hash;
}

std::uint32_t hash_of(std::string_view text) { return static_cast<std::uint32_t>(long_hash_of(text)); }

std::string date_digits(std::string_view raw) {
  std::array<std::string, 3> part;
  std::size_t parts = 0;
  bool inside = false;
  for (const char c : raw) {
    if (digit(c)) {
      if (!inside && parts == 3) break;   // a time of day may follow
      if (!inside) ++parts;
      part[parts - 1] += c;
      inside = true;
    } else {
      inside = false;
    }
  }
  if (parts == 1 && part[0].size() == 8) return part[0];
  if (parts == 1 && part[0].size() == 4) return part[0] + "0000";
  if (parts == 2 && part[0].size() == 4 && part[1].size() <= 2) return part[0] + padded(part[1], 2) + "00";
  if (parts != 3) return {};
  if (part[0].size() == 4 && part[1].size() <= 2 && part[2].size() <= 2) return part[0] + padded(part[1], 2) + padded(part[2], 2);
  if (part[2].size() == 4 && part[0].size() <= 2 && part[1].size() <= 2) return part[2] + padded(part[1], 2) + padded(part[0], 2);
  return {};
}

std::string phone_digits(std::string_view raw) {
  constexpr std::size_t digits_min = 7, digits_max = 15;
  std::string digits;
  for (const char c : raw) {
    if (digit(c)) digits += c;
    else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      if (digits.size() >= digits_min) break;   // "ext 12", "mum's"
      digits.clear();
    }
  }
  const bool abroad = raw.find('+') != std::string_view::npos || digits.starts_with("00");
  if (digits.starts_with("00")) digits.erase(0, 2);
  if (digits.starts_with("44") && (abroad || digits.size() == 12)) {
    digits.erase(0, 2);
    if (!digits.starts_with('0')) digits.insert(0, 1, '0');
  } else if (abroad && !digits.empty()) {
    digits.insert(0, "00");
  } else if (digits.size() == 10 && digits.starts_with('7')) {
    digits.insert(0, 1, '0');
  }
  return digits.size() < digits_min || digits.size() > digits_max + 2 ? std::string() : digits;
}

Value prepare(FieldKind kind, std::string_view raw) {
  Value value;
  raw = raw.substr(0, value_bytes_max);
  switch (kind) {
    case FieldKind::date:
      value.text = date_digits(raw);
      value.code = packed(value.text);
      value.part = value.text.empty() ? 0 : static_cast<std::uint32_t>(std::stoul(value.text.substr(0, 4)));
      break;
    case FieldKind::postcode:
      value.text = without_spaces(fold(raw));
      value.code = packed(value.text);
      value.part = postcode_parts(value.text);
      break;
    case FieldKind::phone: value.text = phone_digits(raw); break;
    case FieldKind::address:
      value.text = fold(raw);
      split_words(value, true);
      break;
    default:
      value.text = fold(raw);
      split_words(value, false);
  }
  value.mask = letter_mask(value.text);
  return value;
}

std::size_t level_count(FieldKind kind) {
  switch (kind) {
    case FieldKind::date: return 10;
    case FieldKind::phone: return 5;
    case FieldKind::category: return 4;
    default: return 7;
  }
}

Level compare(FieldKind kind, const Value& a, const Value& b) {
  if (a.text.empty() || b.text.empty()) return level_missing;
  switch (kind) {
    case FieldKind::date: return compare_dates(a, b);
    case FieldKind::postcode: return compare_postcodes(a, b);
    case FieldKind::phone: return compare_phones(a, b);
    case FieldKind::category: return compare_categories(a, b);
    case FieldKind::address: return compare_addresses(a, b);
    default: return compare_texts(a, b);
  }
}

}  // namespace lapwing::linkage
