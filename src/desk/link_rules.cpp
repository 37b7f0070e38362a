// The keeper's rules: how reports are weighed and people told apart, from the force's own files where it has them.
#include "desk/link_keeper.hpp"
#include "policy/group_rules.hpp"
#include "policy/linking.hpp"
#include "policy/nicknames.hpp"

namespace lapwing::desk {

std::expected<policy::RuleTexts, std::string> rule_texts(const std::filesystem::path& data, const std::optional<std::filesystem::path>& rules) {
  const auto own = data / "rules";
  if (rules || std::filesystem::is_directory(own)) return policy::read_rule_files(rules.value_or(own));
  return policy::built_in_rules();
}

std::expected<std::shared_ptr<LinkKeeper>, std::string> link_keeper(const policy::RuleTexts& rules) {
  auto groups = policy::built_in_group_rules();
  auto linking = policy::built_in_linking();
  policy::NameForms forms;
  for (const auto& [name, text] : rules) {
    if (name == "groups.toml") {
      auto read = policy::parse_group_rules(text);
      if (!read) return std::unexpected(read.error());
      groups = std::move(*read);
    } else if (name == "linking.toml") {
      auto read = policy::parse_linking(text);
      if (!read) return std::unexpected(read.error());
      linking = std::move(*read);
    } else if (name == "nicknames.toml") {
      auto read = policy::parse_nicknames(text);
      if (!read) return std::unexpected(read.error());
      forms = std::move(*read);
    }
  }
  return std::make_shared<LinkKeeper>(std::move(groups), links::people_resolved(linking, forms));
}

}  // namespace lapwing::desk
