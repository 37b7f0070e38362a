#include "policy/nicknames.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <fstream>
#include <iterator>

namespace lapwing::policy {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Adds each text of entry[key], if it is there, as a form of `full`; gives what is wrong, or an empty string.
std::string add_forms(const toml::table& entry, std::string_view key, const std::string& full, Pairs& pairs) {
  const auto* node = entry.get(key);
  if (!node) return {};
  const auto* list = node->as_array();
  if (!list) return fmt::format("{} of {} must be a list of names", key, full);
  for (const auto& item : *list) {
    const auto form = item.value<std::string>();
    if (!form || form->empty()) return fmt::format("{} of {} must hold only names", key, full);
    pairs.emplace_back(*form, full);
  }
  return {};
}

std::expected<NameForms, std::string> read(const toml::table& file) {
  NameForms forms;
  forms.source = file["source"].value_or(std::string());
  if (forms.source.empty()) return std::unexpected("nicknames: source is required");
  const auto* names = file["name"].as_array();
  if (!names) return std::unexpected("nicknames: there must be at least one [[name]]");
  for (const auto& node : *names) {
    const auto* entry = node.as_table();
    const auto full = entry ? (*entry)["full"].value<std::string>() : std::nullopt;
    if (!full || full->empty())
      return std::unexpected("nicknames: each [[name]] needs a full name, as full = \"Katherine\"");
    for (const auto& [key, unused] : *entry)
      if (key != "full" && key != "spellings" && key != "nicknames")
        return std::unexpected(
            fmt::format("nicknames: {} of {} is not a known field", std::string_view(key), *full));
    auto wrong = add_forms(*entry, "spellings", *full, forms.spellings);
    if (wrong.empty()) wrong = add_forms(*entry, "nicknames", *full, forms.nicknames);
    if (!wrong.empty()) return std::unexpected("nicknames: " + wrong);
  }
  return forms;
}

}  // namespace

std::expected<NameForms, std::string> parse_nicknames(std::string_view toml) {
  try {
    return read(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    return std::unexpected(
        fmt::format("nicknames: line {}: {}", error.source().begin.line, error.description()));
  }
}

std::expected<NameForms, std::string> load_nicknames(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::unexpected(fmt::format("cannot read {}", file.string()));
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return parse_nicknames(text);
}

}  // namespace lapwing::policy
