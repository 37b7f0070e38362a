// The stored bytes of an entry, which are what the chain hashes:
//
//     "LWE1" ‖ index (8, big-endian) ‖ at (8, big-endian, microseconds) ‖ subject (16) ‖ nonce (24) ‖
//     ciphertext ‖ tag (16)
//
// The first 36 bytes are the header and the additional data of XChaCha20-Poly1305, so bytes moved to another
// place, time or person do not open. Pure functions: any thread.
#pragma once
#include <span>

#include "ledger/fault.hpp"
#include "ledger/types.hpp"

namespace lapwing::ledger {

using Key = std::array<std::uint8_t, 32>;
using Nonce = std::array<std::uint8_t, 24>;

inline constexpr std::size_t entry_header_bytes = 36;
inline constexpr std::size_t nonce_bytes = 24;
inline constexpr std::size_t tag_bytes = 16;
inline constexpr std::size_t entry_overhead_bytes = entry_header_bytes + nonce_bytes + tag_bytes;

struct StoredEntry {
  std::uint64_t index = 0;
  Instant at;
  Subject subject{};
  std::string_view header, nonce, sealed;  // views of the bytes decoded; sealed is ciphertext and tag
};

// Writes the stored bytes of one entry to `out`, which must be entry_overhead_bytes longer than the payload.
void seal_entry(std::uint64_t index, const Draft& draft, const Key& key, const Nonce& nonce,
                std::span<char> out);
// Fault::corrupt when the bytes are not an entry. Does not decrypt.
Result<StoredEntry> decode_entry(std::string_view stored);
// Decrypts into `payload`; false when the key, or any byte, is not the one that was used.
bool open_entry(const StoredEntry& entry, const Key& key, std::string& payload);

}  // namespace lapwing::ledger
