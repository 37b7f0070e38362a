// Takes the wording out of a DOCX file: the zip archive's document, notes, comments, headers and footers, a paragraph a line. Bounded in
// memory and time whatever the archive says of itself. Pure.
#pragma once
#include <expected>
#include <string>
#include <string_view>

namespace lapwing::language {

// The error is a sentence without the file's name: "is not a DOCX file: …".
std::expected<std::string, std::string> docx_text(std::string_view archive);

}  // namespace lapwing::language
