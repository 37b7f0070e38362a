// What a tie weighs: the natural logarithm of how much likelier a report would tell this of a child and an adult who harms children than
// of a child and anybody else. The weights are rules/groups.toml's. One incident told by several agencies counts once; each further
// incident of the same two counts for less (again^n), so that many thin reports never outweigh a few telling ones.
//
// Pure reads of the store; any thread while nobody writes.
#pragma once
#include <array>
#include <span>

#include "links/graph/store.hpp"
#include "policy/group_rules.hpp"

namespace lapwing::links {

class Ties {
 public:
  Ties(const Store& store, const policy::GroupRules& rules);

  // Of a fact between a child and anybody or anything else; 0 when it says nothing (family, a home of their own).
  double of_child(const Fact& fact) const;
  // Of a fact between two that are no children: whose car, house or phone it is.
  double belonging(const Fact& fact, NodeKind x, NodeKind y) const;
  // Between two nodes, from all the facts that hold them both.
  double edge(NodeId a, NodeId b, std::span<const FactIx> facts) const;
  // Whether two reports may tell of one incident, by when they say it happened or, failing that, by when and from whom they came.
  bool same_incident(const ReportRow& a, const ReportRow& b) const;
  // What 3x5x2 leaves of a weight.
  static double grade(const policy::GroupRules& rules, const reports::Grading& grading);

  const policy::GroupRules& rules() const { return rules_; }
  double place_share(reports::PlaceKind kind) const { return place_share_[static_cast<std::size_t>(kind)]; }
  double place_usual(reports::PlaceKind kind) const { return place_usual_[static_cast<std::size_t>(kind)]; }

 private:
  double child_edge(NodeId child, NodeId other, std::span<const FactIx> facts) const;
  const Store& store_;
  const policy::GroupRules& rules_;
  std::array<double, 16> link_{}, belonging_{};
  std::array<double, 8> thing_{};
  std::array<double, 11> place_share_{}, place_usual_{}, place_more_{};
  double at_ = 0, in_car_ = 0;
};

// Told of once, these alone say that more than an ordinary kindness may be meant: drugs, alcohol, money, a phone, clothes, being paid,
// messages, a night where somebody grown up was.
bool telling(const Fact& fact);

}  // namespace lapwing::links
