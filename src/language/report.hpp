// What a check of many files found, as tables for people and for other programs. Pure.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/checker.hpp"
#include "language/reading.hpp"

namespace lapwing::language {

struct ReportLine {
  std::size_t line = 0, start = 0, end = 0, start_character = 0, end_character = 0;   // line from 1; start and end in bytes
  std::string text, excerpt_before, excerpt_after;
  const Rule* rule = nullptr;
  Severity severity = Severity::blames;
  std::string_view why;
  Exemption exemption = Exemption::none;
};

struct FileReport {
  std::string file;
  std::uint64_t words = 0;
  std::vector<ReportLine> lines;
  std::string problem;          // why it could not be read; empty: it was
  std::uint64_t counted() const;
};

FileReport report_on(const std::string& file, const Document& document, const Checker& checker, const Facts& facts = {});
std::uint64_t count_words(std::string_view text);

std::string as_csv(const std::vector<FileReport>& files, const Checker& checker);
// One page that needs no other file and runs no script.
std::string as_html(const std::vector<FileReport>& files, const Checker& checker);

}  // namespace lapwing::language
