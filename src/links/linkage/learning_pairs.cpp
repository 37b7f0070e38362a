#include "links/linkage/learning_pairs.hpp"

#include <algorithm>
#include <numeric>
#include <random>

#include "links/linkage/resolver_state.hpp"

namespace lapwing::linkage {
namespace {

constexpr std::size_t steps_between_progress = 1'024;

std::uint64_t shuffled(std::uint64_t id) {
  id = (id ^ id >> 30) * 0xbf58476d1ce4e5b9ull;
  id = (id ^ id >> 27) * 0x94d049bb133111ebull;
  return id ^ id >> 31;
}

bool of_one_text(const LearnFrom& from, Slot a, Slot b) { return from.origin[a] != 0 && from.origin[a] == from.origin[b]; }

}  // namespace

struct LearnPairs::Held {
  Held(const policy::LinkingPolicy& rules, const policy::NameForms& forms) : state(rules, forms, Resolver::Limits{}) {}
  Resolver::State state;
  std::map<std::pair<Slot, Slot>, LearnPair::Known> ruled;   // the lower slot first; those not met yet
};

LearnPairs::LearnPairs(const LearnFrom& from, const policy::LinkingPolicy& rules, const policy::NameForms& forms, const LearnLimits& limits,
                       const LearnProgress& progress)
    : held_(std::make_unique<Held>(rules, forms)) {
  auto& state = held_->state;
  std::vector<Notice> notices;
  for (std::size_t i = 0; i < from.records.size(); ++i) {
    if (progress && i % steps_between_progress == 0) progress("Reading mentions", i, from.records.size());
    auto person = read_person(from.records[i], state.lexicon, notices);
    notices.clear();
    state.hold_apart(std::move(person));
  }
  for (const auto& [a, b, same] : from.ruled)
    if (const auto one = state.slots.find(a), other = state.slots.find(b); a != b && one != state.slots.end() && other != state.slots.end())
      held_->ruled[std::minmax(one->second, other->second)] = same ? LearnPair::Known::same : LearnPair::Known::apart;
  for (const auto& [pair, known] : held_->ruled) (known == LearnPair::Known::same ? ruled_same_ : ruled_apart_) += 1;
  draw(from, limits, progress);
  draw_ruled(from);
  draw_random(from, limits);
}

LearnPairs::~LearnPairs() = default;

Weigher LearnPairs::weigher(const policy::LinkingPolicy& rules) const { return held_->state.weigher_under(rules); }
Weighed LearnPairs::weigh(const Weigher& weigher, const LearnPair& pair) const { return held_->state.weigh_by(weigher, pair.levels); }

LearnPair LearnPairs::pair(Slot a, Slot b) const {
  const auto &one = held_->state.people[a], &other = held_->state.people[b];
  return {held_->state.weigher.compare(one, other), LearnPair::Known::no, one.day != 0 && other.day != 0};
}

void LearnPairs::draw(const LearnFrom& from, const LearnLimits& limits, const LearnProgress& progress) {
  auto& state = held_->state;
  std::vector<Slot> order(state.people.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](Slot slot) { return std::pair(shuffled(state.people[slot].id), slot); });
  auto unmet = held_->ruled;
  for (const auto slot : order) {
    if (pairs_.size() >= limits.pairs_max) break;
    if (progress && asked_ % steps_between_progress == 0) progress("Comparing", asked_, order.size());
    ++asked_;
    state.find(state.people[slot]);
    for (const auto other : state.found) {
      if (of_one_text(from, slot, other)) continue;
      pairs_.push_back(pair(slot, other));
      if (const auto ruled = held_->ruled.find(std::minmax(slot, other)); ruled != held_->ruled.end()) {
        pairs_.back().known = ruled->second;
        unmet.erase(ruled->first);
      }
    }
    if (pairs_.size() > starts_.back()) starts_.push_back(pairs_.size());
  }
  held_->ruled = std::move(unmet);
}

// What people ruled on and no search met: known all the same.
void LearnPairs::draw_ruled(const LearnFrom& from) {
  for (const auto& [slots, known] : held_->ruled) {
    if (of_one_text(from, slots.first, slots.second)) continue;
    pairs_.push_back(pair(slots.first, slots.second));
    pairs_.back().known = known;
    starts_.push_back(pairs_.size());
  }
}

void LearnPairs::draw_random(const LearnFrom& from, const LearnLimits& limits) {
  constexpr std::uint64_t seed = 20'260'303;
  const auto size = held_->state.people.size();
  if (size < 2) return;
  std::mt19937_64 random(seed);
  random_.reserve(limits.random_pairs);
  for (std::size_t tries = 0; tries < 2 * limits.random_pairs && random_.size() < limits.random_pairs; ++tries) {
    const auto a = static_cast<Slot>(random() % size), b = static_cast<Slot>(random() % size);
    if (a != b && !of_one_text(from, a, b)) random_.push_back(pair(a, b));
  }
}

}  // namespace lapwing::linkage
