// room: language
//
// Any bytes as a text, and as each kind of file: no crash, no finding outside the text, none over another, and the text as long as the file
// where places are the file's.
#include <cstdint>
#include <cstdlib>

#include "language/checker.hpp"
#include "language/reading.hpp"

using namespace lapwing;

namespace {

void must(bool held) {
  if (!held) std::abort();
}

void check(const std::string& text) {
  static const auto checker = language::Checker::make(language::built_in_rules());
  must(checker.has_value());
  std::size_t last = 0;
  for (const auto& finding : checker->check(text)) {
    must(finding.start >= last && finding.start < finding.end && finding.end <= text.size());
    must(finding.start_character <= finding.start && finding.end_character <= finding.end);
    last = finding.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  check(bytes);
  for (const auto kind : {language::FileKind::text, language::FileKind::markdown, language::FileKind::html, language::FileKind::docx}) {
    const auto document = language::document_from(bytes, kind, "file");
    if (!document) {
      must(document.error().starts_with("file "));
      continue;
    }
    must(kind == language::FileKind::docx || document->text.size() == size);
    check(document->text);
  }
  return 0;
}
