// The product's own words: pages, questions and documents hold no wording that it would flag in others'.
#include <gtest/gtest.h>

#include <filesystem>

#include "language/checked.hpp"
#include "language/reading.hpp"

namespace lapwing::language {
namespace {

namespace fs = std::filesystem;

// Where a wording is named because it is spoken of, or a rule's own words are listed.
bool speaks_of_wordings(const fs::path& path) { return path.filename() == "language.md"; }

void expect_nothing_in(const fs::path& path, FileKind kind) {
  auto document = read_document(path);
  ASSERT_TRUE(document) << document.error();
  if (kind == FileKind::html) document = document_from(document->text, kind, path.string());
  for (const auto& finding : shipped().check(document->text))
    EXPECT_FALSE(finding.counted()) << path << ": \"" << document->shown(finding.start, finding.end) << "\" (" << finding.rule->id << ")";
}

TEST(ProductWords, TemplatesHoldNoFinding) {
  for (const auto& entry : fs::recursive_directory_iterator(LAPWING_SOURCE_DIR "/web/templates"))
    if (entry.path().extension() == ".mustache") expect_nothing_in(entry.path(), FileKind::html);
}

TEST(ProductWords, RulesAndTheirQuestionsHoldNoFinding) {
  for (const auto& entry : fs::directory_iterator(LAPWING_SOURCE_DIR "/rules"))
    if (entry.path().extension() == ".toml") expect_nothing_in(entry.path(), FileKind::text);
}

TEST(ProductWords, DocumentsHoldNoFinding) {
  for (const auto& entry : fs::directory_iterator(LAPWING_SOURCE_DIR "/docs"))
    if (entry.path().extension() == ".md" && !speaks_of_wordings(entry.path())) expect_nothing_in(entry.path(), FileKind::markdown);
}

}  // namespace
}  // namespace lapwing::language
