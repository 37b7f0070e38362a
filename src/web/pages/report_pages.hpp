// The parts of "Report a child missing", for report*.cpp only: finding the child already held, what is held about them, and the
// form. Pure but for the search.
#pragma once
#include "web/pages/form.hpp"

namespace lapwing::web {

// report_held.cpp
json::array matches_part(const Visit& visit, std::string_view typed);        // children already held, each with why it is a match
json::array held_part(const Visit& visit, const casework::Case& held);       // what is known, to be used while the caller speaks

// report_form.cpp. `held` is null for a child not yet known; `rows` is how many places to name people and places there are.
struct ReportForm {
  const Visit& visit;
  const casework::Case* held = nullptr;
  const Refused* refused = nullptr;
  std::string given, family;      // what was searched for, when nobody was chosen
  int rows = 4;

  json::array fields() const;     // everything inside the <form>
};

constexpr int might_be_rows_at_first = 4;
constexpr int might_be_rows_max = 40;

}  // namespace lapwing::web
