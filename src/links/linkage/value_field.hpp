// A column that is not a name: its distinct values, once each, and who has which. Read by candidates.cpp; compared by itself.
// Immutable after it is built and has learnt chance; any thread.
#pragma once
#include <string>
#include <vector>

#include "links/linkage/comparator.hpp"

namespace lapwing::linkage {

class ValueField final : public Comparator {
 public:
  ValueField(std::size_t column, policy::FieldKind kind, const std::vector<std::string_view>& raw);

  std::size_t levels() const override { return level_count(kind_); }
  std::vector<double> first_guess() const override;
  void compare(const std::uint32_t* left, const std::uint32_t* right, std::size_t count, Level* level, float* log_u) const override;
  void learn_chance(const Chance& chance) override;

  policy::FieldKind kind() const { return kind_; }
  const Value& value_of(std::uint32_t record) const { return distinct_[of_[record]]; }
  std::uint32_t distinct_of(std::uint32_t record) const { return of_[record]; }   // 0: missing
  std::size_t distinct_count() const { return distinct_.size(); }

 private:
  static constexpr std::size_t matrix_side_max = 4'096;     // levels of every two values are kept up to here
  // Values that rarity is measured against, when there are more; fewer where comparing all with so many would take long.
  static constexpr std::size_t reference_min = 300, reference_max = 3'000, referred_max = 60'000'000;
  Level level_of(std::uint32_t a, std::uint32_t b) const;
  void fill_matrix();

  policy::FieldKind kind_;
  std::vector<Value> distinct_;            // [0] is missing
  std::vector<std::uint32_t> count_, of_;
  std::vector<Level> matrix_;
  std::vector<float> log_u_;               // distinct × levels
};

}  // namespace lapwing::linkage
