// A described type straight to JSON text: the bytes that serialising codec::to_json(value) gives, without making a tree first. For
// what is written by the ten thousand, the ledger's payloads; everything else goes through the tree. As heavy as domain/codec.hpp.
#pragma once
#include <charconv>

#include "domain/codec.hpp"

namespace lapwing::codec {

void write_string(std::string& out, std::string_view text);   // quoted and escaped

template <class T>
void write_json(std::string& out, const T& value);

template <class Range>
void write_list(std::string& out, const Range& items) {
  char before = '[';
  if (items.begin() == items.end()) out += before;
  for (const auto& item : items) {
    out += before;
    write_json(out, item);
    before = ',';
  }
  out += ']';
}

template <Described T>
void write_object(std::string& out, const T& value) {
  char before = '{';
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
    const auto& field = value.*member.pointer;
    using Field = std::decay_t<decltype(field)>;
    if constexpr (is_optional<Field>::value) {
      if (!field) return;
    } else if constexpr (is_vector<Field>::value) {
      if (field.empty()) return;
    }
    out += before;
    out += '"';
    out += member.name;
    out += "\":";
    write_json(out, field);
    before = ',';
  });
  if (before == '{') out += before;
  out += '}';
}

template <class T>
void write_json(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  } else if constexpr (std::is_same_v<T, json::value> || std::is_same_v<T, json::object> || std::is_floating_point_v<T>) {
    out += json::serialize(json::value(value));
  } else if constexpr (std::is_same_v<T, std::string>) {
    write_string(out, value);
  } else if constexpr (std::is_same_v<T, Instant>) {
    write_string(out, to_rfc3339(value));
  } else if constexpr (std::is_same_v<T, Date>) {
    write_string(out, to_iso(value));
  } else if constexpr (is_id<T>::value) {
    write_string(out, value.text());
  } else if constexpr (DescribedEnum<T>) {
    write_string(out, word(value));
  } else if constexpr (is_optional<T>::value) {
    if (value) write_json(out, *value);
    else out += "null";
  } else if constexpr (is_vector<T>::value) {
    write_list(out, value);
  } else if constexpr (requires { value.get().begin(); }) {   // a container held by something that shares it
    write_list(out, value.get());
  } else {
    write_object(out, value);
  }
}

}  // namespace lapwing::codec
