// How many officers it takes so that a call rarely waits: the M/M/c queue (calls at random, service times exponential, one queue, nobody
// leaves it). Erlang 1917; Gross and Harris, Fundamentals of Queueing Theory. Pure, any thread.
#pragma once
#include <cstdint>

#include "measures/statistics/answer.hpp"

namespace lapwing::statistics {

struct Demand {
  double arrivals_per_hour = 0;   // > 0
  double service_minutes = 0;     // mean time an officer is taken up, > 0
};

constexpr double offered_load_max = 1e6;   // officers busy on average; more is a mistake of units

// The share of calls that are answered within `target_minutes` (0: at once) by `officers`; 0 when they cannot keep up.
double share_within(const Demand& demand, std::uint64_t officers, double target_minutes);

struct Establishment {
  std::uint64_t officers = 0;
  double share = 0;               // answered within the target by so many
};
// The fewest officers with whom at least `target_share` (0 to 1, neither included) are answered within `target_minutes` (>= 0).
Answer<Establishment> officers_for(const Demand& demand, double target_share, double target_minutes);

}  // namespace lapwing::statistics
