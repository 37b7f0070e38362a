// A client that can do what a polite library will not: send half a request, two at once, or nothing. Plain blocking
// sockets with a generous receive limit, so that a test which waits in vain fails instead of hanging.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace lapwing::transport::testing {

struct Reply {
  int status = 0;
  std::string head, body;
  bool has(std::string_view text) const { return head.find(text) != head.npos; }
};

class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer_bytes = 0) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval limit{20, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (receive_buffer_bytes > 0)
      ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    ::inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  }
  Client(Client&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), connected_(other.connected_), pending_(std::move(other.pending_)) {}
  Client(const Client&) = delete;
  ~Client() { close(); }

  bool connected() const { return connected_; }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return;  // the server has closed: the test reads what it said
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  // False at the end of the stream (or when nothing comes for the limit).
  bool more() {
    char block[16 * 1024];
    const auto n = ::recv(fd_, block, sizeof block, 0);
    if (n <= 0) return false;
    pending_.append(block, static_cast<std::size_t>(n));
    return true;
  }
  // Everything up to and including `mark`, or all there was when the stream ended first.
  std::string read_until(std::string_view mark) {
    std::size_t at;
    while ((at = pending_.find(mark)) == pending_.npos)
      if (!more()) return std::exchange(pending_, {});
    std::string out = pending_.substr(0, at + mark.size());
    pending_.erase(0, at + mark.size());
    return out;
  }
  std::string read_all() {
    while (more()) {
    }
    return std::exchange(pending_, {});
  }
  Reply reply(bool head_only = false) {
    Reply r;
    r.head = read_until("\r\n\r\n");
    if (r.head.size() > 12) std::from_chars(r.head.data() + 9, r.head.data() + 12, r.status);
    const auto at = r.head.find("Content-Length: ");
    std::size_t length = 0;
    if (at != r.head.npos && !head_only) std::from_chars(r.head.data() + at + 16, r.head.data() + r.head.size(), length);
    while (pending_.size() < length && more()) {
    }
    r.body = pending_.substr(0, length);
    pending_.erase(0, length);
    return r;
  }
  Reply get(std::string_view target, std::string_view more_headers = {}) {
    send("GET " + std::string(target) + " HTTP/1.1\r\nHost: t\r\n" + std::string(more_headers) + "\r\n");
    return reply();
  }
  bool ended() { return pending_.empty() && !more(); }

 private:
  int fd_;
  bool connected_ = false;
  std::string pending_;
};

}  // namespace lapwing::transport::testing
