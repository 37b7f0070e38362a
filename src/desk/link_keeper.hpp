// Keeps links: the fold of every report, of every ruling on links, and of what is recorded on children's records (views/case_reports.hpp),
// into who is tied to whom and which groups there are. A child's own record is one more source of reports: each report made of it names the
// child as the same person, so that a mention resolved to that person leads to the record, and the record to its mentions.
//
// What is held is a function of the ledger: a start tells everything again (LinkFollower) and comes to the same groups and the same decisions.
// From a snapshot (link_pack.cpp) it goes on where that stood: what each report says is there under the report's own key, and who is thought
// to be whom as numbers; groups, standing and ties are worked out again.
// The desk's writer writes, one report at a time; any thread reads, and sees whole reports. What is handed out never changes.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "desk/links.hpp"
#include "links/links.hpp"
#include "policy/policies.hpp"
#include "views/case_reports.hpp"

namespace lapwing::ledger { class Ledger; }

namespace lapwing::desk {

// One decision of a person on a group, as recorded.
struct GroupRuling {
  enum class What : std::uint8_t { taken_on, dismissed, merged, split };
  What what = What::taken_on;
  std::uint64_t index = 0;                       // of its entry in the ledger: by this it is taken back
  Instant at{};
  casework::Actor by;
  std::string group;
  std::optional<casework::Person> owner;         // taken on: by whom
  std::string words;                             // the reason, or the note
  std::vector<std::string> others;               // merged: the groups that joined it
  std::optional<casework::Actor> lifted_by;
  Instant lifted_at{};
  std::string lifted_why;
};

struct GroupOnDesk {
  links::Group group;
  std::vector<std::optional<ChildId>> records;   // of group.children, in their order: the child's record here
  std::vector<std::optional<ChildId>> thought;   // likewise, where only mentions thought to be the child's are a record's: never a mark, and said as such
  std::vector<GroupRuling> rulings;              // about this group, the oldest first, those taken back with them
  std::optional<GroupRuling> taken_on;           // that stands
  std::optional<GroupRuling> dismissed;          // that stands; the group is hidden until a new report bears on it
  bool returned = false;                         // was dismissed, and is back on new evidence
  std::optional<Instant> noticed;                // when it was first put before a person
};

struct GroupList {
  std::vector<GroupOnDesk> ranked, dismissed, near;
  const GroupOnDesk* find(std::string_view id) const;
  std::vector<const GroupOnDesk*> of(ChildId child) const;   // ranked ones
  std::vector<const GroupOnDesk*> thought_of(ChildId child) const;   // ranked ones of whom a child is only thought to be this one
};

// Why somebody or somewhere is worth trying for a child: one thing that one report says.
struct LeadReason {
  std::string what;                              // "gave a lift", in plain English
  Instant at{};                                  // when it happened, as near as is known
  std::string report, agency;
  reports::Grading grading;
  bool own = false;                              // recorded on the child's own episodes
};
struct Lead {
  links::NodeKind kind = links::NodeKind::person;
  std::string id, name;
  std::string note;                              // "a place that many people use"; empty for none
  std::vector<LeadReason> reasons;               // the latest first
  double weight = 0;
};

// How two mentions come to be thought one person, for a page.
struct MatchBar { std::string what, why; double weight = 0; };   // natural-log likelihood ratio
struct MatchShown {
  casework::MentionRef one, other;
  std::string one_name, other_name;
  double start = 0, probability = 0;             // start: the weight before anything is compared
  std::vector<MatchBar> bars;
  bool together = false;                         // they stand as one person now
  std::optional<casework::Recorded> ruling;      // a person's, that stands
};

class LinkKeeper final : public LinkFollower {
 public:
  static constexpr std::size_t leads_max = 30, lead_reasons_max = 6;

  LinkKeeper(policy::GroupRules rules, std::unique_ptr<links::People> people);

  // ---- the desk's writer ----
  void report_received(ReportId id, const reports::Report& report, const casework::Stamp& stamp, std::optional<ReportId> beside) override;
  void ruling_recorded(const casework::Recorded& ruling) override;
  void report_erased(ReportId id) override;
  void case_recorded(ChildId child, const casework::Recorded& recorded) override;
  void child_erased(ChildId child) override;
  void told() override;
  bool holds(std::string_view number) const override;
  std::uint64_t known_to() const override { return known_to_; }
  std::unique_ptr<LinkParts> parts() override;
  void take_part(const LinkPart& part) override;
  void parts_taken(std::uint64_t position, const std::vector<casework::Recorded>& rulings, ReadEarlier earlier) override;
  void parts_dropped() override;

  // Called after something may have changed a group, on the writer's thread: keep it short. Set before the desk opens.
  void on_change(std::function<void()> changed) { changed_ = std::move(changed); }
  // Only reports received by then, and what was recorded and ruled by then, are taken: as if nothing later had ever arrived. Set before
  // the first is told. (Reports that were brought in long after count from when they were received.)
  void only_received_by(Instant until) { received_by_ = until; }

  // ---- any thread ----
  std::shared_ptr<const GroupList> groups() const;
  std::string entity_of(ChildId child) const;                       // the person's id among links; empty: nothing of them is held
  std::vector<ChildId> children_of(std::string_view entity) const;  // whose records are of this person; more than one: held twice
  std::vector<Lead> leads(ChildId child) const;
  std::vector<MatchShown> proposed(std::size_t most) const;         // thought to be one person within a group: for a person to confirm or refuse
  std::optional<MatchShown> match(const casework::MentionRef& one, const casework::MentionRef& other) const;
  std::size_t report_count() const;
  // The fold itself, under its lock, for writing it out.
  void with_links(const std::function<void(const links::Links&)>& use) const;
  // The register's id of a report with this number; nothing for one made of a child's record, whose child and episode reference are in
  // the number.
  std::optional<ReportId> report_id(std::string_view number) const;
  std::optional<ChildId> child_with_report(std::string_view number) const;

 private:
  struct Child {
    std::optional<views::CaseTrail> trail;       // empty: what came before is in a snapshot, and is read when more comes
    std::vector<std::string> numbers;            // of the reports made of the record, oldest first
  };
  struct Held {
    GroupRuling ruling;
    std::vector<links::DecisionId> decisions;
  };

  class Parts;
  void take(const reports::Report& report, std::string_view key);
  views::CaseTrail trail_so_far(ChildId child) const;
  bool take_frame(std::string_view frame);
  bool take_report(const LinkPart& part, bool of_child);
  void take_own(ChildId child, std::vector<reports::Report> reports);
  void decide(GroupRuling ruling, std::vector<links::Decision> decisions);
  void find_records(GroupOnDesk& out, const links::Group& group) const;
  GroupOnDesk on_desk(links::Group group) const;
  std::shared_ptr<const GroupList> make_list() const;
  std::optional<MatchShown> match_held(const casework::MentionRef& one, const casework::MentionRef& other) const;
  links::NodeId node_of(ChildId child) const;

  mutable std::shared_mutex mutex_;              // guards all that follows but list_
  const policy::GroupRules rules_;
  std::optional<links::Links> links_;            // always there; made anew when a snapshot does not fit
  bool settled_ = false;                         // the first telling is over
  bool touched_ = false;                         // a ranked group may have changed since told() was last called
  std::unordered_map<ChildId, Child> children_;
  std::vector<ChildId> open_trails_;             // that may have a report to finish
  std::unordered_map<std::string, ChildId> own_numbers_;
  std::unordered_map<std::string, ReportId> numbers_;
  std::unordered_map<ReportId, std::string> by_id_;
  std::vector<Held> rulings_;
  std::map<std::string, Instant, std::less<>> noticed_;
  std::map<std::string, casework::Recorded> match_rulings_;   // by the pair: the latest
  std::optional<Instant> received_by_;
  std::function<void()> changed_;
  bool report_erased_ = false;                   // what it took back may stand again: the next start works everything out anew
  std::string frame_;                            // of a snapshot, while its parts come
  bool framed_ = false, fits_ = true;
  std::uint64_t known_to_ = 0;
  ReadEarlier earlier_;                          // of records whose trail the snapshot did not bring

  mutable std::mutex list_mutex_;                // guards the next two; taken before mutex_
  mutable std::shared_ptr<const GroupList> list_;
  mutable std::uint64_t list_of_ = 0;            // the change that list_ shows
  std::atomic<std::uint64_t> changes_{1};
};

// Tells a follower everything that a ledger held at `until` (all, when absent), on this thread. Its cost grows with the ledger.
std::expected<void, std::string> tell_from(const ledger::Ledger& ledger, LinkFollower& follower, std::optional<Instant> until,
                                           const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);
// A keeper under the rules of a force, with the resolver of people. The error says what is wrong with a rule file.
std::expected<std::shared_ptr<LinkKeeper>, std::string> link_keeper(const policy::RuleTexts& rules);
// The rule files that Desk::open will use for these options.
std::expected<policy::RuleTexts, std::string> rule_texts(const std::filesystem::path& data, const std::optional<std::filesystem::path>& rules);

}  // namespace lapwing::desk
