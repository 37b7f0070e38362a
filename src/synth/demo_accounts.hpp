// The people of the demonstration: one account for each role, the user name being the role's word. All invented. They have no
// password, so nobody can sign in as one of them but by the one click that serve --demo offers on a loopback address.
#pragma once
#include <expected>
#include <string>

#include "desk/desk.hpp"

namespace lapwing::synth {

// Adds those that are not there yet. The error is the desk's own message.
std::expected<void, std::string> add_demo_accounts(desk::Desk& desk);

// The account of the role, as whoever does something in the demonstration. Only after add_demo_accounts.
casework::Actor demo_actor(const desk::Desk& desk, Role role);

}  // namespace lapwing::synth
