// A file of one record a line, a line at a time: a byte-order mark is passed over, both kinds of line end are taken, empty lines are
// left out. A line that is too long or not UTF-8 is told of by its number, and reading goes on with the next. One thread.
#pragma once
#include <cstdint>
#include <istream>
#include <string>

namespace lapwing::exchange {

struct Line {
  std::uint64_t number = 0;            // in the file, from 1, empty lines counted
  std::string text;
  std::string fault;                   // why it cannot be taken, as a sentence; then there is no text
};

class LineReader {
 public:
  static constexpr std::size_t line_bytes_max = 1 << 20;

  explicit LineReader(std::istream& in) : in_(in) {}   // `in` must outlive the reader
  bool next(Line& line);               // false at the end
  std::uint64_t bytes() const { return bytes_; }       // read so far
  bool failed() const { return in_.bad(); }            // the end was not the file's

 private:
  bool fill();                         // there is something in the buffer; false at the end
  std::istream& in_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t number_ = 0, bytes_ = 0;
};

}  // namespace lapwing::exchange
