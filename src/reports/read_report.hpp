// Reading a report as it was sent. Only the number, the time received and the kind must be there; what cannot be understood is left
// out of the typed report and said in a note, what is not known to the form is noted too, and the text sent is always kept whole by
// whoever records it. So nothing is dropped in silence and a report is refused only when nobody could find it again.
#pragma once
#include <expected>
#include <string_view>

#include "domain/field_error.hpp"
#include "reports/report.hpp"

namespace lapwing::reports {

inline constexpr std::size_t report_bytes_max = 1 << 20;
inline constexpr std::size_t mentions_max = 1000;     // people, places and vehicles together, and links apart

struct ReadReport {
  Report report;
  std::vector<FieldError> notes;   // what was kept but not understood; paths as in the form: "people[1].dob"
};

// Takes one JSON object (UTF-8). The errors name the field and what to do.
std::expected<ReadReport, std::vector<FieldError>> read_report(std::string_view json);

}  // namespace lapwing::reports
