// Keeps every node's standing and edges up to date as mentions come, move and go. What it leaves in the store is a function of the
// mentions and facts held: refreshing what was touched comes to the same as refreshing everything.
//
// Owned by links::Links; one thread at a time.
#pragma once
#include <set>

#include "links/groups/likely.hpp"
#include "links/groups/standing.hpp"

namespace lapwing::links {

class Network {
 public:
  Network(Store& store, const Ties& ties) : store_(store), ties_(ties), likely_(store, ties.rules()) {}
  // Nodes whose edges or standing came out different are added to `touched`.
  void refresh(std::set<NodeId>& touched);

 private:
  bool refresh_standing(NodeId node);      // true: it came out different
  void refresh_edges(NodeId node, std::set<NodeId>& changed);
  std::vector<Edge> same_cars(NodeId car) const;
  std::vector<Edge> same_people(NodeId person) const;
  void set_edge(NodeId from, NodeId to, double weight);
  Store& store_;
  const Ties& ties_;
  Likely likely_;
};

}  // namespace lapwing::links
