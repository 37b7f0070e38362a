#include "links/groups/standing.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "links/groups/alike.hpp"

namespace lapwing::links {

namespace {

using reports::PersonRole;
using reports::PlaceKind;

constexpr double most_of = 0.6, nearly_all = 0.8;   // of facts, for a pattern to be the person's standing and not an accident
constexpr std::uint32_t pattern_least = 3;          // facts, before there is a pattern
constexpr std::size_t family_one_in = 4;            // of what is told of a house, that a child or a relative of one lives there
constexpr std::uint32_t relative_one_in = 5;        // of what is told of somebody with children, with one of their surname
constexpr std::uint32_t professional_one_in = 4;    // mentions as a professional that make one

bool fixed_venue(PlaceKind kind) {
  return kind == PlaceKind::other || kind == PlaceKind::school || kind == PlaceKind::childrens_home || kind == PlaceKind::shop ||
         kind == PlaceKind::park || kind == PlaceKind::station || kind == PlaceKind::takeaway;
}

// What a place is called most often, a telling word before "other".
PlaceKind kind_of_place(const Node& node) {
  std::size_t best = static_cast<std::size_t>(PlaceKind::other);
  std::uint32_t most = 0;
  for (std::size_t k = 0; k + 1 < node.tally.size(); ++k)
    if (node.tally[k] > most) most = node.tally[k], best = k;
  return static_cast<PlaceKind>(best);
}

// A child or a relative of one lives there: that friends stay the night there often does not change it.
bool is_family_home(const Store& store, NodeId id) {
  const auto& node = store.node(id);
  std::size_t family = 0;
  for (const auto ix : node.facts) {
    const auto& fact = store.fact(ix);
    const auto& who = store.mention(store.node_of(fact.x) == id ? fact.y : fact.x);
    const bool lives = fact.kind == FactKind::lives;
    family += (lives && (who.young || who.role == PersonRole::family)) || (fact.flags & with_own_child) != 0;
  }
  return family >= 1 && family * family_one_in >= node.facts.size();
}

// Met at somebody's house or in a hotel room, and no child lives there.
bool in_private(const Store& store, const policy::GroupRules& rules, const Fact& fact) {
  if (fact.at == none || (fact.flags & (with_own_child | with_professional))) return false;
  const auto kind = store.mention(fact.at).place;
  if (kind != PlaceKind::home && kind != PlaceKind::hotel) return false;
  const auto place = store.node_of(fact.at);
  return store.node(place).facts.size() <= rules.search.facts_max && !is_family_home(store, place);
}

// How a grown-up, a car or a phone is met with children.
struct Pattern {
  std::uint32_t facts = 0, lifts = 0, to_school = 0, professional = 0, relative = 0, at_fixed = 0;
  std::map<NodeId, std::uint32_t> places;
  bool telling = false, found = false;

  std::uint32_t at_one_place() const {
    std::uint32_t most = 0;
    for (const auto& [place, times] : places) most = std::max(most, times);
    return most;
  }
};

// The same surname, one letter misheard in a long one.
bool one_family(const std::string& one, const std::string& other) {
  constexpr std::size_t least = 4, long_enough = 6;
  const auto a = one.rfind(' '), b = other.rfind(' ');
  if (a == std::string::npos || b == std::string::npos || one.size() - a <= least || other.size() - b <= least) return false;
  const int allowed = std::min(one.size() - a, other.size() - b) > long_enough ? 1 : 0;
  return slips(std::string_view(one).substr(a + 1), std::string_view(other).substr(b + 1), allowed) <= allowed;
}

Pattern pattern_of(const Store& store, const policy::GroupRules& rules, NodeId id) {
  Pattern out;
  for (const auto ix : store.told(id).facts) {
    const auto& fact = store.fact(ix);
    const auto x = store.person_of(fact.x), y = store.person_of(fact.y);
    const auto& other = store.node(x == id ? y : x);
    if (fact.kind == FactKind::family && other.standing.child) out.relative += pattern_least;   // said outright
    if (!store.mention(x == id ? fact.y : fact.x).young || fact.kind == FactKind::family) continue;
    ++out.facts;
    const bool lift = fact.kind == FactKind::lift || fact.kind == FactKind::drives;
    out.lifts += lift;
    out.to_school += lift && (fact.flags & (at_school | in_school_hours)) != 0;
    out.professional += (fact.flags & with_professional) != 0;
    out.relative += (fact.flags & with_own_child) != 0 || (store.node(id).kind == NodeKind::person && one_family(store.mention(fact.x).plain, store.mention(fact.y).plain));
    out.telling = out.telling || telling(fact) || in_private(store, rules, fact);
    out.found = out.found || fact.kind == FactKind::found_with;
    if (fact.at != none) {
      ++out.places[store.node_of(fact.at)];
      out.at_fixed += fixed_venue(store.mention(fact.at).place);
    }
  }
  return out;
}

void leave(Standing& standing, Ordinary ordinary, double share) {
  if (share >= standing.share) return;
  standing.share = static_cast<float>(share);
  standing.ordinary = ordinary;
}

// More children than such a thing usually meets: what is left falls with the square, as chance meetings rise with it.
void leave_by_degree(Standing& standing, double usual) {
  if (standing.children <= usual) return;
  const double share = usual / standing.children;
  leave(standing, Ordinary::many_children, standing.share * share * share);
}

// Most of the children live in one children's home.
bool of_one_home(const Store& store, const Node& node) {
  std::map<NodeId, std::uint32_t> homes;
  std::uint32_t children = 0, most = 0;
  for (const auto& edge : node.edges) {
    const auto& standing = store.node(edge.to).standing;
    if (!standing.child) continue;
    ++children;
    if (standing.lives_in != none) most = std::max(most, ++homes[standing.lives_in]);
  }
  return children >= 2 && most >= 2 && most >= children * nearly_all;
}

// A car that grown-ups of no known standing share: an uncle's lifts are in his own.
bool several_drive(const Store& store, const Node& node) {
  if (node.kind != NodeKind::vehicle) return false;
  return std::ranges::count_if(node.edges, [&](const Edge& edge) {
    const auto& other = store.node(edge.to);
    return other.kind == NodeKind::person && !other.standing.child &&
           (other.standing.ordinary == Ordinary::nothing_known || other.standing.ordinary == Ordinary::kindness);
  }) >= 2;
}

void of_adult_or_car(const Store& store, const policy::StandingRules& rules, const Node& node, const Pattern& pattern, Standing& out) {
  if (pattern.professional >= 1 && pattern.professional * professional_one_in >= pattern.facts) leave(out, Ordinary::professional, rules.professional);
  if (pattern.relative >= 1 && pattern.relative * relative_one_in >= pattern.facts) leave(out, Ordinary::parent, rules.parent);
  if (pattern.telling) return;
  if (!pattern.found && pattern.facts > 0 && !several_drive(store, node)) leave(out, Ordinary::kindness, rules.kindness);
  if (pattern.facts >= pattern_least) {
    const auto most = static_cast<double>(pattern.facts);
    const auto one_place = pattern.at_one_place();
    if (pattern.lifts >= most * nearly_all && pattern.to_school >= most * most_of && (one_place >= most * most_of || pattern.facts >= 6))
      leave(out, Ordinary::transport, rules.transport);
    if (one_place >= most * nearly_all && pattern.at_fixed >= most * nearly_all) leave(out, Ordinary::one_venue, rules.one_venue);
  }
  if (!pattern.found && out.children >= rules.usual_children_of_adult / 2) leave(out, Ordinary::many_children, rules.many_children);
  if (of_one_home(store, node)) leave(out, Ordinary::same_home, rules.same_home);
}

// A car is as ordinary as whoever mostly drives it.
void of_drivers(const Store& store, const Node& node, Standing& out) {
  float heaviest = 0;
  for (const auto& edge : node.edges)
    if (store.node(edge.to).kind == NodeKind::person && !store.node(edge.to).standing.child) heaviest = std::max(heaviest, edge.weight);
  for (const auto& edge : node.edges) {
    const auto& driver = store.node(edge.to);
    if (driver.kind != NodeKind::person || driver.standing.child || edge.weight < heaviest) continue;
    const auto why = driver.standing.ordinary;
    if (why == Ordinary::professional || why == Ordinary::parent || why == Ordinary::transport || why == Ordinary::one_venue)
      leave(out, why, driver.standing.share);
  }
}

void of_place(const Store& store, const Ties& ties, NodeId id, const Node& node, Standing& out) {
  const auto kind = kind_of_place(node);
  leave(out, Ordinary::public_place, ties.place_share(kind));
  if (is_family_home(store, id)) leave(out, Ordinary::family_home, ties.rules().standing.family_home);
  leave_by_degree(out, ties.place_usual(kind));
}

}  // namespace

Standing identity(const Store& store, const policy::GroupRules& rules, NodeId id) {
  const auto& node = store.told(id);
  const bool person = store.node(id).kind == NodeKind::person;
  Standing out;
  if (node.mentions.empty()) return out;
  out.known = !person || node.identified > 0;
  out.child = person && node.young > 0 && node.young >= node.grown;
  if (!out.child || node.facts.size() > rules.search.facts_max) return out;
  ReportIx last = none;
  for (const auto ix : node.facts) {
    const auto& fact = store.fact(ix);
    if (fact.kind != FactKind::lives || store.mention(fact.y).kind != NodeKind::place || store.mention(fact.y).place != PlaceKind::childrens_home) continue;
    if (last != none && !store.report_before(last, fact.report)) continue;
    last = fact.report;
    out.lives_in = store.node_of(fact.y);
  }
  return out;
}

Standing ordinary(const Store& store, const Ties& ties, NodeId id) {
  const auto& node = store.node(id);
  auto out = node.standing;
  out.ordinary = Ordinary::nothing_known;
  out.share = 1;
  out.children = 0;
  for (const auto& edge : node.edges) out.children += store.node(edge.to).standing.child;
  const auto& rules = ties.rules();
  const auto& told = store.told(id);
  if (told.facts.size() > rules.search.facts_max) {
    leave(out, Ordinary::hub, 0);
    return out;
  }
  if (out.child || !out.known) return out;
  if (node.kind == NodeKind::place) {
    of_place(store, ties, id, node, out);
    return out;
  }
  if (node.kind == NodeKind::person) {
    std::uint32_t all = 0;
    for (const auto times : told.tally) all += times;
    if (told.tally[static_cast<std::size_t>(PersonRole::professional)] * professional_one_in >= all && told.tally[static_cast<std::size_t>(PersonRole::professional)] > 0)
      leave(out, Ordinary::professional, rules.standing.professional);
    if (told.tally[static_cast<std::size_t>(PersonRole::family)] * professional_one_in >= all && told.tally[static_cast<std::size_t>(PersonRole::family)] > 0)
      leave(out, Ordinary::parent, rules.standing.parent);
  }
  if (node.kind == NodeKind::phone) {
    for (const auto ix : node.facts) {
      const auto& fact = store.fact(ix);
      if (fact.kind != FactKind::has_phone) continue;
      const auto& owner = store.mention(fact.x);
      if (owner.young || owner.role == PersonRole::family) leave(out, Ordinary::parent, rules.standing.family_home);
      if (owner.role == PersonRole::professional) leave(out, Ordinary::professional, rules.standing.professional);
    }
  }
  of_adult_or_car(store, rules.standing, node, pattern_of(store, rules, id), out);
  if (node.kind == NodeKind::vehicle) of_drivers(store, node, out);
  leave_by_degree(out, rules.standing.usual_children_of_adult);
  return out;
}

std::string_view words(Ordinary ordinary) {
  constexpr std::array<std::string_view, 11> all{
      "nothing ordinary is known", "works with children", "is a parent or relative of a child there", "a house where a family lives",
      "drives children to school and back", "is met at one place only", "is met with very many children", "is met with children of one children's home",
      "a place that everyone goes to", "is told of too often to lead anywhere", "is told of for ordinary kindness only"};
  return all[static_cast<std::size_t>(ordinary)];
}

}  // namespace lapwing::links
