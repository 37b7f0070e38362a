// How many things took so many minutes: a count for each minute up to ten days, and one for longer. Median and quantiles are exact to the
// minute, and adding costs one step, so that a scan over a million rows needs no sorting. One thread; a plain value.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace lapwing::measures {

struct MinuteInterval {
  double estimate = 0;
  std::optional<double> lower, upper;         // 95 %; none where there are too few to have one
};

class MinuteCounts {
 public:
  static constexpr std::size_t minutes_max = 10 * 24 * 60;

  void add(std::int32_t seconds) {            // below 0 counts as 0: a clock corrected afterwards
    if (counts_.empty()) counts_.resize(minutes_max + 1);
    const auto minute = seconds <= 0 ? std::size_t{0} : static_cast<std::size_t>(seconds) / 60;
    ++counts_[minute < minutes_max ? minute : minutes_max];
    ++total_;
  }
  void add(const MinuteCounts& others);

  std::uint64_t total() const { return total_; }
  std::uint64_t between(std::size_t from_minute, std::size_t until_minute) const;   // `until_minute` does not belong
  std::uint64_t longer() const { return counts_.empty() ? 0 : counts_[minutes_max]; }
  // The time within which this share of them was done, in minutes; none without any. `minutes_max` stands for that and longer.
  std::optional<double> quantile(double share) const;
  // The median with the interval between two of the times themselves whose ranks the binomial distribution gives (normal approximation,
  // n/2 ± z √n / 2): Conover, Practical Nonparametric Statistics (1999), ch. 3.2. No assumption on how times are spread.
  std::optional<MinuteInterval> median() const;

 private:
  std::optional<double> at_rank(std::uint64_t rank) const;   // from 1

  std::vector<std::uint32_t> counts_;
  std::uint64_t total_ = 0;
};

}  // namespace lapwing::measures
