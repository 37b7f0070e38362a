// Reports: the list, the last to come in first.
#include <fmt/format.h>

#include <charconv>

#include "views/report_words.hpp"
#include "web/pages/reports_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr std::size_t reports_on_page = 50;

Choices kind_choices() {
  Choices out{{"", "All kinds"}};
  for (int i = 0; i <= static_cast<int>(reports::ReportKind::other); ++i) {
    const auto kind = static_cast<reports::ReportKind>(i);
    out.push_back({std::string(word(kind)), std::string(views::kind_words(kind))});
  }
  return out;
}

Choices agency_choices(const Visit& visit) {
  Choices out{{"", "All agencies"}};
  for (const auto& agency : visit.desk().reports().agencies()) out.push_back({agency, agency});
  return out;
}

json::array filter_fields(const Visit& visit) {
  const auto kinds = kind_choices(), agencies = agency_choices(visit);
  return {select({.name = "kind", .label = "Kind", .items = kinds, .chosen = visit.query.get("kind")}),
          select({.name = "agency", .label = "Agency", .items = agencies, .chosen = visit.query.get("agency")}),
          input({.name = "number", .label = "Number, or part of it", .value = visit.query.get("number"), .width = "10", .spellcheck = false}),
          input({.name = "from", .label = "Received from", .value = visit.query.get("from"), .hint = "Like 03/03/2026", .width = "10"}),
          input({.name = "to", .label = "Received to", .value = visit.query.get("to"), .hint = "Like 03/03/2026", .width = "10"}),
          button({.text = "Show", .style = "secondary"})};
}

std::vector<Cell> row(const Visit& visit, const desk::ReportLine& line) {
  const bool withdrawn = visit.desk().reports().withdrawn_by(line, visit.as_known_at).has_value();
  Value state;
  if (withdrawn) state = {.text = "Taken back", .tag = "grey"};
  else if (line.beside) state = {.text = "Beside another", .tag = "yellow"};
  else if (!line.withdraws.empty()) state = {.text = "Takes back " + line.withdraws};
  return {{{.text = line.number, .href = report_path(line.id)}}, {{.text = std::string(views::kind_words(line.kind))}},
          {{.text = line.agency}}, {{.text = for_people(line.received_at, visit.desk().now())}},
          {{.text = for_people(line.recorded_at, visit.desk().now())}}, {std::move(state)}};
}

// The same list from another place in it.
std::string page_href(const Visit& visit, std::optional<std::uint64_t> before) {
  std::string out = "/reports?";
  for (const auto& [name, value] : visit.query)
    if (name != "before" && !value.empty()) out += transport::percent_encode(name) + "=" + transport::percent_encode(value) + "&";
  if (before) return out + fmt::format("before={}", *before);
  out.pop_back();
  return out;
}

std::optional<std::uint64_t> before_asked(const Visit& visit) {
  const auto text = visit.query.get("before");
  std::uint64_t before = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), before);
  return text.empty() || read.ec != std::errc{} ? std::nullopt : std::optional(before);
}

}  // namespace

std::string report_path(ReportId report) { return "/reports/" + report.text(); }

Response reports_page(Visit& visit) {
  const auto filter = report_filter(visit);
  if (!filter) return visit.problem(400, "The list cannot be shown", filter.error());
  const auto before = before_asked(visit);
  auto lines = visit.desk().reports().newest(*filter, reports_on_page + 1, before);
  const bool more = lines.size() > reports_on_page;
  if (more) lines.pop_back();
  std::vector<std::vector<Cell>> rows;
  for (const auto& line : lines) rows.push_back(row(visit, line));
  const std::vector<Column> columns{{"Number"}, {"Kind"}, {"From"}, {"Received"}, {"Recorded"}, {"State"}};
  json::object model{{"may_write", visit.visitor.may_do("receive-report") && !visit.as_known_at},
                     {"filters", filter_fields(visit)},
                     {"found", table({.caption = before ? "Reports, earlier ones" : "Reports, the last to come in first", .columns = columns,
                                      .rows = rows, .empty = "No report is held that fits."})}};
  if (more) model["earlier"] = page_href(visit, lines.back().index);
  if (before) model["newest"] = page_href(visit, std::nullopt);
  visit.desk().note_list_read(visit.visitor.actor, "list of reports", visit.as_known_at);
  auto head = visit.head("Reports");
  head.wide = true;
  return visit.page("reports", head, std::move(model));
}

Routes reports_routes() {
  return {{"GET", "/reports", reads("reports"), reports_page, "Reports of police and partners, the last to come in first"},
          {"GET", "/reports/new", does("receive-report"), new_report_page, "The form for writing a report down"},
          {"POST", "/reports/new", does("receive-report"), new_report_sent, "Records a report that was written here"},
          {"GET", "/reports/{report}", reads("reports"), one_report_page, "One report: what it says, and what was sent"}};
}

}  // namespace lapwing::web
