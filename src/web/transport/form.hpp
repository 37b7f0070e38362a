// Decoding what browsers put in URLs, form bodies and Cookie headers. Pure functions: bytes in, UTF-8 text or a
// reason out. Nothing here trusts its input: a stray %, a NUL or malformed UTF-8 is a refusal, never a guess.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lapwing::transport {

// Names and values in the order they came; a name may come more than once (checkboxes).
class Fields {
 public:
  using Pair = std::pair<std::string, std::string>;
  Fields() = default;
  explicit Fields(std::vector<Pair> pairs) : pairs_(std::move(pairs)) {}

  std::optional<std::string_view> find(std::string_view name) const;  // the first value of that name
  std::string_view get(std::string_view name) const;                  // the first value, or "" when absent
  std::vector<std::string_view> all(std::string_view name) const;
  bool has(std::string_view name) const { return find(name).has_value(); }
  void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }

  auto begin() const { return pairs_.begin(); }
  auto end() const { return pairs_.end(); }
  std::size_t size() const { return pairs_.size(); }
  bool empty() const { return pairs_.empty(); }

 private:
  std::vector<Pair> pairs_;
};

inline constexpr std::size_t form_fields_max = 2000;  // more than any page of ours has; beyond it the form is refused

// %XX (and + as a space, when `plus` is set) to bytes, which must be UTF-8 without NUL.
// The error is a sentence fit for a 400 page.
std::expected<std::string, std::string> percent_decode(std::string_view text, bool plus = false);

// Everything but A-Z a-z 0-9 - . _ ~ as %XX: fit for one path segment or one query value.
std::string percent_encode(std::string_view text);

// application/x-www-form-urlencoded (WHATWG URL standard): a form body or a query string without its '?'.
std::expected<Fields, std::string> decode_form(std::string_view text);
std::string encode_form(const Fields& fields);

// A Cookie header (RFC 6265 section 5.4). Pairs that are malformed are left out: a browser may carry others' cookies.
Fields decode_cookies(std::string_view header);

// Well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF).
bool is_utf8(std::string_view text);

}  // namespace lapwing::transport
