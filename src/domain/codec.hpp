// One description of a type serves the ledger, the API, forms and the published schema.
//
// A type described with Boost.Describe turns into JSON and back without another word. Conventions:
//   optional<T>      may be absent (or null)
//   vector<T>        absent means empty
//   bool             absent means false
//   a struct         may be absent when every field of it may; a struct with `fields_may_be_absent` keeps its fields' defaults
//   anything else    must be there; a std::string must not be empty
// domain/reading.hpp says how strictly.
//
// The templates are heavy: include this only in a .cpp that instantiates them (casework/event_codec.cpp and the like).
#pragma once
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>
#include <expected>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "domain/field_error.hpp"
#include "domain/ids.hpp"
#include "domain/reading.hpp"
#include "domain/time.hpp"

namespace lapwing::codec {

namespace json = boost::json;

template <class T> struct is_optional : std::false_type {};
template <class T> struct is_optional<std::optional<T>> : std::true_type {};
template <class T> struct is_vector : std::false_type {};
template <class T> struct is_vector<std::vector<T>> : std::true_type {};
template <class T> struct is_id : std::false_type {};
template <class Tag> struct is_id<Id<Tag>> : std::true_type {};
template <class T> concept Described = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;
template <class T> concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
template <class T> concept Lenient = Described<T> && requires { requires T::fields_may_be_absent; };

// Whether a command may leave out a field of this type (a lenient struct's own fields aside).
template <class T>
consteval bool may_be_absent() {
  if constexpr (is_optional<T>::value || is_vector<T>::value || std::is_same_v<T, bool> || Lenient<T>) {
    return true;
  } else if constexpr (Described<T>) {
    return []<class... Members>(boost::mp11::mp_list<Members...>) {
      return (may_be_absent<std::decay_t<decltype(std::declval<T&>().*Members::pointer)>>() && ...);
    }(boost::mp11::mp_rename<members_of<T>, boost::mp11::mp_list>{});
  } else {
    return false;
  }
}

template <DescribedEnum E>
std::string_view word(E value) { return boost::describe::enum_to_string(value, "unknown"); }

template <DescribedEnum E>
std::optional<E> from_word(std::string_view text) {
  E value{};
  if (boost::describe::enum_from_string(std::string(text).c_str(), value)) return value;
  return std::nullopt;
}

template <DescribedEnum E>
std::vector<std::string> words_of() {
  std::vector<std::string> words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) { words.emplace_back(d.name); });
  return words;
}

// ---- to JSON -------------------------------------------------------------------------------------------------------------
template <class T>
json::value to_json(const T& value) {
  if constexpr (std::is_same_v<T, json::value> || std::is_same_v<T, bool> || std::is_arithmetic_v<T>) {
    return json::value(value);
  } else if constexpr (std::is_same_v<T, json::object>) {
    return json::value(value);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return json::value(json::string(value));
  } else if constexpr (std::is_same_v<T, Instant>) {
    return json::value(json::string(to_rfc3339(value)));
  } else if constexpr (std::is_same_v<T, Date>) {
    return json::value(json::string(to_iso(value)));
  } else if constexpr (is_id<T>::value) {
    return json::value(json::string(value.text()));
  } else if constexpr (DescribedEnum<T>) {
    return json::value(json::string(word(value)));
  } else if constexpr (is_optional<T>::value) {
    return value ? to_json(*value) : json::value(nullptr);
  } else if constexpr (is_vector<T>::value) {
    json::array out;
    out.reserve(value.size());
    for (const auto& item : value) out.push_back(to_json(item));
    return out;
  } else if constexpr (requires { value.get().begin(); }) {   // a container held by something that shares it
    return to_json(value.get());
  } else {
    static_assert(Described<T>, "describe this type with BOOST_DESCRIBE_STRUCT");
    json::object out;
    boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
      const auto& field = value.*member.pointer;
      using Field = std::decay_t<decltype(field)>;
      if constexpr (is_optional<Field>::value) {
        if (!field) return;
      } else if constexpr (is_vector<Field>::value) {
        if (field.empty()) return;
      }
      out.emplace(member.name, to_json(field));
    });
    return out;
  }
}

// ---- from JSON -----------------------------------------------------------------------------------------------------------
struct Walk {
  Reading reading = Reading::command;
  bool with_paths = true;   // naming every field costs more than reading it: what is recorded is read without, until it fails
  std::vector<FieldError> errors = {};
  void fail(const std::string& path, FieldFault fault, std::string message) {
    errors.push_back({path, fault, std::move(message)});
  }
};
std::string join_path(const std::string& path, std::string_view name);
std::string join_path(const std::string& path, std::size_t index);
template <class Step>
std::string join_path(const Walk& walk, const std::string& path, Step step) {
  return walk.with_paths ? join_path(path, step) : std::string();
}
void fail_type(Walk& walk, const std::string& path, const char* wanted);
bool is_blank(const json::value& in);                          // empty text or only spaces
std::expected<Instant, std::string> instant_from_form(std::string_view text);
std::expected<Date, std::string> date_from_form(std::string_view text);
std::optional<bool> bool_from_form(std::string_view text);
std::vector<std::string> lines_from_form(std::string_view text);   // trimmed, without empty ones

template <class T>
void read(const json::value& in, T& out, const std::string& path, Walk& walk);

template <class T>
void read_text(const json::value& in, T& out, const std::string& path, Walk& walk) {
  const auto* text = in.if_string();
  if (!text) return fail_type(walk, path, "text");
  std::string_view view(text->data(), text->size());
  if constexpr (std::is_same_v<T, std::string>) {
    out.assign(view);
  } else if constexpr (std::is_same_v<T, Instant>) {
    if (auto at = walk.reading == Reading::form ? instant_from_form(view) : parse_rfc3339(view)) out = *at;
    else walk.fail(path, FieldFault::malformed, at.error());
  } else if constexpr (std::is_same_v<T, Date>) {
    if (auto date = walk.reading == Reading::form ? date_from_form(view) : parse_iso_date(view)) out = *date;
    else walk.fail(path, FieldFault::malformed, date.error());
  } else if constexpr (is_id<T>::value) {
    if (auto id = T::parse(view)) out = *id;
    else walk.fail(path, FieldFault::malformed, "must be an identifier in UUID form");
  } else {
    static_assert(DescribedEnum<T>);
    if (auto value = from_word<T>(view)) {
      out = *value;
    } else {
      std::string list;
      for (const auto& w : words_of<T>()) list += (list.empty() ? "" : ", ") + w;
      walk.fail(path, FieldFault::unknown_value, "must be one of: " + list);
    }
  }
}

template <class T>
void read_object(const json::value& in, T& out, const std::string& path, Walk& walk) {
  const auto* object = in.if_object();
  if (!object) return fail_type(walk, path, "an object");
  std::size_t known = 0;
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
    auto& field = out.*member.pointer;
    using Field = std::decay_t<decltype(field)>;
    const auto* value = object->if_contains(member.name);
    if (value) ++known;
    if (!value || value->is_null() || (walk.reading == Reading::form && is_blank(*value))) {
      if (!Lenient<T> && !may_be_absent<Field>() && walk.reading != Reading::recorded)
        walk.fail(join_path(path, member.name), FieldFault::required, "is required");
      return;
    }
    read(*value, field, join_path(walk, path, std::string_view(member.name)), walk);
    if constexpr (std::is_same_v<Field, std::string> && !Lenient<T>) {
      if (field.empty() && value->is_string() && walk.reading != Reading::recorded)
        walk.fail(join_path(path, member.name), FieldFault::required, "is required");
    }
  });
  if (walk.reading != Reading::recorded && known != object->size()) {
    for (const auto& [name, unused] : *object) {
      bool found = false;
      boost::mp11::mp_for_each<members_of<T>>([&, &key = name](auto member) { found = found || key == member.name; });
      if (!found) walk.fail(join_path(path, name), FieldFault::unknown_field, "is not a known field");
    }
  }
}

template <class T>
void read(const json::value& in, T& out, const std::string& path, Walk& walk) {
  if constexpr (std::is_same_v<T, json::value>) {
    out = in;
  } else if constexpr (std::is_same_v<T, json::object>) {
    if (const auto* object = in.if_object()) out = *object;
    else fail_type(walk, path, "an object");
  } else if constexpr (std::is_same_v<T, bool>) {
    if (const auto* b = in.if_bool()) out = *b;
    else if (const auto* text = in.if_string(); text && walk.reading == Reading::form && bool_from_form(*text)) out = *bool_from_form(*text);
    else fail_type(walk, path, "true or false");
  } else if constexpr (std::is_floating_point_v<T>) {
    if (in.is_number()) out = static_cast<T>(in.to_number<double>());
    else fail_type(walk, path, "a number");
  } else if constexpr (std::is_integral_v<T>) {
    json::error_code failed;
    const auto* text = walk.reading == Reading::form ? in.if_string() : nullptr;
    const json::value typed = text ? json::parse(*text, failed) : in;
    const T number = typed.is_number() && !failed ? typed.to_number<T>(failed) : T{};
    if (!typed.is_number() || failed) fail_type(walk, path, "a whole number in range");
    else out = number;
  } else if constexpr (is_optional<T>::value) {
    typename T::value_type inner{};
    const auto errors_before = walk.errors.size();
    read(in, inner, path, walk);
    if (walk.errors.size() == errors_before) out = std::move(inner);
  } else if constexpr (is_vector<T>::value) {
    const auto* list = in.if_array();
    if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      if (const auto* text = in.if_string(); text && walk.reading == Reading::form) {
        out = lines_from_form(*text);
        return;
      }
    }
    if (!list) return fail_type(walk, path, "a list");
    out.resize(list->size());
    for (std::size_t i = 0; i < list->size(); ++i) read((*list)[i], out[i], join_path(walk, path, i), walk);
  } else if constexpr (Described<T>) {
    read_object(in, out, path, walk);
  } else {
    read_text(in, out, path, walk);
  }
}

template <class T>
std::expected<T, std::vector<FieldError>> from_json(const json::value& in, Reading reading) {
  T out{};
  Walk walk{reading, reading == Reading::command};
  read(in, out, "", walk);
  if (!walk.errors.empty() && !walk.with_paths) {
    out = T{};
    walk = {reading, true};
    read(in, out, "", walk);
  }
  if (!walk.errors.empty()) return std::unexpected(std::move(walk.errors));
  return out;
}

// ---- JSON Schema (2020-12, as OpenAPI 3.1 takes it) ------------------------------------------------------------------------
template <class T>
json::object schema() {
  if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_integral_v<T>) {
    return {{"type", "integer"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return {{"type", "number"}};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {{"type", "string"}};
  } else if constexpr (std::is_same_v<T, Instant>) {
    return {{"type", "string"}, {"format", "date-time"}};
  } else if constexpr (std::is_same_v<T, Date>) {
    return {{"type", "string"}, {"format", "date"}};
  } else if constexpr (is_id<T>::value) {
    return {{"type", "string"}, {"format", "uuid"}};
  } else if constexpr (DescribedEnum<T>) {
    json::array words;
    for (auto& w : words_of<T>()) words.emplace_back(w);
    return {{"type", "string"}, {"enum", std::move(words)}};
  } else if constexpr (is_optional<T>::value) {
    return schema<typename T::value_type>();
  } else if constexpr (is_vector<T>::value) {
    return {{"type", "array"}, {"items", schema<typename T::value_type>()}};
  } else if constexpr (Described<T>) {
    json::object properties;
    json::array required;
    boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
      using Field = std::decay_t<decltype(std::declval<T&>().*member.pointer)>;
      properties.emplace(member.name, schema<Field>());
      if (!Lenient<T> && !may_be_absent<Field>())
        required.emplace_back(member.name);
    });
    json::object out{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) out.emplace("required", std::move(required));
    return out;
  } else {
    return {};
  }
}

}  // namespace lapwing::codec
