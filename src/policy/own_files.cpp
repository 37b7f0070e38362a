#include "policy/own_files.hpp"

#include <map>

namespace lapwing::policy {

std::expected<RuleTexts, std::string> with_own_files(const RuleTexts& built_in, const std::filesystem::path& own) {
  std::error_code failed;
  if (!std::filesystem::is_directory(own, failed)) return built_in;
  auto read = read_rule_files(own);
  if (!read) return std::unexpected(read.error());
  std::map<std::string, std::string> by_name(built_in.begin(), built_in.end());
  for (auto& [name, text] : *read) by_name[name] = std::move(text);
  return RuleTexts(by_name.begin(), by_name.end());
}

std::expected<RuleTexts, std::string> rule_files_of(const std::filesystem::path& data, const std::optional<std::filesystem::path>& instead) {
  const auto own = data / "rules";
  std::error_code failed;
  if (instead || std::filesystem::is_directory(own, failed)) return read_rule_files(instead.value_or(own));
  return built_in_rules();
}

std::expected<Policies, std::string> policies_of(const std::filesystem::path& data, const std::optional<std::filesystem::path>& instead) {
  const auto files = rule_files_of(data, instead);
  if (!files) return std::unexpected(files.error());
  auto policies = load(*files);
  if (policies) return std::move(*policies);
  std::string message = "The rules cannot be used:";
  for (const auto& problem : policies.error()) message += "\n  " + problem;
  return std::unexpected(message);
}

}  // namespace lapwing::policy
