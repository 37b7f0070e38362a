#include "links/graph/store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "links/graph/derive.hpp"
#include "links/graph/things.hpp"

namespace lapwing::links {

namespace {

constexpr std::size_t agencies_max = 60'000;   // told apart; what comes after is taken for the first

// FNV-1a, then mixed: the same on every machine.
class Hash {
 public:
  Hash& add(std::string_view text) {
    for (const char c : text) value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    value_ = (value_ ^ 0xffu) * 0x100000001b3ull;   // where one text ends
    return *this;
  }
  Hash& add(std::int64_t number) {
    for (int i = 0; i < 8; ++i) value_ = (value_ ^ static_cast<std::uint8_t>(number >> (8 * i))) * 0x100000001b3ull;
    return *this;
  }
  std::uint64_t done() const {
    auto x = value_;
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdull;
    x ^= x >> 33;
    return x;
  }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325ull;
};

std::int64_t count(std::optional<Instant> at) { return at ? at->time_since_epoch().count() : -1; }

// All that the graph reads of a report, and its text.
std::uint64_t content_of(const reports::Report& report) {
  Hash hash;
  hash.add(report.received_at.time_since_epoch().count()).add(reports::word(report.kind)).add(report.agency).add(report.text).add(report.withdraws);
  hash.add(count(report.occurred_from)).add(count(report.occurred_to));
  hash.add(report.grading.source.value_or(-1)).add(report.grading.information.value_or('-'));
  for (const auto& p : report.people) {
    hash.add(p.ref).add(reports::word(p.role)).add(p.name).add(p.address).add(p.age_about.value_or(-1)).add(static_cast<std::int64_t>(p.sex));
    if (p.dob) hash.add(to_iso(*p.dob));
    for (const auto& alias : p.aliases) hash.add(alias);
    for (const auto& phone : p.phones) hash.add(phone);
  }
  for (const auto& l : report.places) hash.add(l.ref).add(l.address).add(reports::word(l.kind));
  for (const auto& v : report.vehicles) hash.add(v.ref).add(v.vrm).add(v.make).add(v.colour);
  for (const auto& link : report.links) {
    hash.add(reports::word(link.kind)).add(link.from).add(link.to).add(link.at).add(link.what ? reports::word(*link.what) : "");
    for (const auto& with : link.with) hash.add(with);
  }
  return hash.done();
}

}  // namespace

Store::Arrival Store::add(const reports::Report& report, std::string_view key, float grade, std::set<NodeId>& touched) {
  const auto content = content_of(report);
  if (const auto held = find_report(report.number); held != none) {
    if (reports_[held].content == content) return Arrival::held_already;
    reports_[held].differs = true;
    return Arrival::kept_beside;
  }
  auto derived = derive(report);
  const auto ix = static_cast<ReportIx>(reports_.size());
  ReportRow row;
  row.number = report.number;
  row.key = key;
  row.received = report.received_at;
  row.timed = report.occurred_from || report.occurred_to;
  row.from = report.occurred_from.value_or(report.occurred_to.value_or(report.received_at));
  row.to = std::max(row.from, report.occurred_to.value_or(row.from));
  row.kind = report.kind;
  row.agency = agency_number(report.agency);
  row.grade = grade;
  row.grading = report.grading;
  row.first_mention = static_cast<MentionId>(mentions_.size());
  row.mentions = static_cast<std::uint32_t>(derived.mentions.size());
  row.first_fact = static_cast<FactIx>(facts_.size());
  row.facts = static_cast<std::uint32_t>(derived.facts.size());
  row.content = content;
  reports_.push_back(std::move(row));
  by_number_.emplace(report.number, ix);

  const auto first = reports_.back().first_mention;
  for (auto& mention : derived.mentions) {
    mention.report = ix;
    mentions_.push_back(std::move(mention));
  }
  std::size_t person = 0, place = 0;
  for (std::uint32_t i = 0; i < reports_[ix].mentions; ++i) {
    const auto id = first + i;
    const auto& mention = mentions_[id];
    NodeId node = none;
    if (mention.kind == NodeKind::person) {
      const auto& said = report.people[person++];
      node = node_of_person(id, report, said, touched);
    } else if (mention.kind == NodeKind::place) {
      const auto* said = place < report.places.size() ? &report.places[place++] : nullptr;   // else somebody's own address
      node = node_of_thing(mention, place_key(mention.name, said ? said->lat : std::nullopt, said ? said->lon : std::nullopt));
    } else {
      node = node_of_thing(mention, mention.kind == NodeKind::phone ? phone_key(mention.name) : plate_text(mention.name));
    }
    if (mention.node == none) enter(id, node);
    touched.insert(node);
    // A new car is one more that a half-read plate could be.
    if (mention.kind == NodeKind::vehicle && nodes_[node].mentions.size() == 1)
      for (const auto other : plates_.may_be(plate_of(node))) touched.insert(other);
  }
  for (auto& fact : derived.facts) {
    fact.x += first;
    fact.y += first;
    if (fact.at != none) fact.at += first;
    fact.report = ix;
    const auto at = static_cast<FactIx>(facts_.size());
    facts_.push_back(fact);
    for (const auto node : {node_of(fact.x), node_of(fact.y)}) nodes_[node].facts.push_back(at);
  }
  return Arrival::taken;
}

bool Store::withdraw(const std::string& number, std::set<NodeId>& touched) {
  const auto ix = find_report(number);
  if (ix == none || reports_[ix].withdrawn) return false;
  auto& row = reports_[ix];
  row.withdrawn = true;
  for (std::uint32_t i = 0; i < row.facts; ++i) {
    const auto& fact = facts_[row.first_fact + i];
    for (const auto node : {node_of(fact.x), node_of(fact.y)}) std::erase(nodes_[node].facts, row.first_fact + i);
  }
  for (std::uint32_t i = 0; i < row.mentions; ++i) {
    const auto id = row.first_mention + i;
    touched.insert(node_of(id));
    leave(id);
    if (const auto record = record_of_.find(id); record != record_of_.end()) {
      const auto changed = people_->withdraw(record->second);
      by_record_.erase(record->second);
      record_of_.erase(record);
      settle_people(changed, touched);
    }
  }
  return true;
}

bool Store::rule(MentionId a, MentionId b, bool same, std::set<NodeId>& touched) {
  const auto one = record_of_.find(a), other = record_of_.find(b);
  if (one == record_of_.end() || other == record_of_.end()) return false;
  settle_people(people_->rule(one->second, other->second, same), touched);
  return true;
}

bool Store::lift(MentionId a, MentionId b, std::set<NodeId>& touched) {
  const auto one = record_of_.find(a), other = record_of_.find(b);
  if (one == record_of_.end() || other == record_of_.end()) return false;
  settle_people(people_->lift(one->second, other->second), touched);
  return true;
}

std::optional<Explained> Store::explain(MentionId a, MentionId b) const {
  const auto one = record_of_.find(a), other = record_of_.find(b);
  if (one == record_of_.end() || other == record_of_.end()) return std::nullopt;
  return people_->explain(one->second, other->second);
}

std::vector<std::pair<MentionId, MentionId>> Store::proposed(std::size_t most) const {
  std::vector<std::pair<MentionId, MentionId>> out;
  for (const auto& [a, b] : people_->proposed(most)) {
    const auto one = by_record_.find(a), other = by_record_.find(b);
    if (one != by_record_.end() && other != by_record_.end()) out.emplace_back(one->second, other->second);
  }
  return out;
}

std::span<const std::pair<MentionId, float>> Store::may_be(MentionId mention) const {
  const auto found = may_be_.find(mention);
  return found == may_be_.end() ? std::span<const std::pair<MentionId, float>>() : found->second;
}

std::span<const NodeId> Store::parts_of(NodeId id) const {
  const auto found = wholes_.find(id);
  return found == wholes_.end() ? std::span<const NodeId>() : found->second.parts;
}

void Store::take_for_one(NodeId id, std::vector<NodeId> parts) {
  for (const auto part : parts_of(id))
    if (nodes_[part].part_of == id) nodes_[part].part_of = none;
  for (const auto part : parts) nodes_[part].part_of = id;
  if (parts.empty()) {
    wholes_.erase(id);
    return;
  }
  auto& whole = wholes_[id];
  whole.told = nodes_[id];
  auto& told = whole.told;
  for (const auto part : parts) {
    const auto& more = nodes_[part];
    told.young += more.young;
    told.grown += more.grown;
    told.identified += more.identified;
    for (std::size_t i = 0; i < told.tally.size(); ++i) told.tally[i] += more.tally[i];
    told.mentions.insert(told.mentions.end(), more.mentions.begin(), more.mentions.end());
    told.facts.insert(told.facts.end(), more.facts.begin(), more.facts.end());
    if (mention_before(more.first, told.first)) told.first = more.first;
  }
  whole.parts = std::move(parts);
}

ReportIx Store::find_report(std::string_view number) const {
  const auto found = by_number_.find(std::string(number));
  return found == by_number_.end() ? none : found->second;
}

MentionId Store::find_mention(std::string_view number, std::string_view ref) const {
  const auto ix = find_report(number);
  if (ix == none) return none;
  for (std::uint32_t i = 0; i < reports_[ix].mentions; ++i)
    if (const auto id = reports_[ix].first_mention + i; mentions_[id].ref == ref && mentions_[id].node != none) return id;
  return none;
}

// A person's phones and address are mentions under the person's name, so the kind and number are added for them.
std::string Store::id_of(NodeId node) const {
  const auto first = nodes_[node].first;
  if (first == none) return {};
  const auto& mention = mentions_[first];
  const auto& row = reports_[mention.report];
  return find_mention(row.number, mention.ref) == first ? fmt::format("{}/{}", row.number, mention.ref)
                                                        : fmt::format("{}/{}.{}", row.number, mention.ref, mention.ordinal);
}

NodeId Store::find_node(std::string_view id) const {
  const auto slash = id.rfind('/');
  if (slash == std::string_view::npos) return none;
  const auto ix = find_report(id.substr(0, slash));
  if (ix == none) return none;
  for (std::uint32_t i = 0; i < reports_[ix].mentions; ++i) {
    const auto mention = reports_[ix].first_mention + i;
    const auto node = mentions_[mention].node;
    if (node != none && (mentions_[mention].ref == id.substr(slash + 1) || (nodes_[node].first == mention && id_of(node) == id))) return node;
  }
  return none;
}

std::string Store::plate_of(NodeId vehicle) const {
  const auto first = nodes_[vehicle].first;
  return first == none ? std::string() : plate_text(mentions_[first].name);
}

bool Store::report_before(ReportIx a, ReportIx b) const {
  const auto &one = reports_[a], &other = reports_[b];
  return one.received != other.received ? one.received < other.received : one.number < other.number;
}

bool Store::mention_before(MentionId a, MentionId b) const {
  if (a == none || b == none) return a != none && b == none;
  const auto &one = mentions_[a], &other = mentions_[b];
  return one.report != other.report ? report_before(one.report, other.report) : one.ordinal < other.ordinal;
}

NodeId Store::fresh(NodeKind kind) {
  nodes_.emplace_back().kind = kind;
  return static_cast<NodeId>(nodes_.size() - 1);
}

NodeId Store::node_of_thing(const Mention& mention, const std::string& key) {
  if (key.empty()) return fresh(mention.kind);
  const auto whole = fmt::format("{}{}", "?lvt"[static_cast<int>(mention.kind)], key);
  const auto [at, is_new] = by_key_.try_emplace(whole, none);
  if (is_new) {
    at->second = fresh(mention.kind);
    if (mention.kind == NodeKind::vehicle) plates_.add(at->second, key);
  }
  return at->second;
}

NodeId Store::node_of_person(MentionId mention, const reports::Report& report, const reports::Person& person, std::set<NodeId>& touched) {
  const auto record = record_for(report.number, mentions_[mention]);
  by_record_.emplace(record, mention);
  record_of_.emplace(mention, record);
  const auto placed = people_->add(record, report, person);
  settle_people(placed.changed, touched);
  for (const auto& [other, probability] : placed.may_be) {
    const auto found = by_record_.find(other);
    if (found == by_record_.end() || mentions_[found->second].node == none) continue;
    may_be_[mention].emplace_back(found->second, static_cast<float>(probability));
    may_be_[found->second].emplace_back(mention, static_cast<float>(probability));
    touched.insert(mentions_[found->second].node);
  }
  if (placed.with != record)
    if (const auto other = by_record_.find(placed.with); other != by_record_.end() && mentions_[other->second].node != none)
      return mentions_[other->second].node;
  return mentions_[mention].node != none ? mentions_[mention].node : fresh(NodeKind::person);
}

// Each list is one person now: they take the node of the first of their records that no other list has taken.
void Store::settle_people(const std::vector<std::vector<RecordId>>& changed, std::set<NodeId>& touched) {
  std::set<NodeId> claimed;
  for (const auto& records : changed) {
    NodeId home = none;
    for (const auto record : records) {
      const auto found = by_record_.find(record);
      if (found == by_record_.end()) continue;
      const auto node = mentions_[found->second].node;
      if (home == none && node != none && !claimed.contains(node)) home = node;
    }
    if (home == none) home = fresh(NodeKind::person);
    claimed.insert(home);
    for (const auto record : records)
      if (const auto found = by_record_.find(record); found != by_record_.end()) move(found->second, home, touched);
  }
}

void Store::enter(MentionId id, NodeId to) {
  auto& mention = mentions_[id];
  auto& node = nodes_[to];
  mention.node = to;
  node.mentions.push_back(id);
  ++node.tally[mention.kind == NodeKind::place ? static_cast<std::size_t>(mention.place) : static_cast<std::size_t>(mention.role)];
  node.young += mention.young;
  node.grown += mention.grown;
  node.identified += mention.identified;
  if (node.first == none || mention_before(id, node.first)) node.first = id;
}

void Store::leave(MentionId id) {
  auto& mention = mentions_[id];
  auto& node = nodes_[mention.node];
  std::erase(node.mentions, id);
  --node.tally[mention.kind == NodeKind::place ? static_cast<std::size_t>(mention.place) : static_cast<std::size_t>(mention.role)];
  node.young -= mention.young;
  node.grown -= mention.grown;
  node.identified -= mention.identified;
  if (node.first == id) {
    node.first = none;
    for (const auto other : node.mentions)
      if (node.first == none || mention_before(other, node.first)) node.first = other;
  }
  mention.node = none;
}

void Store::move(MentionId id, NodeId to, std::set<NodeId>& touched) {
  const auto from = mentions_[id].node;
  if (from == to) return;
  if (from == none) return enter(id, to);   // being added: its facts come later
  const auto& row = reports_[mentions_[id].report];
  leave(id);
  enter(id, to);
  touched.insert(from);
  touched.insert(to);
  if (row.withdrawn) return;                      // being taken out, one person after another: its facts are gone already
  if (facts_.size() <= row.first_fact) return;    // being added: its facts come later, to whoever is meant then
  for (std::uint32_t i = 0; i < row.facts; ++i) {
    const auto ix = row.first_fact + i;
    const auto& fact = facts_[ix];
    if (fact.x != id && fact.y != id) continue;
    auto& old = nodes_[from].facts;
    if (const auto at = std::ranges::find(old, ix); at != old.end()) old.erase(at);
    nodes_[to].facts.push_back(ix);
  }
}

std::uint16_t Store::agency_number(const std::string& name) {
  const auto [at, is_new] = agency_numbers_.try_emplace(name, static_cast<std::uint16_t>(agencies_.size()));
  if (is_new && agencies_.size() < agencies_max) agencies_.push_back(name);
  else if (is_new) at->second = 0;
  return at->second;
}

// From the report's number and the mention's name in it, so that it is the same whenever the report comes.
RecordId Store::record_for(const std::string& number, const Mention& mention) {
  auto record = Hash().add(number).add(mention.ref).done();
  while (record == 0 || by_record_.contains(record)) ++record;
  return record;
}

}  // namespace lapwing::links
