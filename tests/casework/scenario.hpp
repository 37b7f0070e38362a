// Scenarios in plain text (tests/casework/scenarios/*.txt), so that a missing-from-home coordinator can read what the clocks do
// and say where they are wrong. The head of scenarios/clocks.txt explains how to read one.
#pragma once
#include <string>
#include <vector>

#include "casework/support.hpp"

namespace lapwing::casework {

// One alarm as it was heard, or should be: "2026-03-03T19:00:00Z owner: first deployment".
std::string alarm_line(Instant at, std::string_view who, std::string_view clock);
// Every alarm recorded from the event at `from` on, with its true time, in order of time and then of wording.
std::vector<std::string> alarms_in(const std::vector<Recorded>& recorded, std::size_t from = 0);
std::string words(std::string_view wire);        // "first_deployment" -> "first deployment"
std::string clock_words(ClockKind kind);

struct ScenarioLine {
  int number = 0;
  Instant at{};
  std::string text;      // without its time
};
struct Scenario {
  std::string name;
  std::vector<ScenarioLine> lines;
};
std::vector<Scenario> read_scenarios(const std::string& file_name);   // in tests/casework/scenarios/
void run(const Scenario& scenario);                                   // fails the test where the scenario and the casework differ

}  // namespace lapwing::casework
