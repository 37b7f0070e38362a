// Bringing reports in: a file with one JSON object a line (src/reports says which). A bad line is refused by its number and the
// rest go on; what was kept without being understood is noted. A second import of the same file changes nothing. A line at a time is
// read while thousands wait to be durable, so memory does not grow with the file. One thread.
#pragma once
#include <expected>
#include <filesystem>
#include <functional>
#include <future>
#include <istream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "desk/desk.hpp"

namespace lapwing::exchange {

// Where the reports go: the desk or, for a dry run, a register in memory on which the same is decided and nothing is written.
class ReportSink {
 public:
  virtual ~ReportSink() = default;
  virtual std::future<desk::Outcome> send(std::string sent, std::shared_ptr<const desk::ReportAsSent> read) = 0;
  virtual const desk::ReportRegister& reports() const = 0;
};
std::unique_ptr<ReportSink> reports_of(desk::Desk& desk);   // which must outlive it; sent as the service's own, by the name "Import"
// Reads the ledger in `data` if there is one, beside a running service if need be.
std::expected<std::unique_ptr<ReportSink>, std::string> reports_without_writing(const std::filesystem::path& data,
                                                                                const std::filesystem::path& keys,
                                                                                const policy::Policies& rules, Instant now);

struct ReportsImport {
  static constexpr std::size_t listed_max = 100'000;   // lines told one by one, of each sort; the rest are counted
  struct Refused { std::uint64_t line; std::string reason; };
  struct Note { std::uint64_t line; std::string report, path, message; };

  std::uint64_t lines = 0, added = 0, held = 0, beside = 0;   // `added` counts those kept beside another of their number too
  std::uint64_t refused = 0, notes = 0;
  std::vector<Refused> refused_lines;                  // in the file's order
  std::map<std::string, std::uint64_t> notes_by_kind;  // "people[].dob: cannot be read"
  std::vector<Note> note_lines;
};

// The error is about the ledger or the file, not about lines. `progress` is told the bytes read.
std::expected<ReportsImport, std::string> import_reports(std::istream& in, ReportSink& sink,
                                                         const std::function<void(std::uint64_t bytes)>& progress);

}  // namespace lapwing::exchange
