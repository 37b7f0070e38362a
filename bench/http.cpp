// bench_http [--seconds N] [--bytes N]: what our transport costs beside a bare Beast handler that returns the same
// bytes, and how long a publication takes to reach a thousand streams. Both servers run in this process with as many
// threads; wrk loads them in turn, so compare the ratio, not the absolutes.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "bare.hpp"
#include "web/transport/server.hpp"

namespace {

using lapwing::bench::BareServer;
using lapwing::bench::wrk_requests_per_second;
using Clock = std::chrono::steady_clock;

std::unique_ptr<lapwing::transport::Server> ours(lapwing::transport::Handler handler, bool quick) {
  lapwing::transport::Options options;
  options.listen = {"127.0.0.1", 0};
  if (quick) options.at_once = handler;
  auto server = lapwing::transport::Server::start(std::move(options), std::move(handler));
  if (!server) throw std::runtime_error(server.error());
  return std::move(*server);
}

void compare_requests(int seconds, std::size_t bytes) {
  const std::string body = "{\"x\":\"" + std::string(bytes > 8 ? bytes - 8 : 0, 'x') + "\"}";
  const auto shared = std::make_shared<const std::string>(body);
  const auto handler = [shared](const lapwing::transport::Request&) {
    return lapwing::transport::text_response(200, "application/json", shared);
  };
  std::vector<double> bare, pooled, quick;
  for (int round = 0; round < 3; ++round) {
    { BareServer server(1, body); bare.push_back(wrk_requests_per_second(server.port(), seconds)); }
    { auto server = ours(handler, false); pooled.push_back(wrk_requests_per_second(server->port(), seconds)); }
    { auto server = ours(handler, true); quick.push_back(wrk_requests_per_second(server->port(), seconds)); }
  }
  const auto median = [](std::vector<double> v) { return std::ranges::sort(v), v[v.size() / 2]; };
  const double base = median(bare);
  fmt::print("| {} bytes, wrk with 32 connections | requests/s | of bare Beast |\n|---|--:|--:|\n", bytes);
  fmt::print("| bare Beast, one thread | {:.0f} | 1.00 |\n", base);
  fmt::print("| lapwing, a worker for each request | {:.0f} | {:.2f} |\n", median(pooled), median(pooled) / base);
  fmt::print("| lapwing, answered on the io thread | {:.0f} | {:.2f} |\n\n", median(quick), median(quick) / base);
}

// Reads what arrives on many streams with one thread and notes when each publication was seen.
class Listeners {
 public:
  Listeners(std::uint16_t port, int count) : epoll_(::epoll_create1(0)) {
    for (int i = 0; i < count; ++i) {
      const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
      sockaddr_in to{};
      to.sin_family = AF_INET;
      to.sin_port = htons(port);
      to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) throw std::runtime_error("connect");
      const std::string_view ask = "GET /stream HTTP/1.1\r\nHost: t\r\n\r\n";
      if (::send(fd, ask.data(), ask.size(), 0) != static_cast<ssize_t>(ask.size())) throw std::runtime_error("send");
      epoll_event event{.events = EPOLLIN, .data = {.fd = fd}};
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
      fds_.push_back(fd);
    }
  }
  ~Listeners() {
    for (const int fd : fds_) ::close(fd);
    ::close(epoll_);
  }
  // Until `expected` events have been read or nothing has come for a second; each carries when it was published.
  std::vector<double> read_latencies(std::size_t expected) {
    std::vector<double> milliseconds;
    epoll_event ready[256];
    char block[64 * 1024];
    while (milliseconds.size() < expected) {
      const int n = ::epoll_wait(epoll_, ready, 256, 1000);
      if (n <= 0) break;
      for (int i = 0; i < n; ++i) {
        const auto got = ::recv(ready[i].data.fd, block, sizeof block, 0);
        const auto now = Clock::now().time_since_epoch().count();
        std::string_view text(block, got > 0 ? static_cast<std::size_t>(got) : 0);
        for (auto at = text.find("at="); at != text.npos; at = text.find("at=", at + 1))
          milliseconds.push_back(static_cast<double>(now - std::atoll(text.data() + at + 3)) / 1e6);
      }
    }
    return milliseconds;
  }

 private:
  int epoll_;
  std::vector<int> fds_;
};

void measure_streams(int seconds) {
  constexpr int streams = 1000, per_second = 20;
  lapwing::transport::Hub hub;
  auto server = ours(
      [&](const lapwing::transport::Request&) {
        lapwing::transport::Response response;
        response.stream = hub.subscribe(0, {});
        return response;
      },
      false);
  Listeners listeners(server->port(), streams);
  while (server->counters().streams < streams) std::this_thread::yield();
  const std::string row(600, 'r');  // about one row of the board
  std::thread publisher([&] {
    auto next = Clock::now();
    for (int i = 0; i < seconds * per_second; ++i) {
      std::this_thread::sleep_until(next += std::chrono::milliseconds(1000 / per_second));
      hub.publish(0, std::make_shared<const std::string>(lapwing::transport::sse_event(
                         "row", std::to_string(i), fmt::format("at={} {}", Clock::now().time_since_epoch().count(), row))));
    }
  });
  auto latencies = listeners.read_latencies(static_cast<std::size_t>(streams) * seconds * per_second);
  publisher.join();
  std::ranges::sort(latencies);
  const auto at = [&](double q) { return latencies.empty() ? 0 : latencies[static_cast<std::size_t>(q * (latencies.size() - 1))]; };
  fmt::print("| {} streams, {} publications a second | p50 ms | p99 ms | most ms | delivered |\n|---|--:|--:|--:|--:|\n", streams,
             per_second);
  fmt::print("| publication to client | {:.1f} | {:.1f} | {:.1f} | {} of {} |\n", at(0.5), at(0.99), at(1), latencies.size(),
             streams * seconds * per_second);
}

}  // namespace

int main(int count, char** words) {
  int seconds = 3;
  std::size_t bytes = 2000;
  for (int i = 1; i + 1 < count; i += 2) {
    if (std::string_view(words[i]) == "--seconds") seconds = std::max(1, std::atoi(words[i + 1]));
    if (std::string_view(words[i]) == "--bytes") bytes = static_cast<std::size_t>(std::atoll(words[i + 1]));
  }
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  compare_requests(seconds, bytes);
  measure_streams(seconds);
  return 0;
}
