// The keeper's rules: how reports are weighed and people told apart, from the force's own files where it has them.
#include "desk/link_rules.hpp"

#include "desk/link_keeper.hpp"
#include "policy/own_files.hpp"

namespace lapwing::desk {

std::expected<policy::RuleTexts, std::string> rule_texts(const std::filesystem::path& data, const std::optional<std::filesystem::path>& rules) {
  return policy::rule_files_of(data, rules);
}

std::expected<LinkRules, std::string> link_rules(const policy::RuleTexts& rules) {
  LinkRules out{policy::built_in_group_rules(), policy::built_in_linking(), {}};
  for (const auto& [name, text] : rules) {
    if (name == "groups.toml") {
      auto read = policy::parse_group_rules(text);
      if (!read) return std::unexpected(read.error());
      out.groups = std::move(*read);
    } else if (name == "linking.toml") {
      auto read = policy::parse_linking(text);
      if (!read) return std::unexpected(read.error());
      out.linking = std::move(*read);
    } else if (name == "nicknames.toml") {
      auto read = policy::parse_nicknames(text);
      if (!read) return std::unexpected(read.error());
      out.names = std::move(*read);
    }
  }
  return out;
}

std::expected<std::shared_ptr<LinkKeeper>, std::string> link_keeper(const policy::RuleTexts& texts) {
  auto rules = link_rules(texts);
  if (!rules) return std::unexpected(rules.error());
  return std::make_shared<LinkKeeper>(std::move(rules->groups), links::people_resolved(rules->linking, rules->names));
}

}  // namespace lapwing::desk
