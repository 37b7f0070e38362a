// The pages of reports, for reports*.cpp only: the list, one report, and writing one down.
#pragma once
#include "web/opened_report.hpp"
#include "web/pages/form.hpp"

namespace lapwing::web {

std::string report_path(ReportId report);

Response reports_page(Visit& visit);            // reports.cpp
Response one_report_page(Visit& visit);         // reports_one.cpp
Response new_report_page(Visit& visit);         // reports_new.cpp, with the next
Response new_report_sent(Visit& visit);

// How many of each there is room for on the form.
struct ReportRows {
  int people = 2, places = 1, vehicles = 1, links = 2;
};
constexpr int report_rows_max = 40;             // of each

// reports_form.cpp: everything inside the <form>
json::array report_form(const Visit& visit, const ReportRows& rows, const Refused* refused);

// reports_written.cpp: what was typed, as the text of a report in the form that partners send, without its number when none was
// typed; or what is wrong, by field. Completes visit.form (dates), so that a form shown again shows what was understood.
struct Written {
  std::string sent;
  bool has_number = false;
  std::vector<std::pair<std::string, std::string>> fields;   // "people[0]" in the report -> "people[2]" on the form
};
std::expected<Written, Refused> written_report(Visit& visit, const ReportRows& rows);
// A note on what was written, as an error of the form beside its field.
render::FieldError error_of_note(const Written& written, const FieldError& note);

}  // namespace lapwing::web
