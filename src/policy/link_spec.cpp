#include "policy/link_spec.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <optional>
#include <regex>

namespace lapwing::policy {
namespace {

constexpr std::array<std::pair<std::string_view, FieldKind>, 7> kinds = {{{"name", FieldKind::name},
                                                                          {"date", FieldKind::date},
                                                                          {"postcode", FieldKind::postcode},
                                                                          {"phone", FieldKind::phone},
                                                                          {"address", FieldKind::address},
                                                                          {"category", FieldKind::category},
                                                                          {"text", FieldKind::text}}};
constexpr std::array<std::pair<std::string_view, NamePart>, 3> parts = {
    {{"full", NamePart::full}, {"given", NamePart::given}, {"family", NamePart::family}}};

template <class Words>
auto word_in(const Words& words, std::string_view said) {
  const auto found = std::ranges::find(words, said, [](const auto& word) { return word.first; });
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// A column called "surname" says itself which part of the name it is. One called "first_and_surname" holds both.
NamePart part_by_column(std::string column) {
  std::ranges::transform(column, column.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const bool given = holds_any(column, {"given", "first", "forename", "christian"});
  const bool family = holds_any(column, {"surname", "family", "last"});
  return given == family ? NamePart::full : given ? NamePart::given : NamePart::family;
}

std::string at_line(const toml::node& node, const std::string& message) {
  return fmt::format("the spec, line {}: {}", node.source().begin.line, message);
}

std::expected<std::string, std::string> text_at(const toml::table& table, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys)
    if (const auto* node = table.get(key)) {
      if (const auto text = node->value<std::string>(); text && !text->empty()) return *text;
      return std::unexpected(at_line(*node, fmt::format("{} must be a text", key)));
    }
  return std::string();
}

std::expected<void, std::string> add_field(const toml::node& node, std::string column, std::string kind,
                                           const std::string& part, std::string of, LinkSpec& spec) {
  if (column.empty()) return std::unexpected(at_line(node, "a field needs column = \"the name of a column\""));
  const auto known = word_in(kinds, kind);
  if (!known)
    return std::unexpected(at_line(node, fmt::format("the kind of {} is \"{}\": it must be one of name, date, postcode, phone, "
                                                     "address, category, text", column, kind)));
  LinkField field{std::move(column), *known, NamePart::none, std::move(of)};
  if (field.kind == FieldKind::name) {
    const auto said = part.empty() ? part_by_column(field.column) : word_in(parts, part).value_or(NamePart::none);
    if (said == NamePart::none)
      return std::unexpected(at_line(node, fmt::format("the part of {} must be full, given or family", field.column)));
    field.part = said;
  }
  if (std::ranges::any_of(spec.fields, [&](const LinkField& other) { return other.column == field.column; }))
    return std::unexpected(at_line(node, fmt::format("{} is named twice", field.column)));
  spec.fields.push_back(std::move(field));
  return {};
}

std::expected<void, std::string> add_field_table(const toml::node& node, LinkSpec& spec) {
  const auto* table = node.as_table();
  if (!table) return std::unexpected(at_line(node, "each field is a table: [[field]] with column and kind"));
  for (const auto& [key, value] : *table)
    if (key != "column" && key != "name" && key != "kind" && key != "part" && key != "of")
      return std::unexpected(at_line(value, fmt::format("{} is not a known key of a field", std::string_view(key))));
  const auto column = text_at(*table, {"column", "name"});
  const auto kind = text_at(*table, {"kind"});
  const auto part = text_at(*table, {"part"});
  const auto of = text_at(*table, {"of"});
  for (const auto* read : {&column, &kind, &part, &of})
    if (!*read) return std::unexpected(read->error());
  return add_field(node, *column, *kind, *part, *of, spec);
}

// [[field]] tables, or [fields] with one `column = "kind"` a line.
std::expected<void, std::string> add_fields(const toml::node& node, LinkSpec& spec) {
  if (const auto* list = node.as_array()) {
    for (const auto& item : *list)
      if (const auto added = add_field_table(item, spec); !added) return added;
    return {};
  }
  const auto* table = node.as_table();
  if (!table) return std::unexpected(at_line(node, "fields are written as [[field]] tables"));
  for (const auto& [key, value] : *table) {
    const auto kind = value.value<std::string>();
    if (!kind) return std::unexpected(at_line(value, fmt::format("{} needs a kind, as \"name\"", std::string_view(key))));
    if (const auto added = add_field(value, std::string(key.str()), *kind, "", "", spec); !added) return added;
  }
  return {};
}

std::expected<LinkSpec, std::string> read(const toml::table& file) {
  LinkSpec spec;
  for (const auto& [key, node] : file) {
    if (key == "field" || key == "fields" || key == "column" || key == "columns") {
      if (const auto added = add_fields(node, spec); !added) return std::unexpected(added.error());
    } else if (key == "within_files") {
      const auto flag = node.value<bool>();
      if (!flag) return std::unexpected(at_line(node, "within_files is true or false"));
      spec.within_files = *flag;
    } else if (key != "id" && key != "id_column" && key != "truth" && key != "truth_column" && key != "truth_pattern") {
      return std::unexpected(at_line(node, fmt::format("{} is not a known key", std::string_view(key))));
    }
  }
  const auto id = text_at(file, {"id", "id_column"});
  const auto truth = text_at(file, {"truth", "truth_column"});
  const auto pattern = text_at(file, {"truth_pattern"});
  for (const auto* text : {&id, &truth, &pattern})
    if (!*text) return std::unexpected(text->error());
  spec.id = *id, spec.truth = *truth, spec.truth_pattern = *pattern;
  if (spec.id.empty()) return std::unexpected("the spec names no id column: id = \"the column\"");
  if (spec.fields.empty()) return std::unexpected("the spec names no field to compare: [[field]] with column and kind");
  for (const auto& field : spec.fields)
    if (field.column == spec.truth)
      return std::unexpected(fmt::format("the spec compares {}, which it names as the truth", field.column));
  try {
    std::regex(spec.truth_pattern);
  } catch (const std::regex_error&) {
    return std::unexpected("truth_pattern is not a regular expression");
  }
  return spec;
}

}  // namespace

std::expected<LinkSpec, std::string> parse_link_spec(std::string_view toml) {
  try {
    return read(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    return std::unexpected(fmt::format("the spec, line {}: {}", error.source().begin.line, error.description()));
  }
}

}  // namespace lapwing::policy
