// rules/forecast.toml: how demand is foretold and how officers on duty become posts. rules/training.toml: when a team counts as trained.
// Immutable once read; any thread.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/time.hpp"

namespace lapwing::policy {

struct ProclaimedHoliday {             // for one year only
  std::string name, source;
  Date on{};
  std::optional<Date> in_place_of;
};

struct ForecastRules {
  int days_min = 0, history_days_max = 0, trend_from_days = 0, months_from_days = 0, ahead_days = 0, backtests = 0;
  int hours_per_week = 0, away_percent = 0;   // of one full-time officer
  int expiring_days = 0;
  int simulated_calls = 0, simulation_seed = 0;
  std::vector<ProclaimedHoliday> proclaimed;
};

struct TrainingRules {
  int attended_percent = 0;            // of a team's officers, from which it counts as trained
  int months_before = 0, months_min = 0;
  int denominator_min = 0, words_min = 0;   // in a team's month
  int worthwhile_share_points = 0, worthwhile_findings = 0;   // per 100, per 1,000 words
};

// The error names every line at fault.
std::expected<ForecastRules, std::string> parse_forecast_rules(std::string_view toml);
std::expected<TrainingRules, std::string> parse_training_rules(std::string_view toml);
// The rules built into the binary.
const ForecastRules& built_in_forecast_rules();
const TrainingRules& built_in_training_rules();

}  // namespace lapwing::policy
