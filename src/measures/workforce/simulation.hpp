// Calls and officers, hour by hour through many invented weeks: how often an officer is free within the clock, when calls come more at
// some hours than at others and officers are on duty by shift. Where calls come evenly, one service time holds for all and staffing
// never changes, it must agree with the M/M/c queue in statistics/queueing.hpp; that is how it is checked. First come, first served;
// nobody gives up; who is with a child at the end of a shift stays until it is done.
//
// Pure: the same seed gives the same weeks. Any thread.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lapwing::measures::workforce {

constexpr std::size_t week_hours = 168;                     // from Monday 00:00, local time

struct CallKind {
  double share = 1;                                         // of all calls; the shares of all kinds add up to 1
  double service_minutes = 0;                               // mean time an officer is taken up; exponential
  double target_minutes = 0;
};

struct CallDemand {
  std::array<double, week_hours> per_hour{};                // expected calls in each hour of the week
  std::vector<CallKind> kinds;

  double per_week() const;
  double service_minutes() const;                           // mean over kinds
  CallDemand times(double factor) const;
  CallDemand even() const;                                  // as many calls, spread evenly over the week, all of the mean service time
};

using OfficersByHour = std::array<std::uint32_t, week_hours>;
OfficersByHour always(std::uint32_t officers);

struct Call {
  double at = 0, service = 0;                               // minutes
  std::uint32_t kind = 0;
};
struct Calls {
  std::vector<Call> calls;                                  // in order of time
  std::vector<double> targets;                              // by kind, minutes
};
// As many whole weeks as bring about `wanted` calls (at least one, at most `weeks_max`).
constexpr std::size_t weeks_max = 5'000;
Calls invent_calls(const CallDemand& demand, std::size_t wanted, std::uint64_t seed);

struct Simulated {
  std::uint64_t calls = 0, within = 0;
  std::array<std::uint32_t, week_hours> calls_by_hour{}, within_by_hour{};   // by the hour in which the call came
  double share() const { return calls == 0 ? 1 : static_cast<double>(within) / static_cast<double>(calls); }
};
Simulated simulate(const Calls& calls, const OfficersByHour& officers);

}  // namespace lapwing::measures::workforce
