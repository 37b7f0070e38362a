// A funnel plot of proportions: how far from the average of all a unit of its size may well be by chance. Units small and large are
// compared fairly, and none is ranked. Limits are the normal ones, average ± z √(average (1 − average) / n), kept within 0 to 1, with
// the average of everybody together taken as known: Spiegelhalter 2005. Pure, any thread.
#pragma once
#include <optional>
#include <vector>

#include "measures/statistics/rates.hpp"

namespace lapwing::statistics {

struct Share {
  std::uint64_t numerator = 0, denominator = 0;   // numerator <= denominator
};

struct FunnelRow {
  double estimate = 0, lower95 = 0, upper95 = 0, lower998 = 0, upper998 = 0;
  bool outside = false;                           // of the 99.8 % limits: a signal. Outside of 95 % alone is one unit in twenty.
};

struct Funnel {
  std::optional<double> average;                  // none when every denominator is 0
  std::vector<std::optional<FunnelRow>> rows;     // in the order given; none for a denominator of 0
};

Funnel funnel(const std::vector<Share>& units);

}  // namespace lapwing::statistics
