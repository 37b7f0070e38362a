// room: exchange
//
// Any bytes as comma-separated values: reading ends, every line is a record, a fault or empty, lines only go up, fields are UTF-8,
// and the whole is safe as a file of the return.
#include "exchange/csv.hpp"

#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "exchange/ssda903.hpp"

using namespace lapwing::exchange;

namespace {

void must(bool held) {
  if (!held) std::abort();
}

void read_as_csv(const std::string& text) {
  std::istringstream in(text);
  CsvReader csv(in);
  CsvRecord record;
  std::uint64_t last = 0;
  for (std::size_t turns = 0;; ++turns) {
    must(turns <= text.size() + 1);
    const auto more = csv.next(record);
    if (more && !*more) return;
    const auto line = more ? record.line : more.error().line;
    must(line > last);
    last = line;
    if (!more) continue;
    must(!record.fields.empty() && record.fields.size() <= CsvReader::fields_max);
    for (const auto& field : record.fields) must(is_utf8(field));
  }
}

void read_as_return(const std::string& rows) {
  static const lapwing::policy::EthnicityPolicy ethnicity;
  std::istringstream in("CHILD,DOB,MISSING,MIS_START,MIS_END\n" + rows);
  ssda903::Return given;
  must(ssda903::read_stream(in, "file.csv", ethnicity, given, {}).has_value());
  const auto year = ssda903::year_of(given).value_or(ssda903::Year{});
  const auto checked = ssda903::check_periods(given.periods, year, {});
  must(checked.periods.size() <= given.periods.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  read_as_csv(text);
  read_as_return(text);
  return 0;
}
