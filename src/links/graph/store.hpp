// Every report's mentions and facts, and which mentions are one person or thing. The store only holds and moves; what a tie weighs and
// what a group is are said elsewhere (src/links/groups). What it holds is a function of the reports held and of who People says they
// tell of, not of the order in which they came.
//
// Owned by links::Links; one thread at a time.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "links/graph/people.hpp"
#include "links/graph/plates.hpp"
#include "links/graph/types.hpp"

namespace lapwing::links {

class StorePack;

class Store {
 public:
  explicit Store(std::unique_ptr<People> people) : people_(std::move(people)) {}

  enum class Arrival : std::uint8_t { taken, held_already, kept_beside };
  // `grade` is what its grading leaves of a weight. Nodes that changed are added to `touched`.
  Arrival add(const reports::Report& report, std::string_view key, float grade, std::set<NodeId>& touched);
  // Takes a report out as if it had never come. False: no such report, or withdrawn already.
  bool withdraw(const std::string& number, std::set<NodeId>& touched);
  // A person's ruling on two mentions.
  bool rule(MentionId a, MentionId b, bool same, std::set<NodeId>& touched);
  bool lift(MentionId a, MentionId b, std::set<NodeId>& touched);
  void grade_anew(const std::function<float(const reports::Grading&)>& grade);
  std::optional<Explained> explain(MentionId a, MentionId b) const;
  std::vector<std::pair<MentionId, MentionId>> proposed(std::size_t most) const;

  const Node& node(NodeId id) const { return nodes_[id]; }
  Node& node(NodeId id) { return nodes_[id]; }
  std::size_t node_count() const { return nodes_.size(); }
  const Mention& mention(MentionId id) const { return mentions_[id]; }
  const ReportRow& report(ReportIx ix) const { return reports_[ix]; }
  std::size_t report_count() const { return reports_.size(); }
  const People& people() const { return *people_; }
  const Fact& fact(FactIx ix) const { return facts_[ix]; }
  std::size_t fact_count() const { return facts_.size(); }
  NodeId node_of(MentionId mention) const { return mentions_[mention].node; }
  // While groups are looked for: whom a mention is thought to tell of, and all that is told of somebody with those thought to be the same
  // (groups/likely.hpp says who; nothing else is decided by it).
  NodeId person_of(MentionId mention) const { return whole_of(mentions_[mention].node); }
  NodeId whole_of(NodeId id) const { return id != none && nodes_[id].part_of != none ? nodes_[id].part_of : id; }
  const Told& told(NodeId id) const {
    const auto found = wholes_.find(id);
    return found == wholes_.end() ? nodes_[id] : found->second.told;
  }
  std::span<const NodeId> parts_of(NodeId id) const;      // those thought to be the same as `id`, ascending; not itself
  void take_for_one(NodeId id, std::vector<NodeId> parts);   // instead of what was taken before; none: for itself alone
  // Mentions that may be the same person as this one and are not joined to it, with the probability.
  std::span<const std::pair<MentionId, float>> may_be(MentionId mention) const;
  ReportIx find_report(std::string_view number) const;                          // `none` when there is no such
  MentionId find_mention(std::string_view number, std::string_view ref) const;  // `none`
  const std::string& agency(std::uint16_t which) const { return agencies_[which]; }
  const Plates& plates() const { return plates_; }
  std::string plate_of(NodeId vehicle) const;   // as plate_text gives it

  // The node's name to people and programs: its earliest mention, "R-000123/p2".
  std::string id_of(NodeId node) const;
  NodeId find_node(std::string_view id) const;
  // Earlier received first, then by number, then by place in the report: an order that leans on no order of arrival.
  bool mention_before(MentionId a, MentionId b) const;
  bool report_before(ReportIx a, ReportIx b) const;
  bool node_before(NodeId a, NodeId b) const { return mention_before(nodes_[a].first, nodes_[b].first); }

 private:
  friend class StorePack;
  NodeId fresh(NodeKind kind);
  NodeId node_of_thing(const Mention& mention, const std::string& key);
  NodeId node_of_person(MentionId mention, const reports::Report& report, const reports::Person& person, std::set<NodeId>& touched);
  void settle_people(const std::vector<std::vector<RecordId>>& changed, std::set<NodeId>& touched);
  void enter(MentionId mention, NodeId node);
  void leave(MentionId mention);
  void move(MentionId mention, NodeId to, std::set<NodeId>& touched);
  std::uint16_t agency_number(const std::string& name);
  RecordId record_for(const std::string& number, const Mention& mention);

  std::unique_ptr<People> people_;
  std::vector<Node> nodes_;
  std::vector<Mention> mentions_;
  std::vector<Fact> facts_;
  std::vector<ReportRow> reports_;
  std::vector<std::string> agencies_;
  boost::unordered_flat_map<std::string, std::uint16_t> agency_numbers_;
  boost::unordered_flat_map<std::string, ReportIx> by_number_;
  boost::unordered_flat_map<std::string, NodeId> by_key_;
  boost::unordered_flat_map<RecordId, MentionId> by_record_;
  boost::unordered_flat_map<MentionId, RecordId> record_of_;
  boost::unordered_flat_map<MentionId, std::vector<std::pair<MentionId, float>>> may_be_;   // both ways
  struct Whole {
    std::vector<NodeId> parts;
    Told told;
  };
  boost::unordered_flat_map<NodeId, Whole> wholes_;
  Plates plates_;
};

}  // namespace lapwing::links
