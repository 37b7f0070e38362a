// Which cells of a page of tables by group are hidden, so that nobody is known by being one of few: in every table of the page together,
// not only in each by itself (statistics/suppression.hpp hides within one table).
//
// How tables that share totals are kept from giving each other away: what they share is decided once and is the same everywhere. Groups
// that are too few to show are hidden in every table, always two or more of them, so that a total gives back no more than their sum; every
// other group's total is shown in every table. Then a hidden cell of one table stands in no equation of another, and what is safe in each
// is safe in all. A table in which that cannot be done shows its totals alone. Pure; any thread.
#pragma once
#include <cstdint>
#include <vector>

namespace lapwing::measures {

using Counts = std::vector<std::uint64_t>;
using Flags = std::vector<bool>;

// Which parts of a known total to hide: those from 1 to `small_max`, and the next smallest with them until each of the hidden could be any
// number from 1 to `small_max` to a reader who knows their sum and that none of them is 0. Where even all of them would not do, all, zeros too.
Flags hide_in_list(const Counts& parts, std::uint64_t small_max);

struct HiddenCells {
  std::vector<Flags> cells;          // by row, as the counts
  bool only_totals = false;          // nothing inside can be shown but what a total of 0 says
};

// Which cells of a table to hide whose totals are known: `hidden_rows` and `hidden_columns` (from hide_in_list on their totals) whole, and
// what protects the small numbers in the rest. Every row has as many columns.
HiddenCells hide_in_table(const std::vector<Counts>& counts, const Flags& hidden_rows, const Flags& hidden_columns, std::uint64_t small_max);

Counts row_totals(const std::vector<Counts>& counts);
Counts column_totals(const std::vector<Counts>& counts);

}  // namespace lapwing::measures
