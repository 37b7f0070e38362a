// Invented people for the linkage tests, and the rules and nicknames they are weighed by.
#pragma once
#include <stdexcept>
#include <string>

#include "links/linkage/resolver.hpp"
#include "policy/linking.hpp"
#include "policy/nicknames.hpp"

namespace lapwing::linkage {

inline const policy::NameForms& shipped_forms() {
  static const auto forms = [] {
    auto read = policy::load_nicknames(LAPWING_RULES_DIR "/nicknames.toml");
    if (!read) throw std::runtime_error(read.error());
    return *read;
  }();
  return forms;
}

inline Resolver shipped_resolver(Resolver::Limits limits = {}) { return {policy::built_in_linking(), shipped_forms(), limits}; }

inline PersonRecord katherine(RecordId id) {
  return {id, "Katherine Jones", {}, PartialDate{2010, 5, 1}, {}, Sex::female, {"07700 900123"}, "12 Acacia Road, Middlesbrough TS1 3AB"};
}
inline PersonRecord katie(RecordId id) {
  return {id, "Katie Jones", {}, PartialDate{2010, 5, 1}, {}, Sex::female, {}, "12 Acacia Rd TS1 3AB"};
}
inline PersonRecord her_brother(RecordId id) {
  return {id, "Thomas Jones", {}, PartialDate{2012, 9, 20}, {}, Sex::male, {"07700 900123"}, "12 Acacia Rd TS1 3AB"};
}
inline PersonRecord her_twin(RecordId id) {
  return {id, "Sarah Jones", {}, PartialDate{2010, 5, 1}, {}, Sex::female, {}, "12 Acacia Rd TS1 3AB"};
}
inline PersonRecord somebody_else(RecordId id) {
  return {id, "Mohammed Akhtar", {}, PartialDate{1991, 2, 11}, {}, Sex::male, {"07700 900777"}, "3 Dock Street, Middlesbrough TS2 1AA"};
}

}  // namespace lapwing::linkage
