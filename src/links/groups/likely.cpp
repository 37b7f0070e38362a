#include "links/groups/likely.hpp"

#include <algorithm>

#include "links/groups/alike.hpp"

namespace lapwing::links {

namespace {

constexpr std::size_t few_mentions_max = 12;   // somebody told of more often stands for themself

}  // namespace

void Likely::refresh(std::set<NodeId>& touched) {
  std::set<NodeId> asked, changed;
  for (const auto id : touched) {
    if (store_.node(id).kind != NodeKind::person) continue;
    asked.insert(id);
    changed.insert(id);
    if (const auto below = below_.find(id); below != below_.end()) asked.insert(below->second.begin(), below->second.end());
    for (const auto mention : store_.node(id).mentions)
      for (const auto& [other, probability] : store_.may_be(mention))
        if (probability >= rules_.search.same_least && store_.node_of(other) != none) asked.insert(store_.node_of(other));
  }
  for (const auto id : asked) {
    const auto now = same_as(id);
    const auto held = above_.find(id);
    const auto before = held == above_.end() ? none : held->second;
    if (now == before) continue;
    if (before != none && below_[before].erase(id) && below_[before].empty()) below_.erase(before);
    if (now == none) above_.erase(id);
    else above_[id] = now, below_[now].insert(id);
    changed.insert(id);
  }
  // Whoever stood for one of these, or does now, is put together anew.
  std::set<NodeId> stand;
  for (const auto id : changed) {
    stand.insert(store_.whole_of(id));
    stand.insert(top_of(id));
  }
  touched.insert(changed.begin(), changed.end());
  touched.insert(stand.begin(), stand.end());
  for (const auto id : stand) {
    const auto parts = store_.parts_of(id);
    touched.insert(parts.begin(), parts.end());
    store_.take_for_one(id, {});
  }
  for (const auto id : stand) {
    if (above_.contains(id)) continue;
    std::vector<NodeId> parts;
    gather(id, parts);
    if (parts.empty()) continue;
    std::ranges::sort(parts);
    touched.insert(parts.begin(), parts.end());
    store_.take_for_one(id, std::move(parts));
  }
}

NodeId Likely::top_of(NodeId node) const {
  for (auto at = above_.find(node); at != above_.end(); at = above_.find(node)) node = at->second;
  return node;
}

void Likely::gather(NodeId node, std::vector<NodeId>& out) const {
  const auto found = below_.find(node);
  if (found == below_.end()) return;
  for (const auto part : found->second) {
    out.push_back(part);
    gather(part, out);
  }
}

bool Likely::larger(NodeId a, NodeId b) const {
  const auto one = store_.node(a).mentions.size(), other = store_.node(b).mentions.size();
  return one != other ? one > other : store_.node_before(a, b);
}

// The larger person whom, taken over all that is told of this one, the resolver found likeliest.
NodeId Likely::same_as(NodeId id) const {
  const auto& node = store_.node(id);
  if (node.mentions.empty() || node.identified == 0 || node.mentions.size() > few_mentions_max) return none;
  const bool young = node.young > 0 && node.young >= node.grown;
  std::map<NodeId, double> speaks;
  for (const auto mention : node.mentions) {
    std::map<NodeId, double> most;
    for (const auto& [other, probability] : store_.may_be(mention)) {
      const auto to = store_.node_of(other);
      if (to == none || to == id) continue;
      auto& best = most[to];
      best = std::max(best, static_cast<double>(probability));
    }
    for (const auto& [to, probability] : most) speaks[to] += probability;
  }
  const auto said = heard(store_, node.mentions);
  NodeId same = none;
  for (const auto& [to, sum] : speaks) {
    const auto& other = store_.node(to);
    if (sum < rules_.search.same_least * static_cast<double>(node.mentions.size()) || !larger(to, id)) continue;
    if (other.facts.size() > rules_.search.facts_max || (other.young > 0 && other.young >= other.grown) != young) continue;
    if (same != none && !larger(to, same)) continue;
    if (alike(store_, heard(store_, other.mentions), said)) same = to;
  }
  return same;
}

}  // namespace lapwing::links
