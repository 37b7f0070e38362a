// A role as it is written on the wire and in forms: "duty_inspector". What people read is the role's label in rules/access.toml.
#pragma once
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <optional>
#include <string>

#include "domain/words.hpp"

namespace lapwing::web {

inline std::string role_word(Role role) { return boost::describe::enum_to_string(role, "unknown"); }

// A person's role; nobody signs in as the service itself.
inline std::optional<Role> role_from_word(const std::string& word) {
  Role role{};
  if (!boost::describe::enum_from_string(word.c_str(), role) || role == Role::system) return std::nullopt;
  return role;
}

}  // namespace lapwing::web
