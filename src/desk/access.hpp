// Who may do and see what: the role's permissions (rules/access.toml) and the need-to-know restriction on one record.
// Pure; any thread. Every door (page, API, command line) asks here, through the desk or directly.
#pragma once
#include <optional>

#include "casework/command.hpp"
#include "policy/policies.hpp"

namespace lapwing::desk {

// May this person see inside this child's record? Its restriction is open to the one who set it, to those named, and for a
// while to whoever broke the glass and said why.
bool may_see(const casework::Case& held, const casework::Actor& who, Instant now);

// Why this command is refused to this person; nothing when it is not. `held` is null for a child not yet registered.
std::optional<casework::Refusal> refuse(const policy::AccessPolicy& access, const casework::Actor& who,
                                        std::string_view command, const casework::Case* held, Instant now);

}  // namespace lapwing::desk
