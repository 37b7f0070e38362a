// A request as a handler sees it and the response it gives back. Plain values, owned by whoever holds them; a handler
// runs on one worker thread and may keep neither a view into the request nor the request itself after it returns.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "web/transport/form.hpp"
#include "web/transport/hub.hpp"

namespace lapwing::transport {

using Header = std::pair<std::string, std::string>;

struct Request {
  std::string method;  // upper case; a HEAD request arrives as GET with `head` set, and its body is dropped on the way out
  bool head = false;
  std::string target;  // as sent: "/children?q=Kay%20B"
  std::string path;    // decoded, valid UTF-8, starts with '/': "/children"
  std::string query;   // as sent, without '?': "q=Kay%20B"; decode with decode_form
  std::vector<Header> headers;
  std::string body;
  std::string peer_address;  // "127.0.0.1", without the port
  bool secure = false;       // came over TLS
  std::string id;            // unique within this server, also sent back as X-Request-Id
  std::chrono::system_clock::time_point arrival;

  std::optional<std::string_view> header(std::string_view name) const;  // the first of that name, any case
  std::optional<std::string_view> last_event_id() const { return header("Last-Event-ID"); }
  Fields cookies() const;
};

// Bytes of a response: its own string, a buffer shared by many responses, or bytes that live as long as the program.
class Body {
 public:
  Body() = default;
  Body(std::string text) : bytes_(std::move(text)) {}
  Body(const char* text) : bytes_(std::string(text)) {}
  Body(std::shared_ptr<const std::string> shared) : bytes_(std::move(shared)) {}
  static Body immortal(std::string_view bytes) { return Body(bytes, 0); }

  std::string_view view() const;

 private:
  Body(std::string_view bytes, int) : bytes_(bytes) {}
  std::variant<std::string, std::shared_ptr<const std::string>, std::string_view> bytes_;
};

// The transport adds Date, Content-Length, Connection and X-Request-Id; a handler gives the rest.
struct Response {
  int status = 200;
  std::vector<Header> headers;
  Body body;
  std::optional<EventStream> stream;  // set: `body` is ignored and the connection becomes this event stream

  Response& set(std::string name, std::string value) {  // replaces a header of that name
    for (auto& [n, v] : headers)
      if (n == name) return v = std::move(value), *this;
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

Response text_response(int status, std::string content_type, Body body);

// The standard words for a status: 404 -> "Not Found"; "" when there are none.
std::string_view reason_phrase(int status);

}  // namespace lapwing::transport
