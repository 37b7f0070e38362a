// What every part of one running server shares: the options it was started with, its counters and its workers.
// Internal to the transport. Outlives every connection. Options never change after start; the rest is atomic.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "web/transport/asio.hpp"
#include "web/transport/pool.hpp"
#include "web/transport/server.hpp"

namespace lapwing::transport {

struct Counters {
  std::array<std::atomic<std::uint64_t>, 5> responses{};
  std::array<std::atomic<std::uint64_t>, latency_bounds_seconds.size() + 1> latency{};
  std::atomic<std::uint64_t> latency_microseconds{0};
  std::atomic<std::uint64_t> accepted{0}, refused{0}, bad_requests{0}, streams_dropped{0};
  std::atomic<std::uint64_t> connections{0}, streams{0};

  void answered(int status);
  void took(double seconds);
};

struct Core {
  Core(Options o, Handler h);

  const Options options;
  const Handler handler;
  Counters counters;
  std::optional<asio::ssl::context> tls;
  std::atomic<bool> stopping{false};
  Pool pool;

  // What a handler throws becomes a 500.
  Response run_handler(const Request& request) const;
  std::optional<Response> run_at_once(const Request& request) const;
  Response error_response(const TransportError& error) const;

  // Connections come and go on the io threads; stop() waits here for the last one.
  void connection_opened();
  void connection_closed();
  bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

 private:
  Response after_throw(const Request& request) const;   // inside a catch

  std::mutex mutex_;
  std::condition_variable empty_;
};

}  // namespace lapwing::transport
