// Redaction: a record with everything that identifies anyone left out, and its structure, times, codes and clocks kept: what a role
// that reads without names sees, and what an inspector samples. Every text is left out unless it is on the list of code words
// and rule texts in redaction.cpp, so a field added later is left out until someone decides otherwise. Pure.
#pragma once
#include "casework/case.hpp"
#include "casework/event.hpp"
#include "policy/policies.hpp"

namespace lapwing::views {

inline constexpr std::string_view left_out = "[left out]";

// `now` is for the age: a birth date becomes years. A question or an enquiry that came from the rules is given in the rules' own
// words (interview.toml's "{label}" as "this person", "this place"), so that what was asked can still be judged.
casework::Case redact(const casework::Case& held, Instant now, const policy::Policies& rules);
casework::Recorded redact(const casework::Recorded& recorded, const policy::Policies& rules);

}  // namespace lapwing::views
