// Whether two texts of a report say the same: order of fields, white space, and how a number is written do not count; everything
// else does, whether or not the form knows it. Pure; any thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapwing::reports {

// The same text for every way of writing one JSON value; nothing when `json` is not JSON.
std::optional<std::string> canonical(std::string_view json);

}  // namespace lapwing::reports
