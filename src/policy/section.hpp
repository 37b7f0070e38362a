// One table of a rule file, read strictly: each key is asked for once, by name and kind, and a key nobody asked for is a problem.
// Problems are collected, never thrown, so that one run shows all of them.
#pragma once
#include <boost/describe/enum.hpp>
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "policy/document.hpp"

namespace lapwing::policy {

template <class E>
std::optional<E> word_from(const std::string& text) {
  E value{};
  if (boost::describe::enum_from_string(text.c_str(), value)) return value;
  return std::nullopt;
}

template <class E>
std::string words_for_message() {
  std::string out;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto d) { out += (out.empty() ? "" : ", ") + std::string(d.name); });
  return out;
}

class Section {
 public:
  Section(const std::string& file, const Value& value, Problems& problems);   // a value that is no table is itself a problem

  bool has(std::string_view key) const { return find(key) != nullptr; }
  int line_of(std::string_view key) const;                       // the key's line, or the table's
  std::string text(std::string_view key);                        // must be there and not empty
  std::string optional_text(std::string_view key);               // empty when absent
  int number(std::string_view key, int least, int most);         // must be there
  std::optional<int> optional_number(std::string_view key, int least, int most);
  bool flag(std::string_view key, bool when_absent = false);
  std::vector<std::string> texts(std::string_view key, bool may_be_absent = false);   // no empty one, none twice
  std::vector<Section> sections(std::string_view key);           // [[key]] or a list of inline tables; absent: none
  std::optional<Section> section(std::string_view key);          // [key]
  std::vector<std::string> keys() const;                       // in order of name

  template <class E>
  std::optional<E> word(std::string_view key) {
    const auto said = text(key);
    return said.empty() ? std::nullopt : checked_word<E>(key, said);
  }
  template <class E>
  std::vector<E> words(std::string_view key, bool may_be_absent = false) {
    std::vector<E> out;
    for (const auto& said : texts(key, may_be_absent))
      if (auto value = checked_word<E>(key, said)) out.push_back(*value);
    return out;
  }
  template <class E>
  std::optional<E> checked_word(std::string_view key, const std::string& said) {
    auto value = word_from<E>(said);
    if (!value) problem(key, "\"" + said + "\" is not one of " + words_for_message<E>());
    return value;
  }

  void problem(std::string_view key, const std::string& message);   // at the key's line
  void problem(const std::string& message);                         // at the table's line
  void finish();                                                    // every key that nobody asked for

 private:
  const Value* find(std::string_view key) const;
  const Value* take(std::string_view key, bool must_be_there);
  std::optional<int> whole_number(std::string_view key, int least, int most, bool must_be_there);

  std::string file_;
  int line_;
  const Table* table_;
  Problems* problems_;
  std::set<std::string, std::less<>> asked_;
};

// Ids that must be unique: says where the second one is.
class UniqueIds {
 public:
  void add(Section& section, std::string_view key, const std::string& id);
  bool has(std::string_view id) const { return seen_.contains(id); }

 private:
  std::set<std::string, std::less<>> seen_;
};

}  // namespace lapwing::policy
