// A child's details as several people give them: putting them together, telling whether they differ, and what is wrong with
// them. For casework's use only; everything here is pure.
#pragma once
#include <vector>

#include "casework/child.hpp"
#include "domain/field_error.hpp"

namespace lapwing::casework {

constexpr int child_age_years_max = 25;   // children, and care leavers to 25; an older birth date is a mistyped one

// What is held with what was given laid over it: a field left out, unknown or not asked changes nothing, and lists only grow.
ChildDetails merged(const ChildDetails& held, const ChildDetails& given);
bool same(const ChildDetails& one, const ChildDetails& other);

// Somebody can be looked for: a name, or a description when nobody knows it.
bool is_identified(const ChildDetails&);
// A birth date or age that cannot be a child's. `path` is where the details were sent, e.g. "details".
void check_age(const ChildDetails&, Date today, const std::string& path, std::vector<FieldError>& wrong);
void check_identified(const ChildDetails&, const std::string& path, std::vector<FieldError>& wrong);

}  // namespace lapwing::casework
