// How many children of each group went missing, for how many of them there are, and what the records without an ethnicity could hide.
#include <fmt/format.h>

#include "measures/cells.hpp"
#include "measures/equity/equity.hpp"
#include "measures/statistics/rates.hpp"

namespace lapwing::measures {

using statistics::Answer;
using statistics::Interval;

namespace {

constexpr std::string_view no_population = "no population for this group";

Cell count_cell(std::uint64_t count, bool hidden) { return hidden ? cells::hidden() : cells::count(count); }
Cell rate_cell(std::optional<double> rate, bool hidden) { return hidden ? cells::hidden() : cells::rate(rate); }
Cell ratio_cell(std::optional<double> ratio, bool hidden) { return hidden ? cells::hidden() : cells::number(ratio, 2); }

double people(const GroupRow& row) { return static_cast<double>(row.population.value_or(0)); }

// A ratio with what it could be if the unknown were all of one group or of the other.
struct Compared {
  const GroupRow* row = nullptr;
  Interval ratio;
  std::optional<double> lowest, highest;      // none where the number of unknown is hidden
};

std::optional<double> ratio_of(std::uint64_t count, double population, std::uint64_t reference_count, double reference_population) {
  if (!(population > 0) || reference_count == 0) return std::nullopt;
  return static_cast<double>(count) / population / (static_cast<double>(reference_count) / reference_population);
}

std::optional<Compared> compared(const EquityParts& parts, const GroupRow& row) {
  if (!parts.reference || row.is_unknown || row.hidden) return std::nullopt;
  const auto& reference = parts.rows[*parts.reference];
  const auto ratio = statistics::rate_ratio({row.tally.children, people(row)}, {reference.tally.children, people(reference)});
  if (!ratio || &row == &reference) return std::nullopt;
  Compared out{&row, *ratio, {}, {}};
  if (parts.unknown().hidden) return out;
  const auto unknown = parts.unknown().tally.children;
  out.lowest = ratio_of(row.tally.children, people(row), reference.tally.children + unknown, people(reference));
  out.highest = ratio_of(row.tally.children + unknown, people(row), reference.tally.children, people(reference));
  return out;
}

std::string unknown_said(const EquityParts& parts, const Compared& of) {
  if (!of.lowest || !of.highest) return "";
  const auto unknown = parts.unknown().tally.children;
  if (unknown == 0) return " Every child's ethnicity is known, so nothing is left to hide in it.";
  const auto words = fmt::format("{} {} whose ethnicity is not known", cells::grouped(unknown), unknown == 1 ? "child" : "children");
  if (of.ratio.estimate > 1 ? *of.lowest > 1 : *of.highest < 1)
    return fmt::format(" Wherever the {} belong, it lies between {:.2f} and {:.2f}.", words, *of.lowest, *of.highest);
  return fmt::format(" But the {} could account for it: with them it could be anywhere from {:.2f} to {:.2f}.", words, *of.lowest, *of.highest);
}

std::vector<std::string> ratios_said(const EquityParts& parts) {
  std::vector<std::string> out, by_chance;
  if (!parts.reference) return out;
  const auto& reference = parts.rows[*parts.reference].label;
  for (const auto& row : parts.rows) {
    const auto of = compared(parts, row);
    if (!of) continue;
    if (of->ratio.lower <= 1 && of->ratio.upper >= 1) by_chance.push_back(row.label);
    else out.push_back(fmt::format("Children recorded as {} were reported missing {:.2f} times as often as children recorded as {} (95% interval {:.2f} to {:.2f}).{}", row.label,
                                   of->ratio.estimate, reference, of->ratio.lower, of->ratio.upper, unknown_said(parts, *of)));
  }
  if (!by_chance.empty()) out.push_back(fmt::format("The difference from children recorded as {} could be chance for: {}.", reference, fmt::join(by_chance, "; ")));
  if (!out.empty()) out.push_back("A higher rate may mean that more children are harmed, or that more are reported. The figures do not say which.");
  return out;
}

std::string source_note(const EquityParts& parts) {
  if (!parts.population) return "No population has been loaded, so there are no rates. ";
  auto out = fmt::format("Population: {}, {}. ", parts.population->source, parts.population->year);
  if (!parts.population_not_read.empty()) out += fmt::format("Not understood in it: {}. ", fmt::join(parts.population_not_read, ", "));
  return out;
}

Answer<Interval> rate_of(const GroupRow& row, std::uint64_t count) {
  if (!row.population) return std::unexpected(std::string(no_population));
  return statistics::rate(count, people(row));
}

std::vector<Cell> interval_cells(const Answer<Interval>& rate, bool hidden) {
  if (!hidden && !rate) return {cells::nothing(rate.error()), cells::nothing(), cells::nothing()};
  return {rate_cell(rate ? std::optional(rate->estimate) : std::nullopt, hidden), rate_cell(rate ? std::optional(rate->lower) : std::nullopt, hidden),
          rate_cell(rate ? std::optional(rate->upper) : std::nullopt, hidden)};
}

Table children_table(const EquityParts& parts) {
  Table out{.id = "children-by-group", .caption = "Children reported missing, by ethnic group", .note = source_note(parts) +
            "Each child once. Ethnicity as the child defines it. Intervals: Byar from 10 children, exact below, 95%. Small numbers are hidden, and others with them so that no total gives them back."};
  out.columns = {{"Ethnic group"}, {"Children", Kind::count}, {"In the population", Kind::count}, {"Rate", Kind::rate, "per 100,000 children"}, {"Rate", Kind::rate, "95% from"},
                 {"Rate", Kind::rate, "95% to"}, {"Rate if every child not known were in this group", Kind::rate}};
  std::uint64_t all = 0;
  for (const auto& row : parts.rows) {
    all += row.tally.children;
    std::vector<Cell> cells{cells::label(row.label), count_cell(row.tally.children, row.hidden)};
    if (row.is_unknown) {
      for (int more = 0; more < 5; ++more) cells.push_back(cells::nothing(""));
    } else {
      cells.push_back(row.population ? cells::count(*row.population) : cells::nothing(no_population));
      for (auto& cell : interval_cells(rate_of(row, row.tally.children), row.hidden)) cells.push_back(std::move(cell));
      const auto most = rate_of(row, row.tally.children + parts.unknown().tally.children);
      cells.push_back(rate_cell(most ? std::optional(most->estimate) : std::nullopt, row.hidden || parts.unknown().hidden));
    }
    out.rows.push_back(std::move(cells));
  }
  std::vector<Cell> total{cells::label("All"), count_cell(all, !parts.enough)};
  while (total.size() < out.columns.size()) total.push_back(cells::nothing(""));
  out.rows.push_back(std::move(total));
  const auto& unknown = parts.unknown();
  out.says = !parts.enough     ? "There is not enough to say: too few children were reported missing in these months."
             : unknown.hidden ? fmt::format("{} children were reported missing.", cells::grouped(all))
                              : fmt::format("{} children were reported missing; how {} of them define their ethnicity is not known, and each of them could belong to any group.",
                                            cells::grouped(all), cells::grouped(unknown.tally.children));
  out.chart = Chart{.kind = ChartKind::intervals, .x = 0, .y = {3}, .lower = 4, .upper = 5};
  return out;
}

Table ratios_table(const EquityParts& parts) {
  Table out{.id = "ratios-by-group", .caption = "Rates by ethnic group, compared", .note = "Interval of the logarithm, 95%. With several groups compared, one interval in twenty misses by chance alone. The last two "
            "columns say how low and how high the ratio itself would be if all children whose ethnicity is not known were of the group compared with, or of this one.",
            .columns = {{"Ethnic group"}, {"Times the rate", Kind::number}, {"Times the rate", Kind::number, "95% from"}, {"Times the rate", Kind::number, "95% to"},
                        {"Not known: lowest", Kind::number}, {"Not known: highest", Kind::number}}};
  out.empty = "There is nothing to compare.";
  if (!parts.reference || people(parts.rows[*parts.reference]) <= 0) {
    out.says = "There is not enough to say: it takes a population, and a group large enough to compare with.";
    return out;
  }
  for (const auto& row : parts.rows) {
    if (row.is_unknown || &row == &parts.rows[*parts.reference]) continue;
    const auto of = compared(parts, row);
    const auto cell = [&](auto value) { return row.hidden ? cells::hidden() : of ? ratio_cell(value(*of), false) : cells::nothing(); };
    const auto bound = [&](auto value) { return row.hidden || parts.unknown().hidden ? cells::hidden() : of ? ratio_cell(value(*of), false) : cells::nothing(); };
    out.rows.push_back({cells::label(row.label), cell([](const Compared& c) { return std::optional(c.ratio.estimate); }), cell([](const Compared& c) { return std::optional(c.ratio.lower); }),
                        cell([](const Compared& c) { return std::optional(c.ratio.upper); }), bound([](const Compared& c) { return c.lowest; }), bound([](const Compared& c) { return c.highest; })});
  }
  out.says = fmt::format("How many times the rate of children recorded as {} each group's rate is.", parts.rows[*parts.reference].label);
  out.chart = Chart{.kind = ChartKind::intervals, .x = 0, .y = {1}, .lower = 2, .upper = 3, .reference = 1, .by_ratio = true};
  return out;
}

Table episodes_table(const EquityParts& parts) {
  Table out{.id = "episodes-by-group", .caption = "Missing episodes, by ethnic group", .says = "One child may go missing many times: the interval allows for that, so it is wider than a count of episodes alone would give.",
            .note = source_note(parts) + "Interval of the logarithm of a count in which each child brings several, 95%.",
            .columns = {{"Ethnic group"}, {"Episodes", Kind::count}, {"Episodes a child", Kind::number}, {"Rate", Kind::rate, "per 100,000 children"}, {"Rate", Kind::rate, "95% from"}, {"Rate", Kind::rate, "95% to"}}};
  std::uint64_t all = 0, children = 0;
  const auto each = [](std::uint64_t episodes, std::uint64_t of) { return of > 0 ? std::optional(static_cast<double>(episodes) / static_cast<double>(of)) : std::nullopt; };
  for (const auto& row : parts.rows) {
    all += row.tally.episodes;
    children += row.tally.children;
    std::vector<Cell> cells{cells::label(row.label), count_cell(row.tally.episodes, row.hidden), ratio_cell(each(row.tally.episodes, row.tally.children), row.hidden)};
    if (row.is_unknown) {
      for (int more = 0; more < 3; ++more) cells.push_back(cells::nothing(""));
    } else {
      const auto rate = row.population ? clustered_rate(row.tally.of_episodes, people(row)) : Answer<Interval>(std::unexpected(std::string(no_population)));
      for (auto& cell : interval_cells(rate, row.hidden)) cells.push_back(std::move(cell));
    }
    out.rows.push_back(std::move(cells));
  }
  out.rows.push_back({cells::label("All"), count_cell(all, !parts.enough), ratio_cell(each(all, children), !parts.enough), cells::nothing(""), cells::nothing(""), cells::nothing("")});
  return out;
}

}  // namespace

Section rates_by_group(const EquityParts& parts) {
  Section out{.id = "rates", .title = "Children and episodes by ethnic group"};
  out.tables = {children_table(parts), ratios_table(parts), episodes_table(parts)};
  out.says = out.tables[0].says;
  out.points = ratios_said(parts);
  return out;
}

}  // namespace lapwing::measures
