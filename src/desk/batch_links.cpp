// The batch's part in reports and rulings on links: deciding, and making what is durable known to the register and the followers.
#include <sodium.h>

#include "casework/subjects.hpp"
#include "desk/access.hpp"
#include "desk/batch.hpp"
#include "reports/canonical.hpp"

namespace lapwing::desk {

using namespace casework;

std::expected<std::shared_ptr<const ReportAsSent>, std::vector<FieldError>> read_as_sent(std::string_view sent) {
  auto read = reports::read_report(sent);
  if (!read) return std::unexpected(std::move(read.error()));
  auto out = std::make_shared<ReportAsSent>(ReportAsSent{std::move(*read), {}});
  const auto content = reports::canonical(sent).value_or(std::string(sent));
  crypto_generichash(out->digest.data(), out->digest.size(), reinterpret_cast<const unsigned char*>(content.data()), content.size(),
                     nullptr, 0);
  return out;
}

static Refusal cannot_be_read(std::vector<FieldError> errors) {
  return {RefusalKind::invalid, "This is not a report as it must be written: see what is wrong with it.", std::move(errors)};
}

// The number goes first into a text that has none, and the rest stays as it was written.
static std::string with_number(std::string_view sent, const std::string& number) {
  const auto brace = sent.find('{');
  if (brace == sent.npos) return std::string(sent);
  const auto rest = sent.substr(brace + 1);
  const auto next = rest.find_first_not_of(" \t\r\n");
  const bool empty = next != rest.npos && rest[next] == '}';
  return "{\"report\":\"" + number + "\"" + (empty ? "" : ",") + std::string(rest);
}

std::expected<void, Refusal> Batch::read_report(SentOnLinks& sent, LinkKnowledge& known) {
  auto* receiving = std::get_if<ReceiveReport>(&sent.command);
  if (!receiving) return {};
  if (receiving->gives_number) {
    receiving->sent = with_number(receiving->sent, desk_.reports.number_after_last(static_cast<int>(london_date(now_).year()), numbers_used_));
    sent.read.reset();
  }
  if (!sent.read) {
    auto read = read_as_sent(receiving->sent);
    if (!read) return std::unexpected(cannot_be_read(std::move(read.error())));
    sent.read = std::move(*read);
  }
  const auto& number = sent.read->read.report.number;
  known.report = ReportAtHand{number, desk_.reports.first_held(number), desk_.reports.same(number, sent.read->digest).has_value()};
  if (const auto here = new_numbers_.find(number); here != new_numbers_.end()) {
    if (!known.report->first_held) known.report->first_held = new_reports_[here->second.front()].line.id;
    for (const auto at : here->second) known.report->is_held |= new_reports_[at].line.digest == sent.read->digest;
  }
  return {};
}

// The report that says just what was sent, when it is held already.
ReportId Batch::held_like(const ReportAsSent& sent) const {
  if (const auto held = desk_.reports.same(sent.read.report.number, sent.digest)) return *held;
  if (const auto here = new_numbers_.find(sent.read.report.number); here != new_numbers_.end())
    for (const auto at : here->second)
      if (new_reports_[at].line.digest == sent.digest) return new_reports_[at].line.id;
  return {};
}

Outcome Batch::decide_on_links(SentOnLinks sent) {
  auto request = request_of(sent.by, sent.request_key, sent.request_body);
  if (request) {
    if (auto earlier = repeated(*request)) return std::move(*earlier);
  }
  if (auto no = refuse(desk_.rules.access, sent.by, command_name(sent.command), nullptr, now_)) return std::unexpected(std::move(*no));
  LinkKnowledge known;
  known.holds = [&](std::string_view number) {
    return desk_.reports.holds(number) || new_numbers_.contains(std::string(number)) || (desk_.options.links && desk_.options.links->holds(number));
  };
  if (auto read = read_report(sent, known); !read) return std::unexpected(std::move(read.error()));
  Context context{now_, sent.by, desk_.rules, *desk_.ids, {}};
  auto events = decide_link(sent.command, known, context);
  if (!events) return std::unexpected(std::move(events.error()));

  Done done;
  done.first = next_;
  done.count = events->size();
  if (const auto* receiving = std::get_if<ReceiveReport>(&sent.command)) {
    done.report = events->empty() ? held_like(*sent.read) : desk_.ids->next<ReportId>();
    done.repeated = events->empty();
    if (receiving->gives_number) ++numbers_used_;
  } else if (const auto* looking = std::get_if<NoteReportRead>(&sent.command)) {
    if (!desk_.reports.find(looking->report)) return std::unexpected(not_found("There is no such report."));
    done.report = looking->report;
  }
  for (std::size_t i = 0; i < events->size(); ++i) {
    Envelope envelope{std::move((*events)[i].event), {}, sent.by, {}, {}};
    if (request && i + 1 == events->size()) {
      envelope.request = request->key;
      envelope.request_body = request->body;
      envelope.request_events = events->size();
    }
    record_on_links(done, sent, std::move(envelope));
  }
  if (request) requests_.emplace(request->key, Requests::Answered{request->body, done, now_});
  return done;
}

void Batch::record_on_links(const Done& done, const SentOnLinks& sent, Envelope envelope) {
  const auto subject = done.report.is_nil() ? desk_.ids->next<RulingId>().bytes : done.report.bytes;
  auto recorded = draft(subject, std::move(envelope));
  if (const auto* received = std::get_if<ReportReceived>(&recorded.event)) {
    const auto& report = sent.read->read.report;
    new_numbers_[report.number].push_back(new_reports_.size());
    auto line = report_line(done.report, *sent.read, recorded.stamp);
    line.beside = received->beside;
    new_reports_.push_back({std::move(line), sent.read, recorded.stamp});
  } else if (std::holds_alternative<ReportRead>(recorded.event)) {
    report_looks_.emplace_back(done.report, recorded.stamp.index);
  } else {
    rulings_.push_back(std::move(recorded));
  }
}

ReportLine report_line(ReportId id, const ReportAsSent& sent, const Stamp& stamp) {
  const auto& report = sent.read.report;
  return {id, report.number, report.agency, report.withdraws, report.received_at, stamp.at, stamp.index, report.kind, sent.digest, {}, {}, false};
}

// In the ledger's order: a ruling may name a report that came in just before it.
void Batch::publish_links() {
  for (const auto& [line, read, stamp] : new_reports_) desk_.reports.put(line);
  for (const auto& [report, index] : report_looks_) desk_.reports.put_read(report, index);
  for (const auto& ruling : rulings_) desk_.reports.put_ruling(ruling.stamp.index);
  const auto& follower = desk_.options.links;
  if (!follower) return;
  if (new_reports_.empty() && rulings_.empty() && followed_.empty()) return;
  for (const auto& [child, recorded] : followed_) follower->case_recorded(child, recorded);
  auto report = new_reports_.begin();
  auto ruling = rulings_.begin();
  while (report != new_reports_.end() || ruling != rulings_.end()) {
    const bool is_report = ruling == rulings_.end() || (report != new_reports_.end() && report->stamp.index < ruling->stamp.index);
    if (is_report) follower->report_received(report->line.id, report->read->read.report, report->stamp, report->line.beside), ++report;
    else follower->ruling_recorded(*ruling), ++ruling;
  }
  follower->told();
}

}  // namespace lapwing::desk
