#include "measures/workforce/caseload.hpp"

namespace lapwing::measures::workforce {

namespace {

bool sign_of_harm(const casework::Episode& episode, const policy::RiskPolicy& risk) {
  std::map<std::string_view, Answer> latest;
  for (const auto& fact : episode.facts) latest[fact.what.question] = fact.what.answer;
  for (const auto& question : risk.questions) {
    const auto found = question.harm ? latest.find(question.id) : latest.end();
    if (found != latest.end() && found->second == Answer::yes) return true;
  }
  return false;
}

}  // namespace

OpenWork work_of(const casework::Case& held, const casework::Episode& episode, const policy::RiskPolicy& risk) {
  OpenWork out{.episode = episode.id, .child = held.id, .reference = episode.report.reference, .team = episode.report.team, .owner = {}, .action_owners = {}};
  out.open = episode.is_open();
  out.level = episode.level();
  out.harm = sign_of_harm(episode, risk);
  out.linked_group = !episode.linked_groups.empty();
  out.in_care = held.details.looked_after == Answer::yes;
  out.owner = episode.owner;
  for (const auto& action : episode.actions)
    if (!action.what.result) out.action_owners.push_back(action.what.owner);
  return out;
}

std::vector<OpenWork> open_work(const casework::Case& held, const policy::RiskPolicy& risk) {
  std::vector<OpenWork> out;
  for (const auto& episode : held.episodes)
    if (auto work = work_of(held, *episode, risk); work.open || !work.action_owners.empty()) out.push_back(std::move(work));
  return out;
}

int episode_points(const OpenWork& work, const policy::WorkforcePolicy& rules) {
  const auto level = rules.level_points.find(work.level);
  int points = level == rules.level_points.end() ? 0 : level->second;
  if (work.harm) points += rules.harm_points;
  if (work.linked_group) points += rules.linked_group_points;
  if (work.in_care) points += rules.in_care_points;
  return points;
}

Load Loads::of(UserId officer) const {
  const auto found = by_officer.find(officer);
  return found == by_officer.end() ? Load{} : found->second;
}

Loads loads_of(const std::vector<OpenWork>& work, const policy::WorkforcePolicy& rules) {
  Loads out;
  for (const auto& one : work) {
    if (one.open) {
      auto& load = one.owner && one.owner->user ? out.by_officer[*one.owner->user] : out.owned_by_nobody[one.team];
      load.points += episode_points(one, rules);
      ++load.episodes;
    }
    for (const auto& owner : one.action_owners) {
      auto& load = owner.user ? out.by_officer[*owner.user] : out.owned_by_nobody[one.team];
      load.points += rules.open_action_points;
      ++load.actions;
    }
  }
  return out;
}

double points_max(const casework::Account& officer, const policy::WorkforcePolicy& rules) {
  return rules.full_time_points_max * full_time_share(officer);
}

}  // namespace lapwing::measures::workforce
