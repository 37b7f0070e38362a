#include "language/docx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "language/markup.hpp"
#include "language/normal_text.hpp"
#include "language/reading.hpp"
#include "language/zip.hpp"

namespace lapwing::language {
namespace {

bool is_wording(std::string_view name) {
  if (!name.starts_with("word/") || !name.ends_with(".xml")) return false;
  static constexpr std::array<std::string_view, 6> parts = {"document", "header", "footer", "footnotes", "endnotes", "comments"};
  const auto base = name.substr(5);
  return base.find('/') == base.npos && std::ranges::any_of(parts, [&](std::string_view part) { return base.starts_with(part); });
}

// The text of <w:t> elements; a paragraph, a break and a row's end are line ends, a tab is a space. What was deleted is left out.
std::string wording(std::string_view xml) {
  std::string out;
  bool within_text = false;
  for (std::size_t at = 0; at < xml.size();) {
    const auto open = std::min(xml.find('<', at), xml.size());
    if (within_text) out.append(xml.substr(at, open - at));
    const auto close = xml.find('>', open);
    if (close == xml.npos) break;
    const auto tag = xml.substr(open + 1, close - open - 1);
    const auto name = tag.substr(0, tag.find_first_of(" /\t\r\n", 1));
    if (name == "w:t") within_text = !tag.ends_with('/');
    else if (name == "/w:t") within_text = false;
    else if (name == "/w:p" || name == "w:br" || name == "w:cr") out += '\n';
    else if (name == "w:tab") out += ' ';
    else if (name == "w:noBreakHyphen") out += '-';
    at = close + 1;
  }
  return out;
}

}  // namespace

std::expected<std::string, std::string> docx_text(std::string_view archive) {
  const auto zip = ZipReader::open(archive);
  if (!zip) return std::unexpected(fmt::format("is not a DOCX file: {}", zip.error()));
  std::string out;
  bool any = false;
  auto left = unpacked_bytes_max;
  for (const auto& member : zip->members()) {
    if (!is_wording(member.name)) continue;
    any = true;
    const auto xml = zip->read(member, left);
    if (!xml) return std::unexpected(fmt::format("cannot be read: {}", xml.error()));
    left -= xml->size();
    auto text = html_wording(wording(*xml));   // only entities are left to read
    std::erase(text, nothing_byte);
    out += text;
    if (!out.ends_with("\n\n")) out += "\n";
  }
  if (!any) return std::unexpected("is not a DOCX file: it holds no word/document.xml");
  return out;
}

}  // namespace lapwing::language
