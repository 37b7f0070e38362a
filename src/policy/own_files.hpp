// The rules a force goes by: the built-in files, or its own from its data directory. Each caller reads them once, when it starts; the error
// names the file that cannot be read or the line that is wrong. Plain functions.
#pragma once
#include <expected>
#include <filesystem>
#include <optional>
#include <string>

#include "policy/policies.hpp"

namespace lapwing::policy {

// `built_in` with every *.toml of the folder `own` on top: a file of the same name takes the built-in one's place. No such folder: `built_in`.
std::expected<RuleTexts, std::string> with_own_files(const RuleTexts& built_in, const std::filesystem::path& own);

// The main rules: the files of `instead` where it is given, else of DATA/rules where that is there, else the built-in ones. A force that has
// a folder of its own has all of them in it.
std::expected<RuleTexts, std::string> rule_files_of(const std::filesystem::path& data, const std::optional<std::filesystem::path>& instead = {});
std::expected<Policies, std::string> policies_of(const std::filesystem::path& data, const std::optional<std::filesystem::path>& instead = {});

}  // namespace lapwing::policy
