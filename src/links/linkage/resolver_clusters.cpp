// How a resolver keeps its clusters: what one record touches is clustered anew, from its links and the rulings alone, so that the
// answer does not depend on how it came about.
#include <algorithm>
#include <numeric>

#include "links/linkage/cluster.hpp"
#include "links/linkage/model.hpp"
#include "links/linkage/resolver_state.hpp"

namespace lapwing::linkage {

namespace {
constexpr float ruled = 1e6F;   // far beyond what any evidence comes to
}

std::vector<Slot> Resolver::State::members_of(Slot slot) const {
  const auto at = members.find(cluster[slot]);
  return at == members.end() ? std::vector<Slot>{slot} : at->second;
}

// Everything that a chain of likely links, rulings or present clusters joins to the seeds. Longer than `most`: too large to do at once.
std::vector<Slot> Resolver::State::tangle(const std::vector<Slot>& seeds, std::size_t most) const {
  boost::unordered_flat_map<Slot, bool> seen;
  std::vector<Slot> out;
  const auto take = [&](Slot slot) {
    if (alive[slot] && seen.try_emplace(slot, true).second) out.push_back(slot);
  };
  for (const auto seed : seeds) take(seed);
  for (std::size_t i = 0; i < out.size() && out.size() <= most; ++i) {
    const auto slot = out[i];
    for (const auto& edge : edges[slot])
      if (edge.log_odds >= 0) take(edge.other);
    if (const auto at = members.find(cluster[slot]); at != members.end())
      for (const auto other : at->second) take(other);
    if (const auto of = rulings.find(people[slot].id); of != rulings.end())
      for (const auto& [other, must] : of->second)
        if (must) take(slots.at(other));
  }
  return out;
}

std::vector<Change> Resolver::State::cluster_again(std::vector<Slot> seeds, std::optional<Slot> fresh) {
  if (fresh && edges[*fresh].empty()) return {};
  auto slots_in = tangle(seeds, limits.component_records_max);
  if (slots_in.size() > limits.component_records_max) {
    if (fresh) place_one(*fresh);
    return {};
  }
  std::ranges::sort(slots_in, {}, [&](Slot slot) { return people[slot].id; });
  boost::unordered_flat_map<Slot, std::uint32_t> place;
  for (std::uint32_t i = 0; i < slots_in.size(); ++i) place[slots_in[i]] = i;
  std::vector<Link> links;
  for (std::uint32_t i = 0; i < slots_in.size(); ++i) {
    const auto* own_rulings = rulings.contains(people[slots_in[i]].id) ? &rulings.at(people[slots_in[i]].id) : nullptr;
    for (const auto& edge : edges[slots_in[i]]) {
      const auto at = place.find(edge.other);
      if (at == place.end() || at->second <= i) continue;
      if (own_rulings && own_rulings->contains(people[edge.other].id)) continue;
      links.push_back({i, at->second, edge.log_odds});
    }
    if (!own_rulings) continue;
    for (const auto& [other, must] : *own_rulings)
      if (const auto at = place.find(slots.at(other)); at != place.end() && at->second > i) links.push_back({i, at->second, must ? ruled : -ruled});
  }
  const auto lowest = linkage::cluster(slots_in.size(), links, rules.merge_at);
  std::vector<ClusterId> to(slots_in.size());
  for (std::size_t i = 0; i < to.size(); ++i) to[i] = people[slots_in[lowest[i]]].id;
  return assign(slots_in, to, fresh);
}

// Clusters anew around two records that were ruled on; where the tangle is too large for that, does what the ruling says and no more:
// joins the two clusters, or takes the second record, with what is ruled to be one with it, out of the first's.
std::vector<Change> Resolver::State::carry_out(RecordId a, RecordId b, bool must) {
  const auto slot_a = slots.at(a), slot_b = slots.at(b);
  auto changes = cluster_again({slot_a, slot_b}, std::nullopt);
  if ((cluster[slot_a] == cluster[slot_b]) == must) return changes;
  std::vector<Slot> moved;
  std::vector<ClusterId> to;
  if (must) {
    const auto id = std::min(cluster[slot_a], cluster[slot_b]);
    for (const auto slot : {slot_a, slot_b})
      for (const auto one : members_of(slot)) moved.push_back(one), to.push_back(id);
  } else {
    const auto out = held_together(b);
    RecordId lowest_out = b, lowest_left = a;
    for (const auto one : members_of(slot_a)) {
      const auto id = people[one].id;
      auto& lowest = std::ranges::find(out, id) != out.end() ? lowest_out : lowest_left;
      lowest = std::min(lowest, id);
      moved.push_back(one);
    }
    for (const auto one : moved) to.push_back(std::ranges::find(out, people[one].id) != out.end() ? lowest_out : lowest_left);
  }
  const auto more = assign(moved, to, std::nullopt);
  changes.insert(changes.end(), more.begin(), more.end());
  return changes;
}

// A record that came upon a tangle too large to cluster anew joins the cluster it fits best, if it fits one; settle() does the rest.
void Resolver::State::place_one(Slot slot) {
  std::map<ClusterId, std::pair<double, double>> near;   // sum, count
  for (const auto& edge : edges[slot]) {
    auto& [sum, count] = near[cluster[edge.other]];
    sum += static_cast<double>(edge.log_odds), count += 1;
  }
  double best = log_odds_of(rules.merge_at);
  std::optional<ClusterId> to;
  for (const auto& [id, tie] : near) {
    const auto at = members.find(id);
    const double size = at == members.end() ? 1 : static_cast<double>(at->second.size());
    // Not all of very many were compared (post()), so not all that were not speak against.
    const double pairs = std::max(tie.second, std::min(size, static_cast<double>(limits.component_records_max) / 2));
    const double fit = fit_together(tie.first, tie.second, pairs, {});
    if (fit > best) best = fit, to = id;
  }
  if (!to) return;
  auto all = members.contains(*to) ? members[*to] : std::vector<Slot>{slots[*to]};
  all.push_back(slot);
  const auto id = std::min(*to, people[slot].id);
  members.erase(*to);
  for (const auto one : all) cluster[one] = id;
  members[id] = std::move(all);
}

std::vector<Change> Resolver::State::assign(const std::vector<Slot>& slots_in, const std::vector<ClusterId>& to, std::optional<Slot> fresh) {
  // Which old clusters went into which new ones; a record that has only now come had none.
  std::map<ClusterId, std::vector<ClusterId>> into, out_of;
  for (std::size_t i = 0; i < slots_in.size(); ++i) {
    if (fresh && slots_in[i] == *fresh) continue;
    const auto from = cluster[slots_in[i]];
    if (auto& list = into[to[i]]; std::ranges::find(list, from) == list.end()) list.push_back(from);
    if (auto& list = out_of[from]; std::ranges::find(list, to[i]) == list.end()) list.push_back(to[i]);
  }
  std::vector<Change> changes;
  for (auto& [from, parts] : out_of)
    if (parts.size() > 1) {
      std::ranges::sort(parts);
      changes.push_back({Change::Kind::split, {from}, parts, 1});
    }
  for (auto& [id, parts] : into)
    if (parts.size() > 1) {
      std::ranges::sort(parts);
      changes.push_back({Change::Kind::merge, parts, {id}, 1});
    }
  for (const auto slot : slots_in) members.erase(cluster[slot]);
  boost::unordered_flat_map<ClusterId, std::vector<Slot>> fresh_members;
  for (std::size_t i = 0; i < slots_in.size(); ++i) {
    cluster[slots_in[i]] = to[i];
    fresh_members[to[i]].push_back(slots_in[i]);
  }
  for (auto& [id, list] : fresh_members)
    if (list.size() > 1) members[id] = std::move(list);
  return changes;
}

std::vector<Change> Resolver::State::proposals(Slot slot) const {
  const auto own = members_of(slot);
  struct Near {
    double sum = 0, count = 0;
  };
  std::map<ClusterId, Near> near;
  for (const auto one : own)
    for (const auto& edge : edges[one])
      if (cluster[edge.other] != cluster[slot]) near[cluster[edge.other]].sum += static_cast<double>(edge.log_odds), near[cluster[edge.other]].count += 1;
  std::vector<Change> out;
  for (const auto& [id, tie] : near) {
    const auto others = members.contains(id) ? members.at(id) : std::vector<Slot>{slots.at(id)};
    const bool refused = std::ranges::any_of(own, [&](Slot a) {
      return rulings.contains(people[a].id) && std::ranges::any_of(others, [&](Slot b) { return ruling(people[a].id, people[b].id) == false; });
    });
    const double fit = fit_together(tie.sum, tie.count, static_cast<double>(own.size() * others.size()), {});
    const double probability = probability_of(fit);
    if (refused || probability < rules.propose_at) continue;
    const auto low = std::min(id, cluster[slot]), high = std::max(id, cluster[slot]);
    out.push_back({Change::Kind::merge, {low, high}, {low}, probability});
  }
  std::ranges::stable_sort(out, [](const Change& a, const Change& b) { return a.probability > b.probability; });
  return out;
}

std::vector<Change> Resolver::settle() {
  auto& s = *state_;
  std::vector<Slot> order;
  for (Slot slot = 0; slot < s.people.size(); ++slot)
    if (s.alive[slot]) order.push_back(slot);
  std::ranges::sort(order, {}, [&](Slot slot) { return s.people[slot].id; });
  std::vector<Person> people;
  std::vector<ClusterId> before;
  people.reserve(order.size());
  for (const auto slot : order) before.push_back(s.cluster[slot]), people.push_back(std::move(s.people[slot]));
  s.people.clear(), s.alive.clear(), s.edges.clear(), s.cluster.clear(), s.met.clear();
  s.slots.clear(), s.members.clear(), s.index.clear(), s.unposted.clear();
  const auto rulings = std::exchange(s.rulings, {});
  for (auto& person : people) {
    s.find(person);
    auto own = s.weigh_found(person);
    s.take_in(std::move(person), std::move(own));
  }
  s.rulings = rulings;
  for (const auto& [record, others] : rulings)
    for (const auto& [other, must] : others)
      if (record < other) s.carry_out(record, other, must);
  const auto to = s.cluster;
  std::vector<Slot> all(s.people.size());
  std::iota(all.begin(), all.end(), 0);
  // Told as changes from what was there before.
  s.cluster = before;
  s.members.clear();
  return s.assign(all, to, std::nullopt);
}

}  // namespace lapwing::linkage
