#include "domain/codec.hpp"

#include <fmt/format.h>

namespace lapwing::codec {

std::string join_path(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

std::string join_path(const std::string& path, std::size_t index) { return fmt::format("{}[{}]", path, index); }

void fail_type(Walk& walk, const std::string& path, const char* wanted) {
  walk.fail(path, FieldFault::wrong_type, fmt::format("must be {}", wanted));
}

static std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_blank(const json::value& in) {
  const auto* text = in.if_string();
  return text && trimmed(*text).empty();
}

std::expected<Instant, std::string> instant_from_form(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with('Z')) return parse_rfc3339(text);   // a hidden field carries an instant as it was given
  return parse_london(text);
}

std::expected<Date, std::string> date_from_form(std::string_view text) {
  text = trimmed(text);
  return text.find('/') != std::string_view::npos ? parse_slash_date(text) : parse_iso_date(text);
}

std::optional<bool> bool_from_form(std::string_view text) {
  if (text == "on" || text == "yes" || text == "true") return true;
  if (text == "off" || text == "no" || text == "false") return false;
  return std::nullopt;
}

std::vector<std::string> lines_from_form(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (const auto line = trimmed(text.substr(0, end)); !line.empty()) lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace lapwing::codec
