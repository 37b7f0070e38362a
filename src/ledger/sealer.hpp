// Seals the entries of a batch: encrypts each and hashes what will be stored. Most of an append's work that
// is not the disk's, and each entry stands alone, so a helper thread takes a share of a large batch. Shares
// are taken, not given: a helper that wakes late costs nothing. One caller at a time.
#pragma once
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "ledger/entry.hpp"
#include "ledger/random.hpp"
#include "ledger/store.hpp"

namespace lapwing::ledger {

class Sealer {
 public:
  Sealer() = default;
  Sealer(const Sealer&) = delete;
  ~Sealer();

  // Rows for `batch`, whose first entry is `first` and whose keys are `keys`, in order. What they view lasts
  // until the next call.
  std::span<const StoredRow> seal(std::uint64_t first, std::span<const Draft> batch,
                                  std::span<const Key> keys, Random& random);

 private:
  void work();    // seals shares until there are none left
  void helper();  // the thread: works once for each batch that is announced

  std::string buffer_;
  std::vector<std::uint8_t> nonces_;
  std::vector<std::size_t> starts_;  // of each entry in the buffer, and its end
  std::vector<StoredRow> rows_;
  std::uint64_t first_ = 0;
  std::span<const Draft> batch_;
  std::span<const Key> keys_;
  std::atomic<std::size_t> next_share_ = 0;

  std::mutex mutex_;  // guards the three below
  std::condition_variable changed_;
  bool wanted_ = false, busy_ = false, ending_ = false;
  std::thread thread_;  // started by the first batch that is worth it
};

}  // namespace lapwing::ledger
