#include "web/transport/server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <random>
#include <vector>

#include "web/transport/connection.hpp"
#include "web/transport/core.hpp"
#include "web/transport/shard.hpp"

namespace lapwing::transport {
namespace {

constexpr std::size_t refusals_open_max = 64;  // connections beyond the limit that are kept long enough to be told
constexpr std::chrono::milliseconds accept_pause{100};

using Failure = std::unexpected<std::string>;

std::expected<std::unique_ptr<asio::ssl::context>, std::string> tls_context(const TlsFiles& files) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                       asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1);
  error_code error;
  context->use_certificate_chain_file(files.certificate, error);
  if (error) return Failure(fmt::format("The certificate {} cannot be used: {}.", files.certificate, error.message()));
  context->use_private_key_file(files.key, asio::ssl::context::pem, error);
  if (error) return Failure(fmt::format("The key {} cannot be used: {}.", files.key, error.message()));
  return context;
}

std::string why_not_bound(const Endpoint& listen, const error_code& error) {
  const auto at = fmt::format("{}:{}", listen.address, listen.port);
  if (error == asio::error::address_in_use)
    return fmt::format("{} is already in use. Stop what is listening there, or choose another port.", at);
  if (error == asio::error::access_denied)
    return fmt::format("{} may not be opened by this user. Ports below 1024 need a right; choose a higher one.", at);
  return fmt::format("{} cannot be listened on: {}.", at, error.message());
}

std::function<std::string()> counting_ids() {
  std::random_device device;
  const auto prefix = (static_cast<std::uint64_t>(device()) << 32) | device();
  return [prefix, next = std::make_shared<std::atomic<std::uint64_t>>(0)] {
    return fmt::format("{:016x}-{}", prefix, next->fetch_add(1) + 1);
  };
}

Options with_defaults(Options options) {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  if (options.io_threads <= 0) options.io_threads = std::clamp(cores / 2, 1, 4);
  options.workers = std::max(1, options.workers);
  if (!options.now) options.now = [] { return std::chrono::system_clock::now(); };
  if (!options.request_id) options.request_id = counting_ids();
  return options;
}

}  // namespace

std::expected<Endpoint, std::string> parse_endpoint(std::string_view text) {
  const auto wrong = [&](std::string_view why) {
    return Failure(fmt::format("\"{}\" is not an address to listen on: {} Write it as 127.0.0.1:8080 or [::1]:8080.",
                               text, why));
  };
  const auto colon = text.rfind(':');
  if (colon == text.npos) return wrong("the port is missing.");
  auto address = text.substr(0, colon);
  if (address.size() > 2 && address.front() == '[' && address.back() == ']')
    address = address.substr(1, address.size() - 2);
  else if (address.find(':') != address.npos)
    return wrong("an IPv6 address goes in square brackets.");
  const auto port = text.substr(colon + 1);
  unsigned number = 0;
  const auto [end, failure] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (failure != std::errc{} || end != port.data() + port.size() || number > 65535)
    return wrong("the port is not a number from 0 to 65535.");
  if (address == "localhost") address = "127.0.0.1";
  error_code error;
  asio::ip::make_address(std::string(address), error);
  if (error) return wrong("the part before the port is not an IP address.");
  return Endpoint{std::string(address), static_cast<std::uint16_t>(number)};
}

struct Server::Inner {
  Inner(Options options, Handler handler) : core(with_defaults(std::move(options)), std::move(handler)) {
    for (int i = 0; i < core.options.io_threads; ++i) shards.push_back(std::make_unique<Shard>(core));
    acceptor.emplace(shards.front()->io());
    retry.emplace(shards.front()->io());
  }

  std::expected<void, std::string> listen();
  void accept();
  void accepted(error_code error, tcp::socket socket, Shard& shard);
  bool stop();

  Core core;
  std::vector<std::unique_ptr<Shard>> shards;
  std::optional<tcp::acceptor> acceptor;     // the first shard's io thread, once started
  std::optional<asio::steady_timer> retry;   // likewise
  std::size_t next_shard = 0;                // likewise
  Endpoint bound;
  bool stopped = false;
};

std::expected<void, std::string> Server::Inner::listen() {
  const auto& wanted = core.options.listen;
  error_code error;
  const auto address = asio::ip::make_address(wanted.address, error);
  if (error) return Failure(fmt::format("\"{}\" is not an IP address.", wanted.address));
  const tcp::endpoint endpoint(address, wanted.port);
  acceptor->open(endpoint.protocol(), error);
  if (!error) acceptor->set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor->bind(endpoint, error);
  if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
  if (error) return Failure(why_not_bound(wanted, error));
  bound = {wanted.address, acceptor->local_endpoint(error).port()};
  return {};
}

void Server::Inner::accept() {
  auto& shard = *shards[next_shard++ % shards.size()];
  acceptor->async_accept(shard.io(), [this, &shard](error_code error, tcp::socket socket) {
    accepted(error, std::move(socket), shard);
  });
}

void Server::Inner::accepted(error_code error, tcp::socket socket, Shard& shard) {
  if (core.stopping.load() || error == asio::error::operation_aborted) return;
  if (error) {  // out of file descriptors, say: others must go before anyone can come
    retry->expires_after(accept_pause);
    return retry->async_wait([this](error_code cancelled) {
      if (!cancelled) accept();
    });
  }
  core.counters.accepted.fetch_add(1);
  const auto open = core.counters.connections.load();
  const auto most = core.options.limits.connections_max;
  if (open >= most) core.counters.refused.fetch_add(1);
  if (open < most + refusals_open_max) {
    core.connection_opened();
    asio::post(shard.io(), [&shard, refuse = open >= most, s = std::move(socket)]() mutable {
      shard.adopt(std::move(s), refuse);
    });
  }
  accept();
}

bool Server::Inner::stop() {
  if (std::exchange(stopped, true)) return true;
  core.stopping.store(true);
  asio::post(shards.front()->io(), [this] {
    error_code ignored;
    acceptor->close(ignored);
    retry->cancel();
  });
  for (auto& shard : shards) shard->drain();
  const auto now = [] { return std::chrono::steady_clock::now(); };
  const auto wait = std::chrono::duration<double>(core.options.limits.drain_seconds_max);
  const bool all = core.wait_until_empty(now() + std::chrono::duration_cast<SteadyTime::duration>(wait));
  if (!all) {
    for (auto& shard : shards) shard->close_all();
    core.wait_until_empty(now() + std::chrono::seconds(1));
  }
  core.pool.stop();
  for (auto& shard : shards) shard->stop();
  return all;
}

Server::Server(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Server::~Server() { stop(); }

std::expected<std::unique_ptr<Server>, std::string> Server::start(Options options, Handler handler) {
  std::unique_ptr<asio::ssl::context> tls;
  if (options.tls) {
    auto context = tls_context(*options.tls);
    if (!context) return Failure(context.error());
    tls = std::move(*context);
  }
  auto inner = std::make_unique<Inner>(std::move(options), std::move(handler));
  if (tls) inner->core.tls.emplace(std::move(*tls));
  if (auto listening = inner->listen(); !listening) return Failure(listening.error());
  inner->accept();
  for (auto& shard : inner->shards) shard->start();
  return std::unique_ptr<Server>(new Server(std::move(inner)));
}

const Endpoint& Server::endpoint() const { return inner_->bound; }
bool Server::stop() { return inner_->stop(); }

Snapshot Server::counters() const {
  const auto& from = inner_->core.counters;
  Snapshot s;
  for (std::size_t i = 0; i < s.responses.size(); ++i) s.responses[i] = from.responses[i].load();
  for (std::size_t i = 0; i < s.latency.size(); ++i) s.latency[i] = from.latency[i].load();
  s.latency_seconds_sum = static_cast<double>(from.latency_microseconds.load()) / 1e6;
  s.accepted = from.accepted.load();
  s.refused = from.refused.load();
  s.bad_requests = from.bad_requests.load();
  s.streams_dropped = from.streams_dropped.load();
  s.connections = from.connections.load();
  s.streams = from.streams.load();
  s.queued = inner_->core.pool.queued();
  return s;
}

}  // namespace lapwing::transport
