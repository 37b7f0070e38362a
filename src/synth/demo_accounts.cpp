#include "synth/demo_accounts.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace lapwing::synth {

namespace {

struct DemoPerson { Role role; std::string_view name; bool has_team = true; };
constexpr DemoPerson people[] = {
    {Role::call_handler, "Priya Nair"},
    {Role::officer, "PC T. Reed"},
    {Role::supervisor, "Sgt A. Okafor"},
    {Role::duty_inspector, "Insp. M. Hale", false},
    {Role::superintendent, "Supt R. Castellan", false},
    {Role::missing_coordinator, "Jo Whitfield", false},
    {Role::analyst, "Sam Osei", false},
    {Role::inspector, "HMI D. Lindqvist", false},
    {Role::auditor, "Farida Aziz", false},
    {Role::administrator, "Chris Doyle", false},
};

std::string username_of(Role role) { return boost::describe::enum_to_string(role, "unknown"); }

}  // namespace

std::expected<void, std::string> add_demo_accounts(desk::Desk& desk) {
  for (const auto& person : people) {
    if (desk.staff().by_username(username_of(person.role))) continue;
    casework::AddAccount add{.username = username_of(person.role), .name = std::string(person.name), .role = person.role};
    if (person.has_team) add.team = desk.rules().force.default_team;
    if (const auto added = desk.submit(desk::SentOnAccount{casework::Actor{}, {}, std::move(add)}); !added)
      return std::unexpected(added.error().message);
  }
  return {};
}

casework::Actor demo_actor(const desk::Desk& desk, Role role) {
  const auto account = desk.staff().by_username(username_of(role));
  return account ? casework::Actor{account->id, account->name, account->role} : casework::Actor{};
}

}  // namespace lapwing::synth
