#include "reports/canonical.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <vector>

namespace lapwing::reports {

namespace json = boost::json;

namespace {

constexpr double whole_number_max = 9007199254740992.0;   // 2^53: up to here a double is exactly one whole number

void write(const json::value& value, std::string& out);

void write_object(const json::object& object, std::string& out) {
  std::vector<const json::key_value_pair*> fields;
  fields.reserve(object.size());
  for (const auto& field : object) fields.push_back(&field);
  std::ranges::sort(fields, {}, [](const auto* field) { return std::string_view(field->key()); });
  out += '{';
  for (const auto* field : fields) {
    out += json::serialize(field->key());
    out += ':';
    write(field->value(), out);
    out += ',';
  }
  out += '}';
}

void write(const json::value& value, std::string& out) {
  if (const auto* object = value.if_object()) {
    write_object(*object, out);
  } else if (const auto* list = value.if_array()) {
    out += '[';
    for (const auto& item : *list) write(item, out), out += ',';
    out += ']';
  } else if (const auto* number = value.if_double(); number && std::abs(*number) <= whole_number_max && *number == std::trunc(*number)) {
    out += std::to_string(static_cast<std::int64_t>(*number));   // 2.0 and 2 are one number
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::optional<std::string> canonical(std::string_view text) {
  json::error_code failed;
  const auto value = json::parse(text, failed);
  if (failed) return std::nullopt;
  std::string out;
  out.reserve(text.size());
  write(value, out);
  return out;
}

}  // namespace lapwing::reports
