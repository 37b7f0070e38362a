// From a socket to a request that a worker has.
#include <algorithm>
#include <utility>

#include "web/transport/connection.hpp"

namespace lapwing::transport {
namespace {

constexpr std::size_t read_bytes_first = 4 * 1024;
constexpr std::size_t read_bytes_max = 64 * 1024;

SteadyTime after(SteadyTime from, double seconds) {
  return from + std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(seconds));
}

std::unique_ptr<Wire> wire_for(Core& core, tcp::socket socket) {
  if (core.tls) return tls_wire(std::move(socket), *core.tls);
  return plain_wire(std::move(socket));
}

}  // namespace

Connection::Connection(Core& core, Shard& shard, tcp::socket socket, bool refuse)
    : core_(core), shard_(shard), refuse_(refuse) {
  error_code ignored;
  const auto peer = socket.remote_endpoint(ignored);
  peer_ = peer.address().to_string();
  socket.set_option(tcp::no_delay(true), ignored);
  wire_ = wire_for(core, std::move(socket));
}

Connection::~Connection() {
  if (subscriber_) subscriber_->detach();
}

void Connection::expect_within(double seconds) { deadline_ = after(shard_.now(), seconds); }

void Connection::start() {
  expect_within(core_.options.limits.header_seconds_max);
  if (wire_->secure()) return wire_->handshake(then(&Connection::shaken));
  shaken({}, 0);
}

void Connection::shaken(error_code error, std::size_t) {
  if (error || state_ != State::handshake) return close();
  state_ = State::idle;
  in_.resize(read_bytes_first);
  read();
}

void Connection::read() {
  if (in_begin_ == in_end_) in_begin_ = in_end_ = 0;
  if (in_end_ == in_.size()) {
    if (in_begin_ > 0) {
      std::copy(in_.begin() + static_cast<long>(in_begin_), in_.begin() + static_cast<long>(in_end_), in_.begin());
      in_end_ -= in_begin_;
      in_begin_ = 0;
    } else {
      in_.resize(std::min(in_.size() * 2, std::max(read_bytes_max, core_.options.limits.header_bytes_max + 1)));
    }
  }
  wire_->read_some(asio::buffer(in_.data() + in_end_, in_.size() - in_end_), then(&Connection::received));
}

void Connection::received(error_code error, std::size_t bytes) {
  if (state_ != State::idle && state_ != State::header && state_ != State::body) return;
  if (error) return close();
  shard_.touch();
  in_end_ += bytes;
  parse();
}

// Takes what has arrived as far as it goes: to a whole request, a refusal, or the need for more.
void Connection::parse() {
  if (state_ == State::idle) {
    while (in_begin_ < in_end_ && (in_[in_begin_] == '\r' || in_[in_begin_] == '\n')) ++in_begin_;  // RFC 9112 2.2
    if (in_begin_ == in_end_) return read();
    state_ = State::header;
    expect_within(core_.options.limits.header_seconds_max);
    parser_ = std::make_unique<RequestParser>(core_.options.limits);
  }
  in_begin_ += parser_->take({in_.data() + in_begin_, in_end_ - in_begin_});
  if (parser_->refusal()) return refuse(parser_->refusal()->status, parser_->refusal()->detail);
  if (parser_->done()) return dispatch();
  if (state_ == State::header && parser_->header_done()) {
    state_ = State::body;
    expect_within(core_.options.limits.body_seconds_max);
    if (parser_->wants_continue()) {
      out_.clear();
      out_at_ = 0;
      put("HTTP/1.1 100 Continue\r\n\r\n");
      return wire_->write_some(out_, then(&Connection::continue_sent));
    }
  }
  read();
}

void Connection::continue_sent(error_code error, std::size_t bytes) {
  if (state_ != State::body) return;
  if (error) return close();
  if (!wrote(bytes)) return wire_->write_some(Buffers(out_).subspan(out_at_), then(&Connection::continue_sent));
  read();
}

void Connection::dispatch() {
  auto& request = parser_->request();
  request.peer_address = peer_;
  request.secure = wire_->secure();
  request.id = core_.options.request_id();
  request.arrival = core_.options.now();
  complete_at_ = shard_.now();
  keep_alive_ = parser_->keep_alive();
  head_only_ = request.head;
  if (refuse_) {
    core_.counters.refused.fetch_add(1);
    return refuse(503, "The service has as many connections as it can hold. Try again in a moment.");
  }
  state_ = State::handling;
  deadline_ = SteadyTime::max();
  if (auto answer = core_.run_at_once(request)) {
    response_ = std::move(*answer);
    return handled({}, 0);
  }
  if (core_.pool.submit(shared_from_this())) return;
  core_.counters.refused.fetch_add(1);
  refuse(503, "The service is very busy. Try again in a moment.");
}

void Connection::handle() {
  response_ = core_.run_handler(parser_->request());
  asio::post(shard_.io(), [done = then(&Connection::handled)] { done({}); });
}

// The transport's own answer. The connection closes after it: what follows on it cannot be trusted or is not wanted.
void Connection::refuse(int status, std::string detail) {
  auto& request = parser_->request();
  if (status != 503) core_.counters.bad_requests.fetch_add(1);
  if (request.id.empty()) request.id = core_.options.request_id();
  complete_at_ = shard_.now();
  auto response = core_.error_response({status, std::move(detail), request.target, request.id});
  if (status == 503) response.set("Retry-After", std::to_string(core_.options.limits.retry_after_seconds));
  respond(std::move(response), false);
}

void Connection::on_time(SteadyTime now) {
  switch (state_) {
    case State::header: return refuse(408, "The request's headers took too long to arrive.");
    case State::body: return refuse(408, "The request's body took too long to arrive.");
    case State::stream: return stream_on_time(now);
    default: return close();
  }
}

void Connection::drain() {
  switch (state_) {
    case State::handshake:
    case State::idle:
    case State::lingering: return close();
    case State::stream: return subscriber_->end();
    default: return;  // header, body, handling and writing: answered with Connection: close
  }
}

void Connection::close() {
  if (state_ == State::closed) return;
  if (state_ == State::stream) {
    subscriber_->detach();
    core_.counters.streams.fetch_sub(1);
  }
  state_ = State::closed;
  deadline_ = SteadyTime::max();
  wire_->close();
  shard_.remove(shared_from_this());
  core_.connection_closed();
}

}  // namespace lapwing::transport
