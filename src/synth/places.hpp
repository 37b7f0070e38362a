// Invented places in the invented force's area (rules/force.toml): streets, homes for children, hotels, takeaways and the rest, with
// postcodes of an area (ZZ) that does not exist. Pure in the generator that is passed in.
#pragma once
#include <string>

#include "synth/random.hpp"

namespace lapwing::synth {

struct Spot {
  std::string address;    // "14 Sallow Road, Harbourside, ZZ2 4QT"
  std::string kind;       // of the contract's list: home, hotel, takeaway, taxi_office, park, station, school, childrens_home, …
  double lat = 0, lon = 0;
};

std::string invented_street(Random& chance);
std::string invented_postcode(Random& chance);
Spot invented_home(Random& chance);
Spot invented_spot(Random& chance, std::string kind);   // a name and a street that fit the kind

}  // namespace lapwing::synth
