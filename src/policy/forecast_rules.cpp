#include "policy/forecast_rules.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "policy/section.hpp"

namespace lapwing::policy {

namespace {

template <class Rules>
struct Setting {
  std::string_view section, key;
  int least, most;
  int Rules::*to;
};

constexpr Setting<ForecastRules> forecast_settings[] = {
    {"demand", "days_min", 28, 3650, &ForecastRules::days_min},
    {"demand", "history_days_max", 56, 3650, &ForecastRules::history_days_max},
    {"demand", "trend_from_days", 182, 3650, &ForecastRules::trend_from_days},
    {"demand", "months_from_days", 400, 3650, &ForecastRules::months_from_days},
    {"demand", "ahead_days", 1, 92, &ForecastRules::ahead_days},
    {"demand", "backtests", 1, 12, &ForecastRules::backtests},
    {"posts", "hours_per_week", 1, 60, &ForecastRules::hours_per_week},
    {"posts", "away_percent", 0, 90, &ForecastRules::away_percent},
    {"accreditations", "expiring_days", 1, 730, &ForecastRules::expiring_days},
    {"simulation", "calls", 1000, 1'000'000, &ForecastRules::simulated_calls},
    {"simulation", "seed", 0, 1'000'000'000, &ForecastRules::simulation_seed},
};
constexpr Setting<TrainingRules> training_settings[] = {
    {"trained", "attended_percent", 1, 100, &TrainingRules::attended_percent},
    {"trained", "months_before", 3, 120, &TrainingRules::months_before},
    {"trained", "months_min", 3, 120, &TrainingRules::months_min},
    {"figures", "denominator_min", 1, 1000, &TrainingRules::denominator_min},
    {"figures", "words_min", 1, 1'000'000, &TrainingRules::words_min},
    {"worthwhile", "share_points", 1, 100, &TrainingRules::worthwhile_share_points},
    {"worthwhile", "findings_per_1000_words", 1, 1000, &TrainingRules::worthwhile_findings},
};

template <class Rules, std::size_t N>
void read_settings(Section& file, const Setting<Rules> (&settings)[N], Rules& rules) {
  for (std::size_t i = 0; i < N; ++i) {
    if (i > 0 && settings[i].section == settings[i - 1].section) continue;
    const auto name = settings[i].section;
    auto in = file.section(name);
    if (!in) {
      file.problem(fmt::format("there must be a [{}]", name));
      continue;
    }
    in->text("source");
    for (const auto& setting : settings)
      if (setting.section == name) rules.*setting.to = in->number(setting.key, setting.least, setting.most);
    in->finish();
  }
}

std::optional<Date> read_day(Section& from, std::string_view key, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto day = parse_iso_date(text);
  if (!day) from.problem(key, day.error());
  return day ? std::optional(*day) : std::nullopt;
}

void read_proclaimed(Section& file, ForecastRules& rules) {
  for (auto& from : file.sections("proclaimed")) {
    ProclaimedHoliday one;
    one.name = from.text("name");
    one.source = from.text("source");
    one.on = read_day(from, "on", from.text("on")).value_or(Date{});
    one.in_place_of = read_day(from, "in_place_of", from.optional_text("in_place_of"));
    from.finish();
    rules.proclaimed.push_back(std::move(one));
  }
}

template <class Rules, class Read>
std::expected<Rules, std::string> parse(const std::string& name, std::string_view toml, Read read) {
  Problems problems;
  Rules rules;
  const auto document = parse_document(name, std::string(toml), problems);
  if (problems.empty()) {
    Section file(name, document, problems);
    file.text("source");
    read(file, rules);
    file.finish();
  }
  if (!problems.empty()) return std::unexpected(fmt::format("{}", fmt::join(problems, "\n")));
  return rules;
}

template <class Rules>
Rules built_in(std::string_view file_name, std::expected<Rules, std::string> (*parse)(std::string_view)) {
  for (const auto& [name, text] : built_in_rules())
    if (name == file_name) {
      auto read = parse(text);
      if (!read) throw std::runtime_error(read.error());
      return *read;
    }
  throw std::runtime_error(fmt::format("{} was not built in", file_name));
}

}  // namespace

std::expected<ForecastRules, std::string> parse_forecast_rules(std::string_view toml) {
  return parse<ForecastRules>("forecast.toml", toml, [](Section& file, ForecastRules& rules) {
    read_settings(file, forecast_settings, rules);
    read_proclaimed(file, rules);
  });
}

std::expected<TrainingRules, std::string> parse_training_rules(std::string_view toml) {
  return parse<TrainingRules>("training.toml", toml, [](Section& file, TrainingRules& rules) { read_settings(file, training_settings, rules); });
}

const ForecastRules& built_in_forecast_rules() {
  static const auto rules = built_in("forecast.toml", parse_forecast_rules);
  return rules;
}

const TrainingRules& built_in_training_rules() {
  static const auto rules = built_in("training.toml", parse_training_rules);
  return rules;
}

}  // namespace lapwing::policy
