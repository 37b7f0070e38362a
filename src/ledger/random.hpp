// Where keys and nonces come from. The service uses the system's generator; a test may pass a seeded one, so
// that the same run gives the same bytes. A seeded one must never meet real data: its keys can be worked out.
#pragma once
#include <cstdint>
#include <memory>
#include <span>

namespace lapwing::ledger {

class Random {
 public:
  virtual ~Random() = default;
  // Fills `out`. Any thread.
  virtual void fill(std::span<std::uint8_t> out) = 0;
};

// libsodium over the kernel's generator.
std::shared_ptr<Random> system_random();
// The same bytes in the same order for the same seed (ChaCha20 keyed by it).
std::shared_ptr<Random> seeded_random(std::uint64_t seed);

}  // namespace lapwing::ledger
