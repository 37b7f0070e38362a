#include "ledger/sealer.hpp"

#include <algorithm>

#include "ledger/merkle.hpp"

namespace lapwing::ledger {
namespace {

constexpr std::size_t share_entries = 8;
constexpr std::size_t shared_bytes_min = 32u << 10;  // waking a thread costs about as much as sealing this
constexpr std::size_t buffer_bytes_kept_max = 8u << 20;

}  // namespace

Sealer::~Sealer() {
  {
    std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::span<const StoredRow> Sealer::seal(std::uint64_t first, std::span<const Draft> batch,
                                        std::span<const Key> keys, Random& random) {
  first_ = first;
  batch_ = batch;
  keys_ = keys;
  rows_.resize(batch.size());
  nonces_.resize(batch.size() * nonce_bytes);
  random.fill(nonces_);
  starts_.resize(batch.size() + 1);
  starts_[0] = 0;
  for (std::size_t i = 0; i < batch.size(); ++i)
    starts_[i + 1] = starts_[i] + entry_overhead_bytes + batch[i].payload.size();
  if (buffer_.size() > buffer_bytes_kept_max) buffer_ = {};
  if (buffer_.size() < starts_.back()) buffer_.resize(starts_.back());
  next_share_ = 0;

  const bool shared = starts_.back() >= shared_bytes_min && std::thread::hardware_concurrency() > 1;
  if (shared) {
    if (!thread_.joinable()) thread_ = std::thread([this] { helper(); });
    {
      std::lock_guard lock(mutex_);
      wanted_ = true;
    }
    changed_.notify_all();
  }
  work();
  if (shared) {
    std::unique_lock lock(mutex_);
    wanted_ = false;  // a helper that has not woken by now need not
    changed_.wait(lock, [this] { return !busy_; });
  }
  return rows_;
}

void Sealer::work() {
  for (;;) {
    const std::size_t begin = next_share_.fetch_add(share_entries);
    if (begin >= batch_.size()) return;
    for (std::size_t i = begin; i < std::min(begin + share_entries, batch_.size()); ++i) {
      const std::span<char> out(buffer_.data() + starts_[i], starts_[i + 1] - starts_[i]);
      Nonce nonce;
      std::copy_n(nonces_.data() + i * nonce_bytes, nonce_bytes, nonce.begin());
      seal_entry(first_ + i, batch_[i], keys_[i], nonce, out);
      rows_[i] = {first_ + i, leaf_hash({out.data(), out.size()}), {out.data(), out.size()}};
    }
  }
}

void Sealer::helper() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return wanted_ || ending_; });
    if (ending_) return;
    wanted_ = false;
    busy_ = true;
    lock.unlock();
    work();
    lock.lock();
    busy_ = false;
    changed_.notify_all();
  }
}

}  // namespace lapwing::ledger
