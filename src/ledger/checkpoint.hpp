// A signed statement of how far a ledger has come, in the public text forms of C2SP (signed-note,
// tlog-checkpoint), so that tools which are not ours can check it:
//
//     lapwing/0d7c…            origin: names this ledger
//     1234                     entries
//     nW2…=                    Merkle root, base64
//     ⟨blank⟩
//     — lapwing/0d7c… 3kF…=    signature: key id (4 bytes) and Ed25519 signature, base64
//
// Pure functions of plain data: any thread.
#pragma once
#include <vector>

#include "ledger/fault.hpp"
#include "ledger/types.hpp"

namespace lapwing::ledger {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

// Who may sign: the C2SP "vkey" NAME+KEYID+BASE64, with NAME the origin.
struct Verifier {
  std::string origin;
  PublicKey key{};
  bool operator==(const Verifier&) const = default;
};
std::string to_vkey(const Verifier& verifier);
Result<Verifier> parse_vkey(std::string_view text);

struct Checkpoint {
  struct Signed {
    std::string name;
    std::uint32_t key_id = 0;
    std::string bytes;
  };
  std::string origin;
  std::uint64_t size = 0;
  Hash root{};
  std::vector<std::string> extensions;  // further lines, which tlog-checkpoint allows and we ignore
  std::vector<Signed> signatures;       // ours and, perhaps, witnesses'
};

inline constexpr std::size_t checkpoint_bytes_max = 64u << 10;
inline constexpr std::size_t origin_bytes_max = 200;

// True for a name that may stand in a note: not empty, no space, control character or '+', valid UTF-8, not
// too long.
bool valid_origin(std::string_view origin);
// The lines that are signed: origin, size, root, each ended by a newline.
std::string checkpoint_body(std::string_view origin, std::uint64_t size, const Hash& root);
// The whole note for a body and our signature of it.
std::string checkpoint_note(std::string_view body, const Verifier& signer, const Signature& signature);
// Reads a note. Strict: what parses would be written the same, byte for byte.
Result<Checkpoint> parse_checkpoint(std::string_view note);
// Parses, and asks that `verifier` signed it and that its origin is the verifier's.
Result<Checkpoint> open_checkpoint(std::string_view note, const Verifier& verifier);

}  // namespace lapwing::ledger
