// The demonstration's force: sixty days of work and what is going on now, made by real commands with the clocks running.
#pragma once
#include <expected>
#include <string>

#include "desk/desk.hpp"

namespace lapwing::synth {

inline constexpr std::chrono::days demo_history_days{60};

// Fills an empty desk whose `time` stands demo_history_days before `now`, and leaves it at `now`. Everyone is invented, and everyone
// who opens the demonstration sees the same children. The error is the desk's own words about what it refused.
std::expected<void, std::string> fill_demo(desk::Desk& desk, desk::ManualTime& time, Instant now);

}  // namespace lapwing::synth
