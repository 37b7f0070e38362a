#include "policy/document.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>

namespace lapwing::policy {
namespace {

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

Value value_from(const toml::node& node) {
  Value out{line_of(node), {}};
  if (const auto* text = node.as_string()) {
    out.what = text->get();
  } else if (const auto* number = node.as_integer()) {
    out.what = number->get();
  } else if (const auto* flag = node.as_boolean()) {
    out.what = flag->get();
  } else if (const auto* array = node.as_array()) {
    List list;
    for (const auto& item : *array) list.push_back(value_from(item));
    out.what = std::move(list);
  } else if (const auto* table = node.as_table()) {
    Table entries;
    for (const auto& [key, item] : *table) entries.emplace_back(std::string(key.str()), value_from(item));
    out.what = std::move(entries);
  }
  return out;
}

}  // namespace

std::string problem_at(const std::string& file, int line, const std::string& message) {
  return fmt::format("{} line {}: {}", file, line, message);
}

Value parse_document(const std::string& file, const std::string& text, Problems& problems) {
  try {
    return value_from(toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    problems.push_back(problem_at(file, static_cast<int>(error.source().begin.line), std::string(error.description())));
    return {1, Table{}};
  }
}

}  // namespace lapwing::policy
