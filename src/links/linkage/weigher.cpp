#include "links/linkage/weigher.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "links/linkage/phone.hpp"

namespace lapwing::linkage {
namespace {

struct Named {
  Evidence evidence;
  std::string_view name;
  std::array<std::string_view, 8> levels;   // [0] says nothing
};
constexpr std::array<Named, 8> named = {{
    {Evidence::given_name, "given_name", {"", "differs", "initial", "elsewhere", "near", "close", "form", "same"}},
    {Evidence::family_name, "family_name", {"", "differs", "initial", "elsewhere", "near", "close", "form", "same"}},
    {Evidence::other_names, "other_names", {"", "differs", "close", "same"}},
    {Evidence::birth_date, "birth_date", {"", "differs", "near", "year", "month", "swapped", "slip", "same"}},
    {Evidence::age, "age", {"", "differs", "near", "agrees"}},
    {Evidence::sex, "sex", {"", "differs", "same"}},
    {Evidence::phone, "phone", {"", "differs", "slip", "same"}},
    {Evidence::address, "address", {"", "differs", "near", "street", "same"}},
}};

constexpr std::size_t as(Evidence evidence) { return static_cast<std::size_t>(evidence); }
constexpr std::uint8_t differs = 1, initial = 2, elsewhere = 3, near = 4, close = 5, name_same = 7;

std::uint8_t level_of(Likeness likeness) { return static_cast<std::uint8_t>(near + static_cast<int>(likeness) - 1); }

std::uint8_t compare_born(const Person& a, const Person& b) {
  if (a.year == 0 || b.year == 0) return 0;
  const int years = std::abs(a.year - b.year);
  if (a.day != 0 && b.day != 0) {
    const bool year = years == 0, month = a.month == b.month, day = a.day == b.day;
    if (year && month && day) return 7;
    if (year && a.month == b.day && a.day == b.month) return 5;
    const auto one_digit = [](int x, int y) {
      if (x / 10 == y / 10 || x % 10 == y % 10) return true;
      return x / 10 == y % 10 && x % 10 == y / 10;
    };
    const bool year_slip = a.year / 100 == b.year / 100 && one_digit(a.year % 100, b.year % 100);
    if ((year && month && one_digit(a.day, b.day)) || (year && day && one_digit(a.month, b.month)) || (month && day && year_slip)) return 6;
  } else if (years == 0) {
    if (a.month == 0 || b.month == 0) return 3;
    if (a.month == b.month) return 4;
  }
  return years <= 1 ? 2 : differs;
}

std::uint8_t compare_age(const Person& a, const Person& b) {
  if (a.year != 0 && b.year != 0) return 0;   // counted as the birth date
  const auto from = [](const Person& p) { return p.year != 0 ? p.year : p.year_from; };
  const auto to = [](const Person& p) { return p.year != 0 ? p.year : p.year_to; };
  if (from(a) == 0 || from(b) == 0) return 0;
  const int apart = std::max(from(a) - to(b), from(b) - to(a));
  return apart <= 0 ? 3 : apart <= 3 ? 2 : differs;
}

std::string phone_text(std::uint64_t phone) { return std::to_string(phone).substr(1); }

std::uint8_t compare_phones(const Person& a, const Person& b, std::uint64_t& shared) {
  if (a.phone == 0 || b.phone == 0) return 0;
  const auto each = [](const Person& person, const auto& call) {
    call(person.phone);
    for (const auto phone : person.phones) call(phone);
  };
  each(a, [&](std::uint64_t one) { each(b, [&](std::uint64_t other) { shared = one == other ? one : shared; }); });
  if (shared != 0) return 3;
  bool slip = false;
  each(a, [&](std::uint64_t one) {
    each(b, [&](std::uint64_t other) {
      const auto off = one > other ? one - other : other - one;   // cheap: most numbers differ in more than one place
      if (off % 10 == 0 || off < 100 || one / 100'000 == other / 100'000) slip = slip || phone_slip(phone_text(one), phone_text(other));
    });
  });
  return slip ? 2 : differs;
}

std::uint8_t compare_sex(Sex a, Sex b) {
  if (a == Sex::unknown || b == Sex::unknown || a == Sex::other || b == Sex::other) return 0;
  return a == b ? 2 : differs;
}

}  // namespace

std::string_view word_for(Evidence evidence) {
  constexpr std::array<std::string_view, evidence_count> words = {"given name", "surname", "other names", "birth date", "age",
                                                                  "sex", "phone", "address", "family or household"};
  return words[as(evidence)];
}

std::string_view evidence_key(Evidence evidence) { return as(evidence) < named.size() ? named[as(evidence)].name : ""; }

std::string_view level_key(Evidence evidence, std::size_t level) {
  return as(evidence) < named.size() && level < named[as(evidence)].levels.size() ? named[as(evidence)].levels[level] : "";
}

Weigher::Weigher(const policy::LinkingPolicy& rules, const Lexicon& lexicon, const KeyIndex& index)
    : lexicon_(lexicon), index_(index), prior_same_(std::log(rules.prior_same)), prior_relative_(std::log(rules.prior_relative)) {
  for (const auto& [evidence, name, levels] : named)
    for (std::size_t level = 1; level < levels.size() && !levels[level].empty(); ++level) {
      const auto* found = rules.find(name, levels[level]);
      if (!found) throw std::invalid_argument(fmt::format("linking.toml: [evidence.{}] lacks {}", name, levels[level]));
      odds_[as(evidence)][level] = {std::log(found->same), std::log(found->other), std::log(found->relative), found->other};
    }
}

// Each level of the one name against the other; gives the given name's.
std::uint8_t Weigher::compare_name(const PersonName& a, const PersonName& b, PersonLevels& levels) const {
  const auto holds = [&](const PersonName& name, WordId word) {
    bool found = false;
    name.each_word([&](WordId other) { found = found || lexicon_.like(word, other) >= Likeness::close; });
    return found;
  };
  const auto place = [&](WordId x, WordId y, WordId& at_x, WordId& at_y) -> std::uint8_t {
    at_x = x, at_y = y;
    if (x != 0 && y != 0) {
      if (const auto like = lexicon_.like(x, y); like != Likeness::none) return level_of(like);
      if (holds(b, x)) return at_y = x, elsewhere;
      if (holds(a, y)) return at_x = y, elsewhere;
      const auto &text_x = lexicon_[x].text, &text_y = lexicon_[y].text;
      return (text_x.size() == 1 || text_y.size() == 1) && text_x[0] == text_y[0] ? initial : differs;
    }
    return 0;
  };
  auto given = place(a.given, b.given, levels.given_a, levels.given_b);
  levels.level[as(Evidence::family_name)] = place(a.family, b.family, levels.family_a, levels.family_b);
  // The two the wrong way round: one slip, not two, so the given name counts as if it stood where it should.
  const auto crossed = [&](WordId x, WordId y) { return x != 0 && y != 0 && lexicon_.like(x, y) >= Likeness::close; };
  if (given == elsewhere && crossed(a.given, b.family) && crossed(a.family, b.given)) {
    given = level_of(lexicon_.like(a.given, b.family));
    levels.given_a = a.given, levels.given_b = b.family, levels.family_a = a.family, levels.family_b = b.given;
  }
  if (given == differs && (a.family == 0) != (b.family == 0)) {
    // One word against a whole name: it may be the surname.
    const auto word = a.family == 0 ? a.given : b.given;
    if (holds(a.family == 0 ? b : a, word)) given = elsewhere, levels.given_a = levels.given_b = word;
  }
  levels.level[as(Evidence::given_name)] = given;
  std::uint8_t rest = 0;
  for (const auto x : a.rest)
    for (const auto y : b.rest) {
      if (x == 0 || y == 0) continue;
      const auto like = lexicon_.like(x, y);
      rest = std::max<std::uint8_t>(rest, like == Likeness::same ? 3 : like >= Likeness::close ? 2 : differs);
    }
  levels.level[as(Evidence::other_names)] = rest;
  return given;
}

double Weigher::worth(const PersonLevels& levels) const {
  double sum = 0;
  for (const auto evidence : {Evidence::given_name, Evidence::family_name, Evidence::other_names})
    if (const auto level = levels.level[as(evidence)]; level != 0) sum += odds_[as(evidence)][level].same - odds_[as(evidence)][level].other;
  return sum;
}

// The pair of names that fits best, of all that each is known by.
void Weigher::compare_names(const Person& a, const Person& b, PersonLevels& levels) const {
  compare_name(a.name, b.name, levels);
  if (a.aliases.empty() && b.aliases.empty()) return;
  double best = worth(levels);
  const auto try_names = [&](const PersonName& x, const PersonName& y) {
    PersonLevels here;
    compare_name(x, y, here);
    const double is = worth(here);
    if (is <= best) return;
    best = is;
    levels = here;
  };
  for (const auto& x : a.aliases) try_names(x, b.name);
  for (const auto& y : b.aliases) {
    try_names(a.name, y);
    for (const auto& x : a.aliases) try_names(x, y);
  }
}

PersonLevels Weigher::compare(const Person& a, const Person& b) const {
  PersonLevels levels;
  compare_names(a, b, levels);
  levels.level[as(Evidence::birth_date)] = compare_born(a, b);
  levels.level[as(Evidence::age)] = compare_age(a, b);
  levels.level[as(Evidence::sex)] = compare_sex(a.sex, b.sex);
  levels.level[as(Evidence::phone)] = compare_phones(a, b, levels.phone);
  const auto address = match_addresses(a.address, b.address);
  levels.level[as(Evidence::address)] = static_cast<std::uint8_t>(address);
  if (address == AddressMatch::same) levels.house = address_key(a.address);
  return levels;
}

// The rules' chance, replaced by what is counted as more is seen.
double Weigher::log_other(const Odds& odds, double holders, std::size_t records) const {
  constexpr double rules_count_for = 20'000;   // records
  return std::log((std::max(holders - 1, 0.0) + rules_count_for * odds.other_share) / (static_cast<double>(records) + rules_count_for));
}

Weighed Weigher::weigh(const PersonLevels& levels, std::size_t records) const {
  Weighed out;
  out.prior = prior_same_ - std::log1p(-std::exp(prior_same_));
  double same = 0, other = 0, relative = 0;
  for (std::size_t e = 0; e < named.size(); ++e) {
    const auto level = levels.level[e];
    if (level == 0) continue;
    const auto& odds = odds_[e][level];
    double chance = odds.other;
    const auto by_words = [&](WordId a, WordId b) {
      const double holders = std::sqrt(static_cast<double>(lexicon_[a].holders + 1) * static_cast<double>(lexicon_[b].holders + 1)) - 1;
      // A word like a common one is likely to meet it by chance too; how many are like it is taken from the rules.
      return level == name_same ? log_other(odds, holders, records) : std::max(odds.other, log_other(odds, holders, records));
    };
    if (e == as(Evidence::given_name) && level >= elsewhere && level != near) chance = by_words(levels.given_a, levels.given_b);
    if (e == as(Evidence::family_name) && level >= elsewhere && level != near) chance = by_words(levels.family_a, levels.family_b);
    if (levels.phone != 0 && e == as(Evidence::phone)) chance = log_other(odds, index_.count(phone_key(levels.phone)), records);
    if (levels.house != 0 && e == as(Evidence::address)) chance = log_other(odds, index_.count(levels.house), records);
    out.weight[e] = odds.same - chance;
    same += odds.same, other += chance;
    // A house or phone that very many share says as little of a family as of one person.
    relative += std::max(odds.relative, chance);
  }
  // log of what relatives add to the chance that two people agree so.
  const double kin = prior_relative_ + relative, strangers = other;
  const double more = kin > strangers ? kin + std::log1p(std::exp(strangers - kin)) : strangers + std::log1p(std::exp(kin - strangers));
  out.weight[as(Evidence::household)] = strangers - more;
  out.log_odds = out.prior;
  for (const double weight : out.weight) out.log_odds += weight;
  return out;
}

std::string Weigher::describe(const PersonLevels& levels, Evidence evidence) const {
  if (evidence == Evidence::household) return "relatives and people of one household agree on as much";
  const auto level = levels.level[as(evidence)];
  const auto word = std::string(word_for(evidence));
  if (level == 0) return word + " not known in both";
  const auto of_words = [&](WordId a, WordId b) {
    constexpr std::array<std::string_view, 8> what = {"", "differ", "an initial agrees", "stands in another place", "somewhat alike", "alike but for a slip",
                                                      "forms of one name", "the same"};
    const auto holders = std::max(lexicon_[a].holders, lexicon_[b].holders);
    if (level == differs) return fmt::format("{} differs: {}, {}", word, lexicon_[a].text, lexicon_[b].text);
    return fmt::format("{}: {}, {} ({}; in {} {})", word, lexicon_[a].text, lexicon_[b].text, what[level], holders, holders == 1 ? "record" : "records");
  };
  switch (evidence) {
    case Evidence::given_name: return of_words(levels.given_a, levels.given_b);
    case Evidence::family_name: return of_words(levels.family_a, levels.family_b);
    case Evidence::phone:
      if (levels.phone != 0) return fmt::format("same phone, held by {} records", index_.count(phone_key(levels.phone)));
      break;
    case Evidence::address:
      if (levels.house != 0) return fmt::format("same house, given in {} records", index_.count(levels.house));
      break;
    default: break;
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> said = {
      {{"differs", "differs"}, {"near", "near"}, {"year", "same year"}, {"month", "same month and year"}, {"swapped", "day and month swapped"},
       {"slip", "one slip apart"}, {"same", "the same"}, {"agrees", "agrees"}, {"close", "alike but for a slip"}, {"street", "same street or postcode"},
       {"initial", "an initial agrees"}}};
  const auto name = named[as(evidence)].levels[level];
  const auto at = std::ranges::find(said, name, [](const auto& one) { return one.first; });
  return fmt::format("{}: {}", word, at == said.end() ? name : at->second);
}

}  // namespace lapwing::linkage
