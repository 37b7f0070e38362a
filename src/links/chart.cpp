#include "links/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace lapwing::links {

namespace {

NodeId find(const Store& store, std::string_view id) {
  if (const auto node = store.find_node(id); node != none) return node;
  const auto mark = id.rfind("/@");
  if (mark == std::string_view::npos) return none;
  const auto ix = store.find_report(id.substr(0, mark));
  const auto digits = id.substr(mark + 2);
  std::uint32_t ordinal = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), ordinal);
  if (ix == none || digits.empty() || read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return none;
  return ordinal < store.report(ix).mentions ? store.mention(store.report(ix).first_mention + ordinal).node : none;
}

std::string unnamed(const Store& store, NodeId node) {
  const auto& first = store.mention(store.node(node).first);
  return fmt::format("{}/@{}", store.report(first.report).number, first.ordinal);
}

// Each once; past the limit, mentions stand for reports.
std::size_t reports_of(const Store& store, const Node& node) {
  if (node.mentions.size() > chart_facts_looked_at_max) return node.mentions.size();
  std::vector<ReportIx> out;
  for (const auto mention : node.mentions) out.push_back(store.mention(mention).report);
  std::ranges::sort(out);
  return static_cast<std::size_t>(std::ranges::unique(out).begin() - out.begin());
}

ChartEntity describe(const Store& store, NodeId id) {
  const auto& node = store.node(id);
  ChartEntity out{store.id_of(id), unnamed(store, id), node.kind, node.standing.child, {}, store.mention(node.first).place, node.standing.ordinary,
                  reports_of(store, node), node.facts.size() > chart_hub_from_links || node.standing.ordinary == Ordinary::hub};
  out.name = node.kind == NodeKind::person    ? fullest_name(store, node.mentions)
             : node.kind == NodeKind::vehicle ? store.plate_of(id)
                                              : store.mention(node.first).name;
  return out;
}

Instant when_of(const ReportRow& row) { return row.timed ? row.middle() : row.received; }

bool fits(const Store& store, FactIx ix, const ChartAsk& ask) {
  const auto at = when_of(store.report(store.fact(ix).report));
  return (!ask.from || at >= *ask.from) && (!ask.to || at < *ask.to);
}

// What the two ends are to each other: person and person, or person and what kind of thing.
NodeKind between(const Store& store, const Fact& fact) {
  const auto y = store.mention(fact.y).kind;
  return y == NodeKind::person ? store.mention(fact.x).kind : y;
}

// What a fact comes to for a thing: of a lift, that the child was in the car, was there, and was with whoever has the phone.
FactKind said(NodeKind between, FactKind kind) {
  switch (between) {
    case NodeKind::person: return kind;
    case NodeKind::place: return kind == FactKind::lives || kind == FactKind::stayed ? kind : FactKind::met;
    case NodeKind::vehicle: return kind == FactKind::drives || kind == FactKind::owns ? kind : FactKind::lift;
    case NodeKind::phone: return kind == FactKind::has_phone ? kind : kind == FactKind::called || kind == FactKind::messaged ? FactKind::called : FactKind::met;
  }
  return kind;
}

bool tells_of_place(const Store& store, const Fact& fact) {
  const auto kind = between(store, fact);
  return fact.at != none && (kind == NodeKind::person || kind == NodeKind::vehicle);
}

// What makes two facts the same thing said twice by one report.
auto sameness(const Store& store, FactIx ix) {
  const auto& fact = store.fact(ix);
  const auto x = store.node_of(fact.x), y = store.node_of(fact.y);
  const auto kind = between(store, fact);
  return std::tuple(fact.report, std::min(x, y), std::max(x, y), said(kind, fact.kind), kind == NodeKind::person ? fact.thing : Fact::no_thing,
                    tells_of_place(store, fact) ? store.node_of(fact.at) : none);
}

// Each different thing once, the latest first.
void put_in_order(const Store& store, std::vector<FactIx>& facts) {
  std::ranges::sort(facts, [&](FactIx a, FactIx b) {
    const auto one = sameness(store, a), other = sameness(store, b);
    return one != other ? one < other : a < b;
  });
  const auto rest = std::ranges::unique(facts, [&](FactIx a, FactIx b) { return sameness(store, a) == sameness(store, b); });
  facts.erase(rest.begin(), rest.end());
  std::ranges::sort(facts, [&](FactIx a, FactIx b) {
    const auto one = store.fact(a).report, other = store.fact(b).report;
    const auto at = when_of(store.report(one)), other_at = when_of(store.report(other));
    return at != other_at ? at > other_at : one != other ? store.report_before(other, one) : a < b;
  });
}

class Drawing {
 public:
  Drawing(const Store& store, const ChartAsk& ask) : store_(store), ask_(ask) {}

  void put(NodeId node) { index_of(node); }
  bool is_full() const { return out_.entities.size() >= chart_entities_max; }

  // From `ask.skip` on, until there is no room for one more.
  Chart done(const std::vector<FactIx>& facts, std::size_t links_max) && {
    auto i = ask_.skip;
    for (; i < facts.size() && out_.links.size() < links_max; ++i) {
      const auto& fact = store_.fact(facts[i]);
      const auto x = store_.node_of(fact.x), y = store_.node_of(fact.y);
      const auto fresh = !indexes_.contains(x) + !indexes_.contains(y);
      if (out_.entities.size() + static_cast<std::size_t>(fresh) > chart_entities_max) break;
      add(facts[i], index_of(x), index_of(y));
    }
    if (i < facts.size()) out_.next = i;
    return std::move(out_);
  }

 private:
  std::size_t index_of(NodeId node) {
    const auto [found, is_new] = indexes_.try_emplace(node, out_.entities.size());
    if (is_new) out_.entities.push_back(describe(store_, node));
    return found->second;
  }

  void add(FactIx ix, std::size_t x, std::size_t y) {
    const auto& fact = store_.fact(ix);
    const auto& row = store_.report(fact.report);
    ChartLink link{fmt::format("{}#{}", row.number, ix - row.first_fact), x, y, said(between(store_, fact), fact.kind), fact.thing};
    if (tells_of_place(store_, fact)) {
      link.at_node = store_.node_of(fact.at);
      link.at = store_.mention(fact.at).name;
      link.at_kind = store_.mention(fact.at).place;
    }
    link.report = row.number;
    link.agency = store_.agency(row.agency);
    link.report_kind = row.kind;
    link.grading = row.grading;
    link.when = when_of(row);
    link.timed = row.timed;
    out_.links.push_back(std::move(link));
  }

  const Store& store_;
  const ChartAsk& ask_;
  std::map<NodeId, std::size_t> indexes_;
  Chart out_;
};

std::string_view thing_words(std::uint8_t thing) {
  if (thing == Fact::no_thing) return "something";
  const auto which = static_cast<reports::LinkThing>(thing);
  return which == reports::LinkThing::phone ? "a phone" : which == reports::LinkThing::lift ? "a lift" : which == reports::LinkThing::other ? "something" : reports::word(which);
}

std::string between_people(const ChartLink& link) {
  switch (link.kind) {
    case FactKind::lift: return "a lift";
    case FactKind::gave: return fmt::format("{} given", thing_words(link.thing));
    case FactKind::met: return "met";
    case FactKind::stayed: return "stayed together";
    case FactKind::lives: return "live together";
    case FactKind::called: return "a call";
    case FactKind::messaged: return "a message";
    case FactKind::associates: return "seen together";
    case FactKind::found_with: return "found together";
    case FactKind::paid: return "a payment";
    case FactKind::family: return "family";
    case FactKind::works_with: return "work together";
    default: return "in touch";
  }
}

}  // namespace

std::string entity_id(const Links& links, std::string_view id) {
  const auto node = find(links.store(), id);
  return node == none ? std::string() : links.store().id_of(node);
}

std::optional<Chart> chart_of(const Links& links, std::string_view id, const ChartAsk& ask) {
  const auto& store = links.store();
  const auto node = find(store, id);
  if (node == none) return std::nullopt;
  const auto& all = store.node(node).facts;
  const auto skipped = all.size() > chart_facts_looked_at_max ? all.size() - chart_facts_looked_at_max : 0;
  std::vector<FactIx> facts;
  for (auto i = skipped; i < all.size(); ++i) {
    const auto& fact = store.fact(all[i]);
    if (store.node_of(fact.x) != store.node_of(fact.y) && fits(store, all[i], ask)) facts.push_back(all[i]);
  }
  put_in_order(store, facts);
  Drawing drawing(store, ask);
  drawing.put(node);
  const bool hub = describe(store, node).hub;
  auto out = std::move(drawing).done(facts, hub ? chart_hub_links_max : chart_links_max);
  out.hub = hub;
  out.all_looked_at = skipped == 0;
  return out;
}

Chart chart_among(const Links& links, const std::vector<std::string>& ids, const ChartAsk& ask) {
  const auto& store = links.store();
  Drawing drawing(store, ask);
  std::vector<NodeId> nodes;
  for (const auto& id : ids) {
    const auto node = find(store, id);
    if (node == none || std::ranges::find(nodes, node) != nodes.end() || drawing.is_full()) continue;
    nodes.push_back(node);
    drawing.put(node);
  }
  std::ranges::sort(nodes);
  std::vector<FactIx> facts;
  bool all = true;
  for (const auto node : nodes) {
    const auto& held = store.node(node).facts;
    const auto skipped = held.size() > chart_facts_looked_at_max ? held.size() - chart_facts_looked_at_max : 0;
    all = all && skipped == 0;
    for (auto i = skipped; i < held.size(); ++i) {
      const auto x = store.node_of(store.fact(held[i]).x), y = store.node_of(store.fact(held[i]).y);
      if (x != y && std::ranges::binary_search(nodes, x) && std::ranges::binary_search(nodes, y) && fits(store, held[i], ask)) facts.push_back(held[i]);
    }
  }
  put_in_order(store, facts);
  auto out = std::move(drawing).done(facts, chart_links_max);
  out.all_looked_at = all;
  return out;
}

std::string link_words(const Chart& chart, const ChartLink& link) {
  const auto thing = chart.entities[link.y].kind == NodeKind::person ? chart.entities[link.x].kind : chart.entities[link.y].kind;
  switch (thing) {
    case NodeKind::person: return between_people(link);
    case NodeKind::place: return link.kind == FactKind::lives ? "lives there" : link.kind == FactKind::stayed ? "stayed there" : "was there";
    case NodeKind::vehicle: return link.kind == FactKind::drives ? "drives it" : link.kind == FactKind::owns ? "owns it" : "was in it";
    case NodeKind::phone: return link.kind == FactKind::has_phone ? "has this number" : link.kind == FactKind::called ? "in touch through it" : "was with whoever has it";
  }
  return "in touch";
}

}  // namespace lapwing::links
