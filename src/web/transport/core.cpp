#include "web/transport/core.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>

namespace lapwing::transport {

void Counters::answered(int status) {
  responses[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)].fetch_add(1, std::memory_order_relaxed);
}

void Counters::took(double seconds) {
  const auto bucket = std::ranges::lower_bound(latency_bounds_seconds, seconds) - latency_bounds_seconds.begin();
  latency[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  latency_microseconds.fetch_add(static_cast<std::uint64_t>(seconds * 1e6), std::memory_order_relaxed);
}

Core::Core(Options o, Handler h)
    : options(std::move(o)), handler(std::move(h)), pool(options.workers, options.limits.queue_max) {}

Response Core::run_handler(const Request& request) const {
  try {
    return handler(request);
  } catch (...) {
    return after_throw(request);
  }
}

std::optional<Response> Core::run_at_once(const Request& request) const {
  if (!options.at_once) return std::nullopt;
  try {
    return options.at_once(request);
  } catch (...) {
    return after_throw(request);
  }
}

Response Core::after_throw(const Request& request) const {
  try {
    throw;
  } catch (const std::exception& failure) {
    spdlog::error("request {} {} {}: {}", request.id, request.method, request.path, failure.what());
  } catch (...) {
    spdlog::error("request {} {} {}: an unknown exception", request.id, request.method, request.path);
  }
  return error_response(
      {500, "Something went wrong on our side. Quote the request's number.", request.target, request.id});
}

Response Core::error_response(const TransportError& error) const {
  if (options.on_error) {
    try {
      auto response = options.on_error(error);
      response.status = error.status;
      return response;
    } catch (const std::exception& failure) {
      spdlog::error("request {}: the error page failed: {}", error.request_id, failure.what());
    }
  }
  return text_response(error.status, "text/plain; charset=utf-8",
                       fmt::format("{} {}\n{}\n", error.status, reason_phrase(error.status), error.detail));
}

void Core::connection_opened() { counters.connections.fetch_add(1); }

void Core::connection_closed() {
  const std::lock_guard hold(mutex_);
  if (counters.connections.fetch_sub(1) == 1) empty_.notify_all();
}

bool Core::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock hold(mutex_);
  return empty_.wait_until(hold, deadline, [this] { return counters.connections.load() == 0; });
}

}  // namespace lapwing::transport
