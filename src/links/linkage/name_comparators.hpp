// The three things that are compared in a name: the given name, the family name, and the others. Each word is weighed by how many
// records hold it or one like it. A name found in another place (given and family swapped, a record with one word) has its own level.
// Immutable after learn_chance(); any thread.
#pragma once
#include <memory>

#include "links/linkage/comparator.hpp"
#include "links/linkage/names.hpp"

namespace lapwing::linkage {

// 7 same · 6 a familiar form · 5 close · 4 near · 3 found elsewhere in the other's name · 2 an initial · 1 differs
class MainNameComparator final : public Comparator {
 public:
  MainNameComparator(std::size_t column, std::shared_ptr<const NameTable> names, bool family);
  std::size_t levels() const override { return 8; }
  std::vector<double> first_guess() const override;
  void compare(const std::uint32_t* left, const std::uint32_t* right, std::size_t count, Level* level, float* log_u) const override;
  void learn_chance(const Chance& chance) override;

 private:
  WordId word_of(const NameRow& row) const { return family_ ? row.family : row.given; }
  Level place(const NameRow& a, const NameRow& b, WordId& at_a, WordId& at_b) const;

  std::shared_ptr<const NameTable> names_;
  bool family_;
  std::vector<std::array<float, 8>> log_u_;   // by word
};

// 4 a word the same · 3 close or a familiar form · 2 an initial · 1 none in common
class OtherNamesComparator final : public Comparator {
 public:
  OtherNamesComparator(std::size_t column, std::shared_ptr<const NameTable> names);
  std::size_t levels() const override { return 5; }
  std::vector<double> first_guess() const override;
  void compare(const std::uint32_t* left, const std::uint32_t* right, std::size_t count, Level* level, float* log_u) const override;
  void learn_chance(const Chance& chance) override;

 private:
  std::shared_ptr<const NameTable> names_;
  std::vector<std::array<float, 5>> log_u_;
};

}  // namespace lapwing::linkage
