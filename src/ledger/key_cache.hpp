// Unwrapped keys, bounded. Two generations: when the young one is full it becomes the old one and the old one
// is let go, so what is used stays at the cost of a move and nothing is tracked at each look. Any thread.
// Keys are wiped when they go.
#pragma once
#include <sodium.h>

#include <cstring>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <unordered_map>

#include "ledger/entry.hpp"

namespace lapwing::ledger {

class KeyCache {
 public:
  struct Slot {
    Key key{};
    bool erased = false;
    Slot() = default;
    Slot(const Key& key, bool erased) : key(key), erased(erased) {}
    Slot(const Slot&) = default;
    Slot& operator=(const Slot&) = default;
    ~Slot() { sodium_memzero(key.data(), key.size()); }
  };

  explicit KeyCache(std::size_t keys_max) : half_(std::max<std::size_t>(1, keys_max / 2)) {}

  std::optional<Slot> find(const Subject& subject) const {
    std::shared_lock lock(mutex_);
    if (const auto at = young_.find(subject); at != young_.end()) return at->second;
    if (const auto at = old_.find(subject); at != old_.end()) return at->second;
    return std::nullopt;
  }
  void put(const Subject& subject, const Slot& slot) {
    std::unique_lock lock(mutex_);
    if (young_.size() >= half_) {
      old_ = std::move(young_);
      young_.clear();
    }
    old_.erase(subject);
    young_.insert_or_assign(subject, slot);
  }
  std::size_t capacity() const { return half_; }

 private:
  struct Hasher {
    // Subjects are UUIDs, of which some versions begin with the time and some end alike: both halves are
    // mixed.
    std::size_t operator()(const Subject& subject) const {
      std::uint64_t a, b;
      std::memcpy(&a, subject.data(), 8);
      std::memcpy(&b, subject.data() + 8, 8);
      return (a ^ (b * 0x9E3779B97F4A7C15u)) * 0xD6E8FEB86659FD93u;
    }
  };
  using Map = std::unordered_map<Subject, Slot, Hasher>;

  const std::size_t half_;
  mutable std::shared_mutex mutex_;  // guards both below
  Map young_, old_;
};

}  // namespace lapwing::ledger
