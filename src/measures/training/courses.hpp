// Who went on a course, from when each team counts as trained, and what changed afterwards that would not have changed anyway. A course
// that changed nothing is said to have shown no change, with the size of change that the data could have missed; and where there is not
// enough to say, that is said. Pure; any thread.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "casework/force_record.hpp"
#include "measures/statistics/effect.hpp"
#include "measures/table.hpp"
#include "measures/training/panel.hpp"
#include "policy/forecast_rules.hpp"
#include "policy/measure_rules.hpp"

namespace lapwing::measures::training {

struct TeamAttendance {
  std::string team;
  std::size_t officers = 0, attended = 0;
  std::optional<MonthNumber> reached;      // the month in which enough of them had been
  double share() const { return officers == 0 ? 0 : static_cast<double>(attended) / static_cast<double>(officers); }
};

// Teams by name, by sessions up to `today`. Whoever went counts for the team they are in now, once. A team with no officers' accounts is
// taken as trained by the first session held for it.
std::vector<TeamAttendance> attendance(const casework::Course& course, const workforce::Officers& officers, const policy::TrainingRules& rules, Date today);

enum class Verdict { too_early, no_change, better, worse };

struct OutcomeEffect {
  std::size_t outcome = 0;
  Verdict verdict = Verdict::too_early;
  bool by_series = false;                  // the whole force at once, by its own series; else against teams not yet trained
  std::optional<statistics::Effect> effect;   // in the figure's own units: of one, or findings a word
  std::optional<double> before, after;     // means of the trained teams' months (of the force's weeks)
  std::optional<double> could_have_missed; // the change that would have been found four times in five
  std::string why;                         // it is too early to tell
};

// `months` whole months; a team's month of training itself is in neither side.
OutcomeEffect effect_on(std::size_t outcome, const Panel& panel, const std::vector<TeamAttendance>& teams, const policy::TrainingRules& rules, const policy::MeasureRules& measures);

// Means by months since training: of teams trained, and of teams not (yet) trained in those same months.
struct EventMonth {
  int since = 0;                           // 0: the first whole month after
  std::optional<double> trained, not_yet;
  std::size_t teams = 0;
};
std::vector<EventMonth> event_months(std::size_t outcome, const Panel& panel, const std::vector<TeamAttendance>& teams, const policy::TrainingRules& rules);

struct TrainingHeld {
  const casework::ForceRecord* force = nullptr;
  workforce::Officers accounts;            // all of them
  const Panel* panel = nullptr;
  const policy::TrainingRules* rules = nullptr;
  const policy::MeasureRules* measures = nullptr;
};

// The months that the courses need: from so long before the first session to the last whole month. None: no session was held, or no whole
// month has passed.
std::optional<Months> months_needed(const casework::ForceRecord& force, const policy::TrainingRules& rules, Date today);

std::vector<Section> training_sections(const TrainingHeld& held, Date today);

// "rose by 12.1 points (95% interval 8.0 to 16.2)"
std::string effect_words(const OutcomeEffect& effect);

}  // namespace lapwing::measures::training
