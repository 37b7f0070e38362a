#include "desk/access.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapwing::desk {

using casework::Refusal;
using casework::RefusalKind;

bool may_see(const casework::Case& held, const casework::Actor& who, Instant now) {
  if (!held.restriction || who.role == Role::system) return true;
  if (!who.user) return false;
  const auto& set = held.restriction->set.what;
  const auto is_me = [&](const casework::Person& person) { return person.user == who.user; };
  if (is_me(set.owner) || std::ranges::any_of(set.may_read, is_me)) return true;
  return std::ranges::any_of(held.restriction->broken, [&](const casework::Kept<casework::GlassBroken>& broken) {
    return broken.stamp.by.user == who.user && now < broken.what.until;
  });
}

// What the service notes of a person's own doing is recorded whoever they are: a look or a sign-in that could be refused a place
// in the ledger would be one that nobody can find later.
static bool is_a_note(std::string_view command) {
  return command == "note-read" || command == "note-report-read" || command == "note-board-read" || command == "note-sign-in" || command == "note-sign-out";
}

std::optional<Refusal> refuse(const policy::AccessPolicy& access, const casework::Actor& who, std::string_view command,
                              const casework::Case* held, Instant now) {
  if (who.role == Role::system || is_a_note(command)) return std::nullopt;
  if (!access.may_command(who.role, command)) {
    const auto role = access.roles.find(who.role);
    return Refusal{RefusalKind::not_allowed,
                   fmt::format("Your role ({}) may not do this. Ask a supervisor or an administrator.",
                               role == access.roles.end() ? "none" : role->second.label)};
  }
  if (held && command != "break-glass" && !may_see(*held, who, now))
    return Refusal{RefusalKind::not_allowed,
                   fmt::format("This record is restricted. {} decides who may see it; in an emergency, give your reason "
                               "and open it.",
                               held->restriction->set.what.owner.name)};
  return std::nullopt;
}

}  // namespace lapwing::desk
