#include "measures/equity/ethnic_groups.hpp"

#include <algorithm>

namespace lapwing::measures {

namespace {
std::size_t two_characters(const char* code) {
  return static_cast<std::size_t>(static_cast<unsigned char>(code[0])) << 8 | static_cast<unsigned char>(code[1]);
}
constexpr std::size_t two_characters_count = 1 << 16;
constexpr std::string_view not_stated_code = "NS", not_known = "Not known";
}  // namespace

EthnicGroups::EthnicGroups(const policy::EthnicityPolicy& list) {
  for (const auto& code : list.self_defined) {
    if (code.code == not_stated_code) continue;
    auto found = std::ranges::find(labels_, code.group);
    if (found == labels_.end()) found = labels_.insert(labels_.end(), code.group);
    codes_.emplace_back(code.code, static_cast<std::size_t>(found - labels_.begin()));
  }
  labels_.emplace_back("A code of another list");
  by_code_.assign(two_characters_count, static_cast<std::uint8_t>(labels_.size() - 1));
  for (const auto& [code, group] : codes_)
    if (code.size() == 2) by_code_[two_characters(code.data())] = static_cast<std::uint8_t>(group);
  for (const auto& code : list.observed) {
    if (code.group == not_known) continue;
    auto found = std::ranges::find(observed_labels_, code.group);
    if (found == observed_labels_.end()) found = observed_labels_.insert(observed_labels_.end(), code.group);
    observed_codes_.emplace_back(code.code, static_cast<std::size_t>(found - observed_labels_.begin()));
  }
  observed_labels_.emplace_back("Not observed, or not known");
}

std::size_t EthnicGroups::observed(const ChildFacts& child) const {
  for (const auto& [code, group] : observed_codes_)
    if (code == child.observed) return group;
  return observed_labels_.size() - 1;
}

std::size_t EthnicGroups::category(const ChildFacts& child) const {
  return child.completeness() == Completeness::self_defined ? by_code_[two_characters(child.self_defined)] : unknown();
}

std::optional<std::size_t> EthnicGroups::group_of(std::string_view code_or_label) const {
  for (const auto& [code, group] : codes_)
    if (code == code_or_label) return group;
  const auto found = std::ranges::find(labels_, code_or_label);
  return found == labels_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - labels_.begin()));
}

EthnicGroups::Populations EthnicGroups::populations(const std::vector<casework::PopulationRow>& rows) const {
  Populations out{std::vector<std::optional<std::uint64_t>>(groups()), {}};
  for (const auto& row : rows) {
    if (const auto group = group_of(row.code)) out.children[*group] = out.children[*group].value_or(0) + row.children;
    else out.not_read.push_back(row.code);
  }
  return out;
}

}  // namespace lapwing::measures
