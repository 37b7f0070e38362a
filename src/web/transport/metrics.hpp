// What a server counts about itself, as a plain copy taken at one moment, and its Prometheus text form.
// Counters only rise; connections, streams and queued are what is open now.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace lapwing::transport {

// Upper bounds of the latency buckets, in seconds from a request's last byte to its response being ready to send.
inline constexpr std::array<double, 12> latency_bounds_seconds{0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01,
                                                               0.025,  0.05,   0.1,   0.25,   1.0,   5.0};

struct Snapshot {
  std::array<std::uint64_t, 5> responses{};                                    // 1xx to 5xx
  std::array<std::uint64_t, latency_bounds_seconds.size() + 1> latency{};      // not cumulative; the last is "longer"
  double latency_seconds_sum = 0;
  std::uint64_t accepted = 0;        // connections ever accepted
  std::uint64_t refused = 0;         // requests or connections answered 503 by a limit
  std::uint64_t bad_requests = 0;    // 400, 408, 413, 414, 431 given by the transport itself
  std::uint64_t streams_dropped = 0; // streams ended because the client read too slowly
  std::uint64_t connections = 0;
  std::uint64_t streams = 0;
  std::uint64_t queued = 0;          // requests waiting for a worker
};

std::string metrics_text(const Snapshot& snapshot);

}  // namespace lapwing::transport
