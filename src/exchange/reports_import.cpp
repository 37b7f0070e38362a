#include "exchange/reports_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "desk/reading.hpp"
#include "exchange/line_reader.hpp"
#include "ledger/ledger.hpp"

namespace lapwing::exchange {

using casework::RefusalKind;

namespace {

constexpr std::size_t under_way_max = 4096, under_way_bytes_max = 64 * 1024 * 1024;   // sent and not yet answered
constexpr std::size_t note_kinds_max = 1000;
const casework::Actor importer{{}, "Import", Role::system};

// ---- where they go ----------------------------------------------------------------------------------------------------------

class DeskReports final : public ReportSink {
 public:
  explicit DeskReports(desk::Desk& desk) : desk_(desk) {}
  std::future<desk::Outcome> send(std::string sent, std::shared_ptr<const desk::ReportAsSent> read) override {
    return desk_.enqueue(desk::SentOnLinks{importer, casework::ReceiveReport{std::move(sent)}, {}, {}, std::move(read)});
  }
  const desk::ReportRegister& reports() const override { return desk_.reports(); }

 private:
  desk::Desk& desk_;
};

class CopiedReports final : public ReportSink {
 public:
  CopiedReports(const policy::Policies& rules, Instant now) : rules_(rules), now_(now) {}

  std::expected<void, std::string> copy(const std::filesystem::path& data, const std::filesystem::path& keys) {
    ledger::Options options;
    options.access = ledger::Access::read;
    options.keys_dir = keys;
    const auto ledger = ledger::Ledger::open(data, options);
    if (!ledger) return std::unexpected(ledger.error().message);
    auto cursor = (*ledger)->scan(0);
    if (!cursor) return std::unexpected(cursor.error().message);
    ledger::Entry entry;
    while (true) {
      const auto more = cursor->next(entry);
      if (!more) return std::unexpected(more.error().message);
      if (!*more) return {};
      if (entry.erased || !entry.payload.starts_with(R"({"e":"report_received")")) continue;
      const auto recorded = desk::to_recorded(entry);
      if (!recorded) return std::unexpected(recorded.error());
      if (const auto read = desk::read_as_sent(std::get<casework::ReportReceived>(recorded->event).sent))
        put(ReportId{entry.subject}, **read);
    }
  }

  std::future<desk::Outcome> send(std::string sent, std::shared_ptr<const desk::ReportAsSent> read) override {
    std::promise<desk::Outcome> answer;
    answer.set_value(decide(std::move(sent), *read));
    return answer.get_future();
  }
  const desk::ReportRegister& reports() const override { return reports_; }

 private:
  desk::Outcome decide(std::string sent, const desk::ReportAsSent& read) {
    const auto& number = read.read.report.number;
    const auto same = reports_.same(number, read.digest);
    casework::LinkKnowledge known{casework::ReportAtHand{number, reports_.first_held(number), same.has_value()}, {}};
    casework::Context context{now_, importer, rules_, ids_, {}};
    const auto events = casework::decide_link(casework::ReceiveReport{std::move(sent)}, known, context);
    if (!events) return std::unexpected(events.error());
    desk::Done done;
    done.count = events->size();
    done.report = same.value_or(ReportId{});
    if (!events->empty()) put(done.report = ids_.next<ReportId>(), read);
    return done;
  }

  void put(ReportId id, const desk::ReportAsSent& read) {
    const auto& report = read.read.report;
    reports_.put({id, report.number, report.agency, report.withdraws, report.received_at, now_, index_++, report.kind, read.digest, {}, {}, false});
  }

  const policy::Policies& rules_;
  const Instant now_;
  SeededIds ids_{1};
  desk::ReportRegister reports_;
  std::uint64_t index_ = 0;
};

// ---- what was kept without being understood --------------------------------------------------------------------------------

std::string_view fault_words(FieldFault fault) {
  switch (fault) {
    case FieldFault::required: return "is missing";
    case FieldFault::wrong_type: return "is of another type";
    case FieldFault::malformed: return "cannot be read";
    case FieldFault::unknown_value: return "is not in the list";
    case FieldFault::unknown_field: return "is not a field of the form";
    case FieldFault::not_allowed: return "is not allowed";
  }
  return "cannot be read";
}

// "people[12].dob" -> "people[].dob"
std::string kind_of(const FieldError& note) {
  std::string out;
  for (const char c : note.path)
    if (!(c >= '0' && c <= '9' && out.ends_with('['))) out += c;
  return fmt::format("{}: {}", out, fault_words(note.fault));
}

std::string reason_of(const std::vector<FieldError>& errors) {
  std::string out;
  for (const auto& error : errors) {
    if (!out.empty()) out += "; ";
    out += error.path.empty() ? fmt::format("The line {}", error.message) : fmt::format("{} {}", error.path, error.message);
  }
  return out + ".";
}

// ---- the import -------------------------------------------------------------------------------------------------------------

class Import {
 public:
  Import(std::istream& in, ReportSink& sink, const std::function<void(std::uint64_t)>& progress)
      : lines_(in), sink_(sink), progress_(progress) {}

  std::expected<ReportsImport, std::string> run() {
    Line line;
    while (failed_.empty() && lines_.next(line)) {
      ++out_.lines;
      take(std::move(line));
      if (progress_) progress_(lines_.bytes());
    }
    while (!under_way_.empty()) finish_one();
    if (!failed_.empty()) return std::unexpected(failed_);
    if (lines_.failed()) return std::unexpected(std::string("The file could not be read to its end."));
    std::ranges::stable_sort(out_.refused_lines, {}, &ReportsImport::Refused::line);
    return std::move(out_);
  }

 private:
  struct UnderWay {
    std::future<desk::Outcome> answer;
    std::uint64_t line;
    std::size_t bytes;
  };

  void take(Line line) {
    if (!line.fault.empty()) return refuse(line.number, std::move(line.fault));
    auto read = desk::read_as_sent(line.text);
    if (!read) return refuse(line.number, reason_of(read.error()));
    for (const auto& note : (*read)->read.notes) keep_note(line.number, (*read)->read.report.number, note);
    const auto bytes = line.text.size();
    under_way_.push_back({sink_.send(std::move(line.text), std::move(*read)), line.number, bytes});
    under_way_bytes_ += bytes;
    while (under_way_.size() > under_way_max || under_way_bytes_ > under_way_bytes_max) finish_one();
  }

  void finish_one() {
    auto one = std::move(under_way_.front());
    under_way_.pop_front();
    under_way_bytes_ -= one.bytes;
    const auto outcome = one.answer.get();
    if (!outcome) {
      if (outcome.error().kind == RefusalKind::unavailable) failed_ = outcome.error().message;
      else refuse(one.line, outcome.error().message);
    } else if (outcome->count == 0) {
      ++out_.held;
    } else {
      ++out_.added;
      const auto line = sink_.reports().find(outcome->report);
      if (line && line->beside) ++out_.beside;
    }
  }

  void refuse(std::uint64_t line, std::string reason) {
    ++out_.refused;
    if (out_.refused_lines.size() < ReportsImport::listed_max) out_.refused_lines.push_back({line, std::move(reason)});
  }

  void keep_note(std::uint64_t line, const std::string& report, const FieldError& note) {
    ++out_.notes;
    auto kind = kind_of(note);
    if (!out_.notes_by_kind.contains(kind) && out_.notes_by_kind.size() >= note_kinds_max) kind = "of another kind";
    ++out_.notes_by_kind[kind];
    if (out_.note_lines.size() < ReportsImport::listed_max) out_.note_lines.push_back({line, report, note.path, note.message});
  }

  LineReader lines_;
  ReportSink& sink_;
  const std::function<void(std::uint64_t)>& progress_;
  ReportsImport out_;
  std::deque<UnderWay> under_way_;
  std::size_t under_way_bytes_ = 0;
  std::string failed_;
};

}  // namespace

std::unique_ptr<ReportSink> reports_of(desk::Desk& desk) { return std::make_unique<DeskReports>(desk); }

std::expected<std::unique_ptr<ReportSink>, std::string> reports_without_writing(const std::filesystem::path& data,
                                                                                const std::filesystem::path& keys,
                                                                                const policy::Policies& rules, Instant now) {
  auto reports = std::make_unique<CopiedReports>(rules, now);
  std::error_code failed;
  if (std::filesystem::exists(data / "ledger.db", failed))
    if (auto copied = reports->copy(data, keys); !copied) return std::unexpected(copied.error());
  return reports;
}

std::expected<ReportsImport, std::string> import_reports(std::istream& in, ReportSink& sink,
                                                         const std::function<void(std::uint64_t)>& progress) {
  return Import(in, sink, progress).run();
}

}  // namespace lapwing::exchange
