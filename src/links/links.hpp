// The fold of reports into who is tied to whom, and from there into groups of adults who may be causing harm to several children. A
// report is taken once, as it is recorded; what it touches is brought up to date before take() returns, in bounded time however large
// the graph is. What is held is a function of the reports taken and withdrawn, of who People says they tell of, and of what people
// decided; not of the order of arrival. Nothing is read of ethnicity, nationality, faith or deprivation.
//
// Owned by one thread at a time: calls must not overlap. No clock, no files, no randomness.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "links/decisions.hpp"
#include "links/graph/store_pack.hpp"
#include "links/group.hpp"
#include "links/groups/judge.hpp"
#include "links/groups/network.hpp"

namespace lapwing::links {

// What links hold, for a snapshot: see graph/store_pack.hpp. People's decisions on groups are not in it: they are restore()d.
class LinksPack {
 public:
  explicit LinksPack(const class Links& links);
  std::string frame() const;
  std::size_t report_count() const { return store_.report_count(); }
  std::string part(const Links& links, ReportIx report) const { return store_.part(store_of(links), report); }

 private:
  static const Store& store_of(const Links& links);
  StorePack store_;
  std::vector<std::string> withdrawn_early_;
};

struct GroupChange {
  enum class What : std::uint8_t { rose, changed, fell };   // rose: is ranked now and was not; fell: the other way
  What what = What::changed;
  std::string group;                       // its id
  bool operator==(const GroupChange&) const = default;
};

struct Taken {
  Store::Arrival arrival = Store::Arrival::taken;
  std::vector<std::string> entities;       // ids of those whose links changed; empty while held()
  std::vector<GroupChange> groups;         // by id
};

class Links {
 public:
  Links(policy::GroupRules rules, std::unique_ptr<People> people);
  Links(const Links&) = delete;
  Links& operator=(const Links&) = delete;

  // `key` says where the caller keeps the report's own words. A number taken before: the same content changes nothing, other content is
  // kept beside the first by the caller and flagged. A report that withdraws another takes it back, also when that comes later.
  Taken take(const reports::Report& report, std::string_view key);
  // As if the report had never come. arrival is held_already when there is no such report.
  Taken withdraw(const std::string& number);
  // A person's ruling on whether two mentions are one person; false when either is not held.
  bool rule_people(std::string_view report_a, std::string_view ref_a, std::string_view report_b, std::string_view ref_b, bool same);

  bool lift_people(std::string_view report_a, std::string_view ref_a, std::string_view report_b, std::string_view ref_b);

  // For many reports at once: between hold() and settle() nothing is brought up to date, and then everything is.
  void hold() { held_ = true; }
  Taken settle();

  // Back from a LinksPack, into links that hold nothing yet: the frame, every report's part in order, the end; then settle(). False or
  // nothing: it does not fit, and these links are of no use.
  bool recall(std::string_view frame);
  std::optional<std::string> recall_report(std::string_view part, std::string_view key);   // its number
  bool recalled();

  // Ranked best first, the same bytes for the same reports. Dismissed ones are left out until there is new evidence.
  std::vector<Group> groups() const;
  std::vector<Group> groups_near() const;  // those below rank_at and at least show_at, best first
  std::optional<Group> group(std::string_view id) const;
  std::vector<Group> groups_of(std::string_view entity) const;
  const Decision* decision_on(std::string_view group) const { return decisions_.latest(group); }

  // People's decisions; each gives the decision's number, by which it is undone. The error says what to do.
  std::expected<DecisionId, std::string> take_on(std::string_view group, Decided by);
  std::expected<DecisionId, std::string> dismiss(std::string_view group, Decided by);              // the reason is required
  std::expected<DecisionId, std::string> merge(std::string_view group, std::string_view other, Decided by);
  std::expected<DecisionId, std::string> split(std::string_view group, const std::vector<std::string>& children, Decided by);
  bool undo(DecisionId decision) { return decisions_.undo(decision); }
  // A decision as it was made, from a record of it: for going on where an earlier run stopped.
  DecisionId restore(Decision decision) { return decisions_.add(std::move(decision)); }
  const Decisions& decisions() const { return decisions_; }
  std::vector<Group> dismissed() const;    // hidden by a decision, best first

  const Store& store() const { return store_; }
  const Search& search() const { return search_; }
  const Ties& ties() const { return ties_; }

 private:
  friend class LinksPack;
  struct Component {
    std::vector<NodeId> nodes;
    std::vector<Group> groups;
  };
  Taken bring_up_to_date(Store::Arrival arrival);
  using Dissolved = boost::unordered_flat_map<NodeId, Component>;   // by the lowest of its nodes
  void regroup(std::vector<NodeId> work, const std::set<NodeId>& touched, std::map<std::string, bool>& before, std::map<std::string, bool>& after);
  void dissolve(std::uint32_t component, std::vector<NodeId>& work, std::map<std::string, bool>& before, Dissolved& dissolved);
  std::vector<Group> all_groups() const;
  const Component* component_with(std::string_view group) const;

  policy::GroupRules rules_;
  Store store_;
  Ties ties_;
  Search search_;
  Network network_;
  Judge judge_;
  std::vector<Component> components_;
  std::vector<std::uint32_t> free_;
  std::map<std::string, std::uint32_t, std::less<>> component_of_group_;
  std::set<NodeId> touched_;
  std::optional<StorePack> recalling_;
  std::set<std::string, std::less<>> withdrawn_early_;   // numbers withdrawn before they came
  Decisions decisions_;
  bool held_ = false;
};

}  // namespace lapwing::links
