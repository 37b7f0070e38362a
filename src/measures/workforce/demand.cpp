#include "measures/workforce/demand.hpp"

#include <algorithm>
#include <numeric>

namespace lapwing::measures::workforce {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::sys_days;

namespace {

constexpr double hour_leans_on = 100;        // as so many episodes of the same hour on any day
constexpr int year_days = 365;

Instant midnight(Date day) { return next_london_time(Instant(sys_days(day)) - hours(12), 0, 0); }

// Which day and which hour of the week each hour of UTC is, so that a million rows cost one look-up each.
struct HourTable {
  Instant from{}, until{};
  std::vector<std::uint16_t> day;
  std::vector<std::uint8_t> hour_of_week;

  HourTable(Date first, int day_count) {
    Instant at = from = midnight(first);
    for (int i = 0; i < day_count; ++i) {
      const Date on = sys_days(first) + days(i);
      const Instant next = midnight(Date(sys_days(on) + days(1)));
      const auto length = (next - at) / hours(1);
      for (int hour = 0; hour < length; ++hour) {
        // Clocks change at 01:00 UTC: in a day of 23 hours 01:00 is left out, in one of 25 it comes twice.
        const int local = length == 23 && hour >= 1 ? hour + 1 : length == 25 && hour >= 2 ? hour - 1 : hour;
        day.push_back(static_cast<std::uint16_t>(i));
        hour_of_week.push_back(static_cast<std::uint8_t>(weekday_index(on) * 24 + static_cast<unsigned>(local)));
      }
      at = next;
    }
    until = at;
  }
};

// How much of a weekday's calls come in each of its hours.
std::array<double, week_hours> hour_shares(const std::array<std::uint64_t, week_hours>& counts) {
  std::array<double, 24> by_hour{};
  double all = 0;
  for (std::size_t i = 0; i < week_hours; ++i) {
    by_hour[i % 24] += static_cast<double>(counts[i]);
    all += static_cast<double>(counts[i]);
  }
  std::array<double, week_hours> out{};
  for (std::size_t day = 0; day < 7; ++day) {
    double of_day = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) of_day += static_cast<double>(counts[day * 24 + hour]);
    for (std::size_t hour = 0; hour < 24; ++hour)
      out[day * 24 + hour] = (static_cast<double>(counts[day * 24 + hour]) + hour_leans_on * (all > 0 ? by_hour[hour] / all : 1.0 / 24)) / (of_day + hour_leans_on);
  }
  return out;
}

}  // namespace

DemandHistory gather_demand(const FactTable::Scan& scan, const std::string& team, Instant now, const policy::ForecastRules& rules) {
  DemandHistory out;
  const Date today = london_date(now);
  const Date first = sys_days(today) - days(rules.history_days_max);
  const HourTable table(first, rules.history_days_max);
  std::vector<std::uint32_t> counts(static_cast<std::size_t>(rules.history_days_max));
  const auto& teams = scan.teams();
  const auto wanted = std::ranges::find(teams, team) - teams.begin();
  const Instant year_ago = table.until - days(year_days);
  Instant earliest = table.until;
  for (const auto& episode : scan.episodes()) {
    if (episode.reported_at >= table.until || (!team.empty() && episode.team != wanted)) continue;
    earliest = std::min(earliest, episode.reported_at);
    if (episode.reported_at < table.from) continue;
    const auto hour = static_cast<std::size_t>((episode.reported_at - table.from) / hours(1));
    ++counts[table.day[hour]];
    ++out.by_hour[table.hour_of_week[hour]];
    ++out.by_first_level[episode.first_level];
    if (episode.reported_at >= year_ago) out.sent_in_time += clock_in_time(episode, ClockKind::first_deployment);
  }
  std::size_t begin = counts.size();
  // The day on which the record begins is only partly in it.
  if (earliest < table.from) begin = 0;
  else if (earliest < table.until) begin = table.day[static_cast<std::size_t>((earliest - table.from) / hours(1))] + 1u;
  out.daily.first = sys_days(first) + days(begin);
  out.daily.days.assign(counts.begin() + static_cast<std::ptrdiff_t>(begin), counts.end());
  return out;
}

ForecastRules forecast_rules(const policy::ForecastRules& rules) {
  return {rules.days_min, rules.history_days_max, rules.trend_from_days, rules.months_from_days, rules.ahead_days, rules.backtests};
}

std::vector<Proclaimed> proclaimed_holidays(const policy::ForecastRules& rules) {
  std::vector<Proclaimed> out;
  for (const auto& one : rules.proclaimed) out.push_back({one.on, one.name, one.in_place_of});
  return out;
}

std::optional<CallDemand> calls_ahead(const Forecast& forecast, const DemandHistory& history, const policy::Policies& rules) {
  CallDemand out;
  double all = 0, with_clock = 0;
  for (const auto& [level, count] : history.by_first_level) {
    all += static_cast<double>(count);
    const auto* clock = rules.clocks.find(ClockKind::first_deployment, level);
    if (!clock || count == 0) continue;
    with_clock += static_cast<double>(count);
    out.kinds.push_back({static_cast<double>(count), static_cast<double>(rules.workforce.episode_minutes), static_cast<double>(clock->due_minutes)});
  }
  if (with_clock == 0) return std::nullopt;
  for (auto& kind : out.kinds) kind.share /= with_clock;
  std::array<double, 7> expected{}, counted{};
  for (const auto& day : forecast.days) {
    expected[weekday_index(day.on)] += day.expected;
    ++counted[weekday_index(day.on)];
  }
  const auto shares = hour_shares(history.by_hour);
  for (std::size_t hour = 0; hour < week_hours; ++hour)
    if (counted[hour / 24] > 0) out.per_hour[hour] = with_clock / all * expected[hour / 24] / counted[hour / 24] * shares[hour];
  return out;
}

}  // namespace lapwing::measures::workforce
