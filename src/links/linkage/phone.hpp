// A telephone number in one form. Pure; any thread.
#pragma once
#include <string>
#include <string_view>

namespace lapwing::linkage {

struct PhoneReading {
  std::string digits;     // "07700900123"; abroad "00" and the country's code; empty: no number was read
  std::string problem;    // when none was read from a text that is not empty: why, for its author
};

// +44 7700 900123, 0044 …, (0)7700, 07700-900123 and 7700900123 are one number. A number written in words is not read.
PhoneReading read_phone(std::string_view text);

// One digit off, missing, extra, or two neighbours swapped.
bool phone_slip(std::string_view digits_a, std::string_view digits_b);

}  // namespace lapwing::linkage
