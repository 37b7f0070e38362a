// The bytes of a snapshot file, shared by its writer and its reader (docs/ledger-format.md, "Snapshots").
//
//     head    "LWSNAP01" ‖ position (8) ‖ root at position (32) ‖ format (4) ‖ origin length (4) ‖ origin
//     record  subject (16) ‖ sealed length (4) ‖ nonce (24) ‖ ciphertext ‖ tag (16)      any number of times
//     foot    records (8) ‖ SHA-256 of everything before it (32) ‖ Ed25519 signature (64)
#pragma once
#include <algorithm>

#include "ledger/bytes.hpp"
#include "ledger/entry.hpp"
#include "ledger/merkle.hpp"

namespace lapwing::ledger {

inline constexpr std::string_view snapshot_magic = "LWSNAP01";
inline constexpr std::size_t snapshot_fixed_head_bytes = 8 + 8 + 32 + 4 + 4;
inline constexpr std::size_t snapshot_record_head_bytes = 16 + 4;
inline constexpr std::size_t snapshot_foot_bytes = 8 + 32 + 64;
inline constexpr std::size_t snapshot_record_bytes_max = 64u << 20;

inline std::string snapshot_head(std::uint64_t position, const Hash& root, std::uint32_t format,
                                 std::string_view origin) {
  std::string out(snapshot_fixed_head_bytes, '\0');
  std::copy(snapshot_magic.begin(), snapshot_magic.end(), out.begin());
  put_u64(out.data() + 8, position);
  std::copy(root.begin(), root.end(), out.begin() + 16);
  put_u32(out.data() + 48, format);
  put_u32(out.data() + 52, static_cast<std::uint32_t>(origin.size()));
  return out.append(origin);
}

// What the signature covers. The zero byte keeps it from ever being the text of a checkpoint.
inline std::string snapshot_statement(const Hash& hash) {
  return std::string("\0lapwing snapshot\n", 18).append(view(hash));
}

// The additional data of record `number`: entries begin with another mark, so neither opens as the other.
inline std::array<char, 36> snapshot_context(std::uint64_t position, std::uint64_t number,
                                             const Subject& subject) {
  std::array<char, 36> out{'L', 'W', 'S', '1'};
  put_u64(out.data() + 4, position);
  put_u64(out.data() + 12, number);
  std::copy(subject.begin(), subject.end(), out.begin() + 20);
  return out;
}

std::string snapshot_name(std::uint64_t position);

}  // namespace lapwing::ledger
