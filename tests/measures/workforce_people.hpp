// Invented officers for the tests of the workforce's measures.
#pragma once
#include <string>
#include <vector>

#include "measures/workforce/staffing.hpp"

namespace lapwing::measures::workforce {

inline const policy::Policies& test_rules() {
  static const auto rules = policy::load(policy::built_in_rules()).value();
  return rules;
}

struct Invented {
  std::string name, team = "Response A";
  std::vector<casework::Accreditation> accreditations = {};
  std::vector<std::string> shifts = {"Early", "Late", "Night"};   // none: no working pattern
  std::vector<int> weekdays = {1, 2, 3, 4, 5, 6, 7};
  double share = 1;
  std::vector<casework::Absence> absences = {};
  Role role = Role::officer;
};

inline Officer officer(Invented of) {
  static SeededIds ids(11);
  auto out = std::make_shared<casework::Account>();
  out->id = ids.next<UserId>();
  out->name = std::move(of.name);
  out->role = of.role;
  if (!of.team.empty()) out->team = of.team;
  out->accreditations = std::move(of.accreditations);
  if (!of.shifts.empty()) out->pattern = casework::WorkingPattern{of.shifts, of.weekdays, of.share, {}};
  out->absences = std::move(of.absences);
  return out;
}

inline casework::Accreditation held(std::string kind, Date awarded, std::optional<Date> expires = {}) {
  casework::Accreditation out;
  out.kind = std::move(kind);
  out.awarded = awarded;
  out.expires = expires;
  return out;
}

inline Instant london(std::string_view text) { return parse_london(text).value(); }

}  // namespace lapwing::measures::workforce
