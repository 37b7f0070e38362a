// What the API shows of reports, with the schema of each, and the form they are sent in. Pure; names have been left out before.
#pragma once
#include <boost/json.hpp>

#include "web/opened_report.hpp"

namespace lapwing::web::api {

struct ListedReport {
  desk::ReportLine line;
  std::optional<ReportId> withdrawn_by;
};

json::object listed_report_document(const ListedReport& report);
json::object report_document(const OpenedReport& opened);
json::array notes_document(const std::vector<FieldError>& notes);

json::object listed_report_schema();
json::object report_schema();
json::object received_schema();        // what sending one is answered with
json::object report_form_schema();     // what is sent

}  // namespace lapwing::web::api
