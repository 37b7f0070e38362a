#include "reports/report.hpp"

#include <algorithm>
#include <array>

namespace lapwing::reports {

namespace {

constexpr std::array<std::string_view, 9> report_kinds{"missing", "return", "intelligence", "sighting", "crime",
                                                       "referral", "stop", "interview", "other"};
constexpr std::array<std::string_view, 6> person_roles{"child", "adult", "professional", "family", "unknown", "other"};
constexpr std::array<std::string_view, 11> place_kinds{"home", "hotel", "takeaway", "taxi_office", "park", "station",
                                                       "school", "childrens_home", "shop", "vehicle_stop", "other"};
constexpr std::array<std::string_view, 15> link_kinds{"lift", "gave", "met", "stayed", "lives", "called", "messaged", "associates",
                                                      "drives", "owns", "found_with", "paid", "family", "works_with", "other"};
constexpr std::array<std::string_view, 8> link_things{"food", "drugs", "alcohol", "money", "phone", "clothes", "lift", "other"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

template <class List>
auto by_ref(const List& list, std::string_view ref) -> decltype(list.data()) {
  const auto found = std::ranges::find(list, ref, [](const auto& one) -> std::string_view { return one.ref; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string_view word(ReportKind kind) { return report_kinds[static_cast<std::size_t>(kind)]; }
std::string_view word(PersonRole role) { return person_roles[static_cast<std::size_t>(role)]; }
std::string_view word(PlaceKind kind) { return place_kinds[static_cast<std::size_t>(kind)]; }
std::string_view word(LinkKind kind) { return link_kinds[static_cast<std::size_t>(kind)]; }
std::string_view word(LinkThing thing) { return link_things[static_cast<std::size_t>(thing)]; }
std::optional<ReportKind> report_kind(std::string_view word) { return find<ReportKind>(report_kinds, word); }
std::optional<PersonRole> person_role(std::string_view word) { return find<PersonRole>(person_roles, word); }
std::optional<PlaceKind> place_kind(std::string_view word) { return find<PlaceKind>(place_kinds, word); }
std::optional<LinkKind> link_kind(std::string_view word) { return find<LinkKind>(link_kinds, word); }
std::optional<LinkThing> link_thing(std::string_view word) { return find<LinkThing>(link_things, word); }

Instant Report::happened_at() const {
  if (occurred_from && occurred_to && *occurred_from <= *occurred_to) return *occurred_from + (*occurred_to - *occurred_from) / 2;
  if (occurred_from) return *occurred_from;
  if (occurred_to) return *occurred_to;
  return received_at;
}

const Person* Report::person(std::string_view ref) const { return by_ref(people, ref); }
const Place* Report::place(std::string_view ref) const { return by_ref(places, ref); }
const Vehicle* Report::vehicle(std::string_view ref) const { return by_ref(vehicles, ref); }

}  // namespace lapwing::reports
