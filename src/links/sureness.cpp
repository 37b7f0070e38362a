#include "links/sureness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace lapwing::links {

namespace {

// Ten in ten and none in ten would be told of groups that are not certain.
std::string in_tenths(double probability) {
  const auto tenths = std::lround(probability * 10);
  if (tenths >= 10) return "more than 9 in 10";
  if (tenths <= 0) return "fewer than 1 in 10";
  return fmt::format("about {} in 10", tenths);
}

std::string_view strength(double probability) {
  if (probability >= 0.9) return "strong";
  return probability >= 0.6 ? "fair" : "thin";
}

}  // namespace

double told_probability(double probability) { return std::clamp(std::round(probability * 100) / 100, 0.01, 0.99); }

std::string sureness_words(double probability) {
  return fmt::format("{} evidence: {} groups like this were real, on invented forces", strength(probability), in_tenths(probability));
}

}  // namespace lapwing::links
