// import ssda903: brings the statutory return on children looked after in, or says what it would bring in and what is wrong with it.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "exchange/ssda903_import.hpp"
#include "policy/own_files.hpp"

namespace lapwing::cli {

namespace json = boost::json;
namespace ssda903 = exchange::ssda903;

namespace {

int fail(int exit, const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return exit;
}

std::expected<std::optional<ssda903::Year>, std::string> year_asked(const ImportArguments& arguments) {
  if (!arguments.year_ends) return std::nullopt;
  const auto ends = parse_iso_date(*arguments.year_ends);
  if (!ends) return std::unexpected(fmt::format("--year-ends: {}", ends.error()));
  if (ends->month() != std::chrono::March || ends->day() != std::chrono::day{31})
    return std::unexpected("--year-ends: a collection year ends on 31 March. Write it as 2018-03-31.");
  return ssda903::year_ending(*ends);
}

std::expected<ssda903::Return, std::string> read_all(const ImportArguments& arguments, const policy::EthnicityPolicy& ethnicity) {
  ssda903::Return given;
  for (const auto& path : arguments.files) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    Progress progress("Reading " + path.filename().string());
    const auto read = ssda903::read_file(path, ethnicity, given, [&](std::uint64_t bytes) { progress(bytes, failed ? 0 : size); });
    if (!read) return std::unexpected(read.error());
  }
  return given;
}

json::object as_json(const ssda903::ImportReport& report, bool dry_run) {
  json::object out{{"dry_run", dry_run},
                   {"children", report.children.added}, {"children_changed", report.children.changed},
                   {"children_unchanged", report.children.unchanged}, {"periods", report.periods.added},
                   {"periods_unchanged", report.periods.unchanged},
                   {"unchanged", report.children.unchanged + report.periods.unchanged},
                   {"without_header", report.without_header},
                   {"ethnicity_left_to_a_person", report.ethnicity_left_to_a_person}, {"refused_rows", report.refused_rows()}};
  if (report.year)
    out["year"] = json::object{{"starts", to_iso(report.year->starts)}, {"ends", to_iso(report.year->ends)}, {"inferred", report.year_inferred}};
  auto& files = out["files"].emplace_array();
  for (const auto& file : report.files) files.push_back(json::object{{"file", file.file}, {"kind", file.kind}, {"rows", file.rows}});
  auto& refused = out["refused"].emplace_array();
  for (const auto& one : report.refused) {
    json::object row{{"file", one.file}, {"line", nullptr}, {"rule", nullptr}, {"reason", one.reason}};
    if (one.line) row["line"] = *one.line;
    if (!one.rule.empty()) row["rule"] = one.rule;
    refused.push_back(std::move(row));
  }
  return out;
}

void print_table(const ssda903::ImportReport& report, bool dry_run) {
  for (const auto& file : report.files) fmt::print("{}: {} rows ({})\n", file.file, file.rows, file.kind);
  if (report.year)
    fmt::print("Collection year: {} to {}{}\n", for_people(report.year->starts), for_people(report.year->ends),
               report.year_inferred ? ", inferred from the dates (--year-ends says otherwise)" : "");
  fmt::print("\n{:<22}{:>8}{:>10}{:>12}\n", dry_run ? "Would be" : "", "new", "changed", "unchanged");
  fmt::print("{:<22}{:>8}{:>10}{:>12}\n", "Children", report.children.added, report.children.changed, report.children.unchanged);
  fmt::print("{:<22}{:>8}{:>10}{:>12}\n", "Missing periods", report.periods.added, "", report.periods.unchanged);
  if (report.without_header > 0)
    fmt::print("\n{} children have a missing period and no row in header.csv: kept under their code alone.\n", report.without_header);
  if (report.ethnicity_left_to_a_person > 0)
    fmt::print("\n{} children have an ethnicity code (WIRT or WROM) that stands for more than one of ours: a person must choose.\n",
               report.ethnicity_left_to_a_person);
  if (!report.refused.empty()) {
    const auto rows = report.refused_rows();
    fmt::print("\nRefused: {} {}. Everything else {}.\n{:<24}{:>7}{:>6}  {}\n", rows, rows == 1 ? "row" : "rows",
               dry_run ? "would be kept" : "is kept", "file", "line", "rule", "why");
    for (const auto& one : report.refused)
      fmt::print("{:<24}{:>7}{:>6}  {}\n", one.file, one.line ? std::to_string(*one.line) : "", one.rule, one.reason);
  }
  if (dry_run) fmt::print("\nNothing was written.\n");
}

std::expected<ssda903::ImportReport, std::string> import_into_desk(const ImportArguments& arguments, ssda903::Return given,
                                                                   std::optional<ssda903::Year> year) {
  desk::Options options;
  options.data = arguments.data;
  options.keys = arguments.keys;
  auto desk = desk::Desk::open(std::move(options));
  if (!desk) return std::unexpected(desk.error());
  const auto records = exchange::records_of(**desk);
  Progress progress("Importing");
  auto report = ssda903::import(std::move(given), year, (*desk)->rules().ethnicity, *records,
                                [&](std::uint64_t done, std::uint64_t total) { progress(done, total); });
  if (const auto closed = (*desk)->close(); !closed && report) return std::unexpected(closed.error());
  return report;
}

}  // namespace

int import_ssda903(const ImportArguments& arguments) {
  const auto year = year_asked(arguments);
  if (!year) return fail(Exit::usage, year.error());
  const auto rules = policy::policies_of(arguments.data);
  if (!rules) return fail(Exit::failure, rules.error());
  auto given = read_all(arguments, rules->ethnicity);
  if (!given) return fail(Exit::failure, given.error());

  std::expected<ssda903::ImportReport, std::string> report;
  if (arguments.dry_run) {
    const auto records = exchange::records_without_writing(arguments.data, arguments.keys, *rules, desk::MachineTime(Instant{}).now());
    if (!records) return fail(Exit::failure, records.error());
    report = ssda903::import(std::move(*given), *year, rules->ethnicity, **records, {});
  } else {
    report = import_into_desk(arguments, std::move(*given), *year);
  }
  if (!report) return fail(Exit::failure, report.error());
  if (arguments.json) fmt::print("{}\n", json::serialize(as_json(*report, arguments.dry_run)));
  else print_table(*report, arguments.dry_run);
  return report->refused.empty() ? Exit::done : Exit::findings;
}

}  // namespace lapwing::cli
