#include "links/groups/alike.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "links/graph/derive.hpp"

namespace lapwing::links {

namespace {

constexpr std::size_t compared_mentions_max = 6;   // of each person: more say nothing new
constexpr int ages_apart_max = 9;
constexpr double ruled_out = -3;

bool one_word(const std::string& plain) { return plain.find(' ') == std::string::npos; }

// Every word of the shorter is in the longer, a slip allowed in words long enough to hold one.
bool holds(const std::string& whole, const std::string& part) {
  for (std::size_t at = 0; at < part.size();) {
    const auto end = std::min(part.find(' ', at), part.size());
    const auto word = std::string_view(part).substr(at, end - at);
    bool found = false;
    for (std::size_t w = 0; w < whole.size() && !found;) {
      const auto stop = std::min(whole.find(' ', w), whole.size());
      const auto other = std::string_view(whole).substr(w, stop - w);
      found = slips(word, other, 1) <= (word.size() >= 5 ? 1 : 0);
      w = stop + 1;
    }
    if (!found) return false;
    at = end + 1;
  }
  return true;
}

// One birth date, or two: a day and a month the wrong way round or one figure misread is neither.
double of_births(Date one, Date other) {
  constexpr double same = 4, another = -8;   // whatever else they have in common
  if (one.year() == std::chrono::year{} || other.year() == std::chrono::year{}) return 0;
  if (one == other) return same;
  const bool swapped = one.year() == other.year() && static_cast<unsigned>(one.month()) == static_cast<unsigned>(other.day()) &&
                       static_cast<unsigned>(one.day()) == static_cast<unsigned>(other.month());
  const auto a = to_iso(one), b = to_iso(other);
  int figures = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) figures += a[i] != b[i];
  return swapped || figures <= 1 ? 0 : another;
}

// Same name 3, the same but for a slip or a part of it 2.5; a nickname against a whole name says next to nothing, two whole names that
// differ say no.
double of_names(const Mention& one, const Mention& other) {
  const auto &a = one.plain, &b = other.plain;
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 3;
  const int allowed = static_cast<int>(std::min(a.size(), b.size()) / 6);
  if (allowed > 0 && slips(a, b, allowed) <= allowed) return 2.5;
  const auto with_aliases = [](const Mention& who) { return who.aliases.empty() ? who.plain : who.plain + " " + plain_words(who.aliases); };
  const auto all_a = with_aliases(one), all_b = with_aliases(other);
  if (holds(all_a, b) || holds(all_b, a)) return 2.5;
  if (one_word(a) && one_word(b)) return -2.5;
  return one_word(a) || one_word(b) ? -0.2 : -4;
}

}  // namespace

std::optional<double> alike(const Store& store, MentionId a, MentionId b) {
  const auto &one = store.mention(a), &other = store.mention(b);
  if (one.sex != Sex::unknown && other.sex != Sex::unknown && one.sex != other.sex) return std::nullopt;
  double sum = one.sex != Sex::unknown && one.sex == other.sex ? 0.4 : 0;
  if (one.age >= 0 && other.age >= 0) {
    const auto days = std::chrono::duration<double, std::ratio<86400>>(store.report(one.report).received - store.report(other.report).received).count();
    const double apart = std::abs(one.age - other.age - days / 365.25);
    if (apart > ages_apart_max) return std::nullopt;
    sum += apart < 3 ? 1.2 : apart < 5 ? 0.3 : -1.5;
  }
  const auto births = of_births(one.born, other.born);
  if (births < ruled_out) return std::nullopt;
  return sum + births + of_names(one, other);
}

// One mention for each name that somebody was told of under, one with a birth date or else an age where there is one.
Heard heard(const Store& store, const std::vector<MentionId>& mentions) {
  Heard all;
  auto& out = all.told;
  for (const auto mention : mentions) {
    const auto& said = store.mention(mention);
    const auto known = std::ranges::find(out, said.name, [&](MentionId other) -> const std::string& { return store.mention(other).name; });
    const auto tells = [](const Mention& one) { return one.born.year() != std::chrono::year{} ? 2 : one.age >= 0 ? 1 : 0; };
    if (known == out.end()) out.push_back(mention);
    else if (const auto& held = store.mention(*known); tells(said) > tells(held) || (tells(said) == tells(held) && store.mention_before(mention, *known))) *known = mention;
  }
  if (out.size() > compared_mentions_max) {
    std::ranges::sort(out, [&](MentionId a, MentionId b) { return store.mention_before(a, b); });
    out.resize(compared_mentions_max);
  }
  for (const auto mention : mentions) all.reports.push_back(store.mention(mention).report);
  std::ranges::sort(all.reports);
  return all;
}

std::optional<double> alike(const Store& store, const Heard& a, const Heard& b) {
  std::optional<double> most;
  for (const auto x : a.told)
    for (const auto y : b.told) {
      const auto pair = alike(store, x, y);
      if (!pair || *pair < ruled_out) return std::nullopt;
      if (!most || *pair > *most) most = pair;
    }
  const auto &few = a.reports.size() < b.reports.size() ? a.reports : b.reports, &many = a.reports.size() < b.reports.size() ? b.reports : a.reports;
  for (const auto report : few)
    if (std::ranges::binary_search(many, report)) return std::nullopt;   // one report tells them apart
  return most;
}

int slips(std::string_view one, std::string_view other, int most) {
  const auto n = one.size(), m = other.size();
  constexpr std::size_t longest = 48;
  if (n > longest || m > longest || std::abs(static_cast<int>(n) - static_cast<int>(m)) > most) return one == other ? 0 : most + 1;
  std::array<std::array<int, longest + 1>, 3> rows;
  std::iota(rows[0].begin(), rows[0].end(), 0);
  auto *before = &rows[2], *last = &rows[0], *now = &rows[1];
  for (std::size_t i = 1; i <= n; ++i) {
    (*now)[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= m; ++j) {
      const int cost = one[i - 1] == other[j - 1] ? 0 : 1;
      (*now)[j] = std::min({(*last)[j] + 1, (*now)[j - 1] + 1, (*last)[j - 1] + cost});
      if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) (*now)[j] = std::min((*now)[j], (*before)[j - 2] + 1);
    }
    auto* const free = before;
    before = last;
    last = now;
    now = free;
  }
  return std::min((*last)[m], most + 1);
}

}  // namespace lapwing::links
