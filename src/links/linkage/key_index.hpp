// Who holds which key. Postings of a key are chained in one array, so that adding is constant time even to a key that a million
// records share, and a key is walked no further than asked. Records are places in the owner's array. One thread.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <vector>

namespace lapwing::linkage {

class KeyIndex {
 public:
  void add(std::uint64_t key, std::uint32_t record) {
    auto& list = lists_[key];
    nodes_.push_back({record, list.first});
    list.first = static_cast<std::uint32_t>(nodes_.size());   // one beyond: 0 ends a chain
    ++list.count;
  }
  // The record's place stays in the chain, to be passed over by whoever walks (the owner knows who is gone), until everything is
  // built anew; only the count is true at once. So taking a record out costs the same however many share its keys.
  void drop(std::uint64_t key) {
    if (const auto at = lists_.find(key); at != lists_.end() && at->second.count > 0) --at->second.count;
  }
  std::uint32_t count(std::uint64_t key) const {
    const auto at = lists_.find(key);
    return at == lists_.end() ? 0 : at->second.count;
  }
  // Newest first; stops when `each` says false.
  template <class Each>
  void walk(std::uint64_t key, const Each& each) const {
    const auto at = lists_.find(key);
    if (at == lists_.end()) return;
    for (auto node = at->second.first; node != 0; node = nodes_[node - 1].next)
      if (!each(nodes_[node - 1].record)) return;
  }
  void clear() { lists_.clear(), nodes_.clear(); }

 private:
  struct List {
    std::uint32_t first = 0, count = 0;
  };
  struct Node {
    std::uint32_t record, next;
  };
  boost::unordered_flat_map<std::uint64_t, List> lists_;
  std::vector<Node> nodes_;
};

}  // namespace lapwing::linkage
