// Who is thought to be one person while groups are looked for. The resolver joins only what is as good as certain; between that and
// chance lie a child told of by name and about an age, or a man by half his name. Left apart, one child would count as several at a
// house, be lost among its own fragments, or need two reports where one would do. So a person told of a few times is taken together
// with the one that most of what is told of them speaks for: the larger, so that nobody is taken for two. Nothing is decided by it: the
// mentions are shown as thought to be the same, a ruling by a person comes first, and the people stay apart everywhere else.
//
// What is taken for one is a function of the mentions held and of what the resolver said of them. One thread at a time.
#pragma once
#include <map>
#include <set>

#include "links/graph/store.hpp"
#include "policy/group_rules.hpp"

namespace lapwing::links {

class Likely {
 public:
  Likely(Store& store, const policy::GroupRules& rules) : store_(store), rules_(rules) {}
  // Looks again at `touched` and at whoever may be the same; those who are taken for another than before, and those others, are added.
  void refresh(std::set<NodeId>& touched);

 private:
  NodeId same_as(NodeId node) const;       // none: stands for itself
  bool larger(NodeId a, NodeId b) const;
  NodeId top_of(NodeId node) const;
  void gather(NodeId node, std::vector<NodeId>& out) const;
  Store& store_;
  const policy::GroupRules& rules_;
  std::map<NodeId, NodeId> above_;                    // directly
  std::map<NodeId, std::set<NodeId>> below_;
};

}  // namespace lapwing::links
