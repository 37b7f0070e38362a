// A connection that has become an event stream. It ends when the client goes, reads too slowly, or the hub or the
// server ends it. The stream is delimited by its end (Connection: close), so a published chunk goes out as it is.
#include <utility>

#include "web/transport/connection.hpp"

namespace lapwing::transport {
namespace {

const Chunk& beat() {
  static const Chunk chunk = std::make_shared<const std::string>("event: beat\ndata:\n\n");
  return chunk;
}

SteadyTime::duration whole(double seconds) {
  return std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(seconds));
}

}  // namespace

void Connection::start_stream() {
  subscriber_ = response_.stream->subscriber();
  response_.stream.reset();
  state_ = State::stream;
  core_.counters.streams.fetch_add(1);
  core_.counters.answered(response_.status);
  response_.set("Content-Type", "text/event-stream").set("Cache-Control", "no-store").set("X-Accel-Buffering", "no");
  build_head(response_, true);
  response_ = {};
  parser_.reset();

  // The head goes first, alone; attaching only afterwards would lose the wake for what is already queued.
  out_.clear();
  out_at_ = 0;
  put(head_);
  stream_writing_ = true;
  deadline_ = shard_.now() + whole(core_.options.limits.idle_seconds_max);
  wire_->write_some(out_, then(&Connection::stream_written));
  subscriber_->attach(core_.options.limits.stream_queue_bytes_max,
                      [&shard = shard_, weak = weak_from_this()] { shard.wake_stream(weak); });
  if (core_.stopping.load()) subscriber_->end();
  stream_read();
}

// Nothing is expected from the client but its going.
void Connection::stream_read() {
  wire_->read_some(asio::buffer(in_.data(), in_.size()), then(&Connection::stream_received));
}

void Connection::stream_received(error_code error, std::size_t) {
  if (state_ != State::stream) return;
  if (error) return close();
  stream_read();
}

void Connection::flush_stream() {
  if (state_ != State::stream) return;
  if (subscriber_->overflowed()) {
    core_.counters.streams_dropped.fetch_add(1);
    return close();
  }
  if (stream_writing_) return;  // when the write is done it looks again
  auto taken = subscriber_->take();
  stream_ended_ = taken.ended;
  if (!taken.chunks.empty()) return send_chunks(std::move(taken.chunks));
  rest_stream();
}

void Connection::send_chunks(std::vector<Chunk> chunks) {
  sending_ = std::move(chunks);
  out_.clear();
  out_at_ = 0;
  for (const auto& chunk : sending_) put(*chunk);
  stream_writing_ = true;
  deadline_ = shard_.now() + whole(core_.options.limits.idle_seconds_max);
  wire_->write_some(out_, then(&Connection::stream_written));
}

void Connection::stream_written(error_code error, std::size_t bytes) {
  if (state_ != State::stream) return;
  if (error) return close();
  if (!wrote(bytes)) {
    deadline_ = shard_.now() + whole(core_.options.limits.idle_seconds_max);
    return wire_->write_some(Buffers(out_).subspan(out_at_), then(&Connection::stream_written));
  }
  sending_.clear();
  stream_writing_ = false;
  heartbeat_at_ = shard_.now() + whole(core_.options.limits.heartbeat_seconds);
  flush_stream();
}

void Connection::rest_stream() {
  if (!stream_ended_) {
    deadline_ = heartbeat_at_;
    return;
  }
  subscriber_->detach();
  subscriber_.reset();
  core_.counters.streams.fetch_sub(1);
  finish();
}

void Connection::stream_on_time(SteadyTime) {
  if (stream_writing_) return close();  // the client has stopped reading
  send_chunks({beat()});
}

}  // namespace lapwing::transport
