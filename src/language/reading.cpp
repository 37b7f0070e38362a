#include "language/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "language/docx.hpp"
#include "language/folding.hpp"
#include "language/markup.hpp"
#include "language/normal_text.hpp"

namespace lapwing::language {
namespace {

struct Ending {
  std::string_view ending;
  FileKind kind;
};
constexpr std::array endings = std::to_array<Ending>({{".txt", FileKind::text},
                                                      {".text", FileKind::text},
                                                      {".log", FileKind::text},
                                                      {".md", FileKind::markdown},
                                                      {".markdown", FileKind::markdown},
                                                      {".html", FileKind::html},
                                                      {".htm", FileKind::html},
                                                      {".docx", FileKind::docx}});

const Ending* ending_of(const std::filesystem::path& path) {
  auto said = path.extension().string();
  std::ranges::transform(said, said.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const auto* found = std::ranges::find(endings, std::string_view(said), &Ending::ending);
  return found == endings.end() ? nullptr : found;
}

// What keeps the bytes from being a text, as a sentence; empty: nothing.
std::string not_a_text(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return "is in UTF-16: save it as UTF-8";
  std::size_t line = 1, line_start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead == '\n') {
      ++line;
      line_start = ++at;
      continue;
    }
    if (lead == 0) return fmt::format("is not a text: it holds a zero byte at {}", at);
    if (at - line_start > line_bytes_max) return fmt::format("has a line of more than {} MiB (line {}): is it a text?", line_bytes_max >> 20, line);
    if (lead < 0x80) {
      ++at;
      continue;
    }
    const auto character = character_at(text, at);
    if (character.code == 0)
      return fmt::format("is not UTF-8: byte {} (0x{:02X}) on line {} begins no character. Save it as UTF-8", at, lead, line);
    at += character.bytes;
  }
  return {};
}

}  // namespace

std::string Document::shown(std::size_t start, std::size_t end) const {
  auto out = text.substr(start, end - start);
  std::erase(out, nothing_byte);
  return out;
}

FileKind kind_of(const std::filesystem::path& path) {
  const auto* ending = ending_of(path);
  return ending ? ending->kind : FileKind::text;
}

bool is_readable_kind(const std::filesystem::path& path) { return ending_of(path) != nullptr; }

std::expected<Document, std::string> document_from(std::string bytes, FileKind kind, const std::string& name) {
  if (bytes.empty()) return std::unexpected(fmt::format("{} is empty: there is nothing to check", name));
  if (kind == FileKind::docx) {
    auto text = docx_text(bytes);
    if (!text) return std::unexpected(fmt::format("{} {}", name, text.error()));
    bytes = std::move(*text);
    if (bytes.find_first_not_of(" \n\t\r") == bytes.npos) return std::unexpected(fmt::format("{} holds no words", name));
  }
  if (const auto wrong = not_a_text(bytes); !wrong.empty()) return std::unexpected(fmt::format("{} {}", name, wrong));
  if (kind == FileKind::html) bytes = html_wording(std::move(bytes));
  if (kind == FileKind::markdown) bytes = markdown_wording(std::move(bytes));
  return Document{kind, std::move(bytes)};
}

std::expected<Document, std::string> read_document(const std::filesystem::path& path) {
  const auto name = path.string();
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (!std::filesystem::exists(status)) return std::unexpected(fmt::format("{} is not there", name));
  if (!std::filesystem::is_regular_file(status)) return std::unexpected(fmt::format("{} is not a file", name));
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) return std::unexpected(fmt::format("{} cannot be read: {}", name, failed.message()));
  if (size > file_bytes_max)
    return std::unexpected(fmt::format("{} is {} MiB large, and {} MiB is the most that is read: split it", name, size >> 20, file_bytes_max >> 20));
  std::ifstream in(path, std::ios::binary);
  std::string bytes(size, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!in) return std::unexpected(fmt::format("{} cannot be read", name));
  return document_from(std::move(bytes), kind_of(path), name);
}

}  // namespace lapwing::language
