// The workforce page's parts: posts and who fills them, accreditations and when they run out, who is there on each shift of a week, what
// each officer carries, what demand is to come, and how many officers it takes. Everything they need is passed in; pure, any thread.
#pragma once
#include <string>
#include <vector>

#include "casework/force_record.hpp"
#include "measures/table.hpp"
#include "measures/workforce/allocation.hpp"
#include "measures/workforce/demand.hpp"
#include "measures/workforce/establishment.hpp"

namespace lapwing::measures::workforce {

constexpr int what_if_officers_max = 500, what_if_surge_percent_max = 500;

struct WhatIf {
  int train = 0;                     // more full-time officers in date
  int lose = 0;                      // fewer of those there are
  int surge_percent = 0;             // more episodes; -50 to what_if_surge_percent_max
  bool any() const { return train != 0 || lose != 0 || surge_percent != 0; }
};

struct WorkforceAsked {
  Instant now{};
  Date monday{};                     // the week whose shifts are shown
  std::string team;                  // empty: every team
  double share_within = 0;           // of first deployments, 0 to 1, that the establishment is for
  WhatIf what_if;
  bool with_names = false;           // officers by name: for those who share work out
};

struct WorkforceHeld {
  Officers officers;                 // officers_among(the accounts)
  const casework::ForceRecord* force = nullptr;
  std::vector<OpenWork> work;
  DemandHistory demand;              // of the team asked for
  const policy::Policies* rules = nullptr;
  const policy::ForecastRules* forecast = nullptr;
};

std::vector<Section> workforce_sections(const WorkforceHeld& held, const WorkforceAsked& asked);

// Its parts.
Section posts_section(const WorkforceHeld& held, const WorkforceAsked& asked);             // sections_posts.cpp
Section accreditation_section(const WorkforceHeld& held, const WorkforceAsked& asked);
Section availability_section(const WorkforceHeld& held, const WorkforceAsked& asked);      // sections_duty.cpp
Section caseload_section(const WorkforceHeld& held, const WorkforceAsked& asked);
Section forecast_section(const WorkforceHeld& held, const WorkforceAsked& asked, const statistics::Answer<Forecast>& forecast);   // sections_demand.cpp
Section establishment_section(const WorkforceHeld& held, const WorkforceAsked& asked, const statistics::Answer<Forecast>& forecast);

// Whom to give one episode to, as a page's part; names are shown.
Section allocation_section(const Allocation& allocation, const OpenWork& work, const policy::Policies& rules, Instant now);

// One with nothing in it yet.
Section section_of(std::string id, std::string title);
Table table_of(std::string id, std::string caption);
// The officers of the team asked for.
Officers of_team(const Officers& officers, const std::string& team);
// "one officer", "12 officers"
std::string several(std::size_t count, std::string_view one, std::string_view many);

}  // namespace lapwing::measures::workforce
