// From a response to the bytes on the wire, and on to the next request or the end.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "web/transport/connection.hpp"

namespace lapwing::transport {
namespace {

constexpr double linger_seconds_max = 1;

// A header that would end its line early could forge the rest of the response.
bool is_safe(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7F; });
}

}  // namespace

void Connection::handled(error_code, std::size_t) {
  if (state_ != State::handling) return;
  shard_.touch();
  if (response_.stream) {
    if (head_only_) {
      response_.stream.reset();
    } else if (core_.counters.streams.load() >= core_.options.limits.streams_max) {
      response_ = {};
      core_.counters.refused.fetch_add(1);
      return refuse(503, "The service has as many live streams as it can hold. Try again in a moment.");
    } else {
      return start_stream();
    }
  }
  respond(std::move(response_), keep_alive_ && !core_.stopping.load());
}

void Connection::respond(Response response, bool keep_alive) {
  response_ = std::move(response);
  keep_alive_ = keep_alive;
  core_.counters.answered(response_.status);
  core_.counters.took(std::chrono::duration<double>(shard_.now() - complete_at_).count());
  build_head(response_, false);
  state_ = State::writing;
  out_.clear();
  out_at_ = 0;
  put(head_);
  if (!head_only_ && response_.status != 204 && response_.status != 304)
    if (const auto body = response_.body.view(); !body.empty()) put(body);
  write();
}

void Connection::build_head(const Response& response, bool stream) {
  head_.clear();
  auto to = std::back_inserter(head_);
  fmt::format_to(to, "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, reason_phrase(response.status),
                 shard_.date());
  if (!stream && response.status != 204 && response.status != 304)
    fmt::format_to(to, "Content-Length: {}\r\n", response.body.view().size());
  if (stream || !keep_alive_) head_ += "Connection: close\r\n";
  for (const auto& [name, value] : response.headers) {
    if (!is_safe(name) || !is_safe(value)) {
      spdlog::error("request {}: a header holds a control character and was left out", parser_->request().id);
      continue;
    }
    head_.append(name).append(": ").append(value).append("\r\n");
  }
  head_.append("X-Request-Id: ").append(parser_->request().id).append("\r\n\r\n");
}

void Connection::write() {
  expect_within(core_.options.limits.idle_seconds_max);
  wire_->write_some(Buffers(out_).subspan(out_at_), then(&Connection::written));
}

bool Connection::wrote(std::size_t bytes) {
  while (out_at_ < out_.size() && bytes >= out_[out_at_].size()) bytes -= out_[out_at_++].size();
  if (out_at_ < out_.size()) out_[out_at_] += bytes;
  return out_at_ == out_.size();
}

void Connection::written(error_code error, std::size_t bytes) {
  if (state_ != State::writing) return;
  if (error) return close();
  if (!wrote(bytes)) {
    shard_.touch();
    return write();
  }
  response_ = {};
  parser_.reset();
  if (!keep_alive_ || core_.stopping.load()) return finish();
  state_ = State::idle;
  expect_within(core_.options.limits.idle_seconds_max);
  parse();  // what a pipelining client has already sent
}

// Closing at once while unread bytes wait would reset the connection, and the client might never see our answer.
void Connection::finish() {
  state_ = State::lingering;
  expect_within(linger_seconds_max);
  wire_->finish(then(&Connection::finished));
}

void Connection::finished(error_code error, std::size_t) {
  if (state_ != State::lingering) return;
  if (error || wire_->secure()) return close();
  linger();
}

void Connection::linger() {
  wire_->read_some(asio::buffer(in_.data(), in_.size()), then(&Connection::lingered));
}

void Connection::lingered(error_code error, std::size_t) {
  if (state_ != State::lingering) return;
  if (error) return close();
  linger();
}

}  // namespace lapwing::transport
