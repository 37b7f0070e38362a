#include "exchange/line_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "exchange/csv.hpp"

namespace lapwing::exchange {

namespace {

constexpr std::size_t buffer_bytes = 256 * 1024;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == text.npos; }

}  // namespace

bool LineReader::fill() {
  if (at_ == buffer_.size()) {
    buffer_.resize(buffer_bytes);
    in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.resize(static_cast<std::size_t>(std::max<std::streamsize>(in_.gcount(), 0)));
    at_ = 0;
    if (buffer_.empty()) return false;
  }
  return true;
}

bool LineReader::next(Line& line) {
  while (fill()) {
    line = {++number_, {}, {}};
    bool too_long = false, ended = false;
    while (!ended && fill()) {
      const auto end = buffer_.find('\n', at_);
      ended = end != buffer_.npos;
      const auto part = std::string_view(buffer_).substr(at_, (ended ? end : buffer_.size()) - at_);
      too_long = too_long || line.text.size() + part.size() > line_bytes_max + 1;   // one for a carriage return
      if (too_long) line.text.clear();
      else line.text.append(part);
      bytes_ += part.size() + ended;
      at_ = ended ? end + 1 : buffer_.size();
    }
    if (line.text.ends_with('\r')) line.text.pop_back();
    if (line.number == 1 && line.text.starts_with("\xEF\xBB\xBF")) line.text.erase(0, 3);
    if (too_long || line.text.size() > line_bytes_max) {
      line.text.clear();
      line.fault = fmt::format("The line is longer than {} MiB.", line_bytes_max >> 20);
    } else if (is_blank(line.text)) {
      continue;
    } else if (!is_utf8(line.text)) {
      line.text.clear();
      line.fault = "The line is not UTF-8 text.";
    }
    return true;
  }
  return false;
}

}  // namespace lapwing::exchange
