// import reports: brings reports in, one JSON object a line, or says what it would bring in and what is wrong with it.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>

#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "exchange/records.hpp"
#include "exchange/reports_import.hpp"
#include "policy/own_files.hpp"

namespace lapwing::cli {

namespace json = boost::json;
using exchange::ReportsImport;

namespace {

constexpr std::size_t notes_shown_max = 10;

int fail(const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return Exit::failure;
}

json::object as_json(const ReportsImport& report, const std::string& file, bool dry_run) {
  json::object out{{"file", file}, {"dry_run", dry_run}, {"lines", report.lines}, {"reports", report.added},
                   {"held_already", report.held}, {"beside_another", report.beside}, {"refused_lines", report.refused},
                   {"notes_made", report.notes}};
  json::object kinds;
  for (const auto& [kind, count] : report.notes_by_kind) kinds.emplace(kind, count);
  out.emplace("notes_by_kind", std::move(kinds));
  auto& refused = out["refused"].emplace_array();
  for (const auto& [line, reason] : report.refused_lines) refused.push_back(json::object{{"line", line}, {"reason", reason}});
  auto& notes = out["notes"].emplace_array();
  for (const auto& note : report.note_lines)
    notes.push_back(json::object{{"line", note.line}, {"report", note.report}, {"field", note.path}, {"note", note.message}});
  return out;
}

void print_table(const ReportsImport& report, const std::string& file, bool dry_run) {
  fmt::print("{}: {} lines\n\n", file, report.lines);
  fmt::print("{:<34}{:>8}\n", dry_run ? "Would be new" : "New", report.added);
  if (report.beside > 0) fmt::print("{:<34}{:>8}\n", "  of them beside another report", report.beside);
  fmt::print("{:<34}{:>8}\n", "Held already", report.held);
  fmt::print("{:<34}{:>8}\n", "Refused", report.refused);
  if (report.notes > 0) {
    fmt::print("\nKept but not understood: {}\n", report.notes);
    for (const auto& [kind, count] : report.notes_by_kind) fmt::print("{:>8}  {}\n", count, kind);
    fmt::print("The first of them (--json lists them all):\n");
    for (std::size_t i = 0; i < std::min(notes_shown_max, report.note_lines.size()); ++i) {
      const auto& note = report.note_lines[i];
      fmt::print("  line {}, {}: {} {}\n", note.line, note.report, note.path, note.message);
    }
  }
  if (!report.refused_lines.empty()) {
    fmt::print("\nRefused, everything else {}:\n", dry_run ? "would be kept" : "is kept");
    for (const auto& [line, reason] : report.refused_lines) fmt::print("  line {}: {}\n", line, reason);
    if (report.refused > report.refused_lines.size()) fmt::print("  and {} more\n", report.refused - report.refused_lines.size());
  }
  if (dry_run) fmt::print("\nNothing was written.\n");
}

std::expected<ReportsImport, std::string> run(const ImportReportsArguments& arguments, std::istream& in) {
  std::error_code unknown;
  const auto size = std::filesystem::file_size(arguments.file, unknown);
  const auto import_into = [&](exchange::ReportSink& sink) {
    Progress progress(arguments.dry_run ? "Reading" : "Importing");
    return exchange::import_reports(in, sink, [&](std::uint64_t bytes) { progress(bytes, unknown ? 0 : size); });
  };
  if (arguments.dry_run) {
    const auto rules = policy::policies_of(arguments.data);
    if (!rules) return std::unexpected(rules.error());
    const auto sink = exchange::reports_without_writing(arguments.data, arguments.keys, *rules, desk::MachineTime(Instant{}).now());
    if (!sink) return std::unexpected(sink.error());
    return import_into(**sink);
  }
  desk::Options options;
  options.data = arguments.data;
  options.keys = arguments.keys;
  auto desk = desk::Desk::open(std::move(options));
  if (!desk) return std::unexpected(desk.error());
  auto report = import_into(*exchange::reports_of(**desk));
  if (const auto closed = (*desk)->close(); !closed && report) return std::unexpected(closed.error());
  return report;
}

}  // namespace

int import_reports(const ImportReportsArguments& arguments) {
  std::ifstream in(arguments.file, std::ios::binary);
  if (!in || std::filesystem::is_directory(arguments.file))
    return fail(fmt::format("{} cannot be read. Check its name, and that you may open it.", arguments.file.string()));
  const auto report = run(arguments, in);
  if (!report) return fail(report.error());
  const auto name = arguments.file.filename().string();
  if (arguments.json) fmt::print("{}\n", json::serialize(as_json(*report, name, arguments.dry_run)));
  else print_table(*report, name, arguments.dry_run);
  return report->refused == 0 ? Exit::done : Exit::findings;
}

}  // namespace lapwing::cli
