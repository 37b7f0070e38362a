// Reports: sending one, listing them, reading one.
#include <fmt/format.h>

#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/problem.hpp"
#include "web/api/report_documents.hpp"

namespace lapwing::web::api {

namespace {

Response post_report(Visit& visit) {
  if (auto refused = refuse_key(visit)) return std::move(*refused);
  if (const auto body = posted_object(visit); !body) return body.error();
  auto read = desk::read_as_sent(visit.request.body);
  if (!read)
    return problem_of({casework::RefusalKind::invalid, "The report cannot be taken: see errors.", read.error()}, visit.request.path);
  const auto outcome = send_on_links(visit, casework::ReceiveReport{visit.request.body}, *read);
  if (!outcome) return problem_of(outcome.error(), visit.request.path);
  const bool held_already = outcome->count == 0;
  json::object document{{"id", outcome->report.text()}, {"number", (*read)->read.report.number}, {"held_already", held_already},
                        {"notes", notes_document((*read)->read.notes)}, {"repeated", outcome->repeated && !held_already}};
  if (const auto line = visit.desk().reports().find(outcome->report); line && line->beside) document["beside"] = line->beside->text();
  auto response = answer(held_already ? 200 : 201, document);
  response.set("Location", "/api/v1/reports/" + outcome->report.text());
  return response;
}

Response get_reports(Visit& visit) {
  const auto page = page_of(visit);
  if (!page) return page.error();
  const auto before = index_cursor(visit, *page);
  if (!before) return before.error();
  const auto filter = report_filter(visit);
  if (!filter) return visit.problem(400, "The list cannot be given", filter.error());
  auto lines = visit.desk().reports().newest(*filter, page->limit + 1, *before);
  const bool more = lines.size() > page->limit;
  if (more) lines.pop_back();
  json::array items;
  for (const auto& line : lines)
    items.push_back(listed_report_document({line, visit.desk().reports().withdrawn_by(line, visit.as_known_at)}));
  visit.desk().note_list_read(visit.visitor.actor, "a list of reports", visit.as_known_at);
  return answer(200, list(std::move(items), more ? fmt::format("{}", lines.back().index) : ""));
}

Response get_report(Visit& visit) {
  const auto opened = open_report(visit, "the report");
  if (!opened) return opened.error();
  return answer(200, report_document(*opened));
}

}  // namespace

Calls report_calls() {
  return {
      {.route = {"GET", "/api/v1/reports", reads("reports"), get_reports, "Reports, the last to come in first"},
       .answers = "ReportListed",
       .query = {{"kind", "Only reports of this kind."}, {"agency", "Only this agency's, as it writes its name."},
                 {"number", "Only those whose number has this in it."}, {"from", "Received at or after: a time, or a day as 2026-03-03."},
                 {"to", "Received before this time, or by the end of this day."}},
       .paged = true, .has_past = true},
      {.route = {"GET", "/api/v1/reports/{report}", reads("reports"), get_report, "One report: what was sent, and what is understood of it"},
       .answers = "Report", .has_past = true},
      {.route = {"POST", "/api/v1/reports", does("receive-report"), post_report,
                 "Send a report; one already held that says the same is answered with 200", "receive-report"},
       .answers = "ReportReceived", .creates = true},
  };
}

}  // namespace lapwing::web::api
