// The rules by which links are made, of a force's rule files: those that it lacks are as built in. Values; any thread.
#pragma once
#include <expected>
#include <string>

#include "policy/group_rules.hpp"
#include "policy/linking.hpp"
#include "policy/nicknames.hpp"
#include "policy/policies.hpp"

namespace lapwing::desk {

struct LinkRules {
  policy::GroupRules groups;
  policy::LinkingPolicy linking;
  policy::NameForms names;                 // empty without nicknames.toml: each name stands for itself
};

// The error names the file and line at fault.
std::expected<LinkRules, std::string> link_rules(const policy::RuleTexts& texts);

}  // namespace lapwing::desk
