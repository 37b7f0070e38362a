// How long a keystroke of the child search takes, and what the index costs in memory, for a large force's
// 300,000 children with invented names. Each search is typed letter by letter; a third have a slip, some a
// birth date, an age or a phone number along.
//
// Processor time of the searching thread, so that what else the machine is doing does not count.
//
//   bench_search [CHILDREN [SEED]]
#include <fmt/format.h>
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <random>

#include "policy/nicknames.hpp"
#include "views/search.hpp"

#ifndef LAPWING_RULES_DIR
#define LAPWING_RULES_DIR "rules"
#endif

namespace {

using namespace lapwing;
using Random = std::mt19937_64;

constexpr std::size_t made_givens = 12'000, made_families = 40'000, made_roads = 8'000,
                      made_postcodes = 90'000;
constexpr std::size_t searches = 500;

double thread_micros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

std::size_t below(Random& random, std::size_t n) { return random() % n; }

// Some names are far commoner than others: ranks follow a power law.
std::size_t popular(Random& random, std::size_t n) {
  const double u = static_cast<double>(random() >> 11) / 9007199254740992.0;
  return std::min(n - 1, static_cast<std::size_t>(std::pow(static_cast<double>(n), u)) - 1);
}

std::string made_word(Random& random, std::size_t syllables) {
  static const std::vector<std::string> starts{"b",  "br", "c", "ch", "d", "f", "g", "h",
                                               "j",  "k",  "l", "m",  "n", "p", "r", "s",
                                               "sh", "st", "t", "th", "v", "w", "z", ""};
  static const std::vector<std::string> vowels{"a", "e", "i", "o", "u", "ee", "ai", "ou", "ea", "y"};
  static const std::vector<std::string> ends{"", "", "n", "l", "r", "s", "m", "t", "ck", "ng", "d", "th"};
  std::string word;
  for (std::size_t i = 0; i < syllables; ++i)
    word += starts[below(random, starts.size())] + vowels[below(random, vowels.size())] +
            ends[below(random, ends.size())];
  word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  return word;
}

std::string made_postcode(Random& random) {
  const auto letter = [&] { return static_cast<char>('A' + below(random, 26)); };
  return fmt::format("TS{} {}{}{}", 1 + below(random, 29), below(random, 10), letter(), letter());
}

struct Force {
  std::vector<std::string> givens, families, roads, postcodes;
  views::Nicknames nicknames;

  explicit Force(Random& random) {
    const auto forms = policy::load_nicknames(LAPWING_RULES_DIR "/nicknames.toml");
    if (!forms) {
      fmt::print(stderr, "{}\n", forms.error());
      std::exit(3);
    }
    nicknames = {forms->spellings, forms->nicknames};
    for (const auto& [form, full] : forms->spellings) givens.push_back(full), givens.push_back(form);
    std::ranges::shuffle(givens, random);
    while (givens.size() < made_givens) givens.push_back(made_word(random, 2 + below(random, 2)));
    while (families.size() < made_families) families.push_back(made_word(random, 2 + below(random, 2)));
    while (roads.size() < made_roads) roads.push_back(made_word(random, 2));
    while (postcodes.size() < made_postcodes) postcodes.push_back(made_postcode(random));
  }

  views::SearchKeys child(Random& random) const {
    static const std::vector<std::string> kinds{"Road", "Street", "Close", "Avenue", "Lane", "Drive"};
    views::SearchKeys keys;
    keys.given = givens[popular(random, givens.size())];
    if (below(random, 3) == 0) keys.given += " " + givens[popular(random, givens.size())];
    keys.family = families[popular(random, families.size())];
    if (below(random, 20) == 0) keys.family += "-" + families[popular(random, families.size())];
    if (below(random, 10) == 0) keys.also_known_as.push_back(givens[popular(random, givens.size())]);
    keys.born =
        Date{std::chrono::sys_days{std::chrono::days{12'500 + static_cast<int>(below(random, 7'000))}}};
    keys.address =
        fmt::format("{} {} {}, Teesside {}", 1 + below(random, 200), roads[below(random, roads.size())],
                    kinds[below(random, kinds.size())], postcodes[below(random, postcodes.size())]);
    if (below(random, 2) == 0) keys.phones.push_back(fmt::format("07{:09}", below(random, 1'000'000'000)));
    return keys;
  }
};

std::string what_is_typed(Random& random, const views::SearchKeys& child) {
  const auto first_word = [](const std::string& text) { return text.substr(0, text.find_first_of(" -")); };
  std::string text = first_word(child.given) + " " + first_word(child.family);
  if (below(random, 3) == 0)
    std::swap(text[below(random, text.size() - 1)], text[below(random, text.size() - 1)]);
  const auto also = below(random, 10);
  if (also < 2) text += " " + to_iso(*child.born);
  else if (also == 2) text += " 15";
  else if (also == 3 && !child.phones.empty()) text = child.phones[0] + " " + text;
  return text;
}

void print_percentiles(const char* name, std::vector<double>& micros) {
  if (micros.empty()) return;
  std::ranges::sort(micros);
  const auto at = [&](double p) {
    return micros[static_cast<std::size_t>(p * static_cast<double>(micros.size() - 1))] / 1000;
  };
  fmt::print("{:<22} {:>8} {:>8.2f} {:>8.2f} {:>8.2f} {:>8.2f}\n", name, micros.size(), at(0.5), at(0.95),
             at(0.99), at(1));
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t children = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 300'000;
  Random random(count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1);
  const Force force(random);
  SeededIds ids(1);
  views::SearchIndex index(force.nicknames);
  std::vector<views::SearchKeys> sample;

  const auto before = mallinfo2();
  const double filling = thread_micros();
  for (std::size_t i = 0; i < children; ++i) {
    const auto keys = force.child(random);
    if (i % std::max<std::size_t>(1, children / searches) == 0) sample.push_back(keys);
    index.put(ids.next<ChildId>(), keys);
  }
  const double filled = (thread_micros() - filling) / 1e6;
  const auto after = mallinfo2();
  const auto used = (after.uordblks + after.hblkhd) - (before.uordblks + before.hblkhd);
  fmt::print("{} children: {:.1f} s to fill, {} bytes a child\n\n", children, filled,
             used / std::max<std::size_t>(1, children));

  const Date today{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{3}};
  std::vector<double> all, later, short_text, first_letters;
  for (const auto& child : sample) {
    const auto text = what_is_typed(random, child);
    for (std::size_t typed = 1; typed <= text.size(); ++typed) {
      const double start = thread_micros();
      index.find(std::string_view(text).substr(0, typed), 10, today);
      const double took = thread_micros() - start;
      all.push_back(took);
      (typed == 1 ? first_letters : typed <= 3 ? short_text : later).push_back(took);
    }
  }
  fmt::print("{:<22} {:>8} {:>8} {:>8} {:>8} {:>8}\n", "keystroke, ms", "count", "p50", "p95", "p99", "max");
  print_percentiles("first letter", first_letters);
  print_percentiles("second and third", short_text);
  print_percentiles("fourth and after", later);
  print_percentiles("all", all);
}
