// One walk over a thing gives its JSON and its JSON Schema, so that what the API answers and what it says it answers are the same.
//
// A shape is a function `shape(out, thing)` that names each member once: out("owner", episode.owner). ToJson makes the object,
// ToSchema the schema, from any instance. An optional without a value is left out and is not required; lists are always there.
// What has no shape of its own goes through the codec; something folded (Kept) gains "recorded": who, when and at which index.
//
// The templates are heavy: include this only in api/json_*.cpp.
#pragma once
#include "casework/case.hpp"
#include "domain/codec.hpp"

namespace lapwing::web::api {

namespace json = boost::json;

class ToJson;
class ToSchema;

template <class T> struct is_kept : std::false_type {};
template <class T> struct is_kept<casework::Kept<T>> : std::true_type {};
template <class T> struct is_history : std::false_type {};
template <class T> struct is_history<casework::History<T>> : std::true_type {};
template <class T>
concept SharedList = requires(const T& thing) { typename T::value_type; thing.get(); };   // casework::Shared: as the list it shares
template <class T>
concept Shaped = requires(ToJson& out, const T& thing) { shape(out, thing); };

template <class T> json::value json_of(const T& thing);
template <class T> json::object schema_of();

class ToJson {
 public:
  template <class T>
  void operator()(std::string_view name, const T& member) {
    if constexpr (codec::is_optional<T>::value) {
      if (!member) return;
    }
    object.emplace(name, json_of(member));
  }
  json::object object;
};

class ToSchema {
 public:
  template <class T>
  void operator()(std::string_view name, const T&) {
    properties.emplace(name, schema_of<T>());
    if constexpr (!codec::is_optional<T>::value) required.emplace_back(name);
  }
  json::object schema() && {
    return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
  }
  json::object properties;
  json::array required;
};

template <class Out>
void shape(Out& out, const casework::Stamp& stamp) {
  out("index", stamp.index);
  out("at", stamp.at);
  out("by", stamp.by);
}

template <class T>
json::value json_of(const T& thing) {
  if constexpr (is_kept<T>::value) {
    auto out = json_of(thing.what);
    out.as_object().emplace("recorded", json_of(thing.stamp));
    return out;
  } else if constexpr (SharedList<T>) {
    return json_of(thing.get());
  } else if constexpr (codec::is_optional<T>::value) {
    return thing ? json_of(*thing) : json::value(nullptr);
  } else if constexpr (codec::is_vector<T>::value || is_history<T>::value) {
    json::array out;
    out.reserve(thing.size());
    for (const auto& item : thing) out.push_back(json_of(item));
    return out;
  } else if constexpr (Shaped<T>) {
    ToJson out;
    shape(out, thing);
    return std::move(out.object);
  } else {
    return codec::to_json(thing);
  }
}

template <class T>
json::object schema_of() {
  if constexpr (is_kept<T>::value) {
    auto out = schema_of<decltype(T::what)>();
    out["properties"].as_object().emplace("recorded", schema_of<casework::Stamp>());
    return out;
  } else if constexpr (SharedList<T>) {
    return schema_of<std::vector<typename T::value_type>>();
  } else if constexpr (codec::is_optional<T>::value) {
    return schema_of<typename T::value_type>();
  } else if constexpr (codec::is_vector<T>::value || is_history<T>::value) {
    return {{"type", "array"}, {"items", schema_of<typename T::value_type>()}};
  } else if constexpr (Shaped<T>) {
    static const T example{};
    ToSchema out;
    shape(out, example);
    return std::move(out).schema();
  } else {
    return codec::schema<T>();
  }
}

}  // namespace lapwing::web::api
