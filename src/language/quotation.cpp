#include "language/quotation.hpp"

#include <algorithm>

namespace lapwing::language {
namespace {

constexpr std::size_t quotation_bytes_max = 1500;

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

struct Mark {
  bool opens = false, closes = false;
};

Mark mark_at(std::string_view text, std::size_t at) {
  const char before = at > 0 ? text[at - 1] : ' ', after = at + 1 < text.size() ? text[at + 1] : ' ';
  const bool single = text[at] == '\'';
  if (single && in_word(before) && in_word(after)) return {};                        // an apostrophe
  const bool after_space = is_space(before) || before == '(' || before == '[' || before == '-' || before == '"' || before == '\'' || before == ':';
  const bool before_space = !in_word(after) && after != '(';
  return {after_space && !is_space(after), !after_space && (before_space || !single)};
}

bool within(std::string_view text, std::size_t start, std::size_t end, char mark) {
  const auto least = start > quotation_bytes_max ? start - quotation_bytes_max : 0;
  auto at = start;
  for (;; --at) {
    if (at == least) return false;
    const auto& c = text[at - 1];
    if (c == '\n' && at >= 2 && text[at - 2] == '\n') return false;
    if (c != mark) continue;
    const auto found = mark_at(text, at - 1);
    if (found.opens) break;
    if (found.closes) return false;
  }
  const auto most = std::min(text.size(), end + quotation_bytes_max);
  for (auto i = end; i < most; ++i) {
    if (text[i] == '\n' && i + 1 < most && text[i + 1] == '\n') return false;
    if (text[i] == mark && mark_at(text, i).closes) return true;
  }
  return false;
}

}  // namespace

bool within_quotation(std::string_view text, std::size_t start, std::size_t end) {
  return within(text, start, end, '"') || within(text, start, end, '\'');
}

}  // namespace lapwing::language
