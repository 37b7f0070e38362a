// A force with a long past, for measuring: closed episodes through real commands as fast as the desk takes them, and some that are open.
#pragma once
#include <cstdint>
#include <expected>
#include <functional>
#include <string>

#include "desk/desk.hpp"

namespace lapwing::synth {

struct Filled {
  std::uint64_t children = 0, closed = 0, open = 0, commands = 0;
};

// How much time filling takes by the desk's clock: start it so long before now, and the open episodes are those of today.
std::chrono::minutes time_to_fill(std::uint64_t closed_episodes);

// Each closed episode is reported, found, asked about, offered its return home interview and closed; children come again as the
// published figures say. Many are under way at once and time moves in steps, so that no clock comes due between. Accounts are not added:
// everyone who acts has a name alone. The error is the desk's.
std::expected<Filled, std::string> fill_force(desk::Desk& desk, desk::ManualTime& time, std::uint64_t closed_episodes, std::uint64_t open_episodes,
                                              std::uint64_t seed, const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);

}  // namespace lapwing::synth
