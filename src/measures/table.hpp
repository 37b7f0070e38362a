// A table as it is shown, charted and downloaded: one value for the page's table, its chart, the CSV and the spreadsheet, so that
// they cannot disagree. Every table says in a sentence what it shows, and every figure can lead to the cases it counts. Cells are made
// with measures/cells.hpp, so that a figure reads the same wherever it stands.
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
  date,       // a day, a week's first day or a month; the cell's `iso` is sorted and drawn by ("2026-03-02", "2026-03")
  count,      // a whole number
  number,     // any other number
  share,      // 0 to 1, shown as per cent
  minutes,    // a length of time, shown in words
  rate,       // per what the column's unit says
};

struct Column {
  std::string name;                       // "Within clock"
  Kind kind = Kind::text;
  std::string unit = {};                  // after the name in the heading: "per 100,000 children"
};

struct Cell {
  std::string text;                       // as shown: "63%", "3 hours 12 minutes", "not enough to say", "hidden"
  std::optional<double> value = {};       // for the chart and the spreadsheet; none: hidden, or nothing to say
  bool hidden = false;                    // a small number, or one that would give a small number away
  std::string cases = {};                 // the query of /measures/cases that lists what this counts (measures/case_filter.hpp names the
                                          // filters; cells::cases writes it); empty: none. Never on a hidden cell
  std::string iso = {};                   // of a date
  std::string href = {};                  // where else a label leads ("/measures/response?team=Response+B"); not together with cases
};

enum class ChartKind : std::uint8_t {
  series,     // a figure by period: x a date, y one or more; with middle, lower and upper where given; `marked` periods carry a signal
  funnel,     // x the size, y the share, `label` who; lower and upper are 95 %, outer_ 99.8 %; `marked` those outside
  intervals,  // a figure with lower and upper for each x label
  bars,       // a figure for each x label; several y side by side
  stacked,    // shares or counts of one whole for each x label, a y each
  places,     // a map: x longitude, y latitude, `size`, `label` the place
};

struct Chart {
  ChartKind kind = ChartKind::bars;
  std::size_t x = 0;                      // columns of the table, as all of these but `reference`
  std::vector<std::size_t> y = {};
  std::optional<std::size_t> lower = {}, upper = {}, outer_lower = {}, outer_upper = {}, middle = {}, size = {}, marked = {}, label = {};
  std::optional<double> reference = {};   // a line to compare with: 1 for ratios, 0 for effects
  bool by_ratio = false;                  // a logarithmic scale: twice and half are equally far
};

struct Table {
  std::string id;                         // in the page's address and the download's name: "first-deployment-by-week"; unique on its page
  std::string caption;
  std::string says;                       // one or two plain sentences: what it shows, or why there is not enough to say
  std::string note = {};                  // how it was counted, its denominator, its source
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;    // the first cell of a row is its heading
  std::optional<Chart> chart = {};
  std::string empty = "Nothing to count in this period.";   // said instead of the table when there are no rows

  bool hides() const;                     // whether any cell is hidden
};

struct Link {
  std::string text, href;
};

// A part of a page: what it found in sentences, then its tables.
struct Section {
  std::string id, title, says;
  std::vector<Table> tables;
  std::vector<std::string> points = {};   // further sentences, as a list
  std::vector<Link> links = {};           // where to look further
  std::string headline = {};              // the one sentence about this for "How we are doing"; empty: nothing there
};

}  // namespace lapwing::measures
