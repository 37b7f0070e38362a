#include "links/linkage/similarity.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace lapwing::linkage {
namespace {

constexpr std::size_t letters_max = 64;

// Places of each letter of a word, cleared after use so that the table is filled once a thread.
class Places {
 public:
  explicit Places(std::string_view word) : word_(word) {
    for (std::size_t i = 0; i < word.size(); ++i) table()[static_cast<unsigned char>(word[i])] |= 1ull << i;
  }
  ~Places() {
    for (const char c : word_) table()[static_cast<unsigned char>(c)] = 0;
  }
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;
  std::uint64_t operator[](char c) const { return table()[static_cast<unsigned char>(c)]; }

 private:
  static std::array<std::uint64_t, 256>& table() {
    thread_local std::array<std::uint64_t, 256> places{};
    return places;
  }
  std::string_view word_;
};

std::uint64_t low_bits(std::size_t n) { return n >= 64 ? ~0ull : (1ull << n) - 1; }

}  // namespace

double jaro_winkler(std::string_view a, std::string_view b) {
  a = a.substr(0, letters_max), b = b.substr(0, letters_max);
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 1;
  const std::size_t longest = std::max(a.size(), b.size());
  const std::size_t reach = longest / 2 > 0 ? longest / 2 - 1 : 0;
  const Places places(a);
  std::uint64_t taken_a = 0, taken_b = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    const std::size_t from = j > reach ? j - reach : 0, to = std::min(a.size(), j + reach + 1);
    if (from >= to) break;
    const auto fits = places[b[j]] & ~taken_a & low_bits(to) & ~low_bits(from);
    if (fits == 0) continue;
    taken_a |= fits & (~fits + 1);
    taken_b |= 1ull << j;
  }
  const int matches = std::popcount(taken_a);
  if (matches == 0) return 0;
  int crossed = 0;
  for (auto rest_a = taken_a, rest_b = taken_b; rest_a != 0; rest_a &= rest_a - 1, rest_b &= rest_b - 1)
    crossed += a[static_cast<std::size_t>(std::countr_zero(rest_a))] != b[static_cast<std::size_t>(std::countr_zero(rest_b))];
  const double m = matches;
  const double jaro = (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) + (m - crossed / 2) / m) / 3;
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  return jaro + 0.1 * static_cast<double>(prefix) * (1 - jaro);
}

int edits(std::string_view a, std::string_view b) {
  a = a.substr(0, letters_max), b = b.substr(0, letters_max);
  if (a.empty() || b.empty()) return static_cast<int>(std::max(a.size(), b.size()));
  const Places places(a);
  std::uint64_t vp = ~0ull, vn = 0, d0 = 0, before = 0;
  const auto last = 1ull << (a.size() - 1);
  int distance = static_cast<int>(a.size());
  for (const char c : b) {
    const auto here = places[c];
    const auto swapped = (((~d0) & here) << 1) & before;
    d0 = ((((here & vp) + vp) ^ vp) | here | vn) | swapped;
    auto hp = vn | ~(d0 | vp);
    auto hn = d0 & vp;
    distance += (hp & last) != 0;
    distance -= (hn & last) != 0;
    hp = hp << 1 | 1;
    hn <<= 1;
    vp = hn | ~(d0 | hp);
    vn = hp & d0;
    before = here;
  }
  return distance;
}

std::uint64_t letter_mask(std::string_view word) {
  std::uint64_t mask = 0;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z') mask |= 1ull << (c - 'a');
    else if (c >= '0' && c <= '9') mask |= 1ull << (26 + c - '0');
  }
  return mask;
}

}  // namespace lapwing::linkage
