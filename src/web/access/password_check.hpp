// Whether a password opens an account, now. A refusal says the same and takes as long whatever its reason, is written in the
// ledger, and counts towards the lock; it is used wherever a person proves who they are. Any thread.
#pragma once
#include <string>

#include "desk/staff.hpp"
#include "web/visit.hpp"

namespace lapwing::web {

enum class Checked {
  right,
  wrong,   // or no such account, or closed, or locked: whoever asks must not say which
  busy,    // too many at this moment; nothing was checked or noted
};

// `account` may be null. `doing` says in the ledger what the password was given for: "signing in".
Checked check_password(Visit& visit, const desk::Staff::Held& account, const std::string& password, const std::string& doing);

// The one message for Checked::wrong and the one for Checked::busy.
std::string wrong_password_message(const policy::ForcePolicy& force);
inline constexpr std::string_view busy_message = "Many passwords are being checked at this moment. Try again.";

}  // namespace lapwing::web
