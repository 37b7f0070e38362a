// Who is looking: enough of an account to decide what concerns them and what they may see. Made by whoever knows the session.
#pragma once
#include <optional>
#include <string>

#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace lapwing::views {

struct Viewer {
  std::optional<UserId> user;
  Role role = Role::officer;
  std::optional<std::string> team;
};

}  // namespace lapwing::views
