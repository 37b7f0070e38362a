#include "synth/people.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapwing::synth {

namespace {

constexpr std::array<std::string_view, 64> girls = {
    "Aaliyah", "Abigail", "Aisha", "Amelia", "Amy", "Anya", "Ava", "Beth", "Caitlin", "Carys", "Chloe", "Daisy", "Eliza",
    "Ellie", "Emily", "Esme", "Eva", "Evie", "Fatima", "Freya", "Georgia", "Grace", "Hana", "Hannah", "Harriet", "Holly",
    "Imogen", "Isla", "Jasmine", "Jess", "Kayleigh", "Keira", "Lacey", "Layla", "Leah", "Libby", "Lily", "Lola", "Lucy",
    "Maisie", "Maryam", "Maya", "Megan", "Mia", "Millie", "Molly", "Nadia", "Naomi", "Niamh", "Olivia", "Paige", "Poppy",
    "Rosie", "Ruby", "Safa", "Scarlett", "Shanice", "Sienna", "Sophie", "Summer", "Tia", "Willow", "Yasmin", "Zara"};
constexpr std::array<std::string_view, 56> boys = {
    "Aaron", "Adam", "Aiden", "Alex", "Alfie", "Archie", "Ayaan", "Bailey", "Ben", "Blake", "Callum", "Charlie", "Connor",
    "Corey", "Daniel", "Declan", "Dylan", "Ethan", "Ewan", "Finley", "Frankie", "George", "Hamza", "Harry", "Harvey", "Ibrahim",
    "Isaac", "Jack", "Jake", "Jamie", "Jayden", "Joe", "Jordan", "Josh", "Kai", "Kieran", "Leo", "Lewis", "Liam", "Logan",
    "Luca", "Mason", "Max", "Mohammed", "Morgan", "Noah", "Oliver", "Omar", "Owen", "Reece", "Riley", "Ryan", "Sam", "Theo",
    "Tyler", "Zac"};
constexpr std::array<std::string_view, 30> starts = {
    "Ald", "Arken", "Bram", "Brel", "Cald", "Corb", "Dand", "Dray", "Ell", "Fen", "Garr", "Hale", "Hart", "Holl", "Kell",
    "Lang", "Mard", "Marl", "Nor", "Oaken", "Pell", "Quar", "Rand", "Roth", "Sal", "Thack", "Tarn", "Ulver", "Wend", "Wyke"};
constexpr std::array<std::string_view, 24> ends = {
    "by", "combe", "dale", "den", "don", "ett", "ford", "gate", "ham", "hurst", "ington", "ley", "low", "mere", "more", "sett",
    "shaw", "stead", "stone", "ton", "wick", "win", "worth", "yard"};

constexpr std::string_view plate_letters = "ABCDEFGHJKLMNOPRSTUVWXY";

// Census 2021, England and Wales, children, rounded: for a believable mix and nothing more.
struct Share { std::string_view code; double weight; };
constexpr std::array<Share, 19> shares = {{{"W1", 70}, {"W2", 0.6}, {"W3", 0.5}, {"W4", 0.4}, {"W9", 5}, {"M1", 1.8}, {"M2", 1},
                                           {"M3", 1.7}, {"M9", 1.6}, {"A1", 3}, {"A2", 4.2}, {"A3", 1.7}, {"A4", 0.7}, {"A9", 1.8},
                                           {"B1", 0.9}, {"B2", 3.4}, {"B9", 0.8}, {"O2", 0.8}, {"O9", 2.3}}};

}  // namespace

Sex invented_sex(Random& chance) { return chance.chance(0.5) ? Sex::female : Sex::male; }

std::string invented_surname(Random& chance) {
  const auto start = chance.pick(starts);
  return fmt::format("{}{}", start, chance.pick(ends));
}

Name invented_name(Random& chance, Sex sex) {
  const auto given = sex == Sex::female ? chance.pick(girls) : chance.pick(boys);
  return {std::string(given), invented_surname(chance)};
}

std::string invented_phone(Random& chance) {
  const auto digits = chance.below(1'000'000'000);
  return fmt::format("06{:03} {:06}", digits / 1'000'000, digits % 1'000'000);
}

std::string invented_vrm(Random& chance) {
  const auto letter = [&] { return plate_letters[chance.below(plate_letters.size())]; };
  constexpr std::array<int, 8> years = {15, 17, 19, 20, 21, 67, 70, 72};
  const int year = chance.pick(years);   // one draw a statement: the order of arguments is the compiler's
  const char area = letter(), a = letter(), b = letter(), c = letter();
  return fmt::format("J{}{} {}{}{}", area, year, a, b, c);
}

Date invented_birth(Random& chance, Date on, int years_least, int years_most) {
  using namespace std::chrono;
  const auto latest = sys_days{(on - years{years_least}).ok() ? on - years{years_least} : Date{on.year() - years{years_least}, February, day{28}}};
  const int span = (years_most - years_least + 1) * 365 - 1;
  return Date{latest - days{static_cast<int>(chance.below(static_cast<std::uint64_t>(span)))}};
}

std::string as_heard(Random& chance, const std::string& name) {
  auto heard = name;
  switch (chance.below(8)) {
    case 0:   // a letter left out
      if (heard.size() > 4) heard.erase(1 + chance.below(heard.size() - 2), 1);
      break;
    case 1:   // two letters the wrong way round
      if (heard.size() > 4) {
        const auto at = 1 + chance.below(heard.size() - 3);
        if (heard[at] != ' ' && heard[at + 1] != ' ') std::swap(heard[at], heard[at + 1]);
      }
      break;
    case 2:   // the given name alone
      heard = heard.substr(0, heard.find(' '));
      break;
    default: break;
  }
  return heard;
}

std::string invented_ethnicity(Random& chance) {
  std::array<double, shares.size()> weights;
  std::ranges::transform(shares, weights.begin(), &Share::weight);
  return std::string(shares[chance.weighted(weights)].code);
}

}  // namespace lapwing::synth
