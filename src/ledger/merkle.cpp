#include "ledger/merkle.hpp"

#include <algorithm>
#include <bit>

namespace lapwing::ledger {
namespace {

// The largest power of two below n (n ≥ 2): where RFC 9162 splits a list of n.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

// The root of the complete subtree of 2^bits leaves that starts at leaf `start`, from the highest stored
// level under it.
Result<Hash> complete_root(const HashSource& source, std::uint64_t start, unsigned bits) {
  const unsigned level = bits / level_width_bits;
  std::vector<Hash> hashes(std::size_t{1} << (bits % level_width_bits));
  if (auto read = source(level, start >> (level * level_width_bits), hashes); !read)
    return std::unexpected(read.error());
  for (; hashes.size() > 1; hashes.resize(hashes.size() / 2))
    for (std::size_t i = 0; i < hashes.size() / 2; ++i)
      hashes[i] = node_hash(hashes[2 * i], hashes[2 * i + 1]);
  return hashes[0];
}

// MTH(D[start:start+size]), where start is a multiple of the power of two at or above size.
Result<Hash> range_root(const HashSource& source, std::uint64_t start, std::uint64_t size) {
  if (std::has_single_bit(size)) return complete_root(source, start, std::countr_zero(size));
  const std::uint64_t left_size = split(size);
  auto left = complete_root(source, start, std::countr_zero(left_size));
  if (!left) return left;
  auto right = range_root(source, start + left_size, size - left_size);
  if (!right) return right;
  return node_hash(*left, *right);
}

// RFC 9162 2.1.4.1 SUBPROOF over leaves start … start+size, where `from` counts from start.
Result<void> subproof(const HashSource& source, std::uint64_t start, std::uint64_t from, std::uint64_t size,
                      bool whole, std::vector<Hash>& proof) {
  const auto add = [&](std::uint64_t at, std::uint64_t count) -> Result<void> {
    auto root = range_root(source, at, count);
    if (!root) return std::unexpected(root.error());
    proof.push_back(*root);
    return {};
  };
  if (from == size) return whole ? Result<void>{} : add(start, size);
  const std::uint64_t k = split(size);
  if (from <= k) {
    if (auto left = subproof(source, start, from, k, whole, proof); !left) return left;
    return add(start + k, size - k);
  }
  if (auto right = subproof(source, start + k, from - k, size - k, false, proof); !right) return right;
  return add(start, k);
}

}  // namespace

void Frontier::push(const Hash& leaf, std::vector<Node>* completed) {
  Hash hash = leaf;
  unsigned bits = 0;
  for (std::uint64_t n = size_; n & 1; n >>= 1) {
    hash = node_hash(edge_[--depth_], hash);
    ++bits;
    if (completed && bits % level_width_bits == 0)
      completed->push_back({bits / level_width_bits, size_ >> bits, hash});
  }
  edge_[depth_++] = hash;
  ++size_;
}

void Frontier::push_subtree(const Hash& hash, unsigned bits) {
  edge_[depth_++] = hash;
  size_ += std::uint64_t{1} << bits;
}

Hash Frontier::root() const {
  if (depth_ == 0) return empty_root();
  Hash root = edge_[depth_ - 1];
  for (unsigned i = depth_ - 1; i-- > 0;) root = node_hash(edge_[i], root);
  return root;
}

Result<Frontier> frontier_at(const HashSource& source, std::uint64_t size) {
  Frontier frontier;
  for (std::uint64_t rest = size; rest != 0;) {
    const unsigned bits = std::bit_width(rest) - 1;
    auto root = complete_root(source, frontier.size(), bits);
    if (!root) return std::unexpected(root.error());
    frontier.push_subtree(*root, bits);
    rest -= std::uint64_t{1} << bits;
  }
  return frontier;
}

Result<std::vector<Hash>> inclusion_proof(const HashSource& source, std::uint64_t index, std::uint64_t size) {
  if (index >= size) return fault(Fault::Kind::invalid, "an inclusion proof needs an index below the size");
  std::vector<Hash> proof;
  for (std::uint64_t start = 0; size > 1;) {  // from the root down: the sibling of each subtree on the way
    const std::uint64_t k = split(size);
    const bool left = index - start < k;
    auto sibling = left ? range_root(source, start + k, size - k) : range_root(source, start, k);
    if (!sibling) return std::unexpected(sibling.error());
    proof.push_back(*sibling);
    start += left ? 0 : k;
    size = left ? k : size - k;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<std::vector<Hash>> consistency_proof(const HashSource& source, std::uint64_t from, std::uint64_t to) {
  if (from > to)
    return fault(Fault::Kind::invalid, "a consistency proof goes from the smaller size to the larger");
  std::vector<Hash> proof;
  if (from == 0 || from == to) return proof;
  if (auto done = subproof(source, 0, from, to, true, proof); !done) return std::unexpected(done.error());
  return proof;
}

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Hash hash = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) || fn == sn) {
      hash = node_hash(p, hash);
      while (!(fn & 1) && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      hash = node_hash(hash, p);
    }
    fn >>= 1, sn >>= 1;
  }
  return sn == 0 && hash == root;
}

bool verify_consistency(std::uint64_t from, std::uint64_t to, std::span<const Hash> proof,
                        const Hash& from_root, const Hash& to_root) {
  if (from > to) return false;
  if (from == to) return proof.empty() && from_root == to_root;
  if (from == 0) return proof.empty() && from_root == empty_root();
  std::uint64_t fn = from - 1, sn = to - 1;
  while (fn & 1) fn >>= 1, sn >>= 1;
  Hash fr = from_root;  // when `from` is a power of two its own root is the first step and is not sent
  if (!std::has_single_bit(from)) {
    if (proof.empty()) return false;
    fr = proof.front();
    proof = proof.subspan(1);
  }
  Hash sr = fr;
  for (const Hash& c : proof) {
    if (sn == 0) return false;
    if ((fn & 1) || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while (!(fn & 1) && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1, sn >>= 1;
  }
  return sn == 0 && fr == from_root && sr == to_root;
}

}  // namespace lapwing::ledger
