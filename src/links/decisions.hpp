// What people decided about groups. A decision names the group as it was: its children and the reports that bore on it. It holds for
// whatever group now has its id, or else most of its children; a dismissed group returns when a report bears on it that did not when it
// was dismissed. Nothing is deleted: undoing leaves the reports' own answer standing again.
//
// Owned by links::Links; one thread at a time.
#pragma once
#include <expected>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "links/group.hpp"

namespace lapwing::links {

using DecisionId = std::uint64_t;

struct Decided {
  std::string who;
  Instant when{};
  std::string reason;
};

struct Decision {
  enum class What : std::uint8_t { taken_on, dismissed, merged, split };
  DecisionId id = 0;
  What what = What::taken_on;
  Decided by;
  std::string group;
  std::set<std::string> children, reports;   // of the group when it was decided
  std::string other;                         // merged: the group that it was merged with
  std::set<std::string> other_children;      // merged: that one's children; split: those who go into a group of their own
  bool undone = false;
};

// Every report that bears on a group.
std::set<std::string> reports_of(const Group& group);

class Decisions {
 public:
  DecisionId add(Decision decision);
  bool undo(DecisionId id);                                    // false: no such decision, or undone already
  const Decision* latest(std::string_view group) const;        // that is not undone
  const std::vector<Decision>& all() const { return all_; }
  // Whether it is dismissed and no report has come to bear on it since.
  bool hides(const Group& group) const;
  // Whether a decision is about this group.
  static bool about(const Decision& decision, const std::string& id, const std::set<std::string>& children);

 private:
  std::vector<Decision> all_;
};

std::set<std::string> children_of(const Group& group);   // their ids

}  // namespace lapwing::links
