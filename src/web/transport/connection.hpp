// One client: reads a request, has it handled, writes the answer, and again; or carries an event stream. Internal to
// the transport. Everything runs on its shard's io thread but handle(), which a worker runs while the io thread
// leaves the request and the response alone; the post back orders the two.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "web/transport/core.hpp"
#include "web/transport/parser.hpp"
#include "web/transport/shard.hpp"
#include "web/transport/subscriber.hpp"
#include "web/transport/wire.hpp"

namespace lapwing::transport {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, Shard& shard, tcp::socket socket, bool refuse);
  ~Connection();

  void start();
  void drain();
  void close();
  bool due(SteadyTime now) const { return now >= deadline_; }
  void on_time(SteadyTime now);
  void flush_stream();
  void handle();  // a worker

 private:
  enum class State {
    handshake,
    idle,      // between requests
    header,    // some bytes of a request are here
    body,
    handling,  // a worker has it
    writing,
    stream,
    lingering,  // we have said all; the client may still be sending
    closed
  };

  Completion then(void (Connection::*what)(error_code, std::size_t)) { return {shared_from_this(), what}; }
  void expect_within(double seconds);

  // connection_read.cpp
  void shaken(error_code error, std::size_t);
  void read();
  void received(error_code error, std::size_t bytes);
  void parse();
  void continue_sent(error_code error, std::size_t bytes);
  void dispatch();
  void refuse(int status, std::string detail);

  // connection_write.cpp
  void handled(error_code, std::size_t);
  void respond(Response response, bool keep_alive);
  void build_head(const Response& response, bool stream);
  void write();
  void written(error_code error, std::size_t bytes);
  void finish();
  void finished(error_code error, std::size_t);
  void linger();
  void lingered(error_code error, std::size_t bytes);

  // connection_stream.cpp
  void start_stream();
  void stream_read();
  void stream_received(error_code error, std::size_t bytes);
  void stream_on_time(SteadyTime now);
  void send_chunks(std::vector<Chunk> chunks);
  void stream_written(error_code error, std::size_t bytes);
  void rest_stream();

  // What is left to write, and the part of it to hand to the wire.
  void put(std::string_view bytes) { out_.emplace_back(bytes.data(), bytes.size()); }
  bool wrote(std::size_t bytes);  // true when nothing is left

  Core& core_;
  Shard& shard_;
  std::unique_ptr<Wire> wire_;
  State state_ = State::handshake;
  SteadyTime deadline_ = SteadyTime::max();
  bool refuse_ = false;  // the server is full: its first request gets 503
  std::string peer_;

  std::vector<char> in_;
  std::size_t in_begin_ = 0, in_end_ = 0;
  std::unique_ptr<RequestParser> parser_;
  SteadyTime complete_at_{};  // when the request's last byte was read
  bool keep_alive_ = false;
  bool head_only_ = false;

  Response response_;
  std::string head_;
  std::vector<asio::const_buffer> out_;
  std::size_t out_at_ = 0;

  std::shared_ptr<Subscriber> subscriber_;
  std::vector<Chunk> sending_;
  bool stream_writing_ = false;
  bool stream_ended_ = false;
  SteadyTime heartbeat_at_ = SteadyTime::max();
};

}  // namespace lapwing::transport
