// The ethnic groups that children are counted in: the groups of the self-defined list (rules/ethnicity.toml), then codes that the list in
// force does not have, then all whose own answer is not known. For counting alone: nothing that decides a risk, a
// rank, a match or a clock may use this. Immutable; any thread.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "casework/force_record.hpp"
#include "measures/facts/episode_facts.hpp"
#include "policy/policies.hpp"

namespace lapwing::measures {

class EthnicGroups {
 public:
  explicit EthnicGroups(const policy::EthnicityPolicy& list);

  std::size_t groups() const { return labels_.size(); }               // the last: codes of another list
  const std::string& label(std::size_t group) const { return labels_[group]; }
  std::size_t categories() const { return labels_.size() + 1; }       // the groups, and those whose own answer is not known
  std::size_t category(const ChildFacts& child) const;
  std::size_t unknown() const { return labels_.size(); }

  // As an officer saw the child: the groups of the observed list; the last is none recorded, not known, or a code that the list lacks.
  std::size_t observed_groups() const { return observed_labels_.size(); }
  const std::string& observed_label(std::size_t group) const { return observed_labels_[group]; }
  std::size_t observed(const ChildFacts& child) const;

  // The children of each group in the area, by a population's rows: a code counts in its group, a group's own label is the group. Nothing
  // for a group that has no row. Rows that name neither are given back in `not_read`.
  struct Populations {
    std::vector<std::optional<std::uint64_t>> children;               // by group
    std::vector<std::string> not_read;
  };
  Populations populations(const std::vector<casework::PopulationRow>& rows) const;

 private:
  std::optional<std::size_t> group_of(std::string_view code_or_label) const;

  std::vector<std::string> labels_;
  std::vector<std::pair<std::string, std::size_t>> codes_;            // and the group of each
  std::vector<std::uint8_t> by_code_;                                 // by the code's two characters
  std::vector<std::string> observed_labels_;
  std::vector<std::pair<std::string, std::size_t>> observed_codes_;
};

}  // namespace lapwing::measures
