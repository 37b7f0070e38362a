#include <fmt/format.h>

#include "policy/readers.hpp"

namespace lapwing::policy {
namespace {

std::vector<std::pair<Rung, int>> read_ladder(Section& clock) {
  std::vector<std::pair<Rung, int>> ladder;
  auto rungs = clock.section("ladder");
  if (!rungs) return ladder;
  for (const auto rung : {Rung::owner, Rung::sergeant, Rung::duty_inspector, Rung::superintendent}) {
    const std::string name = boost::describe::enum_to_string(rung, "");
    if (const auto minutes = rungs->optional_number(name, 0, minutes_max)) ladder.emplace_back(rung, *minutes);
  }
  rungs->finish();
  if (ladder.empty() || ladder.front() != std::pair{Rung::owner, 0})
    clock.problem("ladder", "must begin with owner = 0");
  for (std::size_t i = 1; i < ladder.size(); ++i)
    if (ladder[i].second <= ladder[i - 1].second)
      clock.problem("ladder", fmt::format("{} must hear later than whoever comes before",
                                          boost::describe::enum_to_string(ladder[i].first, "")));
  return ladder;
}

void read_clock(Section& clock, ClockPolicy& clocks) {
  const auto kind = clock.word<ClockKind>("kind");
  const auto levels = clock.words<RiskLevel>("levels");
  // A handover is counted from the end of the shift, so it alone may be due "at once".
  const bool handover = kind == ClockKind::handover;
  ClockRule rule;
  rule.due_minutes = clock.number("due_minutes", handover ? 0 : 1, minutes_max);
  rule.warn_minutes = clock.number("warn_minutes", 0, minutes_max);
  if (!handover && rule.warn_minutes >= rule.due_minutes)
    clock.problem("warn_minutes", "must be shorter than due_minutes, or it would warn before the clock starts");
  rule.ladder = read_ladder(clock);
  rule.source = clock.text("source");
  clock.finish();
  if (!kind) return;
  for (const auto level : levels)
    if (!clocks.rules[*kind].emplace(level, rule).second)
      clock.problem("levels", fmt::format("{} already has a {} clock", boost::describe::enum_to_string(level, ""),
                                          boost::describe::enum_to_string(*kind, "")));
}

void require_levels(Section& file, const ClockPolicy& clocks, ClockKind kind) {
  for (const auto level : {RiskLevel::very_low, RiskLevel::low, RiskLevel::medium, RiskLevel::high})
    if (!clocks.find(kind, level))
      file.problem(fmt::format("there is no {} clock for {}: an open episode must never go quiet",
                               boost::describe::enum_to_string(kind, ""), boost::describe::enum_to_string(level, "")));
}

}  // namespace

void read_clocks(Section& file, ClockPolicy& clocks) {
  if (auto maxima = file.section("acknowledge_minutes_max")) {
    for (const auto level : {RiskLevel::very_low, RiskLevel::low, RiskLevel::medium, RiskLevel::high})
      clocks.acknowledge_minutes_max[level] =
          maxima->number(boost::describe::enum_to_string(level, ""), 1, minutes_max);
    maxima->text("source");
    maxima->finish();
  }
  if (file.has("linked_group_review_minutes")) {
    auto within = file.section("linked_group_review_minutes");
    for (const auto level : {RiskLevel::very_low, RiskLevel::low, RiskLevel::medium, RiskLevel::high})
      if (const auto minutes = within->optional_number(boost::describe::enum_to_string(level, ""), 1, minutes_max))
        clocks.linked_group_review_minutes[level] = *minutes;
    within->text("source");
    within->finish();
  }
  if (file.has("plan_action")) {
    auto action = file.section("plan_action");
    ClockRule rule;
    rule.due_minutes = action->number("due_minutes", 0, minutes_max);
    rule.warn_minutes = action->number("warn_minutes", 0, minutes_max);
    rule.ladder = read_ladder(*action);
    rule.source = action->text("source");
    action->finish();
    clocks.plan_action = std::move(rule);
  }
  for (auto& clock : file.sections("clock")) read_clock(clock, clocks);
  file.finish();
  // Without these an episode could sit unseen, and an action would have no alarm.
  for (const auto kind : {ClockKind::reassessment, ClockKind::idle, ClockKind::prevention_interview,
                          ClockKind::return_interview_offer, ClockKind::return_interview, ClockKind::action})
    require_levels(file, clocks, kind);
}

}  // namespace lapwing::policy
