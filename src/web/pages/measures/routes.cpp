// Where the pages of figures are found: the overview, each page, its files, and the cases behind a figure.
#include <fmt/format.h>

#include <algorithm>

#include "web/pages/measures/bodies.hpp"
#include "web/pages/measures/inspection_pages.hpp"
#include "web/pages/measures/table_files.hpp"
#include "web/pages/measures/workforce_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

namespace {

constexpr std::string_view base = "/measures/", all_tables = "all";

Response get_page(Visit& visit) {
  const auto* page = find_measure_page(std::string_view(visit.request.path).substr(base.size()));
  return page ? measure_page(visit, *page) : visit.not_found("There is no such page of figures.");
}

Response get_file(Visit& visit) {
  const auto path = std::string_view(visit.request.path).substr(base.size());
  const auto* page = find_measure_page(path.substr(0, path.rfind('/')));
  return page ? measure_file(visit, *page, visit.param("file")) : visit.not_found("There is no such page of figures.");
}

struct FileKind {
  std::string_view ending, type, words;
};
constexpr FileKind file_kinds[] = {{".csv", "text/csv; charset=utf-8", "CSV"},
                                   {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "a spreadsheet"}};

// The one of this id; every one of the page for "all".
std::vector<const measures::Table*> find_tables(const MeasureBody& body, std::string_view id) {
  std::vector<const measures::Table*> out;
  for (const auto& section : body.sections)
    for (const auto& table : section.tables)
      if (table.id == id || id == all_tables) out.push_back(&table);
  return out;
}

std::string file_name(std::string_view path) {
  std::string out(path);
  std::ranges::replace(out, '/', '-');
  return out;
}

}  // namespace

const MeasurePage* find_measure_page(std::string_view path) {
  const auto& pages = measure_pages();
  const auto found = std::ranges::find(pages, path, &MeasurePage::path);
  return found == pages.end() ? nullptr : &*found;
}

Response measure_file(Visit& visit, const MeasurePage& page, std::string_view file) {
  const auto kind = std::ranges::find_if(file_kinds, [&](const auto& of) { return file.ends_with(of.ending); });
  if (kind == std::end(file_kinds)) return visit.not_found("There is no such file. Tables are given as .csv and .xlsx.");
  if (visit.as_known_at) return visit.problem(400, "Figures are of the record as it is now", "Leave out as_known_at, and choose the months instead.");
  const auto asked = measure_asked(visit);
  if (!asked) return visit.problem(400, "The months cannot be read", asked.error().front().message + ".");
  auto body = page.body(visit, *asked);
  if (!body) return std::move(body.error());
  const auto id = file.substr(0, file.size() - kind->ending.size());
  const bool is_csv = kind->ending == ".csv";
  const auto tables = find_tables(*body, id);
  if (tables.empty() || (is_csv && id == all_tables)) return visit.not_found("There is no such table on this page.");
  note_measure_look(visit, fmt::format("{}: {}", page.title, id == all_tables ? "every table" : tables.front()->caption), *asked, kind->words);
  auto bytes = is_csv ? std::expected<std::string, std::string>(csv_of(*tables.front()))
                      : xlsx_of(tables, {std::string(page.title), asked->words(), visit.now()});
  if (!bytes) return visit.problem(503, "The file cannot be made", bytes.error());
  auto response = transport::text_response(200, std::string(kind->type), std::move(*bytes));
  response.set("Content-Disposition", fmt::format("attachment; filename=\"{}{}\"", id == all_tables ? file_name(page.path) : std::string(id), kind->ending));
  return response;
}

Routes measure_routes() {
  Routes routes{{"GET", "/measures", reads("measures"), measures_overview, "How we are doing: what matters most, in sentences"},
                {"GET", "/measures/cases", reads("measures"), measure_cases, "The cases that a figure counts"}};
  for (const auto& page : measure_pages()) {
    const auto path = fmt::format("{}{}", base, page.path);
    routes.push_back({"GET", path, reads("measures"), get_page, fmt::format("Figures: {}", page.title)});
    routes.push_back({"GET", path + "/{file}", reads("measures"), get_file, fmt::format("A table of “{}” as CSV or XLSX", page.title)});
  }
  for (auto* part : {equity_routes, plan_routes, sample_routes, workforce_routes, training_routes})
    for (auto& route : part()) routes.push_back(std::move(route));
  return routes;
}

}  // namespace lapwing::web
