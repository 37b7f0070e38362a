// Writing a report down: showing the form, and sending what was typed as a report like any other.
#include <algorithm>
#include <charconv>

#include "web/pages/reports_pages.hpp"
#include "web/wording.hpp"

namespace lapwing::web {

namespace {

Response shown(const Visit& visit, const ReportRows& rows, const Refused* refused) {
  auto head = visit.head("Record a report");
  head.back_href = "/reports";
  if (refused) head.errors = refused->errors;
  return visit.page("report-new", head, {{"fields", report_form(visit, rows, refused)}}, refused ? refused->status : 200);
}

int count_posted(const transport::Fields& form, std::string_view name, int otherwise) {
  const auto text = form.get(name);
  int count = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return std::clamp(count, otherwise, report_rows_max);
}

ReportRows rows_posted(const transport::Fields& form) {
  const ReportRows first;
  return {count_posted(form, "_people", first.people), count_posted(form, "_places", first.places),
          count_posted(form, "_vehicles", first.vehicles), count_posted(form, "_links", first.links)};
}

ReportRows with_one_more(ReportRows rows, std::string_view what) {
  for (const auto& [name, count] : {std::pair<std::string_view, int*>("people", &rows.people), {"places", &rows.places},
                                    {"vehicles", &rows.vehicles}, {"links", &rows.links}})
    if (name == what) *count = std::min(*count + 1, report_rows_max);
  return rows;
}

}  // namespace

Response new_report_page(Visit& visit) { return shown(visit, {}, nullptr); }

Response new_report_sent(Visit& visit) {
  const auto rows = rows_posted(visit.form);
  if (visit.form.has("_add")) {
    const Refused nothing_wrong{{}, 200};
    return shown(visit, with_one_more(rows, visit.form.get("_add")), &nothing_wrong);
  }
  const auto written = written_report(visit, rows);
  if (!written) return shown(visit, rows, &written.error());
  casework::LinkCommand command = casework::ReceiveReport{written->sent, !written->has_number};
  if (auto asked = asked_about_wording(visit, casework::command_name(command))) return std::move(*asked);
  const auto outcome = send_on_links(visit, std::move(command));
  if (outcome) {
    const auto number = number_of(visit, outcome->report);
    return visit.redirect(report_path(outcome->report), outcome->count == 0 ? "Report " + number + " was held already. Nothing was recorded twice."
                                                                            : "The report was recorded as " + number + ".");
  }
  if (outcome.error().kind != casework::RefusalKind::invalid) return visit.refusal(outcome.error());
  Refused refused;
  for (const auto& field : outcome.error().fields) refused.errors.push_back(error_of_note(*written, field));
  if (refused.errors.empty()) refused.errors.push_back({"", outcome.error().message});
  return shown(visit, rows, &refused);
}

}  // namespace lapwing::web
