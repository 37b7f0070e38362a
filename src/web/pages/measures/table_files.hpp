// A table of figures as a file: CSV for programs, XLSX for people with a spreadsheet. Numbers are numbers, to the last digit; what is
// hidden on the page is the word "hidden" here. The same table at the same time gives the same bytes. Any thread.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "domain/time.hpp"
#include "measures/table.hpp"

namespace lapwing::web {

// RFC 4180. Shares from 0 to 1, lengths of time in minutes, dates as ISO 8601. A text that a spreadsheet would take for a formula (it
// begins with = + - @, a tab or a carriage return) gets an apostrophe before it (OWASP, CSV injection).
std::string csv_of(const measures::Table& table);

struct FileFacts {
  std::string page, period;               // "Who is being harmed"; "January 2026 to June 2026, Response B"
  Instant made;                           // shown, and the document's own date
};

// A sheet for each table, called by its id: caption, sentence, note, months, when it was made, whether figures are hidden; then the table.
// The error says what the machine refused.
std::expected<std::string, std::string> xlsx_of(const std::vector<const measures::Table*>& tables, const FileFacts& facts);

}  // namespace lapwing::web
