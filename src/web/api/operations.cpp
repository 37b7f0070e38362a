// For whoever operates the service: is it up, is it ready, what does it count; and the files a browser needs.
#include <fmt/format.h>

#include "ledger/ledger.hpp"
#include "web/render/assets.hpp"
#include "web/site.hpp"

namespace lapwing::web {

namespace {

Response plain(int status, std::string text) { return transport::text_response(status, "text/plain; charset=utf-8", std::move(text)); }

Response get_health(Visit&) { return plain(200, "ok\n"); }
std::optional<Response> get_health_at_once(Visit& visit) { return get_health(visit); }

// Ready to take commands: the ledger takes them, and what it holds can be read.
Response get_ready(Visit& visit) {
  if (const auto why = visit.desk().not_recording()) return plain(503, "not ready: " + *why + "\n");
  const auto entries = visit.desk().ledger().head().size;
  if (entries > 0)
    if (const auto last = visit.desk().ledger().entry(entries - 1); !last)
      return plain(503, "not ready: the ledger cannot be read: " + last.error().message + "\n");
  return plain(200, "ready\n");
}

// ---- metrics ---------------------------------------------------------------------------------------------------------------

// Straight from this machine: what a proxy here passes on comes from elsewhere.
bool is_from_this_machine(const Request& request) {
  const auto& from = request.peer_address;
  const bool loopback = from.starts_with("127.") || from == "::1" || from.starts_with("::ffff:127.");
  return loopback && !request.header("X-Forwarded-For") && !request.header("Forwarded");
}

void add(std::string& out, std::string_view name, std::string_view kind, std::string_view help, double value) {
  fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, kind, value);
}

struct Late {
  std::size_t episodes = 0, clocks = 0;
};

Late late_on(const views::BoardSnapshot& board, Instant now) {
  Late late;
  for (const auto& row : board.ordered(now)) {
    ++late.episodes;
    for (const auto& clock : row.clocks) late.clocks += clock.phase == casework::ClockPhase::breached;
  }
  return late;
}

Response get_metrics(Visit& visit) {
  if (!is_from_this_machine(visit.request) && !visit.visitor.may_read("metrics"))
    return visit.problem(403, "Not from here", "Ask from this machine, or with a token whose role reads metrics.");
  auto& desk = visit.desk();
  const auto now = desk.now();
  const auto board = late_on(*desk.board().read(), now);
  const auto totals = desk.children().totals();
  std::string out;
  if (visit.site.options.transport_counters) out = transport::metrics_text(visit.site.options.transport_counters());
  add(out, "lapwing_ledger_events_total", "counter", "Events in the ledger.", static_cast<double>(desk.sequence()));
  add(out, "lapwing_ledger_last_event_seconds", "gauge", "Seconds since the last event.",
      std::chrono::duration<double>(now - desk.ledger().head().last_at).count());
  add(out, "lapwing_children", "gauge", "Children held.", static_cast<double>(totals.children));
  add(out, "lapwing_episodes", "gauge", "Missing episodes held, open and closed.", static_cast<double>(totals.episodes));
  add(out, "lapwing_episodes_open", "gauge", "Open missing episodes.", static_cast<double>(board.episodes));
  add(out, "lapwing_clocks_breached", "gauge", "Clocks that are late and not acknowledged.", static_cast<double>(board.clocks));
  add(out, "lapwing_sessions", "gauge", "People signed in.", static_cast<double>(visit.site.sessions.count(now)));
  add(out, "lapwing_clock_fault", "gauge", "1 while the machine's clock is not to be trusted.", desk.clock_fault() ? 1 : 0);
  add(out, "lapwing_recording", "gauge", "1 while the ledger takes what is recorded.", desk.not_recording() ? 0 : 1);
  return transport::text_response(200, "text/plain; version=0.0.4; charset=utf-8", std::move(out));
}

// ---- files -----------------------------------------------------------------------------------------------------------------

bool has_already(const Request& request, std::string_view etag) {
  const auto held = request.header("If-None-Match");
  return held && (*held == "*" || held->find(etag) != std::string_view::npos);
}

Response get_asset(Visit& visit) {
  const auto asset = render::find_asset(visit.request.path);
  if (!asset) return visit.not_found("There is no such file.");
  Response response;
  if (has_already(visit.request, asset->etag)) response.status = 304;
  else response = transport::text_response(200, std::string(asset->content_type), transport::Body::immortal(asset->bytes));
  response.set("ETag", std::string(asset->etag));
  response.set("Cache-Control", std::string(render::immutable_cache_control));
  return response;
}

std::optional<Response> get_asset_at_once(Visit& visit) {
  return render::find_asset(visit.request.path) ? std::optional(get_asset(visit)) : std::nullopt;   // not found is a page to make
}

}  // namespace

Routes operations_routes() {
  return {
      {"GET", "/healthz", anyone(), get_health, "Answers while the process runs", {}, get_health_at_once},
      {"GET", "/readyz", anyone(), get_ready, "Answers 200 while the service can record and read"},
      {"GET", "/metrics", anyone(), get_metrics, "What the service counts, for Prometheus: from this machine, or with a token"},
      {"GET", "/assets/{file}", anyone(), get_asset, "Styles, scripts and images", {}, get_asset_at_once},
  };
}

}  // namespace lapwing::web
