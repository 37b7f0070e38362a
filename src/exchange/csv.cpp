#include "exchange/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapwing::exchange {

namespace {

enum class Parsed { done, open_quote, bad };

// Splits `text` into fields. `open_quote`: a quoted field was still open at the end, so the next line belongs to it.
Parsed split(std::string_view text, std::vector<std::string>& fields, std::string& why) {
  fields.clear();
  for (std::size_t at = 0;;) {
    if (fields.size() == CsvReader::fields_max) return why = fmt::format("It has more than {} columns.", CsvReader::fields_max), Parsed::bad;
    auto& field = fields.emplace_back();
    if (at < text.size() && text[at] == '"') {
      for (++at;; ++at) {
        if (at == text.size()) return Parsed::open_quote;
        if (text[at] != '"') field += text[at];
        else if (at + 1 < text.size() && text[at + 1] == '"') field += text[at++];
        else break;
      }
      if (++at < text.size() && text[at] != ',') return why = "There is text after a closing quotation mark.", Parsed::bad;
    } else {
      const auto end = std::min(text.find(',', at), text.size());
      field = text.substr(at, end - at);
      if (field.find('"') != field.npos) return why = "There is a quotation mark inside a field that does not begin with one.", Parsed::bad;
      at = end;
    }
    if (at >= text.size()) return Parsed::done;
    ++at;   // the comma
  }
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const int more = first < 0x80 ? 0 : first >= 0xC2 && first < 0xE0 ? 1 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xF0 && first < 0xF5 ? 3 : -1;
    if (more < 0 || i + static_cast<std::size_t>(more) >= text.size()) return false;
    for (int k = 1; k <= more; ++k)
      if ((static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0xC0) != 0x80) return false;
    const auto second = more > 0 ? static_cast<unsigned char>(text[i + 1]) : 0u;
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);   // surrogates; past U+10FFFF
    if (overlong || beyond) return false;
    i += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

bool CsvReader::read_line(Line& line) {
  line.text.clear();
  line.too_long = false;
  auto* buffer = in_.rdbuf();
  bool any = false;
  for (int c = buffer->sbumpc(); c != std::istream::traits_type::eof(); c = buffer->sbumpc()) {
    any = true;
    if (c == '\n') break;
    if (line.text.size() < record_bytes_max) line.text += static_cast<char>(c);
    else line.too_long = true;
  }
  if (!any) return false;
  if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
  if (!begun_ && line.text.starts_with("\xEF\xBB\xBF")) line.text.erase(0, 3);
  begun_ = true;
  return true;
}

bool CsvReader::take_line(Line& line) {
  if (waiting_.empty()) {
    if (!read_line(line)) return false;
  } else {
    line = std::move(waiting_.front());
    waiting_.pop_front();
  }
  ++line_;
  return true;
}

// Puts one more line behind an open quotation mark; false when there is none, or the record would be too long.
bool CsvReader::add_line(std::string& text, std::vector<Line>& added) {
  Line line;
  if (!take_line(line)) return false;
  added.push_back(line);
  if (line.too_long || text.size() + 1 + line.text.size() > record_bytes_max) return false;
  text += '\n';
  text += line.text;
  return true;
}

std::expected<bool, CsvFault> CsvReader::next(CsvRecord& record) {
  Line line;
  do {
    if (!take_line(line)) return false;
  } while (line.text.empty() && !line.too_long);
  record.line = line_;
  const auto fault = [&](std::string message) { return std::unexpected(CsvFault{record.line, std::move(message)}); };
  if (line.too_long) return fault(fmt::format("It is longer than {} bytes.", record_bytes_max));
  std::string text = std::move(line.text), why;
  std::vector<Line> added;
  auto parsed = split(text, record.fields, why);
  // Quotation marks come in pairs, so the record can only be whole when their number is even: it is split again then, once.
  if (parsed == Parsed::open_quote) {
    auto marks = std::ranges::count(text, '"');
    while (marks % 2 != 0 && add_line(text, added)) marks += std::ranges::count(added.back().text, '"');
    if (marks % 2 == 0) parsed = split(text, record.fields, why);
  }
  if (parsed == Parsed::open_quote || (parsed == Parsed::bad && !added.empty())) {
    line_ -= added.size();
    waiting_.insert(waiting_.begin(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    return fault(parsed == Parsed::bad ? why : "A quotation mark is opened and never closed.");
  }
  if (parsed == Parsed::bad) return fault(why);
  if (!is_utf8(text)) return fault("It is not written in UTF-8.");
  if (text.find('\0') != text.npos) return fault("It holds a byte that is not text.");
  return true;
}

}  // namespace lapwing::exchange
