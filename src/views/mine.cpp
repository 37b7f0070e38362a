// What one viewer must do about a row of the board.
#include <fmt/format.h>

#include "views/board_row.hpp"
#include "views/sentences.hpp"

namespace lapwing::views {

namespace {

// The command that a clock waits for: who may give it may be asked for it.
std::string_view command_for(ClockKind kind) {
  switch (kind) {
    case ClockKind::first_deployment: return "deploy-officer";
    case ClockKind::review: return "record-review";
    case ClockKind::reassessment: return "assess-risk";
    case ClockKind::idle: return "record-activity";
    case ClockKind::handover: return "offer-handover";
    case ClockKind::prevention_interview: return "hold-interview";
    case ClockKind::return_interview_offer: return "offer-return-interview";
    case ClockKind::return_interview: return "record-return-interview";
    case ClockKind::action: return "complete-action";
  }
  return "";
}

bool is_viewer(const std::optional<casework::Person>& person, const Viewer& viewer) {
  return person && person->user && person->user == viewer.user;
}

bool rung_reaches(Rung rung, const Viewer& viewer, const policy::Policies& rules) {
  const auto access = rules.access.roles.find(viewer.role);
  return access != rules.access.roles.end() && std::ranges::find(access->second.rungs, rung) != access->second.rungs.end();
}

// A team's supervisors stand in for an owner that nobody is yet.
bool stands_in(const BoardRow& row, const Viewer& viewer, const policy::Policies& rules) {
  return !row.owner && viewer.team == row.team && rules.access.may_command(viewer.role, "set-owner");
}

std::optional<std::string> asked(const BoardRow& row, const BoardClock& clock, const Viewer& viewer,
                                 const policy::Policies& rules) {
  if (clock.kind == ClockKind::action && clock.action_owner) {
    if (is_viewer(clock.action_owner, viewer))
      return fmt::format("Your {}: {}", clock.words, clock.action.value_or("see the episode"));
  } else if (is_viewer(row.owner, viewer)) {
    return "You own this: " + clock.words;
  } else if (viewer.team == row.team && rules.access.may_command(viewer.role, command_for(clock.kind)) &&
             rung_reaches(Rung::sergeant, viewer, rules)) {
    return capital(clock.words);
  }
  if (clock.told && *clock.told != Rung::owner && rung_reaches(*clock.told, viewer, rules))
    return fmt::format("Told as {}: {}", rung_word(*clock.told), clock.words);
  return std::nullopt;
}

}  // namespace

std::vector<std::string> mine(const BoardRow& row, const Viewer& viewer, const policy::Policies& rules) {
  std::vector<std::string> out;
  if (is_viewer(row.marks.handover_to, viewer)) out.push_back("Accept the handover");
  for (const auto& clock : row.alarms)
    if (auto line = asked(row, clock, viewer, rules)) out.push_back(std::move(*line));
  if (stands_in(row, viewer, rules)) out.push_back("Nobody owns this: take it or name an owner");
  if (row.marks.risk_provisional && (is_viewer(row.owner, viewer) || stands_in(row, viewer, rules)) &&
      rules.access.may_command(viewer.role, "assess-risk"))
    out.push_back("Decide the risk: nobody has yet");
  return out;
}

}  // namespace lapwing::views
