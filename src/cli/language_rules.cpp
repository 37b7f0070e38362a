#include "cli/language_rules.hpp"

namespace lapwing::cli {

std::expected<language::Checker, std::string> language_checker(const std::filesystem::path& data) {
  const auto files = language::rule_files_for(data);
  if (!files) return std::unexpected(files.error());
  auto checker = language::Checker::make(*files);
  if (checker) return std::move(*checker);
  std::string message = "The language rules cannot be used:";
  for (const auto& problem : checker.error()) message += "\n  " + problem;
  return std::unexpected(message);
}

}  // namespace lapwing::cli
