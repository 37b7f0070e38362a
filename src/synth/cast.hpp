// Who is who in the invented force. A person is a number: everything about them follows from the seed and that number, so that a
// force of a million episodes keeps nobody in memory. A number says nothing about what part a person plays.
#pragma once
#include <optional>
#include <string>

#include "synth/people.hpp"
#include "synth/places.hpp"
#include "synth/year.hpp"

namespace lapwing::synth {

struct Someone {
  std::string entity;                    // "C-000123", "A-00c1d2e3f405"
  bool child = false;
  Name name;
  Sex sex = Sex::unknown;
  Date born{};
  std::string phone, nickname;
  Spot home;
  std::optional<std::string> ethnicity;  // where it was recorded
};

struct Vehicle {
  std::string entity, vrm, make, colour;
};

// What a child has around them, shared with other children.
struct Around {
  bool in_care = false;
  std::uint64_t childrens_home = 0;      // when in care
  std::uint64_t school = 0, youth_club = 0, social_worker = 0;
};

class Cast {
 public:
  Cast(std::uint64_t seed, Span span, std::uint64_t children_expected) : seed_(seed), span_(span), children_(children_expected) {}

  Someone child(std::uint64_t number) const;
  Someone adult(std::uint64_t number) const;
  Someone parent(std::uint64_t child) const;           // often of the child's family name
  Around around(std::uint64_t child) const;
  Spot childrens_home(std::uint64_t number) const;
  Spot school(std::uint64_t number) const;
  Spot youth_club(std::uint64_t number) const;

  Vehicle vehicle_of(std::uint64_t adult) const;
  std::string entity_of(const Spot& spot) const;

  // Fixed parts, each one adult.
  std::uint64_t parent_of(std::uint64_t child) const;
  std::uint64_t worker_of_home(std::uint64_t home) const;
  std::uint64_t teacher_at(std::uint64_t school) const;
  std::uint64_t youth_worker_at(std::uint64_t club) const;
  std::uint64_t social_worker(std::uint64_t number) const;
  std::uint64_t taxi_driver(std::uint64_t school) const;
  std::uint64_t next_adult() { return part("anybody", next_adult_++); }

 private:
  std::uint64_t part(std::string_view which, std::uint64_t number) const;
  std::uint64_t seed_;
  Span span_;
  std::uint64_t children_;               // about how many children will be reported
  std::uint64_t next_adult_ = 1;
};

}  // namespace lapwing::synth
