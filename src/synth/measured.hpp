// A force with planted truths, for trying what figures find: eighteen months of children reported to eight response teams, of which one
// is slower to send an officer; one ethnic group whose ethnicity is left blank more often; one course after which children are seen in
// person and one after which nothing changes; and posts of which half are vacant. Made by real commands; what was planted comes back.
//
// The two courses are given so that neither can be taken for the other: half of the teams of each were on the other too.
#pragma once
#include <expected>
#include <map>
#include <string>
#include <vector>

#include "desk/desk.hpp"

namespace lapwing::synth {

struct MeasuredOptions {
  std::uint64_t seed = 20260303;
  int episodes_a_team_a_month = 8;
};

struct MeasuredCourse {
  ItemId course;
  std::string name;
  std::map<std::string, Date> trained;         // team -> the day on which all of its officers went
};

struct MeasuredTruth {
  Date first{}, last{};                        // days on which children were reported; whole months
  std::vector<std::string> teams;              // those that children were reported to
  std::size_t episodes = 0, children = 0;
  // deployment
  std::string slow_team;
  int usual_minutes_least = 0, usual_minutes_most = 0, slow_minutes_least = 0, slow_minutes_most = 0;   // any as likely as another
  // ethnicity
  std::string under_recorded_code;             // self-defined, as it would have been said
  double blank_share_there = 0, blank_share_elsewhere = 0;
  std::map<std::string, std::size_t> children_by_code;   // as it would have been said, recorded or not
  // courses
  MeasuredCourse works, changes_nothing;
  double in_person_share_before = 0, in_person_share_after = 0;   // of prevention interviews; after: of teams on the course that works
  // posts
  std::string vacant_team, vacant_accreditation;
  int posts = 0, filled = 0;
};

// The built-in rules with the teams of this force. Write them to a folder and give it to the desk as its rules.
policy::RuleTexts measured_rules();
// When the desk's clock must stand before filling, and where it stands afterwards.
Instant measured_from();
Instant measured_until();

// Fills an empty desk whose `time` stands at measured_from() and whose rules are measured_rules(). The error is the desk's own words.
std::expected<MeasuredTruth, std::string> fill_measured(desk::Desk& desk, const MeasuredOptions& options = {});

}  // namespace lapwing::synth
