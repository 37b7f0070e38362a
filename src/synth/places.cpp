#include "synth/places.hpp"

#include <fmt/format.h>

#include <map>
#include <vector>

namespace lapwing::synth {

namespace {

constexpr std::array<std::string_view, 40> first_words = {
    "Alder", "Amber", "Ash", "Beacon", "Birch", "Bracken", "Brook", "Chapel", "Cinder", "Clover", "Copper", "Cross", "Dock",
    "Elder", "Ferry", "Foundry", "Furnace", "Glebe", "Harbour", "Hawthorn", "Hazel", "Heron", "Kestrel", "Larch", "Linnet",
    "Marsh", "Mill", "Orchard", "Plover", "Quarry", "Quay", "Rowan", "Sallow", "Salt", "Sedge", "Station", "Teal", "Tower",
    "Willow", "Wharf"};
constexpr std::array<std::string_view, 10> street_words = {"Street", "Road", "Lane", "Avenue", "Close", "Terrace", "Way", "Grove", "Drive", "Walk"};
constexpr std::array<std::string_view, 4> areas = {"Northmoor Town", "Harbourside", "Saltmarsh Vale", "Fellside"};
constexpr std::string_view postcode_letters = "ABDEFGHJLNPQRSTUWXYZ";

// Where the invented force lies: out at sea, so that no marker ever falls on somebody's house.
constexpr double lat_middle = 54.95, lon_middle = -0.60;

const std::map<std::string, std::vector<std::string_view>, std::less<>>& names_of_kinds() {
  static const std::map<std::string, std::vector<std::string_view>, std::less<>> names = {
      {"hotel", {"Lodge", "Hotel", "Inn", "Guest House"}},
      {"takeaway", {"Grill", "Fried Chicken", "Pizza", "Kebab House"}},
      {"taxi_office", {"Cars", "Taxis", "Cabs"}},
      {"park", {"Park", "Recreation Ground", "Gardens"}},
      {"station", {"Railway Station", "Bus Station"}},
      {"school", {"Academy", "High School", "School"}},
      {"childrens_home", {"House", "Lodge"}},
      {"shop", {"Mini Market", "Vapes", "Off Licence"}},
      {"other", {"Youth Club", "Leisure Centre", "Arcade"}}};
  return names;
}

Spot place(Random& chance, std::string address, std::string kind) {
  return {std::move(address), std::move(kind), lat_middle + (chance.unit() - 0.5) * 0.3, lon_middle + (chance.unit() - 0.5) * 0.4};
}

}  // namespace

std::string invented_street(Random& chance) {
  const auto word = chance.pick(first_words);
  return fmt::format("{} {}", word, chance.pick(street_words));
}

std::string invented_postcode(Random& chance) {
  const auto letter = [&] { return postcode_letters[chance.below(postcode_letters.size())]; };
  const auto district = 1 + chance.below(30), sector = chance.below(10);
  const char a = letter();
  return fmt::format("ZZ{} {}{}{}", district, sector, a, letter());
}

Spot invented_home(Random& chance) {
  const int number = chance.between(1, 160);
  auto street = invented_street(chance);
  const auto area = chance.pick(areas);
  return place(chance, fmt::format("{} {}, {}, {}", number, street, area, invented_postcode(chance)), "home");
}

Spot invented_spot(Random& chance, std::string kind) {
  const auto found = names_of_kinds().find(kind);
  if (found == names_of_kinds().end()) {
    auto home = invented_home(chance);
    home.kind = std::move(kind);
    return home;
  }
  const auto word = chance.pick(first_words);
  const auto name = chance.pick(std::span<const std::string_view>(found->second));
  const auto street = invented_street(chance);
  const auto area = chance.pick(areas);
  return place(chance, fmt::format("{} {}, {}, {}", word, name, street, area), std::move(kind));
}

}  // namespace lapwing::synth
