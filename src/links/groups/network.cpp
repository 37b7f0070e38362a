#include "links/groups/network.hpp"

#include <algorithm>
#include <map>

#include "links/graph/things.hpp"

namespace lapwing::links {

namespace {

constexpr double edge_kept_least = 0.2;

bool before(const Edge& edge, NodeId to) { return edge.to < to; }

bool may_have_edges(const Store& store, const policy::GroupRules& rules, NodeId id) {
  const auto& node = store.node(id);
  return node.part_of == none && node.standing.known && store.told(id).facts.size() <= rules.search.facts_max;
}

}  // namespace

void Network::refresh(std::set<NodeId>& touched) {
  likely_.refresh(touched);
  std::set<NodeId> changed;
  for (const auto id : touched) {
    const auto is = identity(store_, ties_.rules(), id);
    auto& standing = store_.node(id).standing;
    standing.child = is.child;
    standing.known = is.known;
    standing.lives_in = is.lives_in;
  }
  for (const auto id : touched) refresh_edges(id, changed);
  auto asked = changed;
  asked.insert(touched.begin(), touched.end());
  // Whether a house is a family's bears on those who were met there.
  for (const auto id : touched)
    if (store_.node(id).kind == NodeKind::place)
      for (const auto& edge : store_.node(id).edges) asked.insert(edge.to);
  // People first: a car's standing leans on its driver's.
  std::set<NodeId> cars;
  for (const auto id : asked) {
    if (store_.node(id).kind != NodeKind::person) {
      cars.insert(id);
      continue;
    }
    if (!refresh_standing(id)) continue;
    changed.insert(id);
    for (const auto& edge : store_.node(id).edges)
      if (store_.node(edge.to).kind == NodeKind::vehicle) cars.insert(edge.to);
  }
  for (const auto id : cars)
    if (refresh_standing(id)) changed.insert(id);
  touched.insert(changed.begin(), changed.end());
}

bool Network::refresh_standing(NodeId id) {
  const auto now = ordinary(store_, ties_, id);
  if (now == store_.node(id).standing) return false;
  store_.node(id).standing = now;
  return true;
}

void Network::refresh_edges(NodeId id, std::set<NodeId>& changed) {
  std::vector<std::pair<NodeId, FactIx>> met;
  const bool able = may_have_edges(store_, ties_.rules(), id);
  if (able) {
    for (const auto ix : store_.told(id).facts) {
      const auto& fact = store_.fact(ix);
      const auto x = store_.person_of(fact.x), y = store_.person_of(fact.y);
      if (x != y) met.emplace_back(x == id ? y : x, ix);
    }
  }
  std::ranges::sort(met);
  std::vector<Edge> edges;
  std::vector<FactIx> facts;
  for (std::size_t at = 0; at < met.size();) {
    const auto other = met[at].first;
    facts.clear();
    for (; at < met.size() && met[at].first == other; ++at)
      if (facts.empty() || facts.back() != met[at].second) facts.push_back(met[at].second);
    if (!may_have_edges(store_, ties_.rules(), other)) continue;
    const auto weight = ties_.edge(id, other, facts);
    if (weight >= edge_kept_least) edges.push_back({other, static_cast<float>(weight)});
  }
  const auto& node = store_.node(id);
  if (able && node.first != none) {
    const auto others = node.kind == NodeKind::vehicle ? same_cars(id) : node.kind == NodeKind::person ? same_people(id) : std::vector<Edge>();
    for (const auto& other : others) {
      const auto at = std::ranges::lower_bound(edges, other.to, {}, &Edge::to);
      if (other.weight < edge_kept_least) continue;
      if (at == edges.end() || at->to != other.to) edges.insert(at, other);
      else at->weight = std::max(at->weight, other.weight);
    }
  }
  const auto old = std::exchange(store_.node(id).edges, edges);
  const auto differ = [&](NodeId other, double weight) {
    set_edge(other, id, weight);
    changed.insert(other);
  };
  auto o = old.begin();
  for (const auto& edge : edges) {
    for (; o != old.end() && o->to < edge.to; ++o) differ(o->to, 0);
    if (o != old.end() && o->to == edge.to) {
      if (o->weight != edge.weight) differ(edge.to, edge.weight);
      ++o;
    } else {
      differ(edge.to, edge.weight);
    }
  }
  for (; o != old.end(); ++o) differ(o->to, 0);
}

// Cars that this one may be, half read or misread: the weight is shared among all that a half-read plate could be.
std::vector<Edge> Network::same_cars(NodeId id) const {
  constexpr double misread_ways = 2;
  const auto whole_weight = ties_.rules().belongings.find("same_plate")->second;
  const auto plate = store_.plate_of(id);
  std::vector<Edge> out;
  for (const auto other : store_.plates().may_be(plate)) {
    if (other == id || !may_have_edges(store_, ties_.rules(), other)) continue;
    const auto others = store_.plate_of(other);
    const auto ways = plate_is_partial(plate)    ? static_cast<double>(store_.plates().may_be(plate).size())
                      : plate_is_partial(others) ? static_cast<double>(store_.plates().may_be(others).size())
                                                 : misread_ways;
    if (ways > 0) out.push_back({other, static_cast<float>(whole_weight / ways)});
  }
  return out;
}

// People whose records are not joined but may be one: a child misheard, a man known by half his name.
std::vector<Edge> Network::same_people(NodeId id) const {
  const auto whole_weight = ties_.rules().belongings.find("same_person")->second;
  std::map<NodeId, float> most;
  for (const auto mention : store_.told(id).mentions)
    for (const auto& [other, probability] : store_.may_be(mention)) {
      const auto node = store_.person_of(other);
      if (node == none || node == id || store_.node(node).standing.child != store_.node(id).standing.child) continue;
      if (!may_have_edges(store_, ties_.rules(), node)) continue;
      auto& weight = most[node];
      weight = std::max(weight, static_cast<float>(whole_weight * probability));
    }
  std::vector<Edge> out;
  for (const auto& [node, weight] : most) out.push_back({node, weight});
  return out;
}

void Network::set_edge(NodeId from, NodeId to, double weight) {
  auto& edges = store_.node(from).edges;
  const auto at = std::lower_bound(edges.begin(), edges.end(), to, before);
  const bool there = at != edges.end() && at->to == to;
  if (weight <= 0) {
    if (there) edges.erase(at);
  } else if (there) {
    at->weight = static_cast<float>(weight);
  } else {
    edges.insert(at, {to, static_cast<float>(weight)});
  }
}

}  // namespace lapwing::links
