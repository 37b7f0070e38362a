// The evidence that some children are harmed by the same adults, weighed. For the nodes of one component (see search.hpp):
//
//   an incident  what was told of one child and somebody or something of the component, by one agency or several, counted once:
//                w = its weightiest tie + half the next + a quarter of the rest (ties.hpp)
//   shared       s = how far that ties the child to another child of the component within the window: the best, over what was met in
//                both, of the thing's standing; or of two linked things (a car and its driver's house), `linked` for each step;
//                or of an adult of the same nickname, sex and age
//   a child      E = the sum of w * s, each further incident `again` as much as the one before, and `same_again`
//                of that through what was met before, at most child_most
//   the group    score = sum over children with E >= child_least of (E - child_cost)
//                        + several_adults_more for each child met by two of its adults, up to four
//                        + kind_more for each further kind of evidence
//                        + second_adult_more with two adults, - lone_adult_less with one, - no_adult_less with none
//                        - kindness_only_less when nothing told is more than a kindness (lifts, food, a meeting),
//                          - one_concern_less when that is told of one child only
//                        - start
//
// w is a natural-log likelihood ratio; child_cost and start are what chance would have to overcome: how rare it is for one more child,
// and for any such group, to be there. A thing that many children meet has little standing, so chance meetings there carry little.
// probability = 1 / (1 + exp(-(slope * score + offset))), calibrated on invented forces.
//
// A Case is built for one component and thrown away. Its figures depend on reports by a mask, so that the same sums say what a report
// contributes, which few carry the group, and from which day it would have ranked.
#pragma once
#include <bitset>
#include <map>
#include <vector>

#include "links/groups/search.hpp"

namespace lapwing::links {

enum class Evidence : std::uint8_t { lift, house, gift, drugs_or_money, contact, company };
inline constexpr std::size_t evidence_kinds = 6;
inline constexpr std::size_t anchors_max = 128;

struct Incident {
  std::size_t child = 0;                   // in Case::children
  double weight = 0;
  std::vector<ReportIx> reports;           // those that tell of it, earliest received first
  std::vector<std::uint32_t> told_in;      // the same, as indexes into Case::reports
  std::bitset<anchors_max> anchors;        // what of the component was in it
  bool telling = false;                    // see ties.hpp
  bool concerning = false;                 // telling, with a grown-up in it, or found with one: more than a kindness
  std::bitset<evidence_kinds> kinds;
  std::vector<MentionId> adults;           // grown-up or unknown people in it, known or not
  std::vector<FactIx> facts;
};

class Case {
 public:
  struct Sharing {                         // that one incident shares something with another of another child
    std::size_t other = 0;                 // incident
    double share = 0;
    std::vector<ReportIx> also;            // reports that the sharing itself leans on, one of each link
    std::vector<std::uint32_t> also_in;    // the same, as indexes into Case::reports
    std::size_t through = 0, to = 0;       // the anchor of this incident and that of the other: the same, or linked; anchors.size(): a nickname
  };
  struct Score {
    double total = -100;
    std::vector<double> of_child;          // E, 0 for one that is not in the group
    std::bitset<evidence_kinds> kinds;
    std::size_t children = 0, adults = 0, with_several = 0;   // with_several: children met by two of the adults or more
    std::size_t concerning = 0;            // children told of with more than a kindness
  };
  Case(const Store& store, const Ties& ties, const Search& search, const std::vector<NodeId>& component);

  std::vector<NodeId> children, anchors;   // in the order of node_before
  std::vector<std::vector<MentionId>> child_mentions;   // of each child: the node's, and those only thought to be the child's (alike.hpp)
  std::vector<std::vector<MentionId>> child_thought;
  std::vector<Incident> incidents;         // by child, then time
  std::vector<std::vector<Sharing>> sharing;   // of each incident, best first
  std::vector<ReportIx> reports;           // all that any of it leans on, earliest received first

  using Set = std::bitset<anchors_max>;    // of anchors

  // People and things that belong to one group, as far as these children's incidents show: they are each other's (a driver and his car),
  // were met at once, were met by two of the same children, or by one child and tellingly both times. One child's lift from an uncle and
  // another from a coach join nothing.
  std::vector<Set> joined() const;
  bool joins_children(const Set& set) const;   // two of them were met through it
  // Whether an incident bears on who the adults of a set are: it was through the set, or more than a kindness to a child who was met
  // through it.
  std::vector<bool> bears_on(const Set& set) const;
  // The score of the children met through `set`, on the reports that are in (by index into `reports`), leaving out those children.
  // `context` numbers each incident's adults (members.hpp).
  Score score(const Set& set, const std::vector<std::vector<std::uint32_t>>& context, const std::vector<bool>& reports_in,
              const std::vector<bool>& children_out) const;
  // What an incident shares within a set, best first: the first that `fits`.
  template <class Fits>
  const Sharing* best_sharing(std::size_t incident, const Set& set, Fits fits) const {
    for (const auto& one : sharing[incident]) {
      const bool nickname = one.through == anchors.size();
      const bool within = nickname ? (incidents[one.other].anchors & set).any() : set.test(one.through) && set.test(one.to);
      if (within && fits(one)) return &one;
    }
    return nullptr;
  }

 private:
  struct Linked {
    double share = 0;
    std::vector<ReportIx> reports;
  };
  using Told = std::map<ReportIx, std::pair<Incident, std::vector<std::pair<int, double>>>>;   // with each kind of tie's weight
  void find_children(std::vector<NodeId> young);
  void add_strangers();
  void gather(std::size_t child);
  void tell(std::size_t child, NodeId node, FactIx fact, bool thought, Told& told) const;
  void merge_told_twice(std::vector<Incident>& of_child) const;
  void find_links(const Search& search);
  void find_sharing();
  void number_reports();
  double share_of_nickname(MentionId adult, std::size_t incident) const;
  double standing(std::size_t anchor) const { return store_.node(anchors[anchor]).standing.share; }

  const Store& store_;
  const Ties& ties_;
  boost::unordered_flat_map<NodeId, std::size_t> anchor_at_;
  std::vector<std::vector<NodeId>> child_nodes_;
  std::vector<std::vector<std::pair<NodeId, FactIx>>> strangers_facts_;   // of each child: of mentions thought to be theirs
  std::vector<std::vector<Linked>> links_;   // between anchors, up to two steps
  std::vector<std::vector<double>> direct_;  // of one step
};

}  // namespace lapwing::links
