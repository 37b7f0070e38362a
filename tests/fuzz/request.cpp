// room: transport
//
// Any bytes as a request, whole and in pieces: the same answer either way, and never more taken than was given.
#include "web/transport/parser.hpp"

#include <cstdint>
#include <cstdlib>

using namespace lapwing::transport;

namespace {

struct Outcome {
  int refused = 0;
  bool done = false;
  std::string path, body;
  bool operator==(const Outcome&) const = default;
};

Outcome outcome_of(RequestParser& parser) {
  if (parser.refusal()) return {parser.refusal()->status, false, {}, {}};
  if (!parser.done()) return {};
  return {0, true, parser.request().path, parser.request().body};
}

Outcome read(std::string_view text, std::size_t piece, const Limits& limits) {
  RequestParser parser(limits);
  std::string held;
  while (!parser.done() && !parser.refusal()) {
    const auto next = text.substr(0, piece);
    text.remove_prefix(next.size());
    held += next;
    const auto used = parser.take(held);
    if (used > held.size()) std::abort();
    held.erase(0, used);
    if (next.empty()) break;
  }
  return outcome_of(parser);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Limits limits;
  limits.header_bytes_max = 2048;
  limits.target_bytes_max = 512;
  limits.body_bytes_max = 1024;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto whole = read(text, size == 0 ? 1 : size, limits);
  const auto pieces = read(text, 7, limits);
  if (whole.done && pieces.done && !(whole == pieces)) std::abort();
  return 0;
}
