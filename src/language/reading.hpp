// Reads a file for the language checker: plain text, Markdown, HTML or DOCX. What an author wrote is kept; tags, scripts and where links
// lead are not wording. Everything is bounded: a file that is too large, not text, or grows without end when unpacked is refused in
// words a person can act on.
//
// The places of findings are bytes of the file as it stands, but for DOCX, where they are bytes of the text taken out of it (a paragraph
// a line).
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

namespace lapwing::language {

enum class FileKind { text, markdown, html, docx };

constexpr std::uintmax_t file_bytes_max = 64u << 20;        // of a file as it lies there
constexpr std::size_t line_bytes_max = 32u << 20;           // of one line
constexpr std::size_t unpacked_bytes_max = 128u << 20;      // of what a DOCX unpacks to

struct Document {
  FileKind kind = FileKind::text;
  std::string text;             // to be checked; of HTML and Markdown, as long as the file
  std::string shown(std::size_t start, std::size_t end) const;   // a passage without what stands for tags
};

// By its name's ending; anything else is plain text.
FileKind kind_of(const std::filesystem::path& path);
bool is_readable_kind(const std::filesystem::path& path);    // .txt .text .log .md .markdown .html .htm .docx

std::expected<Document, std::string> read_document(const std::filesystem::path& path);
// The same from bytes; `name` is what messages call it.
std::expected<Document, std::string> document_from(std::string bytes, FileKind kind, const std::string& name);

}  // namespace lapwing::language
