#include "synth/cast.hpp"

#include <fmt/format.h>

namespace lapwing::synth {

namespace {

constexpr int children_a_home = 45, children_a_school = 160, children_a_club = 120, children_a_social_worker = 18;   // of those ever reported
constexpr std::uint64_t adult_numbers = 1ull << 48;   // room enough that two parts are not one number

constexpr std::array<std::string_view, 24> nicknames = {"Ace", "Biggs", "Cee", "Daz", "Dutch", "Flip", "Gee", "Jinx", "Kez", "Lucky", "Mack", "Moz",
                                                        "Nibs", "Oz", "Pops", "Red", "Rio", "Scout", "Smiler", "Tank", "Tee", "Vin", "Whizz", "Zed"};

// One in so many, at least one: a force of any size has a home and a school.
std::uint64_t among(std::uint64_t children, int each, std::uint64_t draw) { return draw % (children / static_cast<std::uint64_t>(each) + 1); }

std::uint64_t mixed(std::uint64_t seed, std::string_view name, std::uint64_t number) { return Random::branch(seed, name, number).bits(); }

Someone someone(std::uint64_t seed, std::string_view kind, std::uint64_t number) {
  auto chance = Random::branch(seed, kind, number);
  Someone out;
  out.sex = invented_sex(chance);
  out.name = invented_name(chance, out.sex);
  out.phone = invented_phone(chance);
  out.nickname = std::string(chance.pick(nicknames));
  out.home = invented_home(chance);
  // Two streams of their own: whether it was recorded and what it is lean on nothing else about the person.
  if (Random::branch(seed, std::string(kind) + " ethnicity recorded", number).chance(0.55)) {
    auto ethnicity = Random::branch(seed, std::string(kind) + " ethnicity", number);
    out.ethnicity = invented_ethnicity(ethnicity);
  }
  return out;
}

}  // namespace

Someone Cast::child(std::uint64_t number) const {
  auto out = someone(seed_, "child", number);
  out.child = true;
  out.entity = fmt::format("C-{:06}", number);
  auto chance = Random::branch(seed_, "age", number);
  // Mostly fourteen to seventeen, and a child still on the last day.
  const int youngest = chance.chance(0.12) ? 11 : chance.chance(0.3) ? 13 : 15;
  out.born = invented_birth(chance, london_date(span_.until), youngest, std::min(youngest + 2, 17));
  return out;
}

Someone Cast::adult(std::uint64_t number) const {
  auto out = someone(seed_, "adult", number);
  out.entity = fmt::format("A-{:012x}", number);
  auto chance = Random::branch(seed_, "adult's age", number);
  out.born = invented_birth(chance, london_date(span_.until), 19, 58);
  return out;
}

Someone Cast::parent(std::uint64_t child) const {
  auto out = adult(parent_of(child));
  if (Random::branch(seed_, "parent's name", child).chance(0.65)) out.name.family = this->child(child).name.family;
  return out;
}

// A third of children at every number, so that it is a third of reports however often each child is reported.
Around Cast::around(std::uint64_t child) const {
  Around out;
  out.in_care = child % 3 == 0;
  out.childrens_home = among(children_ / 3, children_a_home, mixed(seed_, "home of", child));
  out.school = among(children_, children_a_school, mixed(seed_, "school of", child));
  out.youth_club = among(children_, children_a_club, mixed(seed_, "club of", child));
  out.social_worker = among(children_, children_a_social_worker, mixed(seed_, "social worker of", child));
  return out;
}

Spot Cast::childrens_home(std::uint64_t number) const {
  auto chance = Random::branch(seed_, "children's home", number);
  return invented_spot(chance, "childrens_home");
}
Spot Cast::school(std::uint64_t number) const {
  auto chance = Random::branch(seed_, "school", number);
  return invented_spot(chance, "school");
}
Spot Cast::youth_club(std::uint64_t number) const {
  auto chance = Random::branch(seed_, "youth club", number);
  return invented_spot(chance, "other");
}

std::uint64_t Cast::part(std::string_view which, std::uint64_t number) const {
  return mixed(seed_, which, number) % adult_numbers;
}
Vehicle Cast::vehicle_of(std::uint64_t adult) const {
  auto chance = Random::branch(seed_, "vehicle", adult);
  constexpr std::array<std::string_view, 8> makes = {"Ford", "Vauxhall", "Volkswagen", "Toyota", "Nissan", "Audi", "Skoda", "Kia"};
  constexpr std::array<std::string_view, 7> colours = {"black", "silver", "grey", "white", "blue", "red", "green"};
  Vehicle out;
  out.entity = fmt::format("V-{:012x}", chance.bits() % adult_numbers);
  out.vrm = invented_vrm(chance);
  out.make = std::string(chance.pick(makes));
  out.colour = std::string(chance.pick(colours));
  return out;
}

std::string Cast::entity_of(const Spot& spot) const {
  return fmt::format("L-{:012x}", mixed(seed_, spot.address, 0) % adult_numbers);
}

std::uint64_t Cast::parent_of(std::uint64_t child) const { return part("parent", child); }
std::uint64_t Cast::worker_of_home(std::uint64_t home) const { return part("home worker", home); }
std::uint64_t Cast::teacher_at(std::uint64_t school) const { return part("teacher", school); }
std::uint64_t Cast::youth_worker_at(std::uint64_t club) const { return part("youth worker", club); }
std::uint64_t Cast::taxi_driver(std::uint64_t school) const { return part("taxi driver", school / 2); }   // one firm for two schools
std::uint64_t Cast::social_worker(std::uint64_t number) const { return part("social worker", number); }

}  // namespace lapwing::synth
