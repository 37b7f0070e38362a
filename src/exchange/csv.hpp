// Comma-separated values, a record at a time, as RFC 4180 has them: quotation marks around a field, two of them for one, a comma or a
// line's end inside. A byte-order mark is passed over and both kinds of line end are taken. Nothing is held but the record at hand.
//
// A record that is broken (a stray quotation mark, bytes that are not UTF-8, too long) is told of by its line, and reading goes on
// with the next line: one bad line never hides the rest. One thread.
#pragma once
#include <cstdint>
#include <deque>
#include <expected>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::exchange {

struct CsvRecord {
  std::uint64_t line = 0;              // where it starts, from 1
  std::vector<std::string> fields;     // as written: spaces are kept
};

struct CsvFault {
  std::uint64_t line = 0;
  std::string message;                 // what is wrong with the line, as a sentence
};

class CsvReader {
 public:
  static constexpr std::size_t record_bytes_max = 65'536;   // with the lines a quoted field runs over
  static constexpr std::size_t fields_max = 256;

  explicit CsvReader(std::istream& in) : in_(in) {}   // `in` must outlive the reader
  // Fills `record` and says true; false at the end. Empty lines are passed over.
  std::expected<bool, CsvFault> next(CsvRecord& record);

 private:
  struct Line {
    std::string text;
    bool too_long = false;
  };
  bool take_line(Line& line);
  bool read_line(Line& line);
  bool add_line(std::string& text, std::vector<Line>& added);

  std::istream& in_;
  std::deque<Line> waiting_;           // read ahead for a quoted field that never closed
  std::uint64_t line_ = 0;             // lines taken
  bool begun_ = false;
};

bool is_utf8(std::string_view text);

}  // namespace lapwing::exchange
