// Redaction: a record with everything that identifies anyone left out, and its structure, times, codes and clocks kept: what a role
// that reads without names sees, and what an inspector samples. Every text is left out unless it is on the list of code words
// and rule texts in redaction.cpp, so a field added later is left out until someone decides otherwise. Pure.
#pragma once
#include "casework/case.hpp"
#include "casework/event.hpp"

namespace lapwing::views {

inline constexpr std::string_view left_out = "[left out]";

// `now` is for the age: a birth date becomes years.
casework::Case redact(const casework::Case& held, Instant now);
casework::Recorded redact(const casework::Recorded& recorded);

}  // namespace lapwing::views
