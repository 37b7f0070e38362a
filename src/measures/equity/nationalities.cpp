// The children's nationalities: the United Kingdom, the other countries that are not few, all others together, and those not known.
#include <fmt/format.h>
#include <unicode/locid.h>

#include <algorithm>
#include <numeric>

#include "measures/cells.hpp"
#include "measures/equity/equity.hpp"
#include "measures/statistics/rates.hpp"

namespace lapwing::measures {

namespace {

constexpr std::size_t countries_shown_max = 10;
constexpr std::string_view united_kingdom = "GB";

std::string country_name(const std::string& code) {
  icu::UnicodeString name;
  icu::Locale("", code.c_str()).getDisplayCountry(icu::Locale::getUK(), name);
  std::string out;
  return name.isEmpty() ? code : name.toUTF8String(out);
}

struct Counted {
  std::string label;
  std::uint64_t children = 0;
};

std::vector<Counted> counted(const EquityParts& parts) {
  std::uint64_t home = 0, unknown = 0;
  std::vector<Counted> others;
  for (const auto& [code, children] : parts.tally.nationalities) {
    if (code.empty()) unknown += children;
    else if (code == united_kingdom) home += children;
    else others.push_back({code, children});
  }
  std::ranges::stable_sort(others, [](const Counted& a, const Counted& b) { return a.children > b.children; });
  std::vector<Counted> out{{country_name(std::string(united_kingdom)), home}};
  std::uint64_t rest = 0;
  for (const auto& other : others) {
    if (other.children > parts.small_max && out.size() <= countries_shown_max) out.push_back({country_name(other.label), other.children});
    else rest += other.children;
  }
  out.push_back({"Other countries", rest});
  out.push_back({"Not known", unknown});
  return out;
}

}  // namespace

Section nationalities(const EquityParts& parts) {
  const auto rows = counted(parts);
  Counts counts;
  for (const auto& row : rows) counts.push_back(row.children);
  const auto of = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  const auto hidden = parts.enough ? hide_in_list(counts, parts.small_max) : Flags(counts.size(), true);
  Table table{.id = "nationalities", .caption = "Children's nationalities", .note = "Each child once. Countries of few children are counted together. Intervals: Wilson, 95%. Small numbers are hidden, and "
              "others with them so that no total gives them back.",
              .columns = {{"Nationality"}, {"Children", Kind::count}, {"Share", Kind::share}, {"Share", Kind::share, "95% from"}, {"Share", Kind::share, "95% to"}}};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (hidden[row]) {
      table.rows.push_back({cells::label(rows[row].label), cells::hidden(), cells::hidden(), cells::hidden(), cells::hidden()});
      continue;
    }
    const auto share = statistics::proportion(counts[row], of);
    const auto cell = [&](double statistics::Interval::*part) { return share ? cells::share((*share).*part) : cells::nothing(); };
    table.rows.push_back({cells::label(rows[row].label), cells::count(counts[row]), cell(&statistics::Interval::estimate), cell(&statistics::Interval::lower), cell(&statistics::Interval::upper)});
  }
  table.rows.push_back({cells::label("All"), parts.enough ? cells::count(of) : cells::hidden(), cells::nothing(""), cells::nothing(""), cells::nothing("")});
  table.says = !parts.enough ? "There is not enough to say: too few children were reported missing in these months."
               : hidden.back() ? "How many have no nationality recorded is hidden, with other small numbers."
                               : fmt::format("{} of {} children have no nationality recorded; each of them could be of any.", cells::grouped(counts.back()), cells::grouped(of));
  table.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {1}};
  Section out{.id = "nationality", .title = "Nationality", .says = table.says};
  out.tables = {std::move(table)};
  return out;
}

}  // namespace lapwing::measures
