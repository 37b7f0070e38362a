// Whom and where to try first, and how two mentions come to be thought one person: the keeper's answers about single people.
#include <algorithm>
#include <map>

#include "desk/link_keeper.hpp"

namespace lapwing::desk {

using links::FactKind;
using links::NodeKind;
using links::Ordinary;

namespace {

std::string_view thing_word(std::uint8_t thing) {
  if (thing == links::Fact::no_thing) return "something";
  const auto which = static_cast<reports::LinkThing>(thing);
  if (which == reports::LinkThing::phone) return "a phone";
  if (which == reports::LinkThing::lift) return "a lift";
  return which == reports::LinkThing::other ? "something" : reports::word(which);
}

// What a report says of the child and this person or thing, to follow "Daz Cole:" or "14 Alder Row:".
std::string deed(const links::Fact& fact, NodeKind kind) {
  if (kind == NodeKind::vehicle) return fact.kind == FactKind::drives || fact.kind == FactKind::owns ? "the child's own" : "the child was in it";
  if (kind == NodeKind::phone) return fact.kind == FactKind::has_phone ? "the child's own number" : "in touch with the child";
  if (kind == NodeKind::place) return fact.kind == FactKind::lives ? "where the child lives" : fact.kind == FactKind::stayed ? "the child stayed there" : "the child was there";
  switch (fact.kind) {
    case FactKind::lift: return "a lift";
    case FactKind::gave: return "gave " + std::string(thing_word(fact.thing));
    case FactKind::paid: return "paid";
    case FactKind::found_with: return "found with the child";
    case FactKind::met: return "met";
    case FactKind::stayed: return "stayed with";
    case FactKind::called: return "rang";
    case FactKind::messaged: return "messaged";
    case FactKind::family: return "family";
    case FactKind::lives: return "lives with the child";
    default: return "spends time with the child";
  }
}

std::string note_of(Ordinary ordinary) {
  switch (ordinary) {
    case Ordinary::professional: return "there as a professional";
    case Ordinary::parent: return "a parent or carer";
    case Ordinary::family_home: return "a family home";
    case Ordinary::transport: return "drives many people";
    case Ordinary::one_venue: return "met at one place only";
    case Ordinary::many_children: return "many children know them";
    case Ordinary::same_home: return "of the same home";
    case Ordinary::public_place: return "a place that many people use";
    case Ordinary::hub: return "named in very many reports";
    default: break;
  }
  return {};
}

constexpr std::size_t matches_looked_at_max = 2'000;
constexpr double day_us = 86'400.0 * 1e6;
constexpr double half_life_days = 120;   // how fast a report grows old as a lead; ranks only what is shown first

double freshness(Instant at, Instant latest) {
  const double days = static_cast<double>((latest - at).count()) / day_us;
  return 1 / (1 + std::max(0.0, days) / half_life_days);
}

}  // namespace

std::vector<Lead> LinkKeeper::leads(ChildId child) const {
  const std::shared_lock lock(mutex_);
  const auto me = node_of(child);
  if (me == links::none) return {};
  const auto& store = links_->store();
  Instant latest{};
  for (const auto ix : store.node(me).facts) latest = std::max(latest, store.report(store.fact(ix).report).middle());
  std::map<links::NodeId, Lead> found;
  std::map<links::NodeId, std::set<std::pair<std::string, std::string>>> said;
  for (const auto ix : store.node(me).facts) {
    const auto& fact = store.fact(ix);
    const auto x = store.node_of(fact.x), y = store.node_of(fact.y);
    const auto other = x == me ? y : x;
    if (other == me || other == links::none) continue;
    const auto& node = store.node(other);
    if (fact.kind == FactKind::has_phone || (fact.kind == FactKind::lives && node.kind == NodeKind::place)) continue;   // the child's own
    const auto& row = store.report(fact.report);
    auto& lead = found[other];
    lead.kind = node.kind;
    lead.weight += row.grade * freshness(row.middle(), latest) * node.standing.share;
    const auto what = deed(fact, node.kind);
    if (!said[other].emplace(row.number, what).second) continue;
    lead.reasons.push_back({what, row.middle(), row.number, store.agency(row.agency), row.grading, own_numbers_.contains(row.number)});
  }
  std::vector<Lead> out;
  for (auto& [node, lead] : found) {
    lead.id = store.id_of(node);
    const auto& mentions = store.node(node).mentions;
    lead.name = lead.kind == NodeKind::person ? links::fullest_name(store, mentions) : lead.kind == NodeKind::vehicle ? store.plate_of(node) : store.mention(store.node(node).first).name;
    if (lead.name.empty()) continue;
    lead.note = note_of(store.node(node).standing.ordinary);
    if (lead.note.empty() && store.node(node).standing.child) lead.note = "a child";
    std::ranges::sort(lead.reasons, [](const auto& a, const auto& b) { return std::tie(b.at, a.report, a.what) < std::tie(a.at, b.report, b.what); });
    if (lead.reasons.size() > lead_reasons_max) lead.reasons.resize(lead_reasons_max);
    out.push_back(std::move(lead));
  }
  std::ranges::sort(out, [](const auto& a, const auto& b) { return a.weight != b.weight ? a.weight > b.weight : a.id < b.id; });
  if (out.size() > leads_max) out.resize(leads_max);
  return out;
}

std::optional<MatchShown> LinkKeeper::match_held(const casework::MentionRef& one, const casework::MentionRef& other) const {
  const auto& store = links_->store();
  const auto a = store.find_mention(one.report, one.ref), b = store.find_mention(other.report, other.ref);
  if (a == links::none || b == links::none) return std::nullopt;
  const auto explained = store.explain(a, b);
  if (!explained) return std::nullopt;
  MatchShown out{one, other, store.mention(a).name, store.mention(b).name, explained->start, explained->probability, {}, false, {}};
  for (const auto& bar : explained->bars) out.bars.push_back({bar.what, bar.why, bar.weight});
  out.together = store.node_of(a) == store.node_of(b);
  auto left = one.report + "/" + one.ref, right = other.report + "/" + other.ref;
  if (right < left) std::swap(left, right);
  if (const auto ruled = match_rulings_.find(left + "|" + right); ruled != match_rulings_.end()) out.ruling = ruled->second;
  return out;
}

std::optional<MatchShown> LinkKeeper::match(const casework::MentionRef& one, const casework::MentionRef& other) const {
  const std::shared_lock lock(mutex_);
  return match_held(one, other);
}

std::vector<MatchShown> LinkKeeper::proposed(std::size_t most) const {
  const auto list = groups();
  const std::shared_lock lock(mutex_);
  std::vector<MatchShown> out;
  // Five mentions that may be one person are four questions and not ten: a pair that those before it would settle is left out.
  const auto& store = links_->store();
  std::map<links::NodeId, links::NodeId> root;
  const auto find = [&](links::NodeId node) {
    for (auto at = root.find(node); at != root.end(); at = root.find(node)) node = at->second;
    return node;
  };
  const auto add = [&](const casework::MentionRef& a, const casework::MentionRef& b) {
    const auto one = store.find_mention(a.report, a.ref), other = store.find_mention(b.report, b.ref);
    if (out.size() >= most || one == links::none || other == links::none) return;
    const auto x = find(store.node_of(one)), y = find(store.node_of(other));
    auto shown = x == y ? std::nullopt : match_held(a, b);
    if (!shown || shown->ruling) return;
    root[std::max(x, y)] = std::min(x, y);
    out.push_back(std::move(*shown));
  };
  for (const auto& group : list->ranked)
    for (const auto& adult : group.group.adults)
      for (const auto& [report, ref] : adult.thought) {
        const auto sure = std::ranges::find_if(adult.mentions, [&](const auto& one) { return std::ranges::find(adult.thought, one) == adult.thought.end(); });
        if (sure != adult.mentions.end()) add({sure->first, sure->second}, {report, ref});
      }
  for (const auto& [a, b] : store.proposed(matches_looked_at_max))
    add({store.report(store.mention(a).report).number, store.mention(a).ref}, {store.report(store.mention(b).report).number, store.mention(b).ref});
  return out;
}

}  // namespace lapwing::desk
