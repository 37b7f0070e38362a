// language: checks the wording of documents, and says what could be written instead. Nothing is changed in them.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>

#include "cli/language_rules.hpp"
#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "language/report.hpp"

namespace lapwing::cli {

namespace json = boost::json;

namespace {

struct Sources {
  std::vector<std::filesystem::path> files;
  std::uint64_t passed_over = 0;      // files of folders that are of no kind we read
  bool any_folder = false;
};

std::expected<Sources, std::string> gather(const std::vector<std::filesystem::path>& paths) {
  constexpr std::size_t files_max = 1'000'000;
  Sources out;
  for (const auto& path : paths) {
    std::error_code failed;
    if (!std::filesystem::is_directory(path, failed)) {
      out.files.push_back(path);
      continue;
    }
    out.any_folder = true;
    std::vector<std::filesystem::path> found;
    const auto passing_on = std::filesystem::directory_options::skip_permission_denied;
    for (std::filesystem::recursive_directory_iterator at(path, passing_on, failed), end; !failed && at != end; at.increment(failed)) {
      if (std::error_code ignored; !at->is_regular_file(ignored)) continue;
      if (language::is_readable_kind(at->path())) found.push_back(at->path());
      else ++out.passed_over;
      if (found.size() > files_max) return std::unexpected(fmt::format("{} holds more than {} files", path.string(), files_max));
    }
    if (failed) return std::unexpected(fmt::format("{} cannot be read: {}", path.string(), failed.message()));
    std::sort(found.begin(), found.end());
    out.files.insert(out.files.end(), found.begin(), found.end());
  }
  return out;
}

json::object as_json(const std::string& file, const language::ReportLine& line, const language::Checker& checker) {
  json::object out{{"file", file}, {"start", line.start}, {"end", line.end}, {"text", line.text}, {"rule", line.rule->id},
                   {"severity", language::word_for(line.severity)}, {"why", line.why}, {"source", line.rule->source}};
  auto& suggestions = out["suggestions"].emplace_array();
  for (const auto& each : line.rule->suggestions) suggestions.emplace_back(each);
  out["counted"] = line.exemption == language::Exemption::none;
  out["exempt"] = language::word_for(line.exemption);
  out["family"] = line.rule->family;
  out["line"] = line.line;
  out["start_character"] = line.start_character;
  out["end_character"] = line.end_character;
  out["rules_version"] = checker.rules().version;
  out["rules_digest"] = checker.rules().digest;
  return out;
}

class JsonPrinter {
 public:
  void operator()(const language::FileReport& report, const language::Checker& checker) {
    for (const auto& line : report.lines) {
      fmt::print("{}{}", any_ ? ",\n" : "[", json::serialize(as_json(report.file, line, checker)));
      any_ = true;
    }
  }
  void finish() const { fmt::print("{}\n", any_ ? "]" : "[]"); }

 private:
  bool any_ = false;
};

void print_lines(const language::FileReport& report) {
  for (const auto& line : report.lines) {
    const bool counted = line.exemption == language::Exemption::none;
    fmt::print("{}:{}: \"{}\" {}{}\n    {} ({})\n", report.file, line.line, line.text, language::word_for(line.severity),
               counted ? "" : fmt::format(" ({}: not counted)", language::word_for(line.exemption)), line.why, line.rule->source);
    if (counted) fmt::print("    Could be: {}\n", fmt::join(line.rule->suggestions, "; "));
  }
}

bool write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (out) return true;
  fmt::print(stderr, "{} cannot be written\n", path.string());
  return false;
}

struct Totals {
  std::uint64_t files = 0, words = 0, counted = 0, shown = 0, problems = 0;
};

void print_totals(const Totals& totals, const Sources& sources, const language::Checker& checker) {
  fmt::print("\n{} {} in {} words of {} {}", totals.counted, totals.counted == 1 ? "finding" : "findings", totals.words, totals.files,
             totals.files == 1 ? "file" : "files");
  if (totals.words > 0) fmt::print(" ({:.2f} for each 1,000 words)", 1000.0 * static_cast<double>(totals.counted) / static_cast<double>(totals.words));
  fmt::print(".\n");
  if (totals.shown > totals.counted) fmt::print("{} more quoted, somebody's account, or spoken of as a wording.\n", totals.shown - totals.counted);
  if (totals.problems > 0) fmt::print("{} could not be read.\n", totals.problems);
  if (sources.passed_over > 0) fmt::print("{} other files were passed over: they are not text, Markdown, HTML or DOCX.\n", sources.passed_over);
  fmt::print("Rules: version {}, {} phrases.\n", checker.version(), checker.rules().phrase_count());
}

int fail(const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return Exit::failure;
}

}  // namespace

int language(const LanguageArguments& arguments) {
  const auto checker = language_checker(arguments.data);
  if (!checker) return fail(checker.error());
  const auto sources = gather(arguments.paths);
  if (!sources) return fail(sources.error());
  if (sources->files.empty()) return fail("There is no text, Markdown, HTML or DOCX file in what was named.");

  const bool keep = !arguments.csv.empty() || !arguments.html.empty();
  std::vector<language::FileReport> kept;
  JsonPrinter print_json;
  Totals totals;
  Progress progress("Checking");
  for (const auto& path : sources->files) {
    progress(totals.files + totals.problems, sources->any_folder ? sources->files.size() : 0);
    const auto document = language::read_document(path);
    if (!document) {
      ++totals.problems;
      fmt::print(stderr, "{}\n", document.error());
      if (keep) kept.push_back({path.string(), 0, {}, document.error()});
      continue;
    }
    auto report = language::report_on(path.string(), *document, *checker);
    ++totals.files;
    totals.words += report.words;
    totals.counted += report.counted();
    totals.shown += report.lines.size();
    if (arguments.json) print_json(report, *checker);
    else print_lines(report);
    if (keep) kept.push_back(std::move(report));
  }
  if (arguments.json) print_json.finish();
  else print_totals(totals, *sources, *checker);
  if (!arguments.csv.empty() && !write_file(arguments.csv, language::as_csv(kept, *checker))) return Exit::failure;
  if (!arguments.html.empty() && !write_file(arguments.html, language::as_html(kept, *checker))) return Exit::failure;
  if (totals.problems > 0) return Exit::failure;
  return totals.counted > 0 ? Exit::findings : Exit::done;
}

}  // namespace lapwing::cli
