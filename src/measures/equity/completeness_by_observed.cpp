// Whether the children of one group are asked less often than others. A child who was not asked has no group of their own saying, so this
// goes by how an officer saw them: the one thing held of both.
#include <fmt/format.h>

#include <numeric>

#include "measures/cells.hpp"
#include "measures/equity/equity.hpp"
#include "measures/statistics/rates.hpp"

namespace lapwing::measures {

using statistics::Interval;

namespace {

struct Row {
  std::string label;
  Counts counts;                             // with the child's own answer, without
  bool is_observed = false, hidden = false, inside_hidden = false;
  std::optional<Interval> share;
};

std::vector<Row> rows_of(const EquityParts& parts, const EthnicGroups& groups) {
  std::vector<Row> rows;
  std::vector<Counts> counts;
  for (std::size_t group = 0; group < groups.observed_groups(); ++group) {
    const auto& counted = parts.tally.children_by_observed[group];
    counts.push_back({counted[0], counted[1]});
    rows.push_back({groups.observed_label(group), counts.back(), group + 1 < groups.observed_groups()});
    if (const auto share = statistics::proportion(counted[0], counted[0] + counted[1])) rows.back().share = *share;
  }
  const auto hidden_rows = parts.enough ? hide_in_list(row_totals(counts), parts.small_max) : Flags(rows.size(), true);
  const auto hidden = hide_in_table(counts, hidden_rows, Flags(2), parts.small_max);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row].hidden = hidden_rows[row];
    rows[row].inside_hidden = hidden_rows[row] || hidden.cells[row][0] || hidden.cells[row][1];
  }
  return rows;
}

// Each against all others that officers saw as of some group.
std::string said(const std::vector<Row>& rows) {
  std::vector<std::string> less, more;
  std::size_t compared = 0;
  for (const auto& row : rows) {
    if (!row.is_observed || row.inside_hidden || !row.share) continue;
    std::uint64_t met = 0, of = 0;
    bool any_hidden = false;
    for (const auto& other : rows) {
      if (!other.is_observed || &other == &row) continue;
      met += other.counts[0], of += other.counts[0] + other.counts[1];
      any_hidden = any_hidden || other.inside_hidden;
    }
    const auto rest = statistics::proportion(met, of);
    if (!rest || any_hidden) continue;       // the others together would give the hidden ones away
    ++compared;
    const auto apart = difference(*row.share, *rest);
    const auto words = fmt::format("{} ({} against {} of the others)", row.label, cells::per_cent(row.share->estimate), cells::per_cent(rest->estimate));
    if (apart.upper < 0) less.push_back(words);
    if (apart.lower > 0) more.push_back(words);
  }
  if (compared == 0) return "There is not enough to say whether children of one group are asked less often: too few were observed, or their numbers are too small to show.";
  std::string out;
  if (!less.empty()) out += fmt::format("Asked less often than chance explains, by how officers saw them: {}. ", fmt::join(less, "; "));
  if (!more.empty()) out += fmt::format("More often: {}. ", fmt::join(more, "; "));
  if (out.empty()) out = "No group, by how officers saw the children, is asked more or less often than chance may explain.";
  else out.pop_back();
  return out;
}

}  // namespace

Table completeness_by_observed(const EquityParts& parts, const EthnicGroups& groups) {
  const auto rows = rows_of(parts, groups);
  Table out{.id = "completeness-by-observed", .caption = "Children's own answer, by how an officer saw them", .says = said(rows),
            .note = "Each child once. An officer's impression is no answer and is used for nothing else here. Differences from all other observed children: Newcombe, 95%; with several groups compared, one in twenty "
                    "misses by chance alone. Small numbers are hidden, and others with them so that no total gives them back.",
            .columns = {{"Seen by an officer as"}, {"Children", Kind::count}, {"Self-defined", Kind::count}, {"Not", Kind::count}, {"Self-defined", Kind::share, "share"},
                        {"Self-defined", Kind::share, "95% from"}, {"Self-defined", Kind::share, "95% to"}}};
  const auto of_all = std::accumulate(rows.begin(), rows.end(), std::uint64_t{0}, [](auto sum, const Row& row) { return sum + row.counts[0] + row.counts[1]; });
  if (of_all == 0) return out;
  for (const auto& row : rows) {
    const auto count = [](std::uint64_t number, bool hidden) { return hidden ? cells::hidden() : cells::count(number); };
    const auto share = [&](double Interval::*part) { return row.inside_hidden ? cells::hidden() : row.share ? cells::share((*row.share).*part) : cells::nothing(); };
    out.rows.push_back({cells::label(row.label), count(row.counts[0] + row.counts[1], row.hidden), count(row.counts[0], row.inside_hidden), count(row.counts[1], row.inside_hidden),
                        share(&Interval::estimate), share(&Interval::lower), share(&Interval::upper)});
  }
  out.chart = Chart{.kind = ChartKind::intervals, .x = 0, .y = {4}, .lower = 5, .upper = 6};
  return out;
}

}  // namespace lapwing::measures
