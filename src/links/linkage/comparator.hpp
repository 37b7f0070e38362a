// One thing that is compared between two records, many pairs at a time. A comparator says the level of agreement and how often a
// record picked at random would agree so: with these very values where they are known (a Smith meets many Smiths), so that rarity
// counts on fuzzy levels too. Immutable after prepare(); any thread.
#pragma once
#include <cstdint>
#include <vector>

#include "links/linkage/values.hpp"

namespace lapwing::linkage {

// What is known of agreement between different people when a comparator counts how common its values are. One person's own records
// make a value look common; how many those are expected to be is taken off.
struct Chance {
  std::vector<double> share;      // by level, over pairs of records picked at random that are not one person
  std::vector<double> own;        // by level: how many of a record's own others agree with it so, where both say anything
};

class Comparator {
 public:
  explicit Comparator(std::size_t column) : column_(column) {}
  virtual ~Comparator() = default;
  Comparator(const Comparator&) = delete;
  Comparator& operator=(const Comparator&) = delete;

  std::size_t column() const { return column_; }   // of the spec's fields: where its contribution is shown
  virtual std::size_t levels() const = 0;
  // How likely each level is thought to be for one person before anything is learnt.
  virtual std::vector<double> first_guess() const = 0;
  virtual void compare(const std::uint32_t* left, const std::uint32_t* right, std::size_t count, Level* level, float* log_u) const = 0;
  // Counts how common each value is, before compare's log_u is used.
  virtual void learn_chance(const Chance& chance) = 0;

 private:
  std::size_t column_;
};

// log of (mass - own + k * share) / (total + k): what is seen of this value beside a person's own records, drawn a little towards what
// is seen of all.
float log_chance(double mass, double own, double total, double share);

}  // namespace lapwing::linkage
