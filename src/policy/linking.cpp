#include "policy/linking.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <array>
#include <stdexcept>

#include "policy/policies.hpp"

namespace lapwing::policy {
namespace {

std::string at_line(const toml::node& node, const std::string& message) {
  return fmt::format("linking.toml line {}: {}", node.source().begin.line, message);
}

std::expected<double, std::string> probability(const toml::table& table, std::string_view key) {
  const auto* node = table.get(key);
  if (!node) return std::unexpected(at_line(table, fmt::format("{} is missing", key)));
  const auto value = node->value<double>();
  if (!value || *value <= 0 || *value > 1) return std::unexpected(at_line(*node, fmt::format("{} must be above 0 and at most 1", key)));
  return *value;
}

std::expected<AgreementOdds, std::string> read_odds(const toml::node& node) {
  const auto* table = node.as_table();
  if (!table) return std::unexpected(at_line(node, "a level is written as { same = 0.7, other = 0.01, relative = 0.01 }"));
  AgreementOdds odds;
  for (const auto& [key, to] : {std::pair{"same", &odds.same}, {"other", &odds.other}, {"relative", &odds.relative}}) {
    const auto value = probability(*table, key);
    if (!value) return std::unexpected(value.error());
    *to = *value;
  }
  if (table->size() != 3) return std::unexpected(at_line(node, "a level holds same, other and relative alone"));
  return odds;
}

std::expected<LinkingPolicy, std::string> read(const toml::table& file) {
  LinkingPolicy policy;
  policy.source = file["source"].value_or(std::string());
  if (policy.source.empty()) return std::unexpected("linking.toml: source is required");
  const std::array<std::pair<std::string_view, double*>, 5> numbers = {{{"merge_at", &policy.merge_at}, {"propose_at", &policy.propose_at},
                                                                       {"show_at", &policy.show_at}, {"prior_same", &policy.prior_same},
                                                                       {"prior_relative", &policy.prior_relative}}};
  for (const auto& [key, to] : numbers) {
    const auto value = probability(file, key);
    if (!value) return std::unexpected(value.error());
    *to = *value;
  }
  if (!(policy.show_at <= policy.propose_at && policy.propose_at <= policy.merge_at && policy.merge_at < 1))
    return std::unexpected("linking.toml: show_at, propose_at and merge_at must rise, below 1");
  const auto* evidence = file["evidence"].as_table();
  if (!evidence) return std::unexpected("linking.toml: there must be an [evidence] table");
  for (const auto& [name, levels] : *evidence) {
    const auto* table = levels.as_table();
    if (!table) return std::unexpected(at_line(levels, "each evidence is a table of levels"));
    for (const auto& [level, node] : *table) {
      const auto odds = read_odds(node);
      if (!odds) return std::unexpected(odds.error());
      policy.odds[std::string(name.str())][std::string(level.str())] = *odds;
    }
  }
  return policy;
}

}  // namespace

const AgreementOdds* LinkingPolicy::find(std::string_view evidence, std::string_view level) const {
  const auto levels = odds.find(evidence);
  if (levels == odds.end()) return nullptr;
  const auto at = levels->second.find(level);
  return at == levels->second.end() ? nullptr : &at->second;
}

std::expected<LinkingPolicy, std::string> parse_linking(std::string_view toml) {
  try {
    return read(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    return std::unexpected(fmt::format("linking.toml line {}: {}", error.source().begin.line, error.description()));
  }
}

const LinkingPolicy& built_in_linking() {
  static const LinkingPolicy policy = [] {
    for (const auto& [name, text] : built_in_rules())
      if (name == "linking.toml") {
        auto read = parse_linking(text);
        if (!read) throw std::logic_error(read.error());
        return *read;
      }
    throw std::logic_error("linking.toml is not built in");
  }();
  return policy;
}

}  // namespace lapwing::policy
