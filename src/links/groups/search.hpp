// Which children and which people, cars, houses and phones hang together. From a node outward along ties of at least a level's weight; if
// more than `nodes_max` hang together they are a tangle, and each node is looked for again along stronger ties only. So a component is
// the largest set within bounds: a function of the ties, not of where the search began or of what came first, and the work of one report
// is bounded however large the graph is.
//
// Only what may join children is walked: two children's car, or a man's house where his car's passenger also stayed; a thing told of
// with one child and tied to nothing else leads nowhere. Pure reads; any thread while nobody writes.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <optional>
#include <vector>

#include "links/groups/ties.hpp"

namespace lapwing::links {

// What is found out while one report is brought up to date and holds until the ties change: which nodes are in a tangle at which level,
// and which lead on. Thrown away with the report.
struct Walked {
  boost::unordered_flat_map<NodeId, int> tangled;                  // up to this level
  boost::unordered_flat_map<std::uint64_t, bool> leads;            // by node and level
};

class Search {
 public:
  Search(const Store& store, const policy::GroupRules& rules) : store_(store), rules_(rules) {}

  // The nodes that hang together with `from`, ascending; empty when it hangs together with nothing.
  std::vector<NodeId> component(NodeId from, Walked& walked) const;
  // Nodes whose way in may have changed because `node` did: its neighbours that are no children.
  void beside(NodeId node, std::vector<NodeId>& out) const;
  // A tie with what the standing of both ends leaves of it.
  double strength(NodeId from, const Edge& edge) const;

 private:
  std::optional<std::vector<NodeId>> within(NodeId from, double least, int level, Walked& walked) const;   // none: more than nodes_max
  bool leads_on(NodeId node, double least) const;
  std::uint32_t children_of(NodeId node, double least, std::uint32_t enough) const;
  const Store& store_;
  const policy::GroupRules& rules_;
};

}  // namespace lapwing::links
