#include "links/groups/ties.hpp"

#include <algorithm>
#include <cmath>

namespace lapwing::links {

namespace {

using reports::LinkThing;
using reports::PlaceKind;

double value(const std::map<std::string, double, std::less<>>& table, std::string_view key, double otherwise = 0) {
  const auto found = table.find(key);
  return found == table.end() ? otherwise : found->second;
}

}  // namespace

Ties::Ties(const Store& store, const policy::GroupRules& rules) : store_(store), rules_(rules) {
  for (std::size_t k = 0; k + 1 < link_.size(); ++k) {
    const auto word = reports::word(static_cast<reports::LinkKind>(k));
    link_[k] = value(rules.links, word);
    belonging_[k] = value(rules.belongings, word);
  }
  belonging_[static_cast<std::size_t>(FactKind::has_phone)] = value(rules.belongings, "has_phone");
  at_ = value(rules.belongings, "at");
  in_car_ = value(rules.belongings, "in_car");
  for (std::size_t t = 0; t < thing_.size(); ++t) thing_[t] = value(rules.things, reports::word(static_cast<LinkThing>(t)));
  for (std::size_t p = 0; p < place_share_.size(); ++p) {
    const auto found = rules.places.find(reports::word(static_cast<PlaceKind>(p)));
    place_share_[p] = found == rules.places.end() ? 0 : found->second.share;
    place_more_[p] = found == rules.places.end() ? 0 : found->second.more;
    place_usual_[p] = found == rules.places.end() ? 1 : found->second.usual_children;
  }
}

double Ties::of_child(const Fact& fact) const {
  const auto kind = static_cast<std::size_t>(fact.kind);
  auto weight = link_[kind];
  if (weight <= 0) return 0;
  if (fact.thing != Fact::no_thing) weight = fact.kind == FactKind::gave ? thing_[fact.thing] : std::max(weight, thing_[fact.thing]);
  if (fact.flags & (at_school | in_school_hours)) weight -= rules_.time.school_hours_less;
  if (fact.at != none) weight += place_more_[static_cast<std::size_t>(store_.mention(fact.at).place)];
  if (fact.flags & at_night) weight += rules_.time.night_more;
  weight = std::max(weight, 0.1);
  if (fact.flags & nobody_grown_there) weight *= rules_.standing.friends_night;
  if (fact.flags & with_professional) weight *= rules_.standing.professional;
  if (fact.flags & with_own_child) weight *= rules_.standing.own_child_along;
  return weight * store_.report(fact.report).grade;
}

double Ties::belonging(const Fact& fact, NodeKind x, NodeKind y) const {
  double weight = 0;
  if (fact.kind == FactKind::family) return 0;
  if (x == NodeKind::person && y == NodeKind::person) {
    weight = fact.kind == FactKind::other ? 0 : belonging_[static_cast<std::size_t>(FactKind::associates)];
  } else {
    weight = belonging_[static_cast<std::size_t>(fact.kind)];
    const bool car = x == NodeKind::vehicle || y == NodeKind::vehicle, place = x == NodeKind::place || y == NodeKind::place;
    if (weight <= 0 || (car && fact.kind != FactKind::drives && fact.kind != FactKind::owns)) weight = car ? in_car_ : place ? at_ : 0;
  }
  if (fact.flags & with_professional) weight *= rules_.standing.professional;
  return weight * store_.report(fact.report).grade;
}

bool Ties::same_incident(const ReportRow& a, const ReportRow& b) const {
  const std::chrono::hours slack{rules_.time.same_incident_hours};
  if (a.timed && b.timed) {
    if (a.from <= b.to && b.from <= a.to) return true;
    const auto apart = a.middle() < b.middle() ? b.middle() - a.middle() : a.middle() - b.middle();
    return apart <= slack && a.agency != b.agency;
  }
  const auto apart = a.received < b.received ? b.received - a.received : a.received - b.received;
  return a.agency != b.agency && apart <= std::chrono::hours{rules_.time.same_incident_received_hours};
}

double Ties::edge(NodeId a, NodeId b, std::span<const FactIx> facts) const {
  const auto &one = store_.node(a), &other = store_.node(b);
  if (!one.standing.known || !other.standing.known) return 0;
  if (one.standing.child && other.standing.child) return 0;
  if (one.standing.child) return child_edge(a, b, facts);
  if (other.standing.child) return child_edge(b, a, facts);
  double most = 0;
  for (const auto ix : facts) most = std::max(most, belonging(store_.fact(ix), one.kind, other.kind));
  return most;
}

double Ties::child_edge(NodeId child, NodeId other, std::span<const FactIx> facts) const {
  const auto kind = store_.node(other).kind;
  struct Incident {
    double weight;
    const ReportRow* report;
    FactKind kind;
  };
  std::vector<Incident> incidents;
  for (const auto ix : facts) {
    const auto& fact = store_.fact(ix);
    if (fact.kind == FactKind::family || fact.kind == FactKind::has_phone) return 0;
    if (fact.kind == FactKind::lives && kind == NodeKind::place) return 0;   // the child's own home
    if (kind == NodeKind::vehicle && store_.person_of(fact.x) == child && (fact.kind == FactKind::drives || fact.kind == FactKind::owns)) return 0;
    if (const auto weight = of_child(fact); weight > 0) incidents.push_back({weight, &store_.report(fact.report), fact.kind});
  }
  std::ranges::sort(incidents, [](const Incident& a, const Incident& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.report->received != b.report->received ? a.report->received < b.report->received : a.report->number < b.report->number;
  });
  constexpr std::size_t counted_max = 8;   // by then each adds next to nothing
  std::vector<Incident> counted;
  double sum = 0, share = 1;
  for (const auto& one : incidents) {
    if (counted.size() >= counted_max) break;
    if (std::ranges::any_of(counted, [&](const Incident& told) {
          return told.report == one.report || (told.kind == one.kind && same_incident(*told.report, *one.report));
        }))
      continue;
    counted.push_back(one);
    sum += one.weight * share;
    share *= rules_.score.again;
  }
  return sum;
}

double Ties::grade(const policy::GroupRules& rules, const reports::Grading& grading) {
  double out = 1;
  if (grading.source) out *= value(rules.grading, *grading.source == 1 ? "source_reliable" : *grading.source == 2 ? "source_untested" : "source_not_reliable", 1);
  if (grading.information) {
    constexpr std::array<std::string_view, 5> names{"known_directly", "known_indirectly_corroborated", "known_indirectly", "not_known", "suspected_false"};
    const auto at = static_cast<std::size_t>(*grading.information - 'A');
    if (at < names.size()) out *= value(rules.grading, names[at], 1);
  }
  return out;
}

bool telling(const Fact& fact) {
  switch (fact.kind) {
    case FactKind::paid:
    case FactKind::messaged:
    case FactKind::called: return true;
    case FactKind::stayed: return (fact.flags & nobody_grown_there) == 0;
    default: break;
  }
  if (fact.thing == Fact::no_thing) return false;
  const auto thing = static_cast<LinkThing>(fact.thing);
  return thing == LinkThing::drugs || thing == LinkThing::alcohol || thing == LinkThing::money || thing == LinkThing::phone || thing == LinkThing::clothes;
}

}  // namespace lapwing::links
