// The language checker of a folder of data: the rules built in, and what the folder's rules/language adds or replaces.
#pragma once
#include <expected>
#include <filesystem>
#include <string>

#include "language/checker.hpp"

namespace lapwing::cli {

// The error names every file and line that cannot be used.
std::expected<language::Checker, std::string> language_checker(const std::filesystem::path& data);

}  // namespace lapwing::cli
