#include "language/markup.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "language/folding.hpp"
#include "language/normal_text.hpp"

namespace lapwing::language {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A character's further bytes stay, so that characters can still be counted.
void fill(std::string& text, std::size_t from, std::size_t until, char by) {
  for (auto at = from; at < std::min(until, text.size()); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) text[at] = by;
}

// Tags within a sentence; any other ends a paragraph.
bool is_inline(std::string_view name) {
  static constexpr std::array<std::string_view, 26> names = {"a",    "abbr", "b",    "bdi",  "cite", "code", "data", "del", "dfn",
                                                             "em",   "font", "i",    "ins",  "kbd",  "mark", "q",    "s",   "samp",
                                                             "small", "span", "strike", "strong", "sub", "sup", "u", "wbr"};
  return std::ranges::find(names, name) != names.end();
}

std::size_t find_any_case(std::string_view text, std::string_view lower_case, std::size_t from) {
  const auto found = std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())), text.end(), lower_case.begin(),
                                 lower_case.end(), [](char c, char wanted) { return lower(c) == wanted; });
  return found == text.end() ? text.npos : static_cast<std::size_t>(found - text.begin());
}

// The tag's end: '>' outside quotation marks. A mark that is not closed before the next tag is none, so that no text is read twice over.
std::size_t tag_end(std::string_view text, std::size_t at) {
  char within = 0;
  for (auto i = at + 1; i < text.size(); ++i) {
    const char c = text[i];
    if (within) {
      if (c == within) within = 0;
      else if (c == '<') break;
    } else if (c == '"' || c == '\'') {
      within = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  const auto plain = text.find('>', at);
  return plain == text.npos ? text.size() : plain + 1;
}

struct Named {
  std::string_view name, means;
};
constexpr std::array entities = std::to_array<Named>({{"amp", "&"},   {"lt", "<"},     {"gt", ">"},    {"quot", "\""}, {"apos", "'"},  {"nbsp", " "},
                                                      {"lsquo", "'"}, {"rsquo", "'"},  {"ldquo", "\""}, {"rdquo", "\""}, {"ndash", "-"}, {"mdash", "-"},
                                                      {"shy", ""},    {"zwnj", ""},    {"zwj", ""},    {"ensp", " "},  {"emsp", " "},  {"thinsp", " "},
                                                      {"hellip", "..."}, {"laquo", "\""}, {"raquo", "\""}, {"eacute", "e"}, {"pound", " "}});

// "&amp;" at `at`: what it means and how long it is.
std::optional<std::pair<std::string, std::size_t>> entity(std::string_view text, std::size_t at) {
  const auto end = text.substr(at, 12).find(';');
  if (end == std::string_view::npos || end < 2) return std::nullopt;
  const auto inside = text.substr(at + 1, end - 1);
  if (inside[0] != '#') {
    const auto* known = std::ranges::find(entities, inside, &Named::name);
    if (known == entities.end()) return std::nullopt;
    return std::pair(std::string(known->means), end + 1);
  }
  const bool hex = inside.size() > 1 && lower(inside[1]) == 'x';
  char32_t code = 0;
  for (const char c : inside.substr(hex ? 2 : 1)) {
    const char small = lower(c);
    const int digit = c >= '0' && c <= '9' ? c - '0' : hex && small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
    if (digit < 0 || code > 0x10FFFF) return std::nullopt;
    code = code * (hex ? 16 : 10) + static_cast<char32_t>(digit);
  }
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return std::nullopt;
  if (code < 0x80) return std::pair(std::string(1, static_cast<char>(code)), end + 1);
  return std::pair(std::string(folded(code).value_or("x")), end + 1);   // a letter of another script is some letter
}

// Blanks the tag, comment or script at `at`; gives where the text goes on.
std::size_t blank_tag(std::string& html, std::size_t at) {
  if (html.compare(at, 4, "<!--") == 0) {
    const auto end = html.find("-->", at + 4);
    const auto until = end == html.npos ? html.size() : end + 3;
    fill(html, at, until, nothing_byte);
    return until;
  }
  auto name_at = at + 1;
  const bool closing = name_at < html.size() && html[name_at] == '/';
  if (closing) ++name_at;
  std::string name;
  for (auto i = name_at; i < html.size() && name.size() < 12 && (is_letter(html[i]) || (html[i] >= '0' && html[i] <= '9')); ++i) name += lower(html[i]);
  if (name.empty() && !(name_at < html.size() && (html[name_at] == '!' || html[name_at] == '?'))) return at + 1;   // "<" as a sign
  auto until = tag_end(html, at);
  if (!closing && (name == "script" || name == "style")) {
    const auto close = find_any_case(html, "</" + name, until);
    until = close == html.npos ? html.size() : tag_end(html, close);
  }
  if (is_inline(name)) {
    fill(html, at, until, nothing_byte);
  } else if (name == "br") {
    fill(html, at, until, ' ');
  } else {
    fill(html, at, until, '\n');
  }
  return until;
}

}  // namespace

std::string html_wording(std::string html) {
  for (std::size_t at = 0; at < html.size();) {
    at = html.find_first_of("<&", at);
    if (at == html.npos) break;
    if (html[at] == '<') {
      at = blank_tag(html, at);
      continue;
    }
    const auto found = entity(html, at);
    if (!found) {
      ++at;
      continue;
    }
    const auto& [means, bytes] = *found;
    html.replace(at, means.size(), means);
    fill(html, at + means.size(), at + bytes, nothing_byte);
    at += bytes;
  }
  return html;
}

std::string markdown_wording(std::string text) {
  constexpr std::size_t label_bytes_max = 256;
  for (std::size_t at = 0; (at = text.find_first_of("]<", at)) != text.npos; ++at) {
    if (text.compare(at, 4, "<!--") == 0) {
      const auto end = text.find("-->", at);
      fill(text, at, end == text.npos ? text.size() : end + 3, nothing_byte);
    } else if (text[at] == '<') {   // an address or a tag
      const auto end = text.find_first_of("> \n<", at + 1);
      if (end != text.npos && text[end] == '>') fill(text, at, end + 1, nothing_byte);
    } else if (text.compare(at, 2, "](") == 0) {
      const auto end = text.find_first_of(")\n]", at + 1);
      if (end != text.npos && text[end] == ')') fill(text, at + 1, end + 1, nothing_byte);
    } else if (text.compare(at, 2, "]:") == 0) {
      const auto open = text.substr(at - std::min(at, label_bytes_max), std::min(at, label_bytes_max)).rfind("\n[");
      if (open != text.npos || text[0] == '[') fill(text, at + 1, text.find('\n', at), ' ');
    }
  }
  return text;
}

}  // namespace lapwing::language
