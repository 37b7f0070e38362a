#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "measures/cells.hpp"
#include "measures/workforce/sections.hpp"

namespace lapwing::measures::workforce {

namespace {

std::string whole(double value) { return cells::grouped(static_cast<std::uint64_t>(std::llround(std::max(0.0, value)))); }

std::string trend_text(const Forecast& forecast) {
  if (!forecast.change_per_year) return "The record is under a year, in which a season cannot be told from a trend: the level so far is taken to go on.";
  const auto& change = *forecast.change_per_year;
  if (change.lower <= 0 && change.upper >= 0) return fmt::format("No trend can be told from chance (between {:+.0f} and {:+.0f} per cent a year).", 100 * change.lower, 100 * change.upper);
  return fmt::format("Reports have {} by {:.0f} per cent a year ({:+.0f} to {:+.0f}).", change.estimate > 0 ? "risen" : "fallen", 100 * std::abs(change.estimate), 100 * change.lower, 100 * change.upper);
}

std::string backtest_text(const Backtest& backtest, int ahead_days) {
  if (backtest.days == 0) return "The record is too short to try the forecast on its own past.";
  auto out = fmt::format("Tried on its own past: forecasts made {} days ahead for the last {} days were out by {:.1f} children a day on average, where {:.1f} came and {:.1f} were foretold. "
                         "The interval held {} of those days",
                         ahead_days, backtest.days, backtest.absolute_error_mean, backtest.came_mean, backtest.expected_mean, cells::per_cent(backtest.within));
  return out + (backtest.widened > 1 ? fmt::format("; it should hold 95%, so it is shown {:.1f} times as wide.", backtest.widened) : ".");
}

Table forecast_table(const Forecast& forecast) {
  auto out = table_of("forecast-by-day", "Children expected to be reported missing, by day");
  out.columns = {{"Day", Kind::date}, {"Weekday"}, {"Expected", Kind::number}, {"From", Kind::count, "95% interval"}, {"To", Kind::count, "95% interval"}, {"Bank holiday"}};
  for (const auto& day : forecast.days)
    out.rows.push_back({cells::day(day.on), cells::label(weekday_name(day.on)), cells::number(day.expected), cells::count(static_cast<std::uint64_t>(day.lower)),
                        cells::count(static_cast<std::uint64_t>(day.upper)), cells::label(day.holiday)});
  out.chart = Chart{.kind = ChartKind::series, .x = 0, .y = {2}, .lower = 3, .upper = 4};
  return out;
}

struct ShiftLoad {
  double calls = 0, demand_hours = 0, capacity_hours = 0, officers = 0;
};

// By weekday and shift; a shift's hours after midnight belong to the day on which it began.
std::vector<std::vector<ShiftLoad>> loads_by_shift(const CallDemand& demand, const Capacity& capacity, const policy::ForcePolicy& force) {
  std::vector<std::vector<ShiftLoad>> out(7, std::vector<ShiftLoad>(force.shifts.size()));
  const auto hours = shifts_by_hour(force);
  for (std::size_t hour = 0; hour < week_hours; ++hour) {
    const auto& of = hours[hour % 24];
    const std::size_t day = (hour / 24 + (of.from_yesterday ? 6 : 0)) % 7;
    auto& load = out[day][of.index];
    load.calls += demand.per_hour[hour];
    load.demand_hours += demand.per_hour[hour] * demand.service_minutes() / 60;
    load.officers = capacity.expected[day][of.index];
    load.capacity_hours += load.officers;
  }
  return out;
}

Table against_capacity(const WorkforceHeld& held, const WorkforceAsked& asked, const CallDemand& demand) {
  const auto& force = held.rules->force;
  const auto capacity = capacity_in(of_team(held.officers, asked.team), asked.monday, *held.rules, *held.forecast);
  auto out = table_of("demand-against-capacity", "Expected demand against officers in date, by shift");
  out.columns = {{"Shift"}, {"Calls expected", Kind::number}, {"Officer hours needed", Kind::number}, {"Officers in date expected on duty", Kind::number}, {"Share of their hours", Kind::share}};
  out.note = fmt::format("A call takes {} of one officer's time (rules/workforce.toml). Officers are those of the week from {}. Over 100% there are not hours enough, "
                         "whatever the order of work; well under it calls that come together still wait.",
                         duration_for_people(std::chrono::minutes(held.rules->workforce.episode_minutes)), for_people(asked.monday));
  const auto loads = loads_by_shift(demand, capacity, force);
  std::size_t over = 0, nobody = 0;
  for (std::size_t day = 0; day < 7; ++day)
    for (std::size_t shift = 0; shift < force.shifts.size(); ++shift) {
      const auto& load = loads[day][shift];
      const auto on = Date(std::chrono::sys_days(asked.monday) + std::chrono::days(day));
      over += load.capacity_hours > 0 && load.demand_hours > load.capacity_hours;
      nobody += load.capacity_hours <= 0;
      out.rows.push_back({cells::label(fmt::format("{} {}", weekday_name(on), force.shifts[shift].name)), cells::number(load.calls), cells::number(load.demand_hours),
                          cells::number(load.officers), load.capacity_hours > 0 ? cells::share(load.demand_hours / load.capacity_hours) : cells::nothing("nobody on duty")});
    }
  out.says = capacity.officers == 0 ? std::string("No officer in date has a working pattern, so there is not enough to say what could be met.")
                                    : fmt::format("{} of {} shifts need more officer hours than there are, and {} nobody in date on duty.", over, 7 * force.shifts.size(),
                                                  nobody == 1 ? "one has" : fmt::format("{} have", nobody));
  out.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {4}, .reference = 1.0};
  return out;
}

std::vector<Cell> required_row(std::string how, const Required& required, const policy::ForecastRules& rules) {
  return {cells::label(std::move(how)), cells::number(required.officers), cells::share(required.share), cells::number(posts_for(required.officers, rules), 0)};
}

Table required_table(const Establishment& found, const WorkforceHeld& held, double target) {
  const auto& shifts = held.rules->force.shifts;
  auto out = table_of("establishment", fmt::format("Officers for {} of first deployments within their clock", cells::per_cent(target)));
  out.columns = {{"Worked out"}, {"On duty at any time", Kind::number}, {"Share within the clock", Kind::share}, {"Full-time posts", Kind::number}};
  std::string each;
  for (std::size_t i = 0; i < shifts.size(); ++i) each += fmt::format("{}{} on {}", i ? ", " : "", found.each_shift[i], shifts[i].name);
  out.rows = {required_row("Calls spread evenly, by queueing theory", found.by_queueing, *held.forecast),
              required_row("Calls spread evenly, by simulation", found.by_simulation, *held.forecast),
              required_row("Calls as they come by hour, the same officers always on duty", found.by_hour, *held.forecast),
              required_row("Calls as they come by hour, each shift reaching the share", found.by_shift, *held.forecast)};
  out.says = fmt::format("{} on duty would be enough if calls came evenly; as they do come, by hour and weekday, it takes {:.0f} always on duty, or {}.",
                         several(static_cast<std::size_t>(found.by_queueing.officers), "officer", "officers"), found.by_hour.officers, each);
  out.says.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(out.says.front())));
  out.note = fmt::format("Queueing theory (M/M/c) and the simulation were given the same even calls and came within {:.1f} percentage points of each other with the same officers. Full-time posts: "
                         "{} hours a week, {}% of them away. A call takes one officer {} on average; each risk level has its own clock; first come, first served.",
                         100 * found.disagreement, held.forecast->hours_per_week, held.forecast->away_percent, duration_for_people(std::chrono::minutes(held.rules->workforce.episode_minutes)));
  return out;
}

std::string what_if_text(const WhatIf& what_if) {
  std::vector<std::string> parts;
  if (what_if.train > 0) parts.push_back(fmt::format("{} more trained", what_if.train));
  if (what_if.lose > 0) parts.push_back(fmt::format("{} fewer", what_if.lose));
  if (what_if.surge_percent != 0) parts.push_back(fmt::format("{}% {} reports", std::abs(what_if.surge_percent), what_if.surge_percent > 0 ? "more" : "fewer"));
  return parts.empty() ? "As it is" : fmt::format("With {}", fmt::join(parts, ", "));
}

struct Reached {
  double share = 0, calls = 0, on_duty = 0;
};

Reached reached_with(const CallDemand& demand, const Capacity& capacity, const WorkforceHeld& held) {
  Reached out;
  out.calls = demand.per_week();
  out.share = simulate(invent_calls(demand, static_cast<std::size_t>(held.forecast->simulated_calls), static_cast<std::uint64_t>(held.forecast->simulation_seed)),
                       by_hour(capacity, held.rules->force))
                  .share();
  const auto hours = shifts_by_hour(held.rules->force);
  for (const auto& hour : hours)
    for (const auto& day : capacity.expected) out.on_duty += day[hour.index] / (24.0 * 7);
  return out;
}

Table what_if_table(const WorkforceHeld& held, const WorkforceAsked& asked, const CallDemand& demand, const Capacity& capacity) {
  auto out = table_of("what-if", "What if");
  out.columns = {{"If"}, {"Calls a week", Kind::number}, {"Officers in date", Kind::count}, {"On duty at any time", Kind::number}, {"Share within the clock", Kind::share}};
  const auto row = [&](std::string name, const Reached& reached, std::size_t officers) {
    out.rows.push_back({cells::label(std::move(name)), cells::number(reached.calls), cells::count(officers), cells::number(reached.on_duty), cells::share(reached.share)});
  };
  const auto now = reached_with(demand, capacity, held);
  row("As it is", now, capacity.officers);
  out.says = fmt::format("With the officers in date and their patterns, {} of first deployments would be within their clock.", cells::per_cent(now.share));
  if (asked.what_if.any()) {
    const auto after = changed(capacity, asked.what_if.train, asked.what_if.lose, shifts_a_week(*held.forecast, held.rules->force));
    const auto then = reached_with(demand.times(1 + asked.what_if.surge_percent / 100.0), after, held);
    row(what_if_text(asked.what_if), then, after.officers);
    out.says += fmt::format(" {} it would be {}.", what_if_text(asked.what_if), cells::per_cent(then.share));
  }
  if (held.demand.sent_in_time.of > 0)
    out.says += fmt::format(" In the last 365 days it was {}, of {}.", cells::per_cent(static_cast<double>(held.demand.sent_in_time.met) / static_cast<double>(held.demand.sent_in_time.of)),
                            cells::grouped(held.demand.sent_in_time.of));
  out.note = fmt::format("By simulation of {} calls (seed {}), with the officers of each shift in the week from {}, as if they had no other work: so it is the most that could be reached. Officers trained are "
                         "full-time and spread evenly over the shifts; officers lost are lost alike on every shift.",
                         cells::grouped(static_cast<std::uint64_t>(held.forecast->simulated_calls)), held.forecast->simulation_seed, for_people(asked.monday));
  return out;
}

}  // namespace

Section forecast_section(const WorkforceHeld& held, const WorkforceAsked& asked, const statistics::Answer<Forecast>& forecast) {
  auto out = section_of("forecast", "What is to come");
  if (!forecast) {
    out.says = fmt::format("There is {}.", forecast.error());
    return out;
  }
  auto by_day = forecast_table(*forecast);
  by_day.says = fmt::format("In the next {} days {} children are expected to be reported missing (95% interval {} to {}).", forecast->days.size(), whole(forecast->expected_total), whole(forecast->lower_total),
                            whole(forecast->upper_total));
  by_day.note = fmt::format("From {} days of the record: level{}, weekday{}{}; days vary {:.1f} times as much as chance alone would make them. The interval is for one day's count. {}", forecast->days_fitted,
                            forecast->change_per_year ? " and trend" : "", forecast->by_holiday ? ", bank holidays of England and Wales" : "", forecast->by_month ? ", month" : "; months have no effect of their own until the record has two years",
                            forecast->dispersion, backtest_text(forecast->backtest, held.forecast->ahead_days));
  out.says = by_day.says;
  out.headline = by_day.says;
  out.points = {trend_text(*forecast), backtest_text(forecast->backtest, held.forecast->ahead_days)};
  out.tables.push_back(std::move(by_day));
  if (const auto demand = calls_ahead(*forecast, held.demand, *held.rules); demand && !held.rules->force.shifts.empty())
    out.tables.push_back(against_capacity(held, asked, *demand));
  return out;
}

Section establishment_section(const WorkforceHeld& held, const WorkforceAsked& asked, const statistics::Answer<Forecast>& forecast) {
  auto out = section_of("establishment", "How many officers it takes");
  if (!forecast) {
    out.says = fmt::format("There is {}.", forecast.error());
    return out;
  }
  const auto demand = calls_ahead(*forecast, held.demand, *held.rules);
  if (!demand) {
    out.says = "There is not enough to say: no risk level that was assessed has a clock for a first deployment.";
    return out;
  }
  const auto found = establishment_for(*demand, asked.share_within, held.rules->force, static_cast<std::size_t>(held.forecast->simulated_calls),
                                       static_cast<std::uint64_t>(held.forecast->simulation_seed));
  if (!found) {
    out.says = fmt::format("There is {}.", found.error());
    return out;
  }
  out.tables.push_back(required_table(*found, held, asked.share_within));
  out.says = out.tables.back().says;
  const auto capacity = capacity_in(of_team(held.officers, asked.team), asked.monday, *held.rules, *held.forecast);
  if (capacity.officers == 0 && asked.what_if.train == 0) {
    out.points.push_back("No officer in date has a working pattern, so there is not enough to say what share would be reached.");
  } else {
    out.tables.push_back(what_if_table(held, asked, *demand, capacity));
    out.points.push_back(out.tables.back().says);
  }
  return out;
}

std::vector<Section> workforce_sections(const WorkforceHeld& held, const WorkforceAsked& asked) {
  const auto forecast = forecast_demand(held.demand.daily, proclaimed_holidays(*held.forecast), forecast_rules(*held.forecast));
  return {posts_section(held, asked),    accreditation_section(held, asked),      availability_section(held, asked),
          caseload_section(held, asked), forecast_section(held, asked, forecast), establishment_section(held, asked, forecast)};
}

}  // namespace lapwing::measures::workforce
