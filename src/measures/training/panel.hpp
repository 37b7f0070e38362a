// What training is hoped to change, as figures by team and month: gathered from the facts in one pass, so that what came before and
// after a course can be laid beside each other. Months and weeks are London's. Pure; any thread.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "measures/casework_shares.hpp"
#include "measures/facts/fact_table.hpp"
#include "measures/period.hpp"
#include "measures/workforce/staffing.hpp"

namespace lapwing::measures::training {

struct Outcome {
  std::string_view id;                     // "interview-in-person"
  std::string_view label;                  // "Prevention interviews held face to face"
  std::string_view of;                     // the denominator in words
  bool more_is_better = true;
  bool per_thousand_words = false;         // else a share, shown in points of one hundred

  double shown(double value) const { return value * (per_thousand_words ? 1000 : 100); }
};

enum : std::size_t { interview_in_person, questions_unanswered, findings_in_words, ethnicity_self_defined, clocks_met, outcome_count };
const std::array<Outcome, outcome_count>& outcomes();

using Counts = std::array<Counted, outcome_count>;

struct Panel {
  std::vector<std::string> teams;          // those with any figure, by name; never "No team"
  Periods months, weeks;
  std::vector<Counts> by_team_month;       // [team * months.size() + month]
  std::vector<Counts> by_week;             // of the whole force; words are counted by month only
  bool older_language_rules = false;       // some words were counted by other rules than the rest

  const Counts& at(std::size_t team, std::size_t month) const { return by_team_month[team * months.size() + month]; }
};

// What an interview shows counts when it was held, everything else when the child was reported. Words count for their author's team as
// it is now; an author without a team, and an episode without one, counts for the force and for no team.
Panel gather_panel(const FactTable::Scan& scan, const workforce::Officers& accounts, Months months);

}  // namespace lapwing::measures::training
