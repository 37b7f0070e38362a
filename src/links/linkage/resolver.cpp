#include "links/linkage/resolver.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "links/linkage/model.hpp"
#include "links/linkage/resolver_state.hpp"

namespace lapwing::linkage {

Resolver::Resolver(const policy::LinkingPolicy& rules, const policy::NameForms& forms) : Resolver(rules, forms, Limits{}) {}
Resolver::Resolver(const policy::LinkingPolicy& rules, const policy::NameForms& forms, Limits limits)
    : state_(std::make_unique<State>(rules, forms, limits)) {}
Resolver::~Resolver() = default;
Resolver::Resolver(Resolver&&) noexcept = default;
Resolver& Resolver::operator=(Resolver&&) noexcept = default;

void Resolver::State::hold_words(const Person& person, int change) {
  std::vector<WordId> words;
  const auto take = [&](WordId word) { words.push_back(word); };
  person.name.each_word(take);
  for (const auto& alias : person.aliases) alias.each_word(take);
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (const auto word : words) lexicon.hold(word, change);
}

Slot Resolver::State::insert(Person person) {
  const auto slot = static_cast<Slot>(people.size());
  slots[person.id] = slot;
  cluster.push_back(person.id);
  people.push_back(std::move(person));
  alive.push_back(1);
  edges.emplace_back();
  met.push_back(0);
  return slot;
}

void Resolver::State::post(Slot slot) {
  keys_of(people[slot], lexicon, keys);
  const auto at = members.find(cluster[slot]);
  const bool many = at != members.end() && at->second.size() >= limits.component_records_max;
  for (const auto key : keys) {
    if (many && crowded(key, cluster[slot])) unposted[slot].push_back(key);
    else index.add(key, slot);
  }
}

// Whether those lately found by the key are nearly all of one cluster.
bool Resolver::State::crowded(std::uint64_t key, ClusterId own) const {
  constexpr int looked_at = 8, of_one = 6;
  if (index.count(key) < limits.component_records_max) return false;
  int steps = 0, same = 0;
  index.walk(key, [&](Slot slot) {
    same += alive[slot] && cluster[slot] == own;
    return ++steps < looked_at;
  });
  return same >= of_one;
}

void Resolver::State::hold_apart(Person person) {
  hold_words(person, 1);
  ++held;
  post(insert(std::move(person)));
}

Weigher Resolver::State::weigher_under(const policy::LinkingPolicy& other_rules) const { return {other_rules, lexicon, index}; }
Weighed Resolver::State::weigh_by(const Weigher& other, const PersonLevels& levels) const { return other.weigh(levels, held); }

std::vector<Change> Resolver::State::take_in(Person person, std::vector<Edge> own) {
  const auto slot = insert(std::move(person));
  connect(slot, std::move(own));
  auto changes = cluster_again({slot}, slot);
  post(slot);
  return changes;
}

bool Resolver::State::find(const Person& person) const {
  keys_of(person, lexicon, keys);
  std::vector<std::pair<std::uint32_t, std::uint64_t>> by_count;
  bool passed_over = false;
  for (const auto key : keys) {
    const auto count = index.count(key);
    if (count > limits.hub_records_max) passed_over = true;
    else if (count > 0) by_count.emplace_back(count, key);
  }
  std::ranges::sort(by_count);
  if (++search == 0) std::ranges::fill(met, 0), search = 1;
  found.clear();
  for (const auto& [count, key] : by_count) {
    // A chain may hold the places of records that are gone: these are walked over, within a bound.
    std::size_t steps = 2 * limits.hub_records_max;
    index.walk(key, [&](Slot slot) {
      if (met[slot] != search && alive[slot]) {
        met[slot] = search;
        if (people[slot].id != person.id) found.push_back(slot);
      }
      return --steps > 0 && found.size() < limits.candidates_max;
    });
    if (found.size() >= limits.candidates_max) break;
  }
  return passed_over;
}

std::vector<Edge> Resolver::State::weigh_found(const Person& person) const {
  constexpr std::size_t ahead = 8;   // records are fetched into the processor's cache while earlier ones are compared
  std::vector<Edge> own;
  const double least = log_odds_of(rules.show_at);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i + ahead < found.size()) {
      const auto* next = reinterpret_cast<const char*>(&people[found[i + ahead]]);
      for (std::size_t line = 0; line < sizeof(Person); line += 64) __builtin_prefetch(next + line);
    }
    const auto weighed = weigher.weigh(weigher.compare(person, people[found[i]]), held);
    if (weighed.log_odds >= least) own.push_back({found[i], static_cast<float>(weighed.log_odds)});
  }
  std::ranges::sort(own, [&](const Edge& a, const Edge& b) {
    return a.log_odds != b.log_odds ? a.log_odds > b.log_odds : people[a.other].id < people[b.other].id;
  });
  return own;
}

void Resolver::State::connect(Slot slot, std::vector<Edge> own) {
  for (const auto& edge : own) edges[edge.other].push_back({slot, edge.log_odds});
  edges[slot] = std::move(own);
}

std::vector<Match> Resolver::State::matches(const std::vector<Edge>& own) const {
  std::vector<Match> out;
  for (const auto& edge : own) {
    if (out.size() == limits.matches_max) break;
    out.push_back({people[edge.other].id, cluster[edge.other], probability_of(static_cast<double>(edge.log_odds))});
  }
  return out;
}

std::expected<Resolved, std::string> Resolver::add(const PersonRecord& record) {
  auto& s = *state_;
  if (s.slots.contains(record.id)) return std::unexpected(fmt::format("record {} is held already", record.id));
  Resolved out;
  auto person = read_person(record, s.lexicon, out.notices);
  out.hub_passed_over = s.find(person);
  const auto own = s.weigh_found(person);
  s.hold_words(person, 1);
  ++s.held;
  out.made = s.take_in(std::move(person), own);
  const auto slot = s.slots[record.id];
  out.cluster = s.cluster[slot];
  out.joined = s.members.contains(out.cluster);
  out.proposed = s.proposals(slot);
  out.matches = s.matches(own);
  return out;
}

Resolved Resolver::look(const PersonRecord& record) const {
  const auto& s = *state_;
  Resolved out;
  // Words that are new are learnt by the lexicon, which changes no answer: nobody holds them.
  const auto person = read_person(record, state_->lexicon, out.notices);
  out.hub_passed_over = s.find(person);
  const auto own = s.weigh_found(person);
  out.matches = s.matches(own);
  out.cluster = record.id;
  if (!own.empty() && probability_of(static_cast<double>(own.front().log_odds)) >= s.rules.merge_at)
    out.cluster = s.cluster[own.front().other], out.joined = true;
  return out;
}

bool Resolver::withdraw(RecordId record, std::vector<Change>* changes) {
  auto& s = *state_;
  const auto at = s.slots.find(record);
  if (at == s.slots.end()) return false;
  const auto slot = at->second;
  std::vector<Slot> touched;
  for (const auto other : s.members_of(slot))
    if (other != slot) touched.push_back(other);
  for (const auto& edge : s.edges[slot]) {
    std::erase_if(s.edges[edge.other], [&](const Edge& back) { return back.other == slot; });
    touched.push_back(edge.other);
  }
  s.edges[slot].clear();
  keys_of(s.people[slot], s.lexicon, s.keys);
  const auto& not_posted = s.unposted[slot];
  for (const auto key : s.keys)
    if (std::ranges::find(not_posted, key) == not_posted.end()) s.index.drop(key);
  s.unposted.erase(slot);
  s.hold_words(s.people[slot], -1);
  for (const auto& [other, must] : s.rulings[record]) s.rulings[other].erase(record);
  s.rulings.erase(record);
  // Its cluster goes on without it, under the lowest id that is left.
  auto rest = s.members_of(slot);
  std::erase(rest, slot);
  s.members.erase(s.cluster[slot]);
  s.alive[slot] = 0;
  s.slots.erase(record);
  --s.held;
  if (!rest.empty()) {
    RecordId lowest = s.people[rest.front()].id;
    for (const auto one : rest) lowest = std::min(lowest, s.people[one].id);
    for (const auto one : rest) s.cluster[one] = lowest;
    if (rest.size() > 1) s.members[lowest] = rest;
  }
  auto made = s.cluster_again(std::move(touched), std::nullopt);
  if (changes) *changes = std::move(made);
  return true;
}

std::optional<bool> Resolver::State::ruling(RecordId a, RecordId b) const {
  const auto of = rulings.find(a);
  if (of == rulings.end()) return std::nullopt;
  const auto at = of->second.find(b);
  return at == of->second.end() ? std::nullopt : std::optional(at->second);
}

std::vector<RecordId> Resolver::State::held_together(RecordId record) const {
  std::vector<RecordId> out{record};
  for (std::size_t i = 0; i < out.size(); ++i)
    if (const auto of = rulings.find(out[i]); of != rulings.end())
      for (const auto& [other, must] : of->second)
        if (must && std::ranges::find(out, other) == out.end()) out.push_back(other);
  return out;
}

std::expected<std::vector<Change>, std::string> Resolver::must_link(RecordId a, RecordId b) {
  auto& s = *state_;
  if (!s.slots.contains(a) || !s.slots.contains(b) || a == b) return std::unexpected(fmt::format("{} and {} are not two records held", a, b));
  for (const auto one : s.held_together(a))
    for (const auto other : s.held_together(b))
      if (s.ruling(one, other) == false && !(one == a && other == b))
        return std::unexpected(fmt::format("it was ruled that {} and {} are two people: lift that first", one, other));
  s.rulings[a][b] = s.rulings[b][a] = true;
  return s.carry_out(a, b, true);
}

std::expected<std::vector<Change>, std::string> Resolver::cannot_link(RecordId a, RecordId b) {
  auto& s = *state_;
  if (!s.slots.contains(a) || !s.slots.contains(b) || a == b) return std::unexpected(fmt::format("{} and {} are not two records held", a, b));
  const auto before = s.ruling(a, b);
  if (before) s.rulings[a].erase(b), s.rulings[b].erase(a);
  if (const auto together = s.held_together(a); std::ranges::find(together, b) != together.end()) {
    if (before) s.rulings[a][b] = s.rulings[b][a] = *before;
    return std::unexpected(fmt::format("other rulings say that {} and {} are one person: lift those first", a, b));
  }
  s.rulings[a][b] = s.rulings[b][a] = false;
  return s.carry_out(a, b, false);
}

std::vector<Change> Resolver::lift(RecordId a, RecordId b) {
  auto& s = *state_;
  if (!s.ruling(a, b)) return {};
  s.rulings[a].erase(b), s.rulings[b].erase(a);
  return s.cluster_again({s.slots[a], s.slots[b]}, std::nullopt);
}

std::optional<ClusterId> Resolver::cluster_of(RecordId record) const {
  const auto at = state_->slots.find(record);
  return at == state_->slots.end() ? std::nullopt : std::optional(state_->cluster[at->second]);
}

std::vector<RecordId> Resolver::members(ClusterId cluster) const {
  const auto& s = *state_;
  std::vector<RecordId> out;
  if (const auto at = s.members.find(cluster); at != s.members.end()) {
    for (const auto slot : at->second) out.push_back(s.people[slot].id);
    std::ranges::sort(out);
  } else if (const auto slot = s.slots.find(cluster); slot != s.slots.end() && s.cluster[slot->second] == cluster) {
    out.push_back(cluster);
  }
  return out;
}

std::optional<Explanation> Resolver::explain(RecordId a, RecordId b) const {
  const auto& s = *state_;
  const auto at_a = s.slots.find(a), at_b = s.slots.find(b);
  if (at_a == s.slots.end() || at_b == s.slots.end()) return std::nullopt;
  const auto levels = s.weigher.compare(s.people[at_a->second], s.people[at_b->second]);
  const auto weighed = s.weigher.weigh(levels, s.held);
  Explanation out{weighed.prior, {}, probability_of(weighed.log_odds)};
  for (std::size_t e = 0; e < evidence_count; ++e) {
    const auto evidence = static_cast<Evidence>(e);
    out.contributions.push_back({evidence, weighed.weight[e], s.weigher.describe(levels, evidence)});
  }
  return out;
}

std::size_t Resolver::record_count() const { return state_->held; }

}  // namespace lapwing::linkage
