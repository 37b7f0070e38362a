// The share of each week with its natural limits, and what the signals say.
#include <fmt/format.h>

#include <algorithm>

#include "measures/cells.hpp"
#include "measures/response/response.hpp"
#include "measures/statistics/xmr.hpp"

namespace lapwing::measures {

namespace {

constexpr std::size_t weeks_named_max = 4;

// A week whose clocks have not all run out yet would look better or worse than it is.
std::size_t settled_weeks(const ResponseParts& parts, ClockKind clock) {
  int due_minutes = 0;
  if (const auto found = parts.rules.clocks.rules.find(clock); found != parts.rules.clocks.rules.end())
    for (const auto& [level, rule] : found->second) due_minutes = std::max(due_minutes, rule.due_minutes);
  std::size_t settled = 0;
  while (settled < parts.tally.weeks.size() && parts.tally.weeks.span(settled).until + std::chrono::minutes(due_minutes) <= parts.asked.now) ++settled;
  return settled;
}

std::string signal_words(const statistics::XmrPoint& point, double mean) {
  if (!point.value) return "";
  std::vector<std::string> said;
  if (point.outside) said.push_back(*point.value < mean ? "below the limits" : "above the limits");
  if (point.shift) said.push_back(*point.value < mean ? "one of seven or more below average" : "one of seven or more above average");
  if (point.trend) said.push_back("one of seven or more in one direction");
  if (point.two_of_three) said.push_back("two of three near a limit");
  return fmt::format("{}", fmt::join(said, "; "));
}

std::string week_words(const Periods& weeks, std::size_t week) { return for_people(weeks.first_day(week)); }

std::string named(const Periods& weeks, const std::vector<std::size_t>& which) {
  std::vector<std::string> names;
  for (const auto week : which)
    if (names.size() < weeks_named_max) names.push_back(week_words(weeks, week));
  const auto more = which.size() - names.size();
  return fmt::format("{}{}", fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

// Runs on one side of the mean: each first and last week.
std::vector<std::string> shifts_said(const Periods& weeks, const statistics::Xmr& chart) {
  std::vector<std::string> out;
  for (std::size_t week = 0; week < chart.points.size(); ++week) {
    if (!chart.points[week].shift) continue;
    const bool below = *chart.points[week].value < *chart.mean;
    auto last = week;
    while (last + 1 < chart.points.size() && chart.points[last + 1].shift && (*chart.points[last + 1].value < *chart.mean) == below) ++last;
    out.push_back(fmt::format("From the week of {} to that of {} it stayed {} average, {} weeks in a row: it changed.", week_words(weeks, week),
                              week_words(weeks, last), below ? "below" : "above", last - week + 1));
    week = last;
  }
  return out;
}

std::string signals_said(const Periods& weeks, const statistics::Xmr& chart, const policy::MeasureRules& rules) {
  if (!chart.mean || !chart.lower) return "There is not enough to say: it takes a figure in at least two weeks in a row.";
  std::vector<std::size_t> above, below, other;
  for (std::size_t week = 0; week < chart.points.size(); ++week) {
    const auto& point = chart.points[week];
    if (point.outside) (*point.value < *chart.mean ? below : above).push_back(week);
    else if (point.trend || point.two_of_three) other.push_back(week);
  }
  auto out = fmt::format("It averaged {} a week.", cells::per_cent(*chart.mean));
  if (!below.empty()) out += fmt::format(" Lower than it varies by itself in the {} of {}.", below.size() == 1 ? "week" : "weeks", named(weeks, below));
  if (!above.empty()) out += fmt::format(" Higher than it varies by itself in the {} of {}.", above.size() == 1 ? "week" : "weeks", named(weeks, above));
  const auto shifts = shifts_said(weeks, chart);
  for (const auto& shift : shifts) out += " " + shift;
  if (above.empty() && below.empty() && shifts.empty())
    out += other.empty() ? " It varied from week to week as it does by itself: nothing says that it changed."
                         : fmt::format(" Something may have begun to change in the {} of {}.", other.size() == 1 ? "week" : "weeks", named(weeks, other));
  if (chart.figures < static_cast<std::size_t>(rules.chart_points_min)) out += fmt::format(" With fewer than {} weeks these are trial limits.", rules.chart_points_min);
  return out;
}

// The record may have begun within the period: weeks before it are no weeks without episodes.
std::size_t first_counted(const std::vector<Counted>& weeks) {
  return static_cast<std::size_t>(std::ranges::find_if(weeks, [](const Counted& week) { return week.of > 0; }) - weeks.begin());
}

std::optional<double> within_one(std::optional<double> limit) { return limit ? std::optional(std::clamp(*limit, 0.0, 1.0)) : std::nullopt; }

}  // namespace

Table shares_by_week(const ResponseParts& parts, std::size_t measure) {
  const auto& about = response_measures()[measure];
  const auto& weeks = parts.tally.weeks;
  const auto& counted = parts.tally.measures[measure].by_week;
  const auto settled = settled_weeks(parts, about.clock);
  std::vector<std::optional<double>> shares;
  for (std::size_t week = 0; week < settled; ++week)
    shares.push_back(counted[week].of > 0 ? std::optional(static_cast<double>(counted[week].met) / static_cast<double>(counted[week].of)) : std::nullopt);
  const auto chart = statistics::xmr(shares);

  Table out{.id = fmt::format("{}-by-week", about.id), .caption = fmt::format("{} by week", about.label), .says = signals_said(weeks, chart, parts.rules.measures),
            .columns = {{"Week of", Kind::date}, {"Done within its clock", Kind::count}, {"Of", Kind::count}, {"Share", Kind::share}, {"Average", Kind::share},
                        {"Lower limit", Kind::share}, {"Upper limit", Kind::share}, {"Signal"}}};
  out.note = fmt::format("Whole weeks from Monday, by when the episode was reported; of {}. Weeks whose clocks have not all run out are left out. Limits: average ± 2.66 × "
                         "mean moving range, kept within 0% and 100%.", casework_share(about.share)->of);
  for (std::size_t week = first_counted(counted); week < settled; ++week) {
    auto signal = cells::label(chart.mean ? signal_words(chart.points[week], *chart.mean) : "");
    if (!signal.text.empty()) signal.value = 1;
    out.rows.push_back({cells::day(weeks.first_day(week)), cells::count(counted[week].met), cells::count(counted[week].of), cells::share(shares[week]), cells::share(chart.mean),
                        cells::share(within_one(chart.lower)), cells::share(within_one(chart.upper)), std::move(signal)});
  }
  out.empty = "No whole week of this period has ended long enough ago.";
  out.chart = Chart{.kind = ChartKind::series, .x = 0, .y = {3}, .lower = 5, .upper = 6, .middle = 4, .marked = 7};
  return out;
}

}  // namespace lapwing::measures
