#include "measures/statistics/queueing.hpp"

#include <cmath>

namespace lapwing::statistics {

namespace {

constexpr double minutes_per_hour = 60;

double offered_load(const Demand& demand) { return demand.arrivals_per_hour * demand.service_minutes / minutes_per_hour; }

// Erlang's B by its recursion, which only adds and divides positive numbers: B(c) = load B(c-1) / (c + load B(c-1)).
double next_blocking(double blocking, double load, double officers) { return load * blocking / (officers + load * blocking); }

double share_from_blocking(double blocking, const Demand& demand, double officers, double target_minutes) {
  const double load = offered_load(demand), spare = officers - load;
  if (spare <= 0) return 0;
  const double waits = officers * blocking / (spare + load * blocking);   // Erlang's C
  return 1 - waits * std::exp(-spare * target_minutes / demand.service_minutes);
}

}  // namespace

double share_within(const Demand& demand, std::uint64_t officers, double target_minutes) {
  double blocking = 1;
  for (std::uint64_t c = 1; c <= officers; ++c) blocking = next_blocking(blocking, offered_load(demand), static_cast<double>(c));
  return share_from_blocking(blocking, demand, static_cast<double>(officers), target_minutes);
}

Answer<Establishment> officers_for(const Demand& demand, double target_share, double target_minutes) {
  const double load = offered_load(demand);
  if (!(demand.arrivals_per_hour > 0)) return not_enough("nothing arrives");
  if (!(demand.service_minutes > 0)) return not_enough("the service time is 0");
  if (!(target_share > 0 && target_share < 1)) return not_enough("the target share must lie between 0 and 1");
  if (!(target_minutes >= 0)) return not_enough("the target time is negative");
  if (!(load <= offered_load_max)) return not_enough("more than a million officers would be busy at once");
  double blocking = 1;
  for (std::uint64_t officers = 1;; ++officers) {
    blocking = next_blocking(blocking, load, static_cast<double>(officers));
    const double share = share_from_blocking(blocking, demand, static_cast<double>(officers), target_minutes);
    if (share >= target_share) return Establishment{officers, share};
  }
}

}  // namespace lapwing::statistics
