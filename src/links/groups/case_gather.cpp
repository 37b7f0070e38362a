// What a component's children were told of, as incidents.
#include <algorithm>
#include <map>

#include "links/groups/case.hpp"

namespace lapwing::links {

namespace {

using reports::LinkThing;

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
  for (const auto node : component) (store.node(node).standing.child ? children : anchors).push_back(node);
  const auto before = [&](NodeId a, NodeId b) { return store_.node_before(a, b); };
  std::ranges::sort(children, before);
  std::ranges::sort(anchors, before);
  if (anchors.size() > anchors_max) anchors.resize(anchors_max);
  for (std::size_t c = 0; c < children.size(); ++c) gather(children[c], c);
  find_links(search);
  find_sharing();
  number_reports();
}

void Case::gather(NodeId child, std::size_t number) {
  std::map<ReportIx, std::pair<Incident, std::vector<std::pair<int, double>>>> by_report;
  const auto& edges = store_.node(child).edges;
  for (const auto ix : store_.node(child).facts) {
    const auto& fact = store_.fact(ix);
    const auto other = store_.node_of(fact.x) == child ? fact.y : fact.x;
    const auto node = store_.node_of(other);
    const auto& met = store_.node(node);
    if (node == child || met.standing.child || store_.mention(other).young) continue;
    const bool tied = std::ranges::binary_search(edges, node, {}, &Edge::to);
    const bool stranger = met.kind == NodeKind::person && !met.standing.known;
    const auto weight = ties_.of_child(fact);
    if (weight <= 0 || (!tied && !stranger)) continue;
    auto& [incident, ties] = by_report[fact.report];
    incident.child = number;
    if (const auto at = std::ranges::find(anchors, node); at != anchors.end()) incident.anchors.set(static_cast<std::size_t>(at - anchors.begin()));
    if (met.kind == NodeKind::person) incident.adults.push_back(other);
    const auto kind = kind_of(fact, met.kind);
    incident.kinds.set(kind);
    incident.telling = incident.telling || telling(fact);
    incident.facts.push_back(ix);
    ties.emplace_back(static_cast<int>(fact.kind) * 256 + fact.thing, weight);
  }
  std::vector<Incident> of_child;
  for (auto& [report, told] : by_report) {
    auto& [incident, ties] = told;
    incident.weight = weigh(ties);
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
    told->adults.insert(told->adults.end(), incident.adults.begin(), incident.adults.end());
    told->facts.insert(told->facts.end(), incident.facts.begin(), incident.facts.end());
  }
  of_child = std::move(out);
}

}  // namespace lapwing::links
