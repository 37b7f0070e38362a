// rules/nicknames.toml: which names are other spellings or nicknames of a full name, as plain pairs {form,
// full name}. Who compares names decides what a pair is worth; this only reads the file. Pure but for load,
// safe on any thread.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lapwing::policy {

struct NameForms {
  std::string source;  // where the list comes from, as the file says
  std::vector<std::pair<std::string, std::string>> spellings;
  std::vector<std::pair<std::string, std::string>> nicknames;
};

// The error names the line or the full name at fault.
std::expected<NameForms, std::string> parse_nicknames(std::string_view toml);
std::expected<NameForms, std::string> load_nicknames(const std::filesystem::path& file);

}  // namespace lapwing::policy
