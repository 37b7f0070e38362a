// Reads one HTTP/1 request out of a connection's bytes, straight into a Request, with Beast's parser underneath.
// Internal to the transport; one object a request. It never blocks, never throws on input, and says why it refused.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "web/transport/limits.hpp"
#include "web/transport/message.hpp"

namespace lapwing::transport {

struct Refusal {
  int status;
  std::string detail;
};

class RequestParser {
 public:
  explicit RequestParser(const Limits& limits);
  ~RequestParser();
  RequestParser(const RequestParser&) = delete;
  RequestParser& operator=(const RequestParser&) = delete;

  // Takes what it can from `bytes` and says how much; the rest must be offered again with more behind it.
  std::size_t take(std::string_view bytes);

  const std::optional<Refusal>& refusal() const;
  bool header_done() const;
  bool done() const;
  bool wants_continue() const;  // Expect: 100-continue, and the body is still to come
  bool keep_alive() const;
  Request& request();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace lapwing::transport
