// A resolver's answers for a snapshot. Asking who somebody is, against everybody held, is most of what folding a report costs; what came
// of it is small, and is numbers. Everything else (names as words, keys, how rare a value is) is read from the records again.
#include <algorithm>

#include "domain/pack.hpp"
#include "links/linkage/resolver.hpp"
#include "links/linkage/resolver_state.hpp"

namespace lapwing::linkage {

// Slots are not packed but places among the records that are held: those taken out leave no gap.
void Resolver::pack(Packer& out) const {
  const auto& s = *state_;
  std::vector<Slot> held;
  std::vector<std::uint32_t> place(s.people.size());
  for (Slot slot = 0; slot < s.people.size(); ++slot)
    if (s.alive[slot]) place[slot] = static_cast<std::uint32_t>(held.size()), held.push_back(slot);
  out.number(held.size());
  for (const auto slot : held) {
    out.whole(s.people[slot].id);
    out.number(place[s.slots.at(s.cluster[slot])]);   // a cluster's id is one of its members'
    out.number(s.edges[slot].size());
    for (const auto& edge : s.edges[slot]) out.number(place[edge.other]), out.single(edge.log_odds);
    const auto unposted = s.unposted.find(slot);
    out.number(unposted == s.unposted.end() ? 0 : unposted->second.size());
    if (unposted != s.unposted.end())
      for (const auto key : unposted->second) out.whole(key);
    const auto ruled = s.rulings.find(s.people[slot].id);
    out.number(ruled == s.rulings.end() ? 0 : ruled->second.size());
    if (ruled != s.rulings.end())
      for (const auto& [other, must] : ruled->second) out.number(place[s.slots.at(other)]), out.number(must);
  }
}

bool Resolver::recall(const PersonRecord& record) {
  auto& s = *state_;
  if (s.slots.contains(record.id)) return false;
  std::vector<Notice> unheard;
  auto person = read_person(record, s.lexicon, unheard);
  s.hold_words(person, 1);
  ++s.held;
  s.insert(std::move(person));
  return true;
}

bool Resolver::unpack(Unpacker& in) {
  auto& s = *state_;
  const auto count = s.people.size();
  if (in.count() != count) return false;
  const auto a_place = [&] {
    const auto place = in.number();
    if (place >= count) in.refuse();
    return static_cast<Slot>(place < count ? place : 0);
  };
  for (Slot slot = 0; slot < count && in.ok(); ++slot) {
    if (in.whole() != s.people[slot].id) return false;
    s.cluster[slot] = s.people[a_place()].id;
    s.edges[slot].resize(in.count());
    for (auto& edge : s.edges[slot]) edge.other = a_place(), edge.log_odds = in.single();
    std::vector<std::uint64_t> unposted(in.count());
    for (auto& key : unposted) key = in.whole();
    for (auto left = in.count(); left > 0; --left) {
      const auto other = a_place();
      s.rulings[s.people[slot].id][s.people[other].id] = in.number() != 0;
    }
    keys_of(s.people[slot], s.lexicon, s.keys);
    for (const auto key : s.keys)
      if (std::ranges::find(unposted, key) == unposted.end()) s.index.add(key, slot);
    if (!unposted.empty()) s.unposted.emplace(slot, std::move(unposted));
  }
  for (Slot slot = 0; slot < count; ++slot) s.members[s.cluster[slot]].push_back(slot);
  boost::unordered::erase_if(s.members, [](const auto& cluster) { return cluster.second.size() < 2; });
  return in.ok();
}

}  // namespace lapwing::linkage
