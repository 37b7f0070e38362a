#include "web/transport/form.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapwing::transport {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(unsigned char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// How many bytes the sequence that starts with `lead` has, and the smallest code point that needs that many.
struct Utf8Form {
  int bytes;
  unsigned least;
};
Utf8Form utf8_form(unsigned char lead) {
  if (lead < 0x80) return {1, 0};
  if ((lead & 0xE0) == 0xC0) return {2, 0x80};
  if ((lead & 0xF0) == 0xE0) return {3, 0x800};
  if ((lead & 0xF8) == 0xF0) return {4, 0x10000};
  return {0, 0};
}

bool is_cookie_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](unsigned char c) { return c > 0x20 && c < 0x7F && c != '='; });
}

}  // namespace

std::optional<std::string_view> Fields::find(std::string_view name) const {
  for (const auto& [key, value] : pairs_)
    if (key == name) return value;
  return std::nullopt;
}

std::string_view Fields::get(std::string_view name) const { return find(name).value_or(std::string_view{}); }

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> found;
  for (const auto& [key, value] : pairs_)
    if (key == name) found.push_back(value);
  return found;
}

bool is_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto [bytes, least] = utf8_form(lead);
    if (bytes == 0 || at + bytes > text.size()) return false;
    unsigned point = bytes == 1 ? lead : lead & (0x7F >> bytes);
    for (int i = 1; i < bytes; ++i) {
      const auto next = static_cast<unsigned char>(text[at + i]);
      if ((next & 0xC0) != 0x80) return false;
      point = (point << 6) | (next & 0x3F);
    }
    if (point < least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return false;
    at += bytes;
  }
  return true;
}

std::expected<std::string, std::string> percent_decode(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    char c = text[at];
    if (c == '%') {
      const int high = at + 1 < text.size() ? hex_digit(text[at + 1]) : -1;
      const int low = at + 2 < text.size() ? hex_digit(text[at + 2]) : -1;
      if (high < 0 || low < 0) return std::unexpected("A % is not followed by two hexadecimal digits.");
      c = static_cast<char>(high * 16 + low);
      at += 2;
    } else if (plus && c == '+') {
      c = ' ';
    }
    if (c == '\0') return std::unexpected("The text contains a zero byte.");
    out.push_back(c);
  }
  if (!is_utf8(out)) return std::unexpected("The text is not valid UTF-8.");
  return out;
}

std::string percent_encode(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const unsigned char c : text) {
    if (is_unreserved(c)) {
      out.push_back(static_cast<char>(c));
    } else {
      out.push_back('%');
      out.push_back(digits[c >> 4]);
      out.push_back(digits[c & 15]);
    }
  }
  return out;
}

std::expected<Fields, std::string> decode_form(std::string_view text) {
  Fields fields;
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    if (fields.size() == form_fields_max)
      return std::unexpected(fmt::format("The form has more than {} fields.", form_fields_max));
    const auto equals = pair.find('=');
    auto name = percent_decode(pair.substr(0, equals), true);
    if (!name) return std::unexpected(name.error());
    auto value = percent_decode(equals == pair.npos ? std::string_view{} : pair.substr(equals + 1), true);
    if (!value) return std::unexpected(value.error());
    fields.add(std::move(*name), std::move(*value));
  }
  return fields;
}

std::string encode_form(const Fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out.push_back('&');
    out += percent_encode(name);
    out.push_back('=');
    out += percent_encode(value);
  }
  return out;
}

Fields decode_cookies(std::string_view header) {
  Fields fields;
  while (!header.empty() && fields.size() < form_fields_max) {
    const auto end = header.find(';');
    const auto pair = trim(header.substr(0, end));
    header.remove_prefix(end == header.npos ? header.size() : end + 1);
    const auto equals = pair.find('=');
    if (equals == pair.npos) continue;
    const auto name = trim(pair.substr(0, equals));
    auto value = trim(pair.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    if (is_cookie_name(name) && is_utf8(value)) fields.add(std::string(name), std::string(value));
  }
  return fields;
}

}  // namespace lapwing::transport
