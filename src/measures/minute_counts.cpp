#include "measures/minute_counts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "measures/statistics/quantiles.hpp"

namespace lapwing::measures {

constexpr std::uint64_t median_interval_from = 6;   // below, no two of the times are 95 % sure to have the median between them

void MinuteCounts::add(const MinuteCounts& others) {
  if (others.total_ == 0) return;
  if (counts_.empty()) counts_.resize(minutes_max + 1);
  for (std::size_t minute = 0; minute < counts_.size(); ++minute) counts_[minute] += others.counts_[minute];
  total_ += others.total_;
}

std::uint64_t MinuteCounts::between(std::size_t from_minute, std::size_t until_minute) const {
  if (counts_.empty()) return 0;
  const auto first = std::min(from_minute, minutes_max), last = std::min(until_minute, minutes_max);
  return first >= last ? 0 : std::accumulate(counts_.begin() + static_cast<std::ptrdiff_t>(first), counts_.begin() + static_cast<std::ptrdiff_t>(last), std::uint64_t{0});
}

std::optional<double> MinuteCounts::at_rank(std::uint64_t rank) const {
  if (rank < 1 || rank > total_) return std::nullopt;
  for (std::size_t minute = 0; minute < counts_.size(); ++minute) {
    if (rank <= counts_[minute]) return static_cast<double>(minute);
    rank -= counts_[minute];
  }
  return std::nullopt;
}

std::optional<double> MinuteCounts::quantile(double share) const {
  const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(total_)));
  return at_rank(std::clamp<std::uint64_t>(rank, 1, std::max<std::uint64_t>(total_, 1)));
}

std::optional<MinuteInterval> MinuteCounts::median() const {
  const auto middle = quantile(0.5);
  if (!middle) return std::nullopt;
  MinuteInterval out{*middle, {}, {}};
  if (total_ < median_interval_from) return out;
  const double n = static_cast<double>(total_), reach = statistics::z_95 * std::sqrt(n) / 2;
  out.lower = at_rank(static_cast<std::uint64_t>(std::max(1.0, std::floor(n / 2 - reach))));
  out.upper = at_rank(static_cast<std::uint64_t>(std::min(n, std::ceil(n / 2 + reach) + 1)));
  return out;
}

}  // namespace lapwing::measures
