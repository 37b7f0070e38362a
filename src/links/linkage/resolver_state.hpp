// What a resolver holds, shared by the files that make it up. One thread at a time.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <map>

#include "links/linkage/weigher.hpp"

namespace lapwing::linkage {

using Slot = std::uint32_t;   // a record's place; not used again until settle()

struct Edge {
  Slot other;
  float log_odds;
};

struct Resolver::State {
  State(const policy::LinkingPolicy& given_rules, const policy::NameForms& forms, Limits given_limits)
      : rules(given_rules), limits(given_limits), lexicon(forms), weigher(given_rules, lexicon, index) {}

  policy::LinkingPolicy rules;
  Limits limits;
  Lexicon lexicon;
  KeyIndex index;
  Weigher weigher;
  std::vector<Person> people;                    // by slot
  std::vector<std::uint8_t> alive;               // by slot
  std::vector<std::vector<Edge>> edges;          // by slot, both ways: pairs at least as probable as rules.show_at
  std::vector<ClusterId> cluster;                // by slot
  boost::unordered_flat_map<RecordId, Slot> slots;
  boost::unordered_flat_map<ClusterId, std::vector<Slot>> members;   // of clusters of two and more
  std::map<RecordId, std::map<RecordId, bool>> rulings;              // both ways; true: must, false: cannot
  boost::unordered_flat_map<Slot, std::vector<std::uint64_t>> unposted;   // keys a record is not found by: see post()
  std::size_t held = 0;

  // Scratch: who was met in this search, and the keys at hand.
  mutable std::vector<std::uint32_t> met;        // by slot, the search's number
  mutable std::uint32_t search = 0;
  mutable std::vector<std::uint64_t> keys;
  mutable std::vector<Slot> found;

  Slot insert(Person person);                    // held, but not yet found by its keys
  // Makes a record found by its keys. Of somebody with very many records not every one is, or they would make a hub of each other.
  void post(Slot slot);
  bool crowded(std::uint64_t key, ClusterId cluster) const;
  std::vector<Change> take_in(Person person, std::vector<Edge> own);   // insert, connect, cluster, post
  void hold_words(const Person& person, int change);
  // Places in `found`; true: a hub was passed over.
  bool find(const Person& person) const;
  std::vector<Edge> weigh_found(const Person& person) const;
  void connect(Slot slot, std::vector<Edge> own);

  std::vector<Slot> members_of(Slot slot) const;
  std::vector<Change> cluster_again(std::vector<Slot> seeds, std::optional<Slot> fresh);
  std::vector<Change> carry_out(RecordId a, RecordId b, bool must);
  std::vector<Change> proposals(Slot slot) const;
  std::vector<Slot> tangle(const std::vector<Slot>& seeds, std::size_t most) const;
  void place_one(Slot slot);
  std::vector<Change> assign(const std::vector<Slot>& slots_in, const std::vector<ClusterId>& to, std::optional<Slot> fresh);
  std::optional<bool> ruling(RecordId a, RecordId b) const;
  std::vector<RecordId> held_together(RecordId record) const;   // by must-links, with itself
  std::vector<Match> matches(const std::vector<Edge>& own) const;

  // For learning (learning_pairs.hpp): held and found without being clustered, and the weighing under other rules of what is held.
  void hold_apart(Person person);
  Weigher weigher_under(const policy::LinkingPolicy& other_rules) const;
  Weighed weigh_by(const Weigher& other, const PersonLevels& levels) const;
};

}  // namespace lapwing::linkage
