// What an officer carries: the open episodes they own and the actions they still have to do, weighted by the work that an episode is
// (risk, signs of harm, a linked group, a child in care). It is about load, to share it out fairly, and never about how well anybody
// works. Who the child is, their ethnicity, nationality or faith, is not even here to be weighed.
//
// Pure; any thread.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "casework/case.hpp"
#include "measures/workforce/staffing.hpp"

namespace lapwing::measures::workforce {

// One open episode as work; or, once it is closed, what is left to do of it.
struct OpenWork {
  EpisodeId episode;
  ChildId child;
  std::string reference, team;
  bool open = false;
  RiskLevel level = RiskLevel::medium;
  bool harm = false, linked_group = false, in_care = false;
  std::optional<casework::Person> owner;
  std::vector<casework::Person> action_owners;              // one for each action not done

  Need need() const { return {level, harm}; }
};

// Everything on one child's record that somebody still has to work on.
std::vector<OpenWork> open_work(const casework::Case& held, const policy::RiskPolicy& risk);
OpenWork work_of(const casework::Case& held, const casework::Episode& episode, const policy::RiskPolicy& risk);

int episode_points(const OpenWork& work, const policy::WorkforcePolicy& rules);   // without its actions

struct Load {
  int points = 0;
  std::size_t episodes = 0, actions = 0;
};

struct Loads {
  std::map<UserId, Load> by_officer;
  std::map<std::string, Load> owned_by_nobody;              // by the episode's team
  Load of(UserId officer) const;
};
Loads loads_of(const std::vector<OpenWork>& work, const policy::WorkforcePolicy& rules);

// What this officer should hold at once: the full-time figure by their share of full time.
double points_max(const casework::Account& officer, const policy::WorkforcePolicy& rules);

}  // namespace lapwing::measures::workforce
