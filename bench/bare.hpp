// What the transport and the API are measured against: a bare Beast server that returns the same bytes, and wrk to load either.
#pragma once
#include <fmt/format.h>

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace lapwing::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

// The least a correct Beast server does: read, answer from one string, read again.
class BareSession : public std::enable_shared_from_this<BareSession> {
 public:
  BareSession(tcp::socket socket, const std::string& body) : stream_(std::move(socket)), body_(body) {}
  void read() {
    request_ = {};
    http::async_read(stream_, buffer_, request_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (!error) self->answer();
    });
  }

 private:
  void answer() {
    response_ = {};
    response_.version(11);
    response_.result(http::status::ok);
    response_.set(http::field::content_type, "application/json");
    response_.keep_alive(request_.keep_alive());
    response_.body() = body_;
    response_.prepare_payload();
    http::async_write(stream_, response_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (!error) self->read();
    });
  }
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response<http::string_body> response_;
  const std::string& body_;
};

class BareServer {
 public:
  BareServer(int threads, const std::string& body) : io_(threads), acceptor_(io_, {tcp::v4(), 0}), body_(body) {
    accept();
    for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { io_.run(); });
  }
  ~BareServer() {
    io_.stop();
    for (auto& thread : threads_) thread.join();
  }
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  void accept() {
    acceptor_.async_accept(asio::make_strand(io_), [this](beast::error_code error, tcp::socket socket) {
      if (error) return;
      socket.set_option(tcp::no_delay(true));
      std::make_shared<BareSession>(std::move(socket), body_)->read();
      accept();
    });
  }
  asio::io_context io_;
  tcp::acceptor acceptor_;
  const std::string& body_;
  std::vector<std::thread> threads_;
};

// `more`: further words for wrk, such as -H "Name: value".
inline double wrk_requests_per_second(std::uint16_t port, int seconds, const std::string& path = "/", const std::string& more = "") {
  const auto command = fmt::format("wrk -t1 -c32 -d{}s {} http://127.0.0.1:{}{} 2>&1", seconds, more, port, path);
  FILE* pipe = ::popen(command.c_str(), "r");
  double found = 0;
  char line[512];
  while (pipe && std::fgets(line, sizeof line, pipe)) std::sscanf(line, "Requests/sec: %lf", &found);
  if (pipe) ::pclose(pipe);
  return found;
}

}  // namespace lapwing::bench
