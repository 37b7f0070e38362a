// The Merkle tree of RFC 9162, section 2.1: leaf = SHA-256(0x00 ‖ bytes), node = SHA-256(0x01 ‖ left ‖
// right), and a list of n leaves splits at the largest power of two below n. Hashes of complete subtrees of
// 256, 256², … leaves are stored
// ("levels" 1, 2, …; level 0 are the leaves), so no proof reads more than a few hundred hashes however long
// the ledger is.
//
// Everything here is pure but for the HashSource. A Frontier belongs to one thread; the functions may be
// called from any.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "ledger/fault.hpp"
#include "ledger/types.hpp"

namespace lapwing::ledger {

Hash sha256(std::string_view bytes);
Hash leaf_hash(std::string_view stored);
Hash node_hash(const Hash& left, const Hash& right);
// The root of no entries: SHA-256 of nothing.
Hash empty_root();

inline constexpr unsigned level_width_bits = 8;  // a stored level is 256 times as wide as the one below

// The hash of the complete subtree of 256^level leaves that starts at leaf index * 256^level.
struct Node {
  unsigned level = 0;
  std::uint64_t index = 0;
  Hash hash{};
};

// The right edge of a growing tree: at most 64 hashes, whatever its size. Copying is cheap, so that an append
// works on a copy and keeps it only once it is durable.
class Frontier {
 public:
  std::uint64_t size() const { return size_; }
  // Adds one leaf. Subtrees of 256^k leaves that it completes (k ≥ 1) are appended to `completed`, if given.
  void push(const Hash& leaf, std::vector<Node>* completed = nullptr);
  Hash root() const;
  // Adds a complete subtree of 2^bits leaves; it must be no larger than the last one added.
  void push_subtree(const Hash& hash, unsigned bits);

 private:
  std::array<Hash, 64> edge_;
  unsigned depth_ = 0;
  std::uint64_t size_ = 0;
};

// Reads `out.size()` hashes at `level` from `first` on. What is not there is a Fault.
using HashSource = std::function<Result<void>(unsigned level, std::uint64_t first, std::span<Hash> out)>;

// The frontier, and so the root, of the first `size` leaves.
Result<Frontier> frontier_at(const HashSource& source, std::uint64_t size);
// RFC 9162 2.1.3.1; index < size.
Result<std::vector<Hash>> inclusion_proof(const HashSource& source, std::uint64_t index, std::uint64_t size);
// RFC 9162 2.1.4.1; from ≤ to. Empty when from is 0 or equals to.
Result<std::vector<Hash>> consistency_proof(const HashSource& source, std::uint64_t from, std::uint64_t to);

// RFC 9162 2.1.3.2 and 2.1.4.2. Whatever they are given, they answer; a proof that is too long is not a
// proof.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root);
bool verify_consistency(std::uint64_t from, std::uint64_t to, std::span<const Hash> proof,
                        const Hash& from_root, const Hash& to_root);

}  // namespace lapwing::ledger
