#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "web/pages/measures/table_files.hpp"

namespace lapwing::web {

using measures::Cell;
using measures::Column;
using measures::Kind;
using measures::Table;

namespace {

constexpr double minutes_a_day = 24 * 60;
constexpr std::size_t column_width_max = 40, label_width_min = 18, figure_width_min = 12;

// A file that is nowhere but in memory: the library writes to a name.
class MemoryFile {
 public:
  MemoryFile() : file_(::memfd_create("table.xlsx", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (file_ >= 0) ::close(file_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool is_open() const { return file_ >= 0; }
  std::string name() const { return fmt::format("/proc/self/fd/{}", file_); }
  std::expected<std::string, std::string> read() const {
    const auto size = ::lseek(file_, 0, SEEK_END);
    std::string bytes(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
    for (std::size_t done = 0; done < bytes.size();) {
      const auto got = ::pread(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return std::unexpected(fmt::format("the spreadsheet cannot be read back: {}", std::strerror(errno)));
      done += static_cast<std::size_t>(got);
    }
    return bytes;
  }

 private:
  int file_;
};

struct Formats {
  lxw_format *title, *heading, *numeric_heading, *day, *month, *count, *number, *share, *length, *quiet;

  explicit Formats(lxw_workbook* book) {
    const auto with = [&](const char* number_format) {
      auto* format = workbook_add_format(book);
      if (number_format) format_set_num_format(format, number_format);
      return format;
    };
    title = with(nullptr), format_set_bold(title), format_set_font_size(title, 14);
    heading = with(nullptr), format_set_bold(heading), format_set_text_wrap(heading), format_set_bottom(heading, LXW_BORDER_THIN);
    numeric_heading = with(nullptr), format_set_bold(numeric_heading), format_set_text_wrap(numeric_heading);
    format_set_bottom(numeric_heading, LXW_BORDER_THIN), format_set_align(numeric_heading, LXW_ALIGN_RIGHT);
    day = with("d mmmm yyyy"), month = with("mmmm yyyy"), count = with("#,##0"), number = with("#,##0.0##"), share = with("0.0%");
    for (auto* format : {day, month}) format_set_align(format, LXW_ALIGN_LEFT);
    length = with("[h]:mm");                             // longer than a day stays in hours
    quiet = with(nullptr), format_set_italic(quiet), format_set_align(quiet, LXW_ALIGN_RIGHT);
  }
};

bool is_label(Kind kind) { return kind == Kind::text || kind == Kind::date; }

class Sheet {
 public:
  Sheet(lxw_workbook* book, const Formats& formats, const Table& table, const std::string& name, const FileFacts& facts)
      : table_(table), formats_(formats), sheet_(workbook_add_worksheet(book, name.c_str())) {
    line(table.caption, formats_.title);
    line(table.says);
    line(table.note);
    line(fmt::format("{}. {}.", facts.page, facts.period));
    line(fmt::format("Made by Lapwing at {} from the record as it then was.", for_people(facts.made, Instant{})));
    if (table.hides()) line("Hidden: a small number, or one that would give a small number away.");
    ++row_;
    headings();
    for (const auto& row : table.rows) {
      for (std::size_t at = 0; at < row.size() && at < table.columns.size(); ++at) cell(row[at], table.columns[at], static_cast<lxw_col_t>(at));
      ++row_;
    }
    widths();
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_paper(sheet_, 9);                      // A4
  }

 private:
  void line(const std::string& text, lxw_format* format = nullptr) {
    if (!text.empty()) worksheet_write_string(sheet_, row_++, 0, text.c_str(), format);
  }

  void headings() {
    for (std::size_t at = 0; at < table_.columns.size(); ++at) {
      const auto& column = table_.columns[at];
      auto name = column.name;
      if (column.kind == Kind::minutes) name += " (hours and minutes)";
      if (!column.unit.empty()) name += " " + column.unit;
      worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(at), name.c_str(), is_label(column.kind) ? formats_.heading : formats_.numeric_heading);
    }
    worksheet_repeat_rows(sheet_, row_, row_);
    ++row_;
    worksheet_freeze_panes(sheet_, 0, 1);
  }

  void date(const Cell& cell, lxw_col_t at) {
    const bool month = cell.iso.size() == 7;
    const auto of = parse_iso_date(month ? cell.iso + "-01" : cell.iso);
    if (!of) {
      worksheet_write_string(sheet_, row_, at, cell.text.c_str(), nullptr);
      return;
    }
    lxw_datetime value{};
    value.year = static_cast<int>(of->year());
    value.month = static_cast<int>(static_cast<unsigned>(of->month()));
    value.day = static_cast<int>(static_cast<unsigned>(of->day()));
    worksheet_write_datetime(sheet_, row_, at, &value, month ? formats_.month : formats_.day);
  }

  void cell(const Cell& cell, const Column& column, lxw_col_t at) {
    if (cell.hidden || !cell.value) {
      const char* text = cell.hidden ? "hidden" : cell.text.c_str();
      if (!cell.hidden && !cell.iso.empty()) date(cell, at);
      else worksheet_write_string(sheet_, row_, at, text, is_label(column.kind) ? nullptr : formats_.quiet);   // text: never taken for a formula
      return;
    }
    switch (column.kind) {
      case Kind::count: worksheet_write_number(sheet_, row_, at, *cell.value, formats_.count); break;
      case Kind::share: worksheet_write_number(sheet_, row_, at, *cell.value, formats_.share); break;
      case Kind::minutes: worksheet_write_number(sheet_, row_, at, *cell.value / minutes_a_day, formats_.length); break;
      default: worksheet_write_number(sheet_, row_, at, *cell.value, formats_.number);
    }
  }

  // In characters, by what is written; the library cannot measure.
  void widths() {
    for (std::size_t at = 0; at < table_.columns.size(); ++at) {
      std::size_t width = is_label(table_.columns[at].kind) ? label_width_min : figure_width_min;
      for (const auto& row : table_.rows)
        if (at < row.size()) width = std::max(width, row[at].text.size() + 2);
      worksheet_set_column(sheet_, static_cast<lxw_col_t>(at), static_cast<lxw_col_t>(at), static_cast<double>(std::min(width, column_width_max)), nullptr);
    }
  }

  const Table& table_;
  const Formats& formats_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
};

// A sheet's name has at most 31 characters and no two are alike.
std::string sheet_name(const Table& table, std::size_t at) {
  constexpr std::size_t characters_max = 27;
  return table.id.size() <= characters_max ? table.id : fmt::format("{} {}", table.id.substr(0, characters_max), at + 1);
}

}  // namespace

std::expected<std::string, std::string> xlsx_of(const std::vector<const Table*>& tables, const FileFacts& facts) {
  const MemoryFile file;
  if (!file.is_open()) return std::unexpected(fmt::format("the spreadsheet cannot be made: {}", std::strerror(errno)));
  auto* book = workbook_new(file.name().c_str());        // workbook_close gives it back
  if (!book) return std::unexpected("the spreadsheet cannot be made: there is no memory for it");
  std::string title = tables.size() == 1 ? tables.front()->caption : facts.page, company = "Lapwing";
  lxw_doc_properties properties{};
  properties.title = title.data();
  properties.company = company.data();
  properties.created = std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::system_clock::duration>(facts.made));
  workbook_set_properties(book, &properties);
  const Formats formats(book);
  for (std::size_t at = 0; at < tables.size(); ++at) Sheet(book, formats, *tables[at], sheet_name(*tables[at], at), facts);
  if (const auto failed = workbook_close(book); failed != LXW_NO_ERROR) return std::unexpected(fmt::format("the spreadsheet cannot be made: {}", lxw_strerror(failed)));
  return file.read();
}

}  // namespace lapwing::web
