// The HTTP/1.1 server: sockets, TLS, limits, a bounded pool of workers and event streams. The handler is a plain
// synchronous function, called on a worker thread, many at once; what it throws becomes a 500 from on_error.
// Owned by the serve verb. start() and stop() belong to one thread; the rest may be called from any.
// No Asio or Beast type leaves this folder.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "web/transport/limits.hpp"
#include "web/transport/message.hpp"
#include "web/transport/metrics.hpp"

namespace lapwing::transport {

using Handler = std::function<Response(const Request&)>;
// An answer that takes microseconds and waits for nobody, given on the connection's own thread; nothing: a worker handles it.
using AtOnce = std::function<std::optional<Response>(const Request&)>;

// Makes the body of an answer that the transport gives by itself (400, 408, 413, 414, 431, 500, 503): a problem
// document for /api/, a small page otherwise. `path` is as sent, "" when the request could not be read that far.
struct TransportError {
  int status;
  std::string detail;  // one sentence a person can act on
  std::string path;
  std::string request_id;
};
using ErrorHook = std::function<Response(const TransportError&)>;

struct TlsFiles {
  std::string certificate;  // PEM, the chain from the server's own upwards
  std::string key;          // PEM
};

struct Endpoint {
  std::string address;  // an IP address
  std::uint16_t port = 0;
};
// "127.0.0.1:8080", "[::1]:8080", "localhost:8080"; the error says what is wrong with the text.
std::expected<Endpoint, std::string> parse_endpoint(std::string_view text);

struct Options {
  Endpoint listen{"127.0.0.1", 8080};  // port 0: any free one, see Server::port()
  Limits limits;
  int io_threads = 0;                  // 0: half the cores, at least one, at most four
  int workers = 4;                     // how many handlers run at once
  std::optional<TlsFiles> tls;
  ErrorHook on_error;                                               // empty: a plain-text line
  AtOnce at_once;                                                   // empty: everything goes to a worker
  std::function<std::chrono::system_clock::time_point()> now;       // empty: the system clock
  std::function<std::string()> request_id;                          // empty: a random prefix and a count
};

class Server {
 public:
  static std::expected<std::unique_ptr<Server>, std::string> start(Options options, Handler handler);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  const Endpoint& endpoint() const;  // what was bound
  std::uint16_t port() const { return endpoint().port; }
  Snapshot counters() const;

  // Stops accepting, lets requests in flight finish (drain_seconds_max), ends streams, joins its threads. A handler
  // that is still running is waited for, however long: it may be in the middle of a write.
  // True when everything in flight was answered. A second call does nothing.
  bool stop();

 private:
  struct Inner;
  explicit Server(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace lapwing::transport
