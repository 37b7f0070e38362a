// One report being looked at: found by its id or its number, as known at the time asked for, names left out for a role that reads
// without them, and the look noted in the ledger. Pages and the API go through here. Worker threads; nothing is shared.
#pragma once
#include <expected>
#include <optional>
#include <string>

#include "desk/links.hpp"
#include "web/visit.hpp"

namespace lapwing::web {

struct OpenedReport {
  desk::ReportLine line;
  casework::Stamp stamp;
  reports::ReadReport read;                  // what is understood now, and what is not
  std::string sent;                          // word for word; empty where names are left out
  std::optional<ReportId> withdrawn_by;      // who takes it back, as known then
};

// The report of {report}. `what` is what is looked at, in plain words, for the ledger ("the report"). The Response is the refusal.
std::expected<OpenedReport, Response> open_report(Visit& visit, const std::string& what);

// Sends a report or a ruling for this visitor, with the mark that makes sending it twice harmless (as Visit::send).
desk::Outcome send_on_links(Visit& visit, casework::LinkCommand command, std::shared_ptr<const desk::ReportAsSent> read = {});

// The number of a report, for naming it on a page: nothing when it was erased.
std::string number_of(const Visit& visit, ReportId report);

// ?kind=&agency=&number=&from=&to=: which reports a list shows. The error says which is wrong.
std::expected<desk::ReportFilter, std::string> report_filter(const Visit& visit);

}  // namespace lapwing::web
