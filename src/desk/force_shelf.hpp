// The force's own record as it is now, and where in the ledger its events are. Threads: written by the desk's writer only; any thread
// may read. What is read is immutable and published whole.
#pragma once
#include <memory>
#include <mutex>
#include <span>

#include "casework/force_record.hpp"
#include "desk/entry_list.hpp"

namespace lapwing::desk {

class ForceShelf {
 public:
  using Held = std::shared_ptr<const casework::ForceRecord>;

  Held get() const {                                          // never null
    const std::lock_guard lock(mutex_);
    return held_;
  }
  EntryList entries() const {
    const std::lock_guard lock(mutex_);
    return entries_;
  }
  void put(Held held, std::span<const std::uint64_t> new_entries) {
    const std::lock_guard lock(mutex_);
    held_ = std::move(held);
    for (const auto index : new_entries) entries_.push_back(index);
  }

 private:
  mutable std::mutex mutex_;
  Held held_ = std::make_shared<casework::ForceRecord>();
  EntryList entries_;
};

}  // namespace lapwing::desk
