#include "policy/policies.hpp"

#include <algorithm>

namespace lapwing::policy {
namespace {

template <class List, class Key>
auto find_in(const List& list, std::string_view name, Key key) -> decltype(&list.front()) {
  const auto at = std::find_if(list.begin(), list.end(), [&](const auto& item) { return item.*key == name; });
  return at == list.end() ? nullptr : &*at;
}

}  // namespace

const ClockRule* ClockPolicy::find(ClockKind kind, RiskLevel level) const {
  const auto levels = rules.find(kind);
  if (levels == rules.end()) return nullptr;
  const auto rule = levels->second.find(level);
  return rule == levels->second.end() ? nullptr : &rule->second;
}

const RiskQuestion* RiskPolicy::question(std::string_view id) const { return find_in(questions, id, &RiskQuestion::id); }
const RiskRule* RiskPolicy::rule(std::string_view id) const { return find_in(rules, id, &RiskRule::id); }

const EthnicityCode* EthnicityPolicy::find(std::string_view code) const {
  return find_in(self_defined, code, &EthnicityCode::code);
}
const EthnicityCode* EthnicityPolicy::find_observed(std::string_view code) const {
  return find_in(observed, code, &EthnicityCode::code);
}

bool AccessPolicy::may_command(Role role, std::string_view command) const {
  const auto access = roles.find(role);
  return access != roles.end() && access->second.commands.contains(command);
}

bool AccessPolicy::may_read(Role role, std::string_view what) const {
  const auto access = roles.find(role);
  return access != roles.end() && access->second.reads.contains(what);
}

}  // namespace lapwing::policy
