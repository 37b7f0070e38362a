// What has come so far, hour by hour, read from the facts in one pass; and what will come, as calls for an officer in each hour of a week
// ahead. Hours and days are London's. Pure; any thread.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>

#include "measures/casework_shares.hpp"
#include "measures/facts/fact_table.hpp"
#include "measures/workforce/forecast.hpp"
#include "measures/workforce/simulation.hpp"
#include "policy/forecast_rules.hpp"
#include "policy/policies.hpp"

namespace lapwing::measures::workforce {

struct DemandHistory {
  DailyCounts daily;                                        // whole days up to yesterday, from the first after the record begins
  std::array<std::uint64_t, week_hours> by_hour{};          // of the week, from Monday 00:00
  std::map<RiskLevel, std::uint64_t> by_first_level;        // as first assessed
  Counted sent_in_time;                                     // of the last 365 days: an officer sent within the clock
};

// Of one team, or of every team when `team` is empty.
DemandHistory gather_demand(const FactTable::Scan& scan, const std::string& team, Instant now, const policy::ForecastRules& rules);

ForecastRules forecast_rules(const policy::ForecastRules& rules);
std::vector<Proclaimed> proclaimed_holidays(const policy::ForecastRules& rules);

// A week as foretold: each weekday's mean over the days ahead, spread over its hours as they were so far. An hour seldom seen leans on
// that hour of every day. Only levels that have a first deployment clock call for an officer; each has its own target. None: there is no
// such clock, or nothing came.
std::optional<CallDemand> calls_ahead(const Forecast& forecast, const DemandHistory& history, const policy::Policies& rules);

}  // namespace lapwing::measures::workforce
