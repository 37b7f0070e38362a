#include "links/groups/search.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>

namespace lapwing::links {

double Search::strength(NodeId from, const Edge& edge) const {
  return edge.weight * store_.node(from).standing.share * store_.node(edge.to).standing.share;
}

std::uint32_t Search::children_of(NodeId node, double least, std::uint32_t enough) const {
  std::uint32_t out = 0;
  for (const auto& edge : store_.node(node).edges) {
    if (!store_.node(edge.to).standing.child || strength(node, edge) < least) continue;
    if (++out >= enough) break;
  }
  return out;
}

// Two children, or one child and something else that has a child, or two such things.
bool Search::leads_on(NodeId node, double least) const {
  const auto& held = store_.node(node);
  if (held.standing.child) return true;
  if (held.standing.share <= 0) return false;
  auto reached = children_of(node, least, 2);
  if (reached >= 2) return true;
  for (const auto& edge : held.edges) {
    if (store_.node(edge.to).standing.child || strength(node, edge) < least) continue;
    if (children_of(edge.to, least, 1) > 0 && ++reached >= 2) return true;
  }
  return false;
}

std::optional<std::vector<NodeId>> Search::within(NodeId from, double least, int level, Walked& walked) const {
  const auto leads = [&](NodeId node) {
    const auto [at, is_new] = walked.leads.try_emplace(static_cast<std::uint64_t>(node) << 8 | static_cast<std::uint64_t>(level), false);
    if (!is_new) return at->second;
    const bool answer = leads_on(node, least);
    walked.leads[static_cast<std::uint64_t>(node) << 8 | static_cast<std::uint64_t>(level)] = answer;
    return answer;
  };
  const auto in_tangle = [&](NodeId node) {
    const auto at = walked.tangled.find(node);
    return at != walked.tangled.end() && at->second >= level;
  };
  std::vector<NodeId> found;
  if (!leads(from)) return found;
  boost::unordered_flat_set<NodeId> seen{from};
  found.push_back(from);
  bool tangle = in_tangle(from);
  for (std::size_t at = 0; at < found.size() && !tangle; ++at) {
    for (const auto& edge : store_.node(found[at]).edges) {
      if (strength(found[at], edge) < least || seen.contains(edge.to) || !leads(edge.to)) continue;
      seen.insert(edge.to);
      found.push_back(edge.to);
      if (found.size() > rules_.search.nodes_max || in_tangle(edge.to)) {
        tangle = true;
        break;
      }
    }
  }
  if (tangle) {
    for (const auto node : found) {
      auto& known = walked.tangled.try_emplace(node, level).first->second;
      known = std::max(known, level);
    }
    return std::nullopt;
  }
  std::ranges::sort(found);
  return found;
}

std::vector<NodeId> Search::component(NodeId from, Walked& walked) const {
  auto least = rules_.search.edge_least;
  for (int level = 0; level < rules_.search.edge_levels; ++level) {
    if (auto found = within(from, least, level, walked)) return found->size() > 1 ? std::move(*found) : std::vector<NodeId>();
    least *= rules_.search.edge_growth;
  }
  return {};
}

void Search::beside(NodeId node, std::vector<NodeId>& out) const {
  for (const auto& edge : store_.node(node).edges)
    if (!store_.node(edge.to).standing.child) out.push_back(edge.to);
}

}  // namespace lapwing::links
