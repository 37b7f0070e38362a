#include "links/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace lapwing::links {

namespace {

constexpr std::array<std::string_view, 4> kinds{"person", "place", "vehicle", "phone"};
constexpr double half_as_likely_after_days = 90, of_same_group = 1.5, plain_company = 0.4;   // local policy

Entity describe(const Store& store, NodeId id) {
  const auto& node = store.node(id);
  Entity out;
  out.id = store.id_of(id);
  out.kind = kinds[static_cast<std::size_t>(node.kind)];
  out.name = node.kind == NodeKind::person ? fullest_name(store, node.mentions) : node.first == none ? "" : store.mention(node.first).name;
  if (node.kind == NodeKind::person) out.role = node.standing.child ? "child" : "adult";
  if (node.kind == NodeKind::place && node.first != none) out.role = reports::word(store.mention(node.first).place);
  if (node.standing.ordinary != Ordinary::nothing_known) out.standing = words(node.standing.ordinary);
  out.share = node.standing.share;
  out.mentions = node.mentions.size();
  std::vector<ReportIx> told_by;   // each once, whatever the order in which mentions were joined
  for (const auto mention : node.mentions) told_by.push_back(store.mention(mention).report);
  std::ranges::sort(told_by);
  told_by.erase(std::unique(told_by.begin(), told_by.end()), told_by.end());
  for (const auto ix : told_by) {
    const auto received = store.report(ix).received;
    if (ix == told_by.front() || received < out.first) out.first = received;
    if (ix == told_by.front() || received > out.last) out.last = received;
  }
  out.reports = told_by.size();
  return out;
}

std::string grading_text(const reports::Grading& grading) {
  std::string out;
  if (grading.source) out += fmt::format("{}", *grading.source);
  if (grading.information) out += *grading.information;
  if (grading.handling) out += fmt::format("{}{}", out.empty() ? "" : " ", *grading.handling);
  return out;
}

// Facts of a node with who or what is at the other end, newest received first.
std::vector<std::pair<FactIx, MentionId>> facts_of(const Store& store, NodeId node) {
  std::vector<std::pair<FactIx, MentionId>> out;
  for (const auto ix : store.node(node).facts) {
    const auto& fact = store.fact(ix);
    const auto other = store.node_of(fact.x) == node ? fact.y : fact.x;
    if (store.node_of(other) != node) out.emplace_back(ix, other);
  }
  std::ranges::sort(out, [&](const auto& a, const auto& b) {
    const auto one = store.fact(a.first).report, two = store.fact(b.first).report;
    return one != two ? store.report_before(two, one) : a.first < b.first;
  });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool own_or_family(const Store& store, const Fact& fact) {
  return fact.kind == FactKind::family || fact.kind == FactKind::has_phone || (fact.kind == FactKind::lives && store.mention(fact.y).kind == NodeKind::place);
}

}  // namespace

std::optional<Entity> entity(const Links& links, std::string_view id) {
  const auto node = links.store().find_node(id);
  if (node == none) return std::nullopt;
  return describe(links.store(), node);
}

std::vector<LinkLine> links_of(const Links& links, std::string_view id) {
  const auto& store = links.store();
  std::vector<LinkLine> out;
  const auto node = store.find_node(id);
  if (node == none) return out;
  for (const auto& [ix, other] : facts_of(store, node)) {
    const auto& fact = store.fact(ix);
    const auto& row = store.report(fact.report);
    LinkLine line{row.number, row.key, store.agency(row.agency), std::string(reports::word(row.kind)), describe(store, store.node_of(other)), deed(fact), {},
                  grading_text(row.grading), row.received, row.from, row.to, row.timed};
    if (fact.at != none && fact.at != other) line.at = store.mention(fact.at).name;
    out.push_back(std::move(line));
  }
  return out;
}

std::vector<Neighbour> neighbours(const Links& links, std::string_view id) {
  const auto& store = links.store();
  std::vector<Neighbour> out;
  const auto node = store.find_node(id);
  if (node == none) return out;
  std::map<NodeId, std::size_t> at;
  for (const auto& [ix, other] : facts_of(store, node)) {
    const auto to = store.node_of(other);
    const auto& fact = store.fact(ix);
    const auto& row = store.report(fact.report);
    const auto [found, is_new] = at.try_emplace(to, out.size());
    if (is_new) {
      out.push_back({describe(store, to), {}, {}, row.received, row.received, 0});
      const auto& edges = store.node(node).edges;
      if (const auto edge = std::ranges::lower_bound(edges, to, {}, &Edge::to); edge != edges.end() && edge->to == to)
        out.back().strength = links.search().strength(node, *edge);
    }
    auto& line = out[found->second];
    if (const auto what = deed(fact); std::ranges::find(line.what, what) == line.what.end()) line.what.push_back(what);
    if (std::ranges::find(line.reports, row.number) == line.reports.end()) line.reports.push_back(row.number);
    line.first = std::min(line.first, row.received);
  }
  std::ranges::sort(out, [](const Neighbour& a, const Neighbour& b) {
    return a.strength != b.strength ? a.strength > b.strength : a.last != b.last ? a.last > b.last : a.entity.id < b.entity.id;
  });
  return out;
}

std::vector<ToTry> to_try_first(const Links& links, std::string_view child, Instant now, std::size_t most) {
  const auto& store = links.store();
  std::vector<ToTry> out;
  const auto node = store.find_node(child);
  if (node == none) return out;
  std::map<NodeId, ToTry> by_node;
  std::map<NodeId, bool> left_out;
  for (const auto& [ix, other] : facts_of(store, node)) {
    const auto& fact = store.fact(ix);
    const auto& row = store.report(fact.report);
    const auto to = store.node_of(other);
    const auto& standing = store.node(to).standing;
    if (row.received > now) continue;
    if (own_or_family(store, fact) || standing.ordinary == Ordinary::professional || standing.ordinary == Ordinary::public_place) left_out[to] = true;
    const double days = std::chrono::duration<double, std::ratio<86400>>(now - row.received).count();
    const double recent = std::exp2(-days / half_as_likely_after_days);
    auto& line = by_node[to];
    line.weight += std::max(links.ties().of_child(fact), plain_company) * recent;
    line.reasons.push_back(fmt::format("{} ({}, received {})", deed(fact), row.number, for_people(london_date(row.received))));
  }
  for (const auto& group : links.groups_of(store.id_of(node))) {
    const auto add = [&](const std::string& id, double weight, const std::string& reason) {
      const auto member = store.find_node(id);
      if (member == none || member == node) return;
      auto& line = by_node[member];
      line.weight += weight;
      line.reasons.push_back(reason);
    };
    for (const auto& adult : group.adults) add(adult.id, of_same_group, fmt::format("is in group {} with the child: {}", group.id, adult.part));
    for (const auto& thing : group.things) add(thing.id, of_same_group, fmt::format("{} children of group {} were met there or through it", thing.children, group.id));
    for (const auto& other : group.children) add(other.id, of_same_group / 2, fmt::format("is harmed by the same people, as group {} shows", group.id));
  }
  for (auto& [to, line] : by_node) {
    if (left_out.contains(to)) continue;
    line.entity = describe(store, to);
    out.push_back(std::move(line));
  }
  std::ranges::sort(out, [](const ToTry& a, const ToTry& b) { return a.weight != b.weight ? a.weight > b.weight : a.entity.id < b.entity.id; });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace lapwing::links
