// The groups as people see them: the reports' own answer, and what people decided about it.
#include <fmt/format.h>

#include <algorithm>

#include "links/links.hpp"

namespace lapwing::links {

namespace {

bool better(const Group& a, const Group& b) { return a.score != b.score ? a.score > b.score : a.id < b.id; }

Decision about_group(const Group& group, Decision::What what, Decided by) {
  Decision out;
  out.what = what;
  out.by = std::move(by);
  out.group = group.id;
  out.children = children_of(group);
  out.reports = reports_of(group);
  return out;
}

std::unexpected<std::string> no_such_group(std::string_view id) {
  return std::unexpected(fmt::format("There is no group {}. It may have been joined with another since: look at the list again.", id));
}

}  // namespace

// Splits first, then merges, each on what the ones before left.
std::vector<Group> Links::all_groups() const {
  std::vector<Group> out;
  for (const auto& component : components_) out.insert(out.end(), component.groups.begin(), component.groups.end());
  for (const auto& decision : decisions_.all()) {
    if (decision.undone || (decision.what != Decision::What::split && decision.what != Decision::What::merged)) continue;
    std::set<NodeId> nodes;
    std::vector<Group> rest;
    for (auto& group : out) {
      const bool of_other = decision.what == Decision::What::merged && (group.id == decision.other);
      const auto* component = component_with(group.id);
      if ((Decisions::about(decision, group.id, children_of(group)) || of_other) && component) nodes.insert(component->nodes.begin(), component->nodes.end());
      else rest.push_back(std::move(group));
    }
    out = std::move(rest);
    const auto without = [&](bool those) {
      std::vector<NodeId> left;
      for (const auto node : nodes)
        if (!store_.node(node).standing.child || decision.other_children.contains(store_.id_of(node)) == those) left.push_back(node);
      return left;
    };
    if (decision.what == Decision::What::split)
      for (const bool those : {false, true}) std::ranges::move(judge_.groups(without(those)), std::back_inserter(out));
    else if (auto one = judge_.as_one({nodes.begin(), nodes.end()})) out.push_back(std::move(*one));
  }
  std::ranges::sort(out, better);
  return out;
}

std::vector<Group> Links::groups() const {
  auto out = all_groups();
  std::erase_if(out, [&](const Group& group) { return !group.ranked || decisions_.hides(group); });
  return out;
}

std::vector<Group> Links::groups_near() const {
  auto out = all_groups();
  std::erase_if(out, [&](const Group& group) { return group.ranked || decisions_.hides(group); });
  return out;
}

std::vector<Group> Links::dismissed() const {
  auto out = all_groups();
  std::erase_if(out, [&](const Group& group) { return !decisions_.hides(group); });
  return out;
}

std::optional<Group> Links::group(std::string_view id) const {
  for (auto& group : all_groups())
    if (group.id == id) return std::move(group);
  return std::nullopt;
}

std::vector<Group> Links::groups_of(std::string_view entity) const {
  std::vector<Group> out;
  const auto node = store_.find_node(entity);
  const auto whole = node == none ? std::string(entity) : store_.id_of(store_.whole_of(node));   // thought to be a member: groups/likely.hpp
  const auto is = [&](const Member& member) { return member.id == whole; };
  for (auto& group : groups())
    if (std::ranges::any_of(group.adults, is) || std::ranges::any_of(group.children, is) ||
        std::ranges::any_of(group.things, [&](const Thing& thing) { return thing.id == entity; }))
      out.push_back(std::move(group));
  return out;
}

std::expected<DecisionId, std::string> Links::take_on(std::string_view id, Decided by) {
  const auto found = group(id);
  if (!found) return no_such_group(id);
  if (by.who.empty()) return std::unexpected("Say who takes it on.");
  return decisions_.add(about_group(*found, Decision::What::taken_on, std::move(by)));
}

std::expected<DecisionId, std::string> Links::dismiss(std::string_view id, Decided by) {
  const auto found = group(id);
  if (!found) return no_such_group(id);
  if (by.reason.empty()) return std::unexpected("Say why it is dismissed: the next person to see it will ask.");
  return decisions_.add(about_group(*found, Decision::What::dismissed, std::move(by)));
}

std::expected<DecisionId, std::string> Links::merge(std::string_view id, std::string_view other, Decided by) {
  const auto one = group(id), two = group(other);
  if (!one) return no_such_group(id);
  if (!two) return no_such_group(other);
  if (one->id == two->id) return std::unexpected("A group cannot be merged with itself.");
  auto decision = about_group(*one, Decision::What::merged, std::move(by));
  decision.other = two->id;
  decision.other_children = children_of(*two);
  return decisions_.add(std::move(decision));
}

std::expected<DecisionId, std::string> Links::split(std::string_view id, const std::vector<std::string>& children, Decided by) {
  const auto found = group(id);
  if (!found) return no_such_group(id);
  auto decision = about_group(*found, Decision::What::split, std::move(by));
  decision.other_children = {children.begin(), children.end()};
  for (const auto& child : decision.other_children)
    if (!decision.children.contains(child)) return std::unexpected(fmt::format("{} is no child of group {}.", child, id));
  if (decision.other_children.empty() || decision.other_children.size() == decision.children.size())
    return std::unexpected("Name some of its children, and not all, to go into a group of their own.");
  return decisions_.add(std::move(decision));
}

}  // namespace lapwing::links
