// room: transport
//
// Any bytes as a form, a query, a path and a cookie header: an answer or a refusal, always UTF-8, and what was read
// survives being written and read again.
#include "web/transport/form.hpp"

#include <cstdint>
#include <cstdlib>

using namespace lapwing::transport;

namespace {

void must(bool held) {
  if (!held) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto form = decode_form(text)) {
    for (const auto& [name, value] : *form) must(is_utf8(name) && is_utf8(value));
    const auto again = decode_form(encode_form(*form));
    must(again.has_value() && again->size() == form->size());
    for (auto a = form->begin(), b = again->begin(); a != form->end(); ++a, ++b) must(*a == *b);
  }
  if (const auto path = percent_decode(text)) must(percent_decode(percent_encode(*path)) == *path);
  for (const auto& [name, value] : decode_cookies(text)) must(!name.empty() && is_utf8(value));
  return 0;
}
