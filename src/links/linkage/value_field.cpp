#include "links/linkage/value_field.hpp"

#include <cmath>
#include <unordered_map>

#include "links/linkage/parallel.hpp"

namespace lapwing::linkage {

using policy::FieldKind;

float log_chance(double mass, double own, double total, double share) {
  constexpr double drawn_by = 2;      // as if this many records more had been seen, agreeing as all do
  constexpr double left_least = 0.1;  // of what is seen, however much of it is expected to be a person's own
  const double others = std::max(mass - own, left_least * mass);
  return static_cast<float>(std::log((others + drawn_by * share + 1e-6) / (total + drawn_by)));
}

ValueField::ValueField(std::size_t column, FieldKind kind, const std::vector<std::string_view>& raw)
    : Comparator(column), kind_(kind), distinct_(1), count_(1), of_(raw.size()) {
  std::unordered_map<std::string_view, std::uint32_t> seen;
  std::unordered_map<std::string, std::uint32_t> normal;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const auto [at, fresh] = seen.try_emplace(raw[i], 0);
    if (fresh) {
      auto value = prepare(kind, raw[i]);
      if (!value.text.empty()) {
        const auto [id, first] = normal.try_emplace(value.text, static_cast<std::uint32_t>(distinct_.size()));
        at->second = id->second;
        if (first) distinct_.push_back(std::move(value)), count_.push_back(0);
      }
    }
    of_[i] = at->second;
    ++count_[at->second];
  }
  if (distinct_.size() <= matrix_side_max) fill_matrix();
}

void ValueField::fill_matrix() {
  const auto side = distinct_.size();
  matrix_.resize(side * side);
  in_parallel(side, 16, [&](std::size_t begin, std::size_t end) {
    for (std::size_t a = begin; a < end; ++a)
      for (std::size_t b = 1; b < side; ++b) matrix_[a * side + b] = linkage::compare(kind_, distinct_[a], distinct_[b]);
  });
}

Level ValueField::level_of(std::uint32_t a, std::uint32_t b) const {
  if (!matrix_.empty()) return matrix_[a * distinct_.size() + b];
  return linkage::compare(kind_, distinct_[a], distinct_[b]);
}

std::vector<double> ValueField::first_guess() const {
  const auto count = levels();
  std::vector<double> guess(count, 0.3 / static_cast<double>(count - 2));
  guess[level_missing] = 0;
  guess[level_differs] = kind_ == FieldKind::category ? 0.1 : 0.15;
  guess[count - 1] = 0.6;
  return guess;
}

void ValueField::learn_chance(const Chance& chance) {
  const auto side = distinct_.size(), count = levels();
  log_u_.assign(side * count, 0);
  std::vector<std::uint32_t> reference;   // every k-th value, in the order they were met
  const std::size_t step = std::max<std::size_t>(1, side / std::clamp(referred_max / side, reference_min, reference_max));
  for (std::size_t b = 1; b < side; b += step) reference.push_back(static_cast<std::uint32_t>(b));
  double total = 0, referred = 0;
  for (std::size_t b = 1; b < side; ++b) total += count_[b];
  for (const auto b : reference) referred += count_[b];
  in_parallel(side, 16, [&](std::size_t begin, std::size_t end) {
    std::vector<double> mass(count);
    for (std::size_t a = std::max<std::size_t>(begin, 1); a < end; ++a) {
      std::ranges::fill(mass, 0);
      for (const auto b : reference)
        if (b != a) mass[level_of(static_cast<std::uint32_t>(a), b)] += count_[b];
      for (auto& m : mass) m *= referred > 0 ? total / referred : 0;
      mass[count - 1] = count_[a] - 1;
      for (std::size_t level = 1; level < count; ++level)
        log_u_[a * count + level] = log_chance(mass[level], chance.own[level], total, chance.share[level]);
    }
  });
}

void ValueField::compare(const std::uint32_t* left, const std::uint32_t* right, std::size_t count, Level* level, float* log_u) const {
  const auto each = levels();
  const auto top = static_cast<Level>(each - 1);
  const auto fill = [&](const auto& level_of_two) {
    for (std::size_t i = 0; i < count; ++i) {
      const auto a = of_[left[i]], b = of_[right[i]];
      level[i] = a == 0 || b == 0 ? level_missing : a == b ? top : level_of_two(a, b);
    }
  };
  if (!matrix_.empty()) {
    const auto side = distinct_.size();
    fill([&](std::uint32_t a, std::uint32_t b) { return matrix_[a * side + b]; });
  } else {
    fill([&](std::uint32_t a, std::uint32_t b) { return linkage::compare(kind_, distinct_[a], distinct_[b]); });
  }
  if (log_u_.empty()) {
    std::fill_n(log_u, count, 0.0F);
    return;
  }
  // What is missing has a row and a column of zeros, so that nothing need be asked here.
  for (std::size_t i = 0; i < count; ++i)
    log_u[i] = (log_u_[of_[left[i]] * each + level[i]] + log_u_[of_[right[i]] * each + level[i]]) / 2;
}

}  // namespace lapwing::linkage
