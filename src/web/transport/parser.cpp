#include "web/transport/parser.hpp"

#include <fmt/format.h>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace lapwing::transport {
namespace {

namespace http = boost::beast::http;
using BeastError = boost::beast::error_code;
using View = boost::beast::string_view;

std::string text(View view) { return {view.data(), view.size()}; }

// Beast's callbacks, writing into a Request.
class Fill final : public http::basic_parser<true> {
 public:
  explicit Fill(const Limits& limits) : limits_(limits) {}
  Request request;
  bool expects_continue = false;
  bool has_host = false;
  bool transfer_coded = false;
  int version = 11;

 private:
  void on_request_impl(http::verb, View method, View target, int http_version, BeastError& error) override {
    request.method = text(method);
    request.target = text(target);
    version = http_version;
    if (target.size() > limits_.target_bytes_max) error = http::error::bad_target;
  }
  void on_field_impl(http::field name, View name_text, View value, BeastError&) override {
    if (name == http::field::host) has_host = true;
    if (name == http::field::transfer_encoding) transfer_coded = true;
    if (name == http::field::expect && boost::beast::iequals(value, "100-continue")) expects_continue = true;
    request.headers.emplace_back(text(name_text), text(value));
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, BeastError&) override {
    if (length) request.body.reserve(std::min<std::uint64_t>(*length, 64 * 1024));
  }
  std::size_t on_body_impl(View bytes, BeastError&) override {
    request.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  std::size_t on_chunk_body_impl(std::uint64_t, View bytes, BeastError& error) override {
    return on_body_impl(bytes, error);
  }
  void on_response_impl(int, View, int, BeastError&) override {}
  void on_header_impl(BeastError&) override {}
  void on_chunk_header_impl(std::uint64_t, View, BeastError&) override {}
  void on_finish_impl(BeastError&) override {}

  const Limits& limits_;
};

}  // namespace

struct RequestParser::Inner {
  explicit Inner(const Limits& l) : limits(l), fill(l) {
    fill.header_limit(static_cast<std::uint32_t>(limits.header_bytes_max));
    fill.body_limit(limits.body_bytes_max);
  }

  void refuse(int status, std::string detail) { refusal = Refusal{status, std::move(detail)}; }
  void refuse_for(const BeastError& error, std::string_view pending);
  void too_long(std::string_view pending);
  void check_header();
  void split_target();

  const Limits& limits;
  Fill fill;
  std::size_t header_bytes = 0;
  std::optional<Refusal> refusal;
};

void RequestParser::Inner::too_long(std::string_view pending) {
  if (fill.request.target.empty() && pending.find('\n') == pending.npos)
    refuse(414, fmt::format("The address is longer than {} bytes.", limits.target_bytes_max));
  else
    refuse(431, fmt::format("The request's headers are larger than {} bytes.", limits.header_bytes_max));
}

void RequestParser::Inner::refuse_for(const BeastError& error, std::string_view pending) {
  if (error == http::error::header_limit) return too_long(pending);
  if (error == http::error::body_limit)
    return refuse(413, fmt::format("The request's body is larger than {} bytes.", limits.body_bytes_max));
  if (fill.request.target.size() > limits.target_bytes_max)
    return refuse(414, fmt::format("The address is longer than {} bytes.", limits.target_bytes_max));
  refuse(400, fmt::format("The request is not well-formed HTTP/1.1 ({}).", error.message()));
}

void RequestParser::Inner::check_header() {
  if (fill.version >= 11 && !fill.has_host) return refuse(400, "The request has no Host header.");
  // A coding that does not end in chunked leaves the body's end unsaid: the classic way to smuggle a second request.
  if (fill.transfer_coded && !fill.chunked())
    return refuse(400, "The request's Transfer-Encoding is not supported; send it chunked or with Content-Length.");
  split_target();
  if (fill.request.method == "HEAD") {
    fill.request.method = "GET";
    fill.request.head = true;
  }
}

void RequestParser::Inner::split_target() {
  std::string_view rest = fill.request.target;
  for (const std::string_view scheme : {"http://", "https://"})
    if (rest.starts_with(scheme)) {  // absolute form, RFC 9112 section 3.2.2: the authority was for a proxy
      rest.remove_prefix(scheme.size());
      const auto slash = rest.find('/');
      rest = slash == rest.npos ? std::string_view("/") : rest.substr(slash);
      break;
    }
  rest = rest.substr(0, rest.find('#'));
  const auto mark = rest.find('?');
  if (mark != rest.npos) fill.request.query = std::string(rest.substr(mark + 1));
  auto path = percent_decode(rest.substr(0, mark));
  if (!path) return refuse(400, "The address cannot be read. " + path.error());
  if (!path->starts_with('/')) return refuse(400, "The address does not start with /.");
  fill.request.path = std::move(*path);
}

RequestParser::RequestParser(const Limits& limits) : inner_(std::make_unique<Inner>(limits)) {}
RequestParser::~RequestParser() = default;

std::size_t RequestParser::take(std::string_view bytes) {
  auto& in = *inner_;
  std::size_t used = 0;
  while (!in.refusal && !in.fill.is_done()) {
    const bool in_header = !in.fill.is_header_done();
    const auto rest = bytes.substr(used);
    BeastError error;
    const auto n = in.fill.put({rest.data(), rest.size()}, error);
    used += n;
    if (in_header) in.header_bytes += n;
    if (error && error != http::error::need_more) {
      in.refuse_for(error, rest);
      break;
    }
    if (in_header && in.fill.is_header_done()) in.check_header();
    if (!in.fill.is_header_done() && in.header_bytes + (rest.size() - n) > in.limits.header_bytes_max)
      in.too_long(rest);
    if (error == http::error::need_more || n == 0) break;
  }
  return used;
}

const std::optional<Refusal>& RequestParser::refusal() const { return inner_->refusal; }
bool RequestParser::header_done() const { return inner_->fill.is_header_done(); }
bool RequestParser::done() const { return inner_->fill.is_done(); }
bool RequestParser::wants_continue() const {
  return inner_->fill.expects_continue && header_done() && !done() && inner_->fill.request.body.empty();
}
bool RequestParser::keep_alive() const { return inner_->fill.keep_alive(); }
Request& RequestParser::request() { return inner_->fill.request; }

}  // namespace lapwing::transport
