// From a component to its groups: who belongs, how sure, and why. Pure; any thread while nobody writes to the store.
#pragma once
#include "links/group.hpp"
#include "links/groups/members.hpp"

namespace lapwing::links {

class Judge {
 public:
  Judge(const Store& store, const Ties& ties, const Search& search) : store_(store), ties_(ties), search_(search) {}
  // Usually none or one; more when children of the component share nothing within the window. By id.
  std::vector<Group> groups(const std::vector<NodeId>& component) const;
  // All the component's children as one group, as a person decided; none when they share nothing at all.
  std::optional<Group> as_one(const std::vector<NodeId>& nodes) const;

 private:
  Group group(const Case& about, const Adults& adults, const Case::Set& set, const std::vector<bool>& children_out, const Case::Score& whole) const;
  const Store& store_;
  const Ties& ties_;
  const Search& search_;
};

// explain.cpp: a fact in a word or two ("given a phone"); what one report says of the group's children, in one plain sentence; and what would weaken the group.
std::string deed(const Fact& fact);
std::string why(const Store& store, const Case& about, ReportIx report);
std::vector<std::string> what_would_weaken(const Store& store, const Case& about, const Case::Score& whole, const Group& group);
std::string part_of(const Store& store, const Case& about, const std::vector<std::size_t>& incidents);
std::string fullest_name(const Store& store, const std::vector<MentionId>& mentions);

}  // namespace lapwing::links
