#include "web/transport/metrics.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace lapwing::transport {

std::string metrics_text(const Snapshot& s) {
  std::string out;
  auto to = std::back_inserter(out);
  const auto head = [&](std::string_view name, std::string_view kind, std::string_view help) {
    fmt::format_to(to, "# HELP {} {}\n# TYPE {} {}\n", name, help, name, kind);
  };
  const auto one = [&](std::string_view name, std::string_view kind, std::string_view help, std::uint64_t value) {
    head(name, kind, help);
    fmt::format_to(to, "{} {}\n", name, value);
  };

  head("lapwing_http_responses_total", "counter", "Responses by class of status.");
  for (std::size_t i = 0; i < s.responses.size(); ++i)
    fmt::format_to(to, "lapwing_http_responses_total{{class=\"{}xx\"}} {}\n", i + 1, s.responses[i]);

  head("lapwing_http_seconds", "histogram", "From a request's last byte to its response being ready to send.");
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < s.latency.size(); ++i) {
    total += s.latency[i];
    const auto bound =
        i < latency_bounds_seconds.size() ? fmt::format("{}", latency_bounds_seconds[i]) : std::string("+Inf");
    fmt::format_to(to, "lapwing_http_seconds_bucket{{le=\"{}\"}} {}\n", bound, total);
  }
  fmt::format_to(to, "lapwing_http_seconds_sum {}\nlapwing_http_seconds_count {}\n", s.latency_seconds_sum, total);

  one("lapwing_http_accepted_total", "counter", "Connections ever accepted.", s.accepted);
  one("lapwing_http_refused_total", "counter", "Answered 503 because a limit was reached.", s.refused);
  one("lapwing_http_bad_requests_total", "counter", "Requests the transport itself refused.", s.bad_requests);
  one("lapwing_http_streams_dropped_total", "counter", "Streams ended because the client was slow.",
      s.streams_dropped);
  one("lapwing_http_connections", "gauge", "Open connections.", s.connections);
  one("lapwing_http_streams", "gauge", "Open event streams.", s.streams);
  one("lapwing_http_queued", "gauge", "Requests waiting for a worker.", s.queued);
  return out;
}

}  // namespace lapwing::transport
