// What a component's children were told of, as incidents.
#include <algorithm>
#include <map>

#include "links/groups/alike.hpp"
#include "links/groups/case.hpp"

namespace lapwing::links {

namespace {

using reports::LinkThing;

constexpr double same_child_least = 2.8;      // of alike(), for two children who can each be told from others
constexpr double same_stranger_least = 0.9, named_stranger_least = 2.4, thought_share = 0.7;
constexpr std::size_t unnamed_among_max = 6;  // children of a case: among more an age and a sex say nothing

std::size_t kind_of(const Fact& fact, NodeKind met) {
  const auto is = [](Evidence kind) { return static_cast<std::size_t>(kind); };
  if (fact.thing != Fact::no_thing && (fact.kind == FactKind::gave || fact.kind == FactKind::paid)) {
    const auto thing = static_cast<LinkThing>(fact.thing);
    if (thing == LinkThing::drugs || thing == LinkThing::alcohol || thing == LinkThing::money) return is(Evidence::drugs_or_money);
    return thing == LinkThing::lift ? is(Evidence::lift) : is(Evidence::gift);
  }
  switch (fact.kind) {
    case FactKind::lift: return is(Evidence::lift);
    case FactKind::stayed: return is(Evidence::house);
    case FactKind::gave: return is(Evidence::gift);
    case FactKind::paid: return is(Evidence::drugs_or_money);
    case FactKind::called:
    case FactKind::messaged: return is(Evidence::contact);
    default: return met == NodeKind::vehicle ? is(Evidence::lift) : is(Evidence::company);
  }
}

// One report's ties of a child: the weightiest, half the next, a quarter of the rest. The same tie told through the car, the place and
// the person is one.
double weigh(std::vector<std::pair<int, double>>& ties) {
  std::ranges::sort(ties, [](const auto& a, const auto& b) { return a.first != b.first ? a.first < b.first : a.second > b.second; });
  ties.erase(std::unique(ties.begin(), ties.end(), [](const auto& a, const auto& b) { return a.first == b.first; }), ties.end());
  std::ranges::sort(ties, {}, [](const auto& tie) { return -tie.second; });
  double sum = 0, share = 1;
  for (std::size_t i = 0; i < ties.size(); ++i) {
    sum += ties[i].second * share;
    share = i == 0 ? 0.5 : 0.25;
  }
  return sum;
}

}  // namespace

Case::Case(const Store& store, const Ties& ties, const Search& search, const std::vector<NodeId>& component) : store_(store), ties_(ties) {
  std::vector<NodeId> young;
  for (const auto node : component) (store.node(node).standing.child ? young : anchors).push_back(node);
  std::ranges::sort(anchors, [&](NodeId a, NodeId b) { return store_.node_before(a, b); });
  if (anchors.size() > anchors_max) anchors.resize(anchors_max);
  for (std::size_t a = 0; a < anchors.size(); ++a) anchor_at_.emplace(anchors[a], a);
  find_children(std::move(young));
  add_strangers();
  for (std::size_t c = 0; c < children.size(); ++c) gather(c);
  find_links(search);
  find_sharing();
  number_reports();
}

// Two children of the component whose names say it are one, as far as this case goes: one of them was misheard.
void Case::find_children(std::vector<NodeId> young) {
  std::ranges::sort(young, [&](NodeId a, NodeId b) { return store_.node_before(a, b); });
  std::vector<Heard> known;
  for (const auto node : young) {
    const auto& mentions = store_.told(node).mentions;
    const auto said = heard(store_, mentions);
    std::size_t same = children.size();
    double most = same_child_least;
    for (std::size_t c = 0; c < children.size(); ++c)
      if (const auto likeness = alike(store_, known[c], said); likeness && *likeness > most) most = *likeness, same = c;
    if (same == children.size()) {
      children.push_back(node);
      child_nodes_.emplace_back();
      child_mentions.emplace_back();
      child_thought.emplace_back();
      known.push_back(said);
      for (const auto part : store_.parts_of(node))
        child_thought.back().insert(child_thought.back().end(), store_.node(part).mentions.begin(), store_.node(part).mentions.end());
    } else {
      child_thought[same].insert(child_thought[same].end(), mentions.begin(), mentions.end());
    }
    child_nodes_[same].push_back(node);
    child_mentions[same].insert(child_mentions[same].end(), mentions.begin(), mentions.end());
    if (child_nodes_[same].size() > 1) known[same] = heard(store_, child_mentions[same]);
  }
  strangers_facts_.resize(children.size());
}

// "A girl of about fourteen" in a car of this case, when one of its children fits and no other fits as well.
void Case::add_strangers() {
  std::map<MentionId, std::vector<FactIx>> met;
  for (const auto anchor : anchors)
    for (const auto ix : store_.told(anchor).facts) {
      const auto& fact = store_.fact(ix);
      for (const auto mention : {fact.x, fact.y})
        if (store_.mention(mention).young && !store_.node(store_.person_of(mention)).standing.known) met[mention].push_back(ix);
    }
  std::vector<MentionId> strangers;
  for (const auto& [mention, facts] : met) strangers.push_back(mention);
  std::ranges::sort(strangers, [&](MentionId a, MentionId b) { return store_.mention_before(a, b); });
  std::vector<Heard> known;                // strangers are not compared with strangers
  for (const auto& mentions : child_mentions) known.push_back(strangers.empty() ? Heard() : heard(store_, mentions));
  for (const auto stranger : strangers) {
    std::size_t same = children.size();
    double most = same_stranger_least, next = 0;
    const auto said = heard(store_, {stranger});
    for (std::size_t c = 0; c < children.size(); ++c) {
      const auto likeness = alike(store_, known[c], said);
      if (!likeness || *likeness <= next) continue;
      if (*likeness > most) next = same == children.size() ? next : most, most = *likeness, same = c;
      else next = *likeness;
    }
    const bool named = !store_.mention(stranger).name.empty();
    if (same == children.size() || (!named && children.size() > unnamed_among_max) || (named && most < named_stranger_least)) continue;
    child_mentions[same].push_back(stranger);
    child_thought[same].push_back(stranger);
    const auto node = store_.node_of(stranger);
    for (const auto ix : store_.node(node).facts)
      if (store_.fact(ix).x == stranger || store_.fact(ix).y == stranger) strangers_facts_[same].emplace_back(node, ix);
  }
}

void Case::tell(std::size_t child, NodeId node, FactIx ix, bool thought, Told& told) const {
  const auto& fact = store_.fact(ix);
  const auto other = store_.person_of(fact.x) == node ? fact.y : fact.x;
  const auto met_node = store_.person_of(other);
  const auto& met = store_.node(met_node);
  if (met_node == node || met.standing.child || store_.mention(other).young) return;
  const auto anchor = anchor_at_.find(met_node);
  const bool tied = thought ? anchor != anchor_at_.end() : std::ranges::binary_search(store_.node(node).edges, met_node, {}, &Edge::to);
  const bool stranger = met.kind == NodeKind::person && !met.standing.known;
  const auto weight = ties_.of_child(fact) * (thought ? thought_share : 1);
  if (weight <= 0 || (!tied && !stranger)) return;
  auto& [incident, ties] = told[fact.report];
  incident.child = child;
  if (anchor != anchor_at_.end()) incident.anchors.set(anchor->second);
  if (met.kind == NodeKind::person) incident.adults.push_back(other);
  incident.kinds.set(kind_of(fact, met.kind));
  incident.telling = incident.telling || telling(fact);
  // A night at a house is a night at a friend's until somebody grown up is told of there.
  if (met.kind == NodeKind::person && (telling(fact) || fact.kind == FactKind::found_with)) incident.concerning = true;
  incident.facts.push_back(ix);
  ties.emplace_back(static_cast<int>(fact.kind) * 256 + fact.thing, weight);
}

void Case::gather(std::size_t number) {
  Told by_report;
  for (const auto node : child_nodes_[number])
    for (const auto ix : store_.told(node).facts) tell(number, node, ix, false, by_report);
  for (const auto& [node, ix] : strangers_facts_[number]) tell(number, node, ix, true, by_report);
  std::vector<Incident> of_child;
  for (auto& [report, told] : by_report) {
    auto& [incident, ties] = told;
    incident.weight = weigh(ties);
    incident.concerning = incident.concerning || (incident.telling && !incident.adults.empty());
    incident.reports = {report};
    std::ranges::sort(incident.adults);
    incident.adults.erase(std::unique(incident.adults.begin(), incident.adults.end()), incident.adults.end());
    std::ranges::sort(incident.facts);
    of_child.push_back(std::move(incident));
  }
  std::ranges::sort(of_child, [&](const Incident& a, const Incident& b) { return store_.report_before(a.reports[0], b.reports[0]); });
  merge_told_twice(of_child);
  for (auto& one : of_child) incidents.push_back(std::move(one));
}

// A later report of the same child, the same kind of thing, something of the component in common and the same time joins the first.
void Case::merge_told_twice(std::vector<Incident>& of_child) const {
  std::vector<Incident> out;
  for (auto& incident : of_child) {
    const auto told = std::ranges::find_if(out, [&](const Incident& first) {
      return (first.kinds & incident.kinds).any() && ((first.anchors & incident.anchors).any() || first.anchors.none() || incident.anchors.none()) &&
             ties_.same_incident(store_.report(first.reports[0]), store_.report(incident.reports[0]));
    });
    if (told == out.end()) {
      out.push_back(std::move(incident));
      continue;
    }
    told->weight = std::max(told->weight, incident.weight);
    told->reports.insert(told->reports.end(), incident.reports.begin(), incident.reports.end());
    told->anchors |= incident.anchors;
    told->kinds |= incident.kinds;
    told->telling = told->telling || incident.telling;
    told->concerning = told->concerning || incident.concerning;
    told->adults.insert(told->adults.end(), incident.adults.begin(), incident.adults.end());
    told->facts.insert(told->facts.end(), incident.facts.begin(), incident.facts.end());
  }
  of_child = std::move(out);
}

}  // namespace lapwing::links
