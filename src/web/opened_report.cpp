#include "web/opened_report.hpp"

#include <fmt/format.h>

#include "views/redaction.hpp"
#include "views/report_redaction.hpp"

namespace lapwing::web {

namespace {

constexpr const char* no_such_report = "There is no such report. Check the address, or find it in the list of reports.";

std::optional<ReportId> report_named(const Visit& visit) {
  const auto text = visit.param("report");
  if (const auto id = ReportId::parse(text)) return id;
  return visit.desk().reports().first_held(text);
}

// A time, or a London day: `after` is the day's end, which is where "to 3 March" ends.
std::expected<std::optional<Instant>, std::string> time_asked(const Visit& visit, std::string_view name, bool after) {
  const std::string text(visit.query.get(name));
  if (text.empty()) return std::nullopt;
  if (const auto at = parse_rfc3339(text)) return *at;
  if (const auto at = parse_london(text)) return *at;
  auto day = parse_slash_date(text);
  if (!day) day = parse_iso_date(text);
  if (!day) return std::unexpected(fmt::format("{}: write a day as 03/03/2026.", name));
  const Date date = after ? Date(std::chrono::sys_days(*day) + std::chrono::days(1)) : *day;
  const auto at = parse_london(fmt::format("{:02}/{:02}/{:04} 00:00", unsigned(date.day()), unsigned(date.month()), int(date.year())));
  if (!at) return std::unexpected(fmt::format("{}: {}", name, at.error()));
  return *at;
}

}  // namespace

std::expected<OpenedReport, Response> open_report(Visit& visit, const std::string& what) {
  const auto id = report_named(visit);
  const auto line = id ? visit.desk().reports().find(*id) : std::nullopt;
  if (!line) return std::unexpected(visit.not_found(no_such_report));
  if (line->erased) return std::unexpected(visit.problem(410, "Erased", "This report was erased."));
  if (visit.as_known_at && line->recorded_at > *visit.as_known_at)
    return std::unexpected(visit.not_found("This report had not come in then."));
  auto held = visit.desk().report(line->id);
  if (!held) return std::unexpected(visit.problem(503, "The report cannot be read", held.error()));
  if (!*held) return std::unexpected(visit.not_found(no_such_report));
  auto read = reports::read_report((*held)->sent);
  if (!read) return std::unexpected(visit.problem(500, "The report cannot be read", "What was sent is held, but is no longer understood."));
  OpenedReport opened{(*held)->line, (*held)->stamp, std::move(*read), std::move((*held)->sent),
                      visit.desk().reports().withdrawn_by(*line, visit.as_known_at)};
  if (!visit.visitor.sees_names()) {
    opened.read = views::redact(std::move(opened.read));
    opened.sent.clear();
    opened.stamp.by.user.reset();
    opened.stamp.by.name.clear();
  }
  visit.desk().note_report_read(visit.visitor.actor, line->id, what, visit.as_known_at);
  return opened;
}

desk::Outcome send_on_links(Visit& visit, casework::LinkCommand command, std::shared_ptr<const desk::ReportAsSent> read) {
  desk::SentOnLinks sent{visit.visitor.actor, std::move(command), {}, {}, std::move(read)};
  if (const auto key = visit.request.header("Idempotency-Key")) {
    sent.request_key = std::string(*key);
    sent.request_body = visit.request.method + " " + visit.request.path + "\n" + visit.request.body;
  } else if (const auto once = visit.form.find("_once"); once && !once->empty()) {
    sent.request_key = std::string(*once) + "\n" + visit.request.body;
    sent.request_body = visit.request.path;
  }
  return visit.desk().submit(std::move(sent));
}

std::string number_of(const Visit& visit, ReportId report) {
  const auto line = visit.desk().reports().find(report);
  return line && !line->erased ? line->number : std::string();
}

std::expected<desk::ReportFilter, std::string> report_filter(const Visit& visit) {
  desk::ReportFilter filter;
  filter.known_at = visit.as_known_at;
  filter.agency = std::string(visit.query.get("agency"));
  filter.number = std::string(visit.query.get("number"));
  if (const auto kind = visit.query.get("kind"); !kind.empty()) {
    filter.kind = reports::report_kind(kind);
    if (!filter.kind)
      return std::unexpected("kind: missing, return, intelligence, sighting, crime, referral, stop, interview or other.");
  }
  const auto from = time_asked(visit, "from", false), to = time_asked(visit, "to", true);
  if (!from) return std::unexpected(from.error());
  if (!to) return std::unexpected(to.error());
  filter.from = *from;
  filter.to = *to;
  return filter;
}

}  // namespace lapwing::web
