// Form fields and what goes with them.
#include <fmt/format.h>

#include <algorithm>

#include "web/render/components.hpp"

namespace lapwing::render {
namespace {

json::object component(std::string_view kind) { return {{"kind", fmt::format("components/{}", kind)}}; }

// id, name, hint, error and described_by, the same for every field.
json::object field(std::string_view kind, std::string_view name, std::string_view hint, std::string_view error) {
  const auto id = field_id(name);
  std::string described_by;
  if (!hint.empty()) described_by = id + "-hint";
  if (!error.empty()) described_by += (described_by.empty() ? "" : " ") + id + "-error";
  auto object = component(kind);
  object["id"] = id;
  object["name"] = name;
  object["hint"] = hint;
  object["error"] = error;
  object["described_by"] = described_by;
  return object;
}

// The first item has the field's own id, so that the error summary's link lands on it.
json::array choices(std::string_view name, const Choices& items, const auto& is_chosen) {
  json::array list;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto& item = items[i];
    const auto id = i == 0 ? field_id(name) : fmt::format("{}-{}", field_id(name), i + 1);
    list.push_back({{"id", id},
                    {"name", name},
                    {"value", item.value},
                    {"label", item.label},
                    {"hint", item.hint},
                    {"checked", is_chosen(item.value)},
                    {"reveals", !item.reveal.empty()},
                    {"reveal", item.reveal}});
  }
  return list;
}

}  // namespace

std::string field_id(std::string_view name) {
  std::string id(name);
  for (char& c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!plain) c = '-';
  }
  return id;
}

std::string error_for(const FieldErrors& errors, std::string_view name) {
  const auto found = std::ranges::find(errors, name, &FieldError::name);
  return found == errors.end() ? std::string{} : found->message;
}

json::object error_summary(const FieldErrors& errors) {
  json::array items;
  for (const auto& [name, message] : errors)
    items.push_back({{"href", name.empty() ? std::string{} : "#" + field_id(name)}, {"message", message}});
  auto object = component("error-summary");
  object["items"] = std::move(items);
  return object;
}

json::object input(const Input& of) {
  auto object = field("input", of.name, of.hint, of.error);
  object["label"] = of.label;
  object["value"] = of.value;
  object["type"] = of.type;
  object["width"] = of.width;
  object["autocomplete"] = of.autocomplete;
  object["inputmode"] = of.inputmode;
  object["prefix"] = of.prefix;
  object["suffix"] = of.suffix;
  object["affixed"] = !of.prefix.empty() || !of.suffix.empty();
  object["label_size"] = of.label_size;
  object["spellcheck"] = of.spellcheck;
  object["data_search"] = of.data_search;
  return object;
}

json::object input(std::string_view name, std::string_view label, std::string_view value, std::string_view error,
                   std::string_view hint) {
  return input(Input{.name = name, .label = label, .value = value, .error = error, .hint = hint});
}

json::object textarea(const Textarea& of) {
  auto object = field("textarea", of.name, of.hint, of.error);
  object["label"] = of.label;
  object["value"] = of.value;
  object["rows"] = of.rows;
  object["label_size"] = of.label_size;
  return object;
}

json::object select(const Select& of) {
  auto object = field("select", of.name, of.hint, of.error);
  object["label"] = of.label;
  object["items"] = choices(of.name, of.items, [&](const std::string& value) { return value == of.chosen; });
  return object;
}

json::object radios(const Radios& of) {
  auto object = field("radios", of.name, of.hint, of.error);
  object["legend"] = of.legend;
  object["legend_size"] = of.legend_size;
  object["in_line"] = of.in_line;
  object["small"] = of.small;
  object["items"] = choices(of.name, of.items, [&](const std::string& value) { return value == of.chosen; });
  return object;
}

json::object radios(std::string_view name, std::string_view legend, const Choices& items, std::string_view chosen,
                    std::string_view error) {
  return radios(Radios{.name = name, .legend = legend, .items = items, .chosen = chosen, .error = error});
}

json::object checkboxes(const Checkboxes& of) {
  auto object = field("checkboxes", of.name, of.hint, of.error);
  object["legend"] = of.legend;
  object["legend_size"] = of.legend_size;
  object["small"] = of.small;
  object["items"] =
      choices(of.name, of.items, [&](const std::string& value) { return std::ranges::count(of.chosen, value) > 0; });
  return object;
}

json::object checkbox(std::string_view name, std::string_view label, bool checked, std::string_view error) {
  auto object = field("checkbox", name, {}, error);
  object["label"] = label;
  object["checked"] = checked;
  return object;
}

json::object date_time(const DateTime& of) {
  auto object = field("date-time", of.name, of.hint, of.error);
  const auto part = [&](std::string_view suffix, std::string_view label, std::string_view value, int width) {
    const bool first = suffix == "day";
    return json::object{{"id", first ? field_id(of.name) : fmt::format("{}-{}", field_id(of.name), suffix)},
                        {"name", fmt::format("{}-{}", of.name, suffix)},
                        {"label", label},
                        {"value", value},
                        {"width", width},
                        {"is_time", suffix == "time"}};
  };
  json::array parts{part("day", "Day", of.day, 2), part("month", "Month", of.month, 2), part("year", "Year", of.year, 4)};
  if (of.with_time) parts.push_back(part("time", "Time, like 14:05", of.time, 5));
  object["legend"] = of.legend;
  object["legend_size"] = of.legend_size;
  object["parts"] = std::move(parts);
  return object;
}

json::object button(const Button& of) {
  auto object = component("button");
  object["text"] = of.text;
  object["name"] = of.name;
  object["value"] = of.value;
  object["href"] = of.href;
  object["style"] = of.style;
  return object;
}

json::object csrf(std::string_view token) { return hidden("csrf", token); }

json::object hidden(std::string_view name, std::string_view value) {
  auto object = component("hidden");
  object["name"] = name;
  object["value"] = value;
  return object;
}

json::object fieldset(std::string_view legend, json::array fields, std::string_view legend_size) {
  auto object = component("fieldset");
  object["legend"] = legend;
  object["legend_size"] = legend_size;
  object["fields"] = std::move(fields);
  return object;
}

}  // namespace lapwing::render
