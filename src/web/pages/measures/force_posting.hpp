// Posting a form as a command on the force's own record, as posting.hpp does for a child's. Worker threads; nothing is shared.
#pragma once
#include <string>

#include "web/pages/posting.hpp"

namespace lapwing::web {

struct ForcePosting {
  std::string command;          // "set-plan-action"
  std::string back, notice;     // where to go once it is recorded, and what is said there
  std::string part = {};        // the fields' names begin with this and a dot
};

// Sends `body` (body_of(visit, part), completed by the caller where the form does not say everything). Recorded: a redirect to `back`. Something
// typed is wrong, or something must happen first: `again`. Any other refusal is the page that says so.
Response post_on_force(Visit& visit, const ForcePosting& posting, json::object body, const Again& again);

}  // namespace lapwing::web
