#include "measures/workforce/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <queue>

namespace lapwing::measures::workforce {

namespace {

constexpr double hour_minutes = 60;

// SplitMix64 (Steele, Lea and Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  double exponential() { return -std::log1p(-uniform()); }
  double uniform() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
  }

 private:
  std::uint64_t state_;
};

std::uint32_t kind_for(const std::vector<CallKind>& kinds, double chance) {
  std::uint32_t kind = 0;
  while (kind + 1 < kinds.size() && chance >= kinds[kind].share) chance -= kinds[kind++].share;
  return kind;
}

std::size_t hour_of_week(double minutes) { return static_cast<std::size_t>(minutes / hour_minutes) % week_hours; }

}  // namespace

double CallDemand::per_week() const { return std::accumulate(per_hour.begin(), per_hour.end(), 0.0); }

double CallDemand::service_minutes() const {
  double sum = 0, shares = 0;
  for (const auto& kind : kinds) {
    sum += kind.share * kind.service_minutes;
    shares += kind.share;
  }
  return shares > 0 ? sum / shares : 0;
}

CallDemand CallDemand::times(double factor) const {
  auto out = *this;
  for (auto& hour : out.per_hour) hour *= factor;
  return out;
}

CallDemand CallDemand::even() const {
  auto out = *this;
  out.per_hour.fill(per_week() / static_cast<double>(week_hours));
  for (auto& kind : out.kinds) kind.service_minutes = service_minutes();
  return out;
}

OfficersByHour always(std::uint32_t officers) {
  OfficersByHour out;
  out.fill(officers);
  return out;
}

Calls invent_calls(const CallDemand& demand, std::size_t wanted, std::uint64_t seed) {
  Calls out;
  for (const auto& kind : demand.kinds) out.targets.push_back(kind.target_minutes);
  const double week = demand.per_week();
  if (!(week > 0) || demand.kinds.empty()) return out;
  const auto weeks = static_cast<std::size_t>(std::clamp(std::ceil(static_cast<double>(wanted) / week), 1.0, static_cast<double>(weeks_max)));
  Random random(seed);
  double left = random.exponential();                       // expected calls still to pass before the next one
  for (std::size_t hour = 0; hour < weeks * week_hours; ++hour) {
    const double rate = demand.per_hour[hour % week_hours];
    double used = 0;
    while (rate - used > left) {
      used += left;
      const auto kind = kind_for(demand.kinds, random.uniform());
      out.calls.push_back({(static_cast<double>(hour) + used / rate) * hour_minutes, random.exponential() * demand.kinds[kind].service_minutes, kind});
      left = random.exponential();
    }
    left -= rate - used;
  }
  return out;
}

Simulated simulate(const Calls& of, const OfficersByHour& officers) {
  Simulated out;
  std::priority_queue<double, std::vector<double>, std::greater<>> busy;   // when each is free again
  const auto& calls = of.calls;
  std::size_t waiting = 0, came = 0;                        // calls from `waiting` up to `came` have no officer yet
  const bool anybody = std::ranges::any_of(officers, [](auto count) { return count > 0; });
  double now = 0;
  while (anybody && waiting < calls.size()) {
    const bool queue = waiting < came;
    double next = came < calls.size() ? calls[came].at : INFINITY;
    if (!busy.empty()) next = std::min(next, busy.top());
    if (queue) next = std::min(next, (std::floor(now / hour_minutes) + 1) * hour_minutes);   // more may come on duty
    now = next;
    while (!busy.empty() && busy.top() <= now) busy.pop();
    while (came < calls.size() && calls[came].at <= now) ++came;
    const auto on_duty = officers[hour_of_week(now)];
    for (; waiting < came && busy.size() < on_duty; ++waiting) {
      const auto& call = calls[waiting];
      const auto hour = hour_of_week(call.at);
      const bool within = now - call.at <= of.targets[call.kind];
      busy.push(now + call.service);
      ++out.calls;
      ++out.calls_by_hour[hour];
      out.within += within;
      out.within_by_hour[hour] += within;
    }
  }
  for (; waiting < calls.size(); ++waiting) {               // nobody ever came
    ++out.calls;
    ++out.calls_by_hour[hour_of_week(calls[waiting].at)];
  }
  return out;
}

}  // namespace lapwing::measures::workforce
