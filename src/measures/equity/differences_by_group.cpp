// Whether children are answered alike whichever group they are of: how their risk was graded, how soon an officer was sent, how long they
// were missing and who found them. Differences that chance explains are said to be so.
#include <fmt/format.h>

#include <numeric>

#include "measures/cells.hpp"
#include "measures/equity/equity.hpp"

namespace lapwing::measures {

using statistics::Interval;

namespace {

struct Question {
  std::string_view id, caption, subject;                       // "were graded high or medium"
  std::vector<std::string_view> columns;                       // parts of all the group's episodes
  Counts (*counts)(const CategoryTally&);                      // as many
  std::vector<std::size_t> of;                                 // the columns that the share is taken of; the first of `counted` is its numerator
  std::size_t counted = 0;
  Clusters CategoryTally::*clusters;
  std::string_view time_name = {};
  MinuteCounts CategoryTally::*times = nullptr;
};

const std::vector<Question>& questions() {
  static const std::vector<Question> all{
      {"grades-by-group", "Risk first graded, by ethnic group", "were graded high or medium", {"High or medium", "Low, very low or none recorded"},
       [](const CategoryTally& t) { return Counts{t.graded_high, t.episodes - t.graded_high}; }, {0, 1}, 0, &CategoryTally::of_grades},
      {"deployment-by-group", "First deployment, by ethnic group", "had an officer sent within the clock", {"Within the clock", "Not within", "No clock, or not yet due"},
       [](const CategoryTally& t) { return Counts{t.deployed_in_time, t.deployed_late, t.episodes - t.deployed_in_time - t.deployed_late}; }, {0, 1}, 0, &CategoryTally::of_deployments,
       "Half had an officer sent within", &CategoryTally::time_to_deploy},
      {"found-by-group", "How the child was found, by ethnic group", "ended with the child found by police", {"Came back by themselves", "Found by police", "Found by a carer", "Someone else, or not yet said"},
       [](const CategoryTally& t) { return Counts(t.found.begin(), t.found.end()); }, {0, 1, 2, 3}, 1, &CategoryTally::of_found_by_police, "Half were missing for less than", &CategoryTally::time_missing},
  };
  return all;
}

// A group's share, and what it could be if the unknown were shared out in the worst way; nothing where a part of it is hidden.
struct Answered {
  std::optional<Interval> share;
  bool hidden = false, bounds_hidden = false;
  std::optional<double> lowest, highest;
};

bool any_hidden(const Flags& flags, const std::vector<std::size_t>& columns) {
  return std::ranges::any_of(columns, [&](std::size_t column) { return flags[column]; });
}

struct Asked {
  const Question& question;
  std::vector<Counts> counts;
  HiddenCells hidden;
  std::vector<Answered> answers;                               // by row
};

Answered answer(const EquityParts& parts, const Question& question, std::size_t row, const HiddenCells& hidden) {
  const auto& clusters = parts.rows[row].tally.*question.clusters;
  const auto& unknown = parts.unknown().tally.*question.clusters;
  Answered out{.hidden = any_hidden(hidden.cells[row], question.of), .bounds_hidden = any_hidden(hidden.cells.back(), question.of)};
  if (const auto share = clustered_share(clusters)) out.share = *share;
  if (clusters.n == 0 || out.hidden || out.bounds_hidden) return out;
  out.lowest = static_cast<double>(clusters.y) / static_cast<double>(clusters.n + unknown.n - unknown.y);
  out.highest = static_cast<double>(clusters.y + unknown.y) / static_cast<double>(clusters.n + unknown.y);
  return out;
}

Asked ask(const EquityParts& parts, const Question& question) {
  Asked out{question, {}, {}, {}};
  for (const auto& row : parts.rows) out.counts.push_back(question.counts(row.tally));
  out.hidden = hide_in_table(out.counts, parts.hidden_rows(), Flags(question.columns.size()), parts.small_max);
  for (std::size_t row = 0; row < parts.rows.size(); ++row) out.answers.push_back(answer(parts, question, row, out.hidden));
  return out;
}

std::vector<std::string> differences_said(const EquityParts& parts, const Asked& asked) {
  std::vector<std::string> out, by_chance;
  if (!parts.reference) return out;
  const auto& reference = asked.answers[*parts.reference];
  if (!reference.share || reference.hidden) return out;
  const auto& reference_label = parts.rows[*parts.reference].label;
  for (std::size_t row = 0; row < parts.rows.size(); ++row) {
    const auto& one = asked.answers[row];
    if (parts.rows[row].is_unknown || row == *parts.reference || !one.share || one.hidden) continue;
    const auto apart = difference(*one.share, *reference.share);
    if (apart.lower <= 0 && apart.upper >= 0) {
      by_chance.push_back(parts.rows[row].label);
      continue;
    }
    const bool stands = one.lowest && reference.highest && (apart.estimate > 0 ? *one.lowest > *reference.highest : *one.highest < *reference.lowest);
    const auto unknown = one.bounds_hidden                ? ""
                         : parts.unknown().tally.episodes == 0 ? ""
                         : stands                         ? " The records without an ethnicity could not account for it."
                                                          : " But the records without an ethnicity could account for it.";
    out.push_back(fmt::format("{} of episodes of children recorded as {} {}, against {} for {}: {:+.0f} points (95% interval {:+.0f} to {:+.0f}), more than chance often gives.{}",
                              cells::per_cent(one.share->estimate), parts.rows[row].label, asked.question.subject, cells::per_cent(reference.share->estimate), reference_label,
                              apart.estimate * 100, apart.lower * 100, apart.upper * 100, unknown));
  }
  if (!by_chance.empty())
    out.push_back(fmt::format("For {}, the difference from {} in how many {} could be chance.", fmt::join(by_chance, "; "), reference_label, asked.question.subject));
  return out;
}

Cell share_cell(std::optional<double> share, bool hidden) { return hidden ? cells::hidden() : cells::share(share); }

void add_time_cells(std::vector<Cell>& row, const MinuteCounts& times, bool hidden, std::uint64_t small_max) {
  const auto median = times.median();
  if (hidden) row.insert(row.end(), {cells::hidden(), cells::hidden(), cells::hidden()});
  else if (!median || times.total() <= small_max) row.insert(row.end(), {cells::nothing(), cells::nothing(), cells::nothing()});
  else row.insert(row.end(), {cells::minutes(median->estimate), cells::minutes(median->lower), cells::minutes(median->upper)});
}

Table table_of(const EquityParts& parts, const Asked& asked) {
  const auto& question = asked.question;
  Table out{.id = std::string(question.id), .caption = std::string(question.caption),
            .note = "Episodes by when they were reported, with their child's ethnicity as it is known now. Intervals allow for the same child counting more than once. The last two of the shares say how low "
                    "and how high it would be if the records without an ethnicity were shared out in the worst way. Small numbers are hidden, and others with them so that no total gives them back.",
            .columns = {{"Ethnic group"}, {"Episodes", Kind::count}}};
  for (const auto column : question.columns) out.columns.push_back({std::string(column), Kind::count});
  const std::string counted(question.columns[question.counted]);
  for (const auto* unit : {"share", "95% from", "95% to", "not known: lowest", "not known: highest"}) out.columns.push_back({counted, Kind::share, unit});
  if (question.times)
    for (const auto* unit : {"", "95% from", "95% to"}) out.columns.push_back({std::string(question.time_name), Kind::minutes, unit});
  std::uint64_t shown = 0;
  for (std::size_t at = 0; at < parts.rows.size(); ++at) {
    const auto& group = parts.rows[at];
    const auto& one = asked.answers[at];
    std::vector<Cell> row{cells::label(group.label), group.hidden ? cells::hidden() : cells::count(group.tally.episodes)};
    for (std::size_t column = 0; column < question.columns.size(); ++column)
      row.push_back(asked.hidden.cells[at][column] ? cells::hidden() : cells::count(asked.counts[at][column]));
    row.push_back(share_cell(one.share ? std::optional(one.share->estimate) : std::nullopt, one.hidden));
    row.push_back(share_cell(one.share ? std::optional(one.share->lower) : std::nullopt, one.hidden));
    row.push_back(share_cell(one.share ? std::optional(one.share->upper) : std::nullopt, one.hidden));
    for (const auto& bound : {one.lowest, one.highest})
      row.push_back(group.is_unknown ? cells::nothing("") : share_cell(bound, one.hidden || one.bounds_hidden));
    if (question.times) add_time_cells(row, group.tally.*question.times, group.hidden, parts.small_max);
    out.rows.push_back(std::move(row));
    shown += !group.is_unknown && one.share && !one.hidden;
  }
  const auto share_at = 2 + question.columns.size();
  out.says = shown < 2 ? "There is not enough to say: too few episodes, or their numbers are too small to show."
                       : fmt::format("The share of episodes of each group that {}, with how far chance alone may have moved it.", question.subject);
  out.chart = Chart{.kind = ChartKind::intervals, .x = 0, .y = {share_at}, .lower = share_at + 1, .upper = share_at + 2};
  return out;
}

}  // namespace

Section differences_by_group(const EquityParts& parts) {
  Section out{.id = "differences", .title = "Whether children are answered alike"};
  for (const auto& question : questions()) {
    const auto asked = ask(parts, question);
    out.tables.push_back(table_of(parts, asked));
    for (auto& point : differences_said(parts, asked)) out.points.push_back(std::move(point));
  }
  out.says = !parts.reference ? "There is not enough to say: no group has enough episodes to compare with."
                              : fmt::format("Groups are compared with children recorded as {}. A difference may have other reasons than the group: the figures do not say why.",
                                            parts.rows[*parts.reference].label);
  return out;
}

}  // namespace lapwing::measures
