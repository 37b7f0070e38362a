#include "ledger/random.hpp"

#include <sodium.h>

#include <array>
#include <cstdlib>
#include <mutex>

namespace lapwing::ledger {
namespace {

class SystemRandom : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override {
    // The kernel is asked 256 bytes at a time; for the nonces of a batch, stretching one seed from it is six
    // times as fast.
    if (out.size() <= stretched_bytes_min) return randombytes_buf(out.data(), out.size());
    std::array<std::uint8_t, randombytes_SEEDBYTES> seed;
    randombytes_buf(seed.data(), seed.size());
    randombytes_buf_deterministic(out.data(), out.size(), seed.data());
    sodium_memzero(seed.data(), seed.size());
  }

 private:
  static constexpr std::size_t stretched_bytes_min = 256;
};

class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) {
    for (std::size_t i = 0; i < 8; ++i) seed_[i] = static_cast<std::uint8_t>(seed >> (8 * i));
  }
  void fill(std::span<std::uint8_t> out) override {
    std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < 8; ++i) seed_[8 + i] = static_cast<std::uint8_t>(calls_ >> (8 * i));
    ++calls_;
    randombytes_buf_deterministic(out.data(), out.size(), seed_.data());
  }

 private:
  std::mutex mutex_;  // guards both below
  std::array<std::uint8_t, randombytes_SEEDBYTES> seed_{};
  std::uint64_t calls_ = 0;
};

// Without a source of randomness there are no keys, and so no ledger.
void start_sodium() {
  if (sodium_init() < 0) std::abort();
}

}  // namespace

std::shared_ptr<Random> system_random() {
  start_sodium();
  return std::make_shared<SystemRandom>();
}
std::shared_ptr<Random> seeded_random(std::uint64_t seed) {
  start_sodium();
  return std::make_shared<SeededRandom>(seed);
}

}  // namespace lapwing::ledger
