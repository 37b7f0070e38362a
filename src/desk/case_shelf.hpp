// Cases at hand: those with work on them are kept folded, a bounded number of others are kept after somebody looked, and the
// rest are folded from the ledger when asked for.
//
// Threads: any thread may ask; only the desk's writer keeps and retires. What is handed out never changes.
#pragma once
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "desk/reading.hpp"
#include "desk/register.hpp"

namespace lapwing::desk {

class CaseShelf {
 public:
  using Held = std::shared_ptr<const casework::Case>;
  static constexpr std::size_t cached_cases_max = 4096;

  CaseShelf(const ledger::Ledger& ledger, const Register& lines) : ledger_(ledger), register_(lines) {}

  // The case as it is now; null when there is no such child (or the child's record was erased). The error is the ledger's.
  std::expected<Held, std::string> get(ChildId child);
  Held at_hand(ChildId child);       // the case as it is now if it is in memory; null: ask get()
  void keep(Held held, bool live);   // a new version: pinned while live, else the newest of the cached
  void forget(ChildId child);        // the child's record was erased
  std::vector<Held> live() const;

 private:
  void remember(Held held);          // guarded by mutex_

  const ledger::Ledger& ledger_;
  const Register& register_;
  mutable std::mutex mutex_;
  std::unordered_map<ChildId, Held> live_;
  std::list<Held> recent_;           // most recently used first
  std::unordered_map<ChildId, std::list<Held>::iterator> cached_;
};

}  // namespace lapwing::desk
