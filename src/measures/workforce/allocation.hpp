// Whom to give an episode or an action to: officers who are in date for what its risk needs and on shift, those who carry least first,
// each with the reasons said; and everyone else with why not. It offers; a person decides. Pure; any thread.
#pragma once
#include <string>
#include <vector>

#include "measures/workforce/caseload.hpp"

namespace lapwing::measures::workforce {

struct Candidate {
  Officer officer;
  Load load;
  double points_max = 0;
  std::string why;                     // "SCAIDP until 3 May 2027, on Late until 23:00, carries 4 of 40 points"
  bool full = false;                   // already carries what one officer should hold
};

struct Allocation {
  std::vector<Candidate> offered;      // least loaded for their hours first; those already full last
  std::vector<Candidate> not_offered;  // by name
};

// Of those who carry the same share, officers of `team` come first: it is the episode's.
Allocation allocate(const Officers& officers, const Need& need, const Loads& loads, const policy::Policies& rules, Instant now, const std::string& team = {});

}  // namespace lapwing::measures::workforce
