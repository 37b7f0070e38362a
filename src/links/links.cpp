#include "links/links.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_set.hpp>

namespace lapwing::links {

Links::Links(policy::GroupRules rules, std::unique_ptr<People> people)
    : rules_(std::move(rules)), store_(std::move(people)), ties_(store_, rules_), search_(store_, rules_), network_(store_, ties_),
      judge_(store_, ties_, search_) {}

Taken Links::take(const reports::Report& report, std::string_view key) {
  const auto arrival = store_.add(report, key, static_cast<float>(Ties::grade(rules_, report.grading)), touched_);
  if (arrival == Store::Arrival::taken) {
    if (withdrawn_early_.erase(report.number) > 0) store_.withdraw(report.number, touched_);
    if (!report.withdraws.empty() && report.withdraws != report.number) {
      if (store_.find_report(report.withdraws) == none) withdrawn_early_.insert(report.withdraws);
      else store_.withdraw(report.withdraws, touched_);
    }
  }
  return held_ ? Taken{arrival, {}, {}} : bring_up_to_date(arrival);
}

Taken Links::withdraw(const std::string& number) {
  const bool was = store_.withdraw(number, touched_);
  const auto arrival = was ? Store::Arrival::taken : Store::Arrival::held_already;
  return held_ ? Taken{arrival, {}, {}} : bring_up_to_date(arrival);
}

bool Links::rule_people(std::string_view report_a, std::string_view ref_a, std::string_view report_b, std::string_view ref_b, bool same) {
  const auto a = store_.find_mention(report_a, ref_a), b = store_.find_mention(report_b, ref_b);
  if (a == none || b == none || !store_.rule(a, b, same, touched_)) return false;
  if (!held_) bring_up_to_date(Store::Arrival::taken);
  return true;
}

bool Links::lift_people(std::string_view report_a, std::string_view ref_a, std::string_view report_b, std::string_view ref_b) {
  const auto a = store_.find_mention(report_a, ref_a), b = store_.find_mention(report_b, ref_b);
  if (a == none || b == none || !store_.lift(a, b, touched_)) return false;
  if (!held_) bring_up_to_date(Store::Arrival::taken);
  return true;
}

Taken Links::settle() {
  held_ = false;
  return bring_up_to_date(Store::Arrival::taken);
}

Taken Links::bring_up_to_date(Store::Arrival arrival) {
  Taken out{arrival, {}, {}};
  for (const auto node : touched_) out.entities.push_back(store_.id_of(node));
  std::erase(out.entities, std::string());
  std::ranges::sort(out.entities);
  network_.refresh(touched_);
  std::vector<NodeId> work(touched_.begin(), touched_.end());
  for (const auto node : touched_) search_.beside(node, work);
  std::map<std::string, bool> before, after;   // whether ranked
  regroup(std::move(work), touched_, before, after);
  touched_.clear();
  for (const auto& [id, ranked] : after) {
    const auto was = before.find(id);
    const bool was_ranked = was != before.end() && was->second;
    if (ranked) out.groups.push_back({was_ranked ? GroupChange::What::changed : GroupChange::What::rose, id});
    else if (was_ranked) out.groups.push_back({GroupChange::What::fell, id});
  }
  for (const auto& [id, ranked] : before)
    if (ranked && !after.contains(id)) out.groups.push_back({GroupChange::What::fell, id});
  std::ranges::sort(out.groups, {}, &GroupChange::group);
  return out;
}

// Each node of `work` is looked for afresh, and with it every node of a component that it was or is in. A component that comes out as it
// was, with nothing told anew of any node in it, keeps its groups.
void Links::regroup(std::vector<NodeId> work, const std::set<NodeId>& touched, std::map<std::string, bool>& before, std::map<std::string, bool>& after) {
  boost::unordered_flat_set<NodeId> done;
  Dissolved dissolved;
  Walked walked;
  while (!work.empty()) {
    const auto node = work.back();
    work.pop_back();
    if (done.contains(node)) continue;
    done.insert(node);
    if (const auto old = store_.node(node).component; old != none) dissolve(old, work, before, dissolved);
    auto nodes = search_.component(node, walked);
    if (nodes.empty()) continue;
    for (const auto one : nodes) {
      done.insert(one);
      if (const auto old = store_.node(one).component; old != none) dissolve(old, work, before, dissolved);
    }
    std::uint32_t at;
    if (free_.empty()) {
      at = static_cast<std::uint32_t>(components_.size());
      components_.emplace_back();
    } else {
      at = free_.back();
      free_.pop_back();
    }
    for (const auto one : nodes) store_.node(one).component = at;
    const auto was = dissolved.find(nodes.front());
    const bool as_it_was = was != dissolved.end() && was->second.nodes == nodes && std::ranges::none_of(nodes, [&](NodeId one) { return touched.contains(one); });
    auto groups = as_it_was ? std::move(was->second.groups) : judge_.groups(nodes);
    for (const auto& group : groups) {
      after[group.id] = group.ranked;
      component_of_group_[group.id] = at;
    }
    components_[at] = {std::move(nodes), std::move(groups)};
  }
}

void Links::dissolve(std::uint32_t component, std::vector<NodeId>& work, std::map<std::string, bool>& before, Dissolved& dissolved) {
  auto& old = components_[component];
  for (const auto node : old.nodes) {
    store_.node(node).component = none;
    work.push_back(node);
  }
  for (const auto& group : old.groups) {
    before[group.id] = group.ranked;
    if (const auto at = component_of_group_.find(group.id); at != component_of_group_.end() && at->second == component) component_of_group_.erase(at);
  }
  const auto lowest = old.nodes.front();
  dissolved.insert_or_assign(lowest, std::exchange(old, {}));
  free_.push_back(component);
}

const Links::Component* Links::component_with(std::string_view group) const {
  const auto found = component_of_group_.find(group);
  return found == component_of_group_.end() ? nullptr : &components_[found->second];
}

}  // namespace lapwing::links
