#include "web/transport/wire.hpp"

#include <boost/asio/ssl/stream.hpp>

namespace lapwing::transport {
namespace {

class PlainWire final : public Wire {
 public:
  explicit PlainWire(tcp::socket socket) : socket_(std::move(socket)) {}
  bool secure() const override { return false; }
  void handshake(Completion done) override { asio::post(socket_.get_executor(), [done] { done({}); }); }
  void read_some(asio::mutable_buffer into, Completion done) override {
    socket_.async_read_some(into, std::move(done));
  }
  void write_some(Buffers from, Completion done) override { socket_.async_write_some(from, std::move(done)); }
  void finish(Completion done) override {
    error_code error;
    socket_.shutdown(tcp::socket::shutdown_send, error);
    asio::post(socket_.get_executor(), [done, error] { done(error); });
  }
  void close() override {
    error_code ignored;
    socket_.close(ignored);
  }

 private:
  tcp::socket socket_;
};

class TlsWire final : public Wire {
 public:
  TlsWire(tcp::socket socket, asio::ssl::context& context) : stream_(std::move(socket), context) {}
  bool secure() const override { return true; }
  void handshake(Completion done) override {
    stream_.async_handshake(asio::ssl::stream_base::server, [done](error_code error) { done(error); });
  }
  void read_some(asio::mutable_buffer into, Completion done) override {
    stream_.async_read_some(into, std::move(done));
  }
  void write_some(Buffers from, Completion done) override { stream_.async_write_some(from, std::move(done)); }
  void finish(Completion done) override {
    stream_.async_shutdown([done](error_code error) { done(error); });
  }
  void close() override {
    error_code ignored;
    stream_.lowest_layer().close(ignored);
  }

 private:
  asio::ssl::stream<tcp::socket> stream_;
};

}  // namespace

std::unique_ptr<Wire> plain_wire(tcp::socket socket) { return std::make_unique<PlainWire>(std::move(socket)); }

std::unique_ptr<Wire> tls_wire(tcp::socket socket, asio::ssl::context& context) {
  return std::make_unique<TlsWire>(std::move(socket), context);
}

}  // namespace lapwing::transport
