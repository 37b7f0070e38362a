// The few types that the whole room speaks. A payload is bytes; std::string and std::string_view carry bytes
// here, never text.
#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace lapwing::ledger {

using Hash = std::array<std::uint8_t, 32>;
// A UUID's raw bytes. All zero means "about nobody": such entries are encrypted under the store's own service
// key.
using Subject = std::array<std::uint8_t, 16>;
inline constexpr Subject no_subject{};
// Microseconds since the Unix epoch, UTC.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// What a caller wants kept. The bytes are only looked at during the call that takes them.
struct Draft {
  Instant at;
  Subject subject{};
  std::string_view payload;
};

// What is read back. When `erased` (the subject's key was destroyed) the payload is empty.
struct Entry {
  std::uint64_t index = 0;
  Instant at;
  Subject subject{};
  std::string payload;
  bool erased = false;
};

// How far the ledger has come: entries 0 … size-1, their Merkle root, and the time of the last (the epoch
// when empty).
struct Head {
  std::uint64_t size = 0;
  Hash root{};
  Instant last_at;
};

inline constexpr std::size_t payload_bytes_max = 16u << 20;
inline constexpr std::size_t batch_entries_max = 65536;

}  // namespace lapwing::ledger
