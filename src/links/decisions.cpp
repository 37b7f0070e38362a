#include "links/decisions.hpp"

#include <algorithm>
#include <ranges>

namespace lapwing::links {

std::set<std::string> reports_of(const Group& group) {
  std::set<std::string> out;
  for (const auto* lines : {&group.evidence, &group.others})
    for (const auto& line : *lines) out.insert(line.report);
  return out;
}

std::set<std::string> children_of(const Group& group) {
  std::set<std::string> out;
  for (const auto& child : group.children) out.insert(child.id);
  return out;
}

DecisionId Decisions::add(Decision decision) {
  decision.id = all_.size() + 1;
  all_.push_back(std::move(decision));
  return all_.back().id;
}

bool Decisions::undo(DecisionId id) {
  if (id == 0 || id > all_.size() || all_[id - 1].undone) return false;
  all_[id - 1].undone = true;
  return true;
}

const Decision* Decisions::latest(std::string_view group) const {
  for (const auto& decision : std::views::reverse(all_))
    if (!decision.undone && decision.group == group) return &decision;
  return nullptr;
}

bool Decisions::about(const Decision& decision, const std::string& id, const std::set<std::string>& children) {
  if (decision.group == id) return true;
  const auto shared = std::ranges::count_if(children, [&](const auto& child) { return decision.children.contains(child); });
  return 2 * shared > static_cast<std::ptrdiff_t>(std::max(children.size(), decision.children.size()));
}

bool Decisions::hides(const Group& group) const {
  const auto children = children_of(group);
  const auto reports = reports_of(group);
  // The latest word on it: taking a dismissed group on shows it again.
  for (const auto& decision : std::views::reverse(all_)) {
    const bool about_it = decision.what == Decision::What::dismissed || decision.what == Decision::What::taken_on;
    if (decision.undone || !about_it || !about(decision, group.id, children)) continue;
    return decision.what == Decision::What::dismissed && std::ranges::includes(decision.reports, reports);
  }
  return false;
}

}  // namespace lapwing::links
