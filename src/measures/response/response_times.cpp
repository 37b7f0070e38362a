// How the times are spread, in bands, by risk level.
#include <fmt/format.h>

#include <array>

#include "measures/cells.hpp"
#include "measures/response/response.hpp"

namespace lapwing::measures {

namespace {

struct Band {
  std::string_view label;
  std::size_t from, until;      // minutes; `until` does not belong
};
constexpr std::size_t hour = 60, day = 24 * hour;
constexpr std::array bands{Band{"Under 15 minutes", 0, 15},       Band{"15 to 30 minutes", 15, 30},     Band{"30 minutes to 1 hour", 30, hour},
                           Band{"1 to 2 hours", hour, 2 * hour},  Band{"2 to 4 hours", 2 * hour, 4 * hour}, Band{"4 to 8 hours", 4 * hour, 8 * hour},
                           Band{"8 to 24 hours", 8 * hour, day},  Band{"1 to 3 days", day, 3 * day},    Band{"3 to 10 days", 3 * day, 10 * day}};

std::string times_said(const MinuteCounts& all) {
  const auto median = all.median();
  if (!median) return "There is not enough to say: it was never done in this period.";
  if (!median->lower) return "There are too few to say how the times are spread.";
  return fmt::format("Half took {} or less (95% interval {} to {}), nine in ten {} or less.", cells::minutes(median->estimate).text, cells::minutes(median->lower).text,
                     cells::minutes(median->upper).text, cells::minutes(all.quantile(0.9)).text);
}

}  // namespace

Table times_taken(const ResponseParts& parts, std::size_t measure) {
  const auto& about = response_measures()[measure];
  const auto& times = parts.tally.measures[measure].times;
  MinuteCounts all;
  for (const auto& level : times) all.add(level);
  Table out{.id = fmt::format("{}-times", about.id), .caption = fmt::format("{}: how long it took", about.label), .says = times_said(all),
            .note = fmt::format("The time {}. Only what was done has a time: what never was is counted in the shares above, not here.", about.time_is),
            .columns = {{"Time"}, {"High", Kind::count}, {"Medium", Kind::count}, {"Low", Kind::count}, {"Very low", Kind::count}, {"All", Kind::count}, {"This long or less", Kind::share}}};
  std::uint64_t so_far = 0;
  const auto add = [&](std::string_view label, auto count) {
    so_far += count(all);
    out.rows.push_back({cells::label(std::string(label)), cells::count(count(times[3])), cells::count(count(times[2])), cells::count(count(times[1])), cells::count(count(times[0])),
                        cells::count(count(all)), cells::share(static_cast<double>(so_far) / static_cast<double>(all.total()))});
  };
  if (all.total() == 0) return out;
  for (const auto& band : bands) add(band.label, [&](const MinuteCounts& counts) { return counts.between(band.from, band.until); });
  add("More than 10 days", [](const MinuteCounts& counts) { return counts.longer(); });
  out.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {5}};
  return out;
}

}  // namespace lapwing::measures
