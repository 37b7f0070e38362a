// One report: what it says in plain words, what was not understood of it, and what was sent, word for word.
#include <fmt/format.h>

#include "views/report_words.hpp"
#include "views/sentences.hpp"
#include "web/pages/reports_pages.hpp"

namespace lapwing::web {

using namespace render;

namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

// ---- what it is -------------------------------------------------------------------------------------------------------------

// A number that leads to its report.
Value numbered(const Visit& visit, ReportId report, std::string text) {
  const auto number = number_of(visit, report);
  return number.empty() ? Value{.text = std::move(text)} : Value{.text = number, .href = report_path(report)};
}

void add_flags(json::array& out, const Visit& visit, const OpenedReport& opened) {
  const auto& line = opened.line;
  if (opened.withdrawn_by) {
    out.push_back(warning("This report was taken back. It is kept, and nothing is concluded from it."));
    out.push_back(link("The report that takes it back", report_path(*opened.withdrawn_by)));
  }
  if (line.beside) {
    out.push_back(inset(fmt::format("Another report was held first under the number {}, and says something else. Both are kept. Ask the "
                                    "sender which one stands.", line.number)));
    out.push_back(link("The report held first", report_path(*line.beside)));
  } else {
    for (const auto& other : visit.desk().reports().by_number(line.number))
      if (other.id != line.id && (!visit.as_known_at || other.recorded_at <= *visit.as_known_at)) {
        out.push_back(inset(fmt::format("A later report has the number {} too, and says something else. Both are kept.", line.number)));
        out.push_back(link("The later report", report_path(other.id)));
      }
  }
}

std::string happened_words(const reports::Report& report, Instant now) {
  const auto &from = report.occurred_from, &to = report.occurred_to;
  if (from && to) return fmt::format("Between {} and {}", for_people(*from, now), for_people(*to, now));
  if (from) return for_people(*from, now);
  if (to) return "Before " + for_people(*to, now);
  return "Not said";
}

json::object what_it_is(const Visit& visit, const OpenedReport& opened) {
  const auto& report = opened.read.report;
  const auto now = visit.now();
  std::vector<SummaryRow> rows{{.key = "Kind", .value = {.text = std::string(views::kind_words(report.kind))}},
                               {.key = "From", .value = {.text = report.team.empty() ? report.agency : report.agency + ", " + report.team}},
                               {.key = "Happened", .value = {.text = happened_words(report, now)}},
                               {.key = "Received", .value = {.text = for_people(report.received_at, now)}},
                               {.key = "Recorded",
                                .value = {.text = fmt::format("{} by {}", for_people(opened.stamp.at, now), views::who(opened.stamp.by))}}};
  const auto& grading = report.grading;
  std::string words;
  if (grading.source) words += "Source " + views::source_words(*grading.source) + "\n";
  if (grading.information) words += "Information " + views::information_words(*grading.information) + "\n";
  if (grading.handling) words += "Handling " + views::handling_words(*grading.handling);
  rows.push_back({.key = "Grading", .value = {.text = words.empty() ? "Not graded" : words}});
  if (!report.withdraws.empty()) {
    const auto held = visit.desk().reports().first_held(report.withdraws);
    rows.push_back({.key = "Takes back", .value = held ? numbered(visit, *held, report.withdraws) : Value{.text = report.withdraws + ", not held here"}});
  }
  return summary_list(rows);
}

// ---- who and what it names --------------------------------------------------------------------------------------------------

std::string born_words(const reports::Person& person, Instant received_at) {
  if (person.dob) {
    const auto age = age_in_years(*person.dob, london_date(received_at));
    return for_people(*person.dob) + (age ? fmt::format(" ({})", *age) : "");
  }
  return person.age_about ? fmt::format("About {} years old", *person.age_about) : "";
}

json::object people_table(const reports::Report& report) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& person : report.people) {
    auto also = joined(person.aliases);
    rows.push_back({{{.text = views::capital(views::who(person))}}, {{.text = std::string(views::role_words(person.role))}}, {{.text = also}},
                    {{.text = born_words(person, report.received_at)}}, {{.text = joined(person.phones)}}, {{.text = person.address}}});
  }
  const std::vector<Column> columns{{"Who"}, {"Child or adult"}, {"Also known as"}, {"Born"}, {"Phones"}, {"Address"}};
  return table({.caption = "People", .columns = columns, .rows = rows, .empty = "Nobody is named apart from the text."});
}

void add_things(json::array& out, const reports::Report& report) {
  std::vector<std::string> places, vehicles, links;
  for (const auto& place : report.places)
    places.push_back(fmt::format("{} ({})", views::capital(views::place(place)), views::place_words(place.kind)));
  for (const auto& vehicle : report.vehicles) vehicles.push_back(views::capital(views::vehicle(vehicle)));
  for (const auto& link : report.links) links.push_back(views::link_sentence(report, link));
  const auto part = [&](std::string_view title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    out.push_back(heading(title));
    out.push_back(bullets(lines));
  };
  part("Who did what", links);
  part("Places", places);
  part("Vehicles", vehicles);
}

json::array facts(const Visit& visit, const OpenedReport& opened) {
  json::array out{heading("About this report"), what_it_is(visit, opened)};
  if (!opened.read.notes.empty()) {
    std::vector<std::string> lines;
    for (const auto& note : opened.read.notes) lines.push_back(note.path + " " + note.message);
    out.push_back(heading("Kept, and not understood"));
    out.push_back(bullets(lines));
  }
  if (!opened.sent.empty()) out.push_back(details("What was sent, word for word", opened.sent));
  return out;
}

}  // namespace

Response one_report_page(Visit& visit) {
  const auto opened = open_report(visit, "the report");
  if (!opened) return opened.error();
  const auto& report = opened->read.report;
  json::array main;
  add_flags(main, visit, *opened);
  main.push_back(heading("What was said"));
  main.push_back(report.text.empty() ? paragraph("No text was sent.") : inset(report.text));
  add_things(main, report);
  main.push_back(people_table(report));
  auto head = visit.head("Report " + report.number);
  head.wide = true;
  head.back_href = "/reports";
  json::object model{{"heading", "Report " + report.number}, {"fields", std::move(main)}, {"facts", facts(visit, *opened)}};
  return visit.page("report-one", head, std::move(model));
}

}  // namespace lapwing::web
