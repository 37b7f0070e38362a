// One connection's bytes, plain or TLS, behind one type, so that everything above is compiled once. Internal to the
// transport; used by one io thread only. At most one read and one write are under way at a time, and buffers live
// until the completion runs.
#pragma once

#include <memory>
#include <span>

#include "web/transport/asio.hpp"

namespace lapwing::transport {

class Connection;

// What to call when an operation is done; keeps the connection alive until then. Small and copied without allocation.
struct Completion {
  std::shared_ptr<Connection> self;
  void (Connection::*then)(error_code, std::size_t);
  void operator()(error_code error, std::size_t bytes = 0) const { ((*self).*then)(error, bytes); }
};

using Buffers = std::span<const asio::const_buffer>;

class Wire {
 public:
  virtual ~Wire() = default;
  virtual bool secure() const = 0;
  virtual void handshake(Completion done) = 0;
  virtual void read_some(asio::mutable_buffer into, Completion done) = 0;
  virtual void write_some(Buffers from, Completion done) = 0;
  virtual void finish(Completion done) = 0;  // says that nothing more will be sent
  virtual void close() = 0;                  // ends whatever is under way
};

std::unique_ptr<Wire> plain_wire(tcp::socket socket);
std::unique_ptr<Wire> tls_wire(tcp::socket socket, asio::ssl::context& context);

}  // namespace lapwing::transport
