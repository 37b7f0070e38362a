// Nationality is a country's ISO 3166-1 alpha-2 code.
#pragma once
#include <string_view>

namespace lapwing::casework {

bool is_country(std::string_view code);   // "GB"; capital letters only

}  // namespace lapwing::casework
