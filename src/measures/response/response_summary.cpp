#include <fmt/format.h>

#include "measures/cells.hpp"
#include "measures/response/response.hpp"
#include "measures/statistics/rates.hpp"

namespace lapwing::measures {

namespace {

constexpr double most_share = 0.9;

std::vector<Cell> share_cells(Counted counted) {
  const auto share = statistics::proportion(counted.met, counted.of);
  if (!share) return {cells::nothing(), cells::nothing(), cells::nothing()};
  return {cells::share(share->estimate), cells::share(share->lower), cells::share(share->upper)};
}

MinuteCounts all_times(const MeasureTally& tally) {
  MinuteCounts out;
  for (const auto& level : tally.times) out.add(level);
  return out;
}

Cell time_cell(std::optional<double> minutes) {
  if (minutes == static_cast<double>(MinuteCounts::minutes_max)) return {.text = "more than 10 days"};
  return cells::minutes(minutes);
}

std::string level_word(std::size_t level) {
  static constexpr std::array words{"Very low", "Low", "Medium", "High"};
  return words[level];
}

std::string not_met(const ResponseMeasure& about, std::string level = {}) {
  std::vector<std::pair<std::string, std::string>> filters{{"share", std::string(about.share)}, {"met", "no"}};
  if (!level.empty()) filters.emplace_back("level", std::move(level));
  return cells::cases(filters);
}

Table all_measures(const ResponseParts& parts) {
  Table out{.id = "response", .caption = "The response, duty by duty", .columns = {{"Duty"}, {"Done within its clock", Kind::count}, {"Not", Kind::count},
            {"Share", Kind::share}, {"Share", Kind::share, "95% from"}, {"Share", Kind::share, "95% to"}, {"Half were done within", Kind::minutes}, {"Nine in ten within", Kind::minutes}}};
  std::size_t said = 0;
  for (std::size_t measure = 0; measure < response_measures_count; ++measure) {
    const auto& about = response_measures()[measure];
    const auto counted = parts.tally.measures[measure].all();
    const auto times = all_times(parts.tally.measures[measure]);
    const auto share = share_cells(counted);
    const auto took = [&](double of_all) { return about.elapsed ? time_cell(times.quantile(of_all)) : cells::nothing(""); };
    out.rows.push_back({cells::label(std::string(about.label), "#" + std::string(about.id)), cells::count(counted.met), cells::count(counted.of - counted.met, not_met(about)),
                        share[0], share[1], share[2], took(0.5), took(most_share)});
    said += counted.of > 0;
  }
  out.says = said == 0 ? "There is not enough to say: nothing was due in these months." :
                         "For each duty, how many times it was done within its clock, and how long it took. The interval says how far chance alone may have moved the share.";
  out.note = "Episodes by when they were reported. What is not yet due is not counted; what came due undone is not within its clock. Acceptance is of the offers that the "
             "child answered, and completion counts late interviews too. Times are of what was done. Intervals: Wilson, 95%.";
  out.chart = Chart{.kind = ChartKind::intervals, .x = 0, .y = {3}, .lower = 4, .upper = 5};
  return out;
}

Table by_level(const ResponseParts& parts) {
  Table out{.id = "response-by-risk", .caption = "The response by risk level", .says = "The same shares by the risk level first decided for the episode.",
            .note = "Clocks are shorter where the risk is higher, so a lower share at a higher level need not mean a slower response. Intervals: Wilson, 95%.",
            .columns = {{"Duty and level"}, {"Done within its clock", Kind::count}, {"Not", Kind::count}, {"Share", Kind::share}, {"Share", Kind::share, "95% from"}, {"Share", Kind::share, "95% to"},
                        {"Half were done within", Kind::minutes}}};
  static constexpr std::array words{"very_low", "low", "medium", "high"};
  for (std::size_t measure = 0; measure < response_measures_count; ++measure)
    for (std::size_t level = risk_levels_count; level-- > 0;) {
      const auto& tally = parts.tally.measures[measure];
      const auto counted = tally.by_level[level];
      if (counted.of == 0) continue;
      const auto& about = response_measures()[measure];
      const auto share = share_cells(counted);
      out.rows.push_back({cells::label(fmt::format("{}, {}", about.label, level_word(level))), cells::count(counted.met),
                          cells::count(counted.of - counted.met, not_met(about, words[level])), share[0], share[1], share[2],
                          about.elapsed ? time_cell(tally.times[level].quantile(0.5)) : cells::nothing("")});
    }
  return out;
}

std::string headline_of(Counted counted) {
  const auto& about = response_measures()[0];
  const auto share = statistics::proportion(counted.met, counted.of);
  if (!share) return "There is not enough to say about how quickly officers were sent.";
  return fmt::format("{} of {} episodes {} (95% interval {} to {}).", cells::per_cent(share->estimate), cells::grouped(counted.of), about.within,
                     cells::per_cent(share->lower), cells::per_cent(share->upper));
}

}  // namespace

Section response_summary(const ResponseParts& parts) {
  Section out{.id = "response", .title = "Response", .tables = {all_measures(parts), by_level(parts)}};
  out.says = fmt::format("{} {} reported in {}.", cells::grouped(parts.tally.episodes), parts.tally.episodes == 1 ? "episode was" : "episodes were",
                         months_for_people(parts.asked.months));
  out.headline = headline_of(parts.tally.measures[0].all());
  std::vector<std::pair<std::string, std::string>> query{{"from", month_text(parts.asked.months.first)}, {"to", month_text(parts.asked.months.last)}};
  if (!parts.asked.team.empty()) query.emplace_back("team", parts.asked.team);
  out.links = {{"Every breach, with its story", "/measures/response/breaches?" + cells::cases(query)}};
  return out;
}

std::vector<Section> response_headlines(const FactTable::Scan& scan, const ResponseAsked& asked) {
  const auto span = span_of(asked.months);
  const auto count = casework_share(response_measures()[0].share)->count;
  std::vector<char> in_team;
  for (const auto& name : scan.teams()) in_team.push_back(asked.team.empty() || name == asked.team);
  Counted counted;
  for (const auto& episode : scan.episodes())
    if (span.has(episode.reported_at) && in_team[episode.team]) counted += count(episode);
  return {{.id = "response", .title = "Response", .says = {}, .tables = {}, .headline = headline_of(counted)}};
}

}  // namespace lapwing::measures
