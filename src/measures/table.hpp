// A table as it is shown, charted and downloaded: one value for the page's table, its chart, the CSV and the spreadsheet, so that
// they cannot disagree. Every table says in a sentence what it shows, and every figure can lead to the cases it counts.
//
// Plain values; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lapwing::measures {

enum class Kind : std::uint8_t {
  text,       // a label: a team, a group, a reason
  date,       // a day, a week's first day or a month, in `text` as ISO 8601
  count,      // a whole number
  number,     // any other number
  share,      // 0 to 1, shown as per cent
  minutes,    // a length of time, shown in words
  rate,       // per what the column's unit says
};

struct Column {
  std::string name;                       // "Within clock"
  Kind kind = Kind::text;
  std::string unit = {};                  // "per 100,000 children", "95 % interval from"
};

struct Cell {
  std::string text;                       // as shown: "63 %", "3 hours 12 minutes", "not enough to say", "hidden"
  std::optional<double> value = {};       // for the chart and the spreadsheet; none: hidden, or nothing to say
  bool hidden = false;                    // a small number, or one that would give a small number away
  std::string cases = {};                 // the query of the page that lists what this counts ("team=Response+B&clock=review"); empty: none
};

enum class ChartKind : std::uint8_t {
  series,     // a figure by period: x a date, y; with mean, lower and upper where given; `marked` periods carry a signal
  funnel,     // x the size, y the share; limits by columns
  intervals,  // a figure with its interval for each label
  bars,       // a figure for each label
  stacked,    // shares of one whole for each label, a column each
  places,     // a map: x longitude, y latitude, size
};

struct Chart {
  ChartKind kind = ChartKind::bars;
  std::size_t x = 0;                      // columns of the table
  std::vector<std::size_t> y = {};
  std::optional<std::size_t> lower = {}, upper = {}, outer_lower = {}, outer_upper = {}, middle = {}, size = {}, marked = {};
};

struct Table {
  std::string id;                         // in the page's address and the download's name: "first-deployment-by-week"
  std::string caption;
  std::string says;                       // one or two plain sentences: what it shows, or why there is not enough to say
  std::string note = {};                  // how it was counted, its denominator, its source
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::optional<Chart> chart = {};
};

// A page of measures: what it found in sentences, then its tables.
struct Section {
  std::string id, title, says;
  std::vector<Table> tables;
};

}  // namespace lapwing::measures
