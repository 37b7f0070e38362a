#include "ledger/merkle.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>

#include "ledger/bytes.hpp"

namespace lapwing::ledger {
namespace {

using Hashes = std::vector<Hash>;

Hash hash_of(std::string_view hex) {
  Hash out{};
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(2 * i, 2)), nullptr, 16));
  return out;
}

// RFC 9162 2.1.1, word for word.
Hash mth(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  return node_hash(mth(leaves.first(k)), mth(leaves.subspan(k)));
}

Hashes some_leaves(std::size_t n) {
  Hashes out;
  for (std::size_t i = 0; i < n; ++i) out.push_back(leaf_hash("leaf " + std::to_string(i)));
  return out;
}

// A tree as the store keeps it: leaves, and whatever subtrees the frontier completes.
struct Tree {
  Frontier frontier;
  std::vector<Hashes> levels{1};

  explicit Tree(const Hashes& leaves) {
    for (const Hash& leaf : leaves) {
      std::vector<Node> completed;
      frontier.push(leaf, &completed);
      levels[0].push_back(leaf);
      for (const Node& node : completed) {
        if (levels.size() <= node.level) levels.resize(node.level + 1);
        EXPECT_EQ(levels[node.level].size(), node.index);
        levels[node.level].push_back(node.hash);
      }
    }
  }
  HashSource source() const {
    return [this](unsigned level, std::uint64_t first, std::span<Hash> out) -> Result<void> {
      if (level >= levels.size() || first + out.size() > levels[level].size())
        return fault(Fault::Kind::not_found, "a hash was asked for that is not stored");
      std::copy_n(levels[level].begin() + static_cast<std::ptrdiff_t>(first), out.size(), out.begin());
      return {};
    };
  }
};

// The test vectors of the certificate-transparency reference implementation for RFC 6962 and RFC 9162.
const std::vector<std::string> vector_leaves = {
    std::string(),
    std::string("\x00", 1),
    "\x10",
    "\x20\x21",
    "\x30\x31",
    "\x40\x41\x42\x43",
    "\x50\x51\x52\x53\x54\x55\x56\x57",
    "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
};
const std::vector<std::string> vector_roots = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

TEST(Merkle, roots_are_those_of_the_published_test_vectors) {
  Hashes leaves;
  for (std::size_t n = 0; n <= 8; ++n) {
    Frontier frontier;
    for (const Hash& leaf : leaves) frontier.push(leaf);
    EXPECT_EQ(frontier.root(), hash_of(vector_roots[n])) << n;
    if (n < 8) leaves.push_back(leaf_hash(vector_leaves[n]));
  }
}

TEST(Merkle, an_inclusion_proof_is_that_of_the_published_test_vectors) {
  Hashes leaves;
  for (const auto& leaf : vector_leaves) leaves.push_back(leaf_hash(leaf));
  const Tree tree(leaves);
  const Hashes expected = {hash_of("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
                           hash_of("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
                           hash_of("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")};
  EXPECT_EQ(inclusion_proof(tree.source(), 5, 8).value(), expected);
}

TEST(Merkle, roots_are_those_of_the_plain_recursion) {
  const Hashes leaves = some_leaves(1100);
  const Tree tree(leaves);
  for (const std::size_t n : {0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 700, 1023, 1024, 1025, 1100})
    EXPECT_EQ(frontier_at(tree.source(), n).value().root(), mth(std::span(leaves).first(n))) << n;
}

TEST(Merkle, every_inclusion_proof_of_every_small_tree_verifies_and_no_altered_one_does) {
  const Hashes leaves = some_leaves(20);
  const Tree tree(leaves);
  for (std::size_t n = 1; n <= leaves.size(); ++n) {
    const Hash root = mth(std::span(leaves).first(n));
    for (std::size_t i = 0; i < n; ++i) {
      Hashes proof = inclusion_proof(tree.source(), i, n).value();
      EXPECT_TRUE(verify_inclusion(leaves[i], i, n, proof, root));
      EXPECT_FALSE(verify_inclusion(leaves[(i + 1) % leaves.size()], i, n, proof, root));
      // A proof says nothing of the size by itself where two trees share the path, but never of another
      // place.
      for (std::size_t j = 0; j < n; ++j)
        if (j != i) {
          EXPECT_FALSE(verify_inclusion(leaves[i], j, n, proof, root));
        }
      for (Hash& part : proof) {
        part[3] ^= 0x10;
        EXPECT_FALSE(verify_inclusion(leaves[i], i, n, proof, root));
        part[3] ^= 0x10;
      }
      proof.push_back(root);
      EXPECT_FALSE(verify_inclusion(leaves[i], i, n, proof, root)) << "too long";
      proof.pop_back();
      if (!proof.empty()) {
        proof.pop_back();
        EXPECT_FALSE(verify_inclusion(leaves[i], i, n, proof, root)) << "too short";
      }
    }
    EXPECT_FALSE(verify_inclusion(leaves[0], n, n, {}, root));
  }
}

TEST(Merkle, every_consistency_proof_of_every_small_tree_verifies_and_no_altered_one_does) {
  const Hashes leaves = some_leaves(20);
  const Tree tree(leaves);
  const auto root = [&](std::size_t n) { return mth(std::span(leaves).first(n)); };
  for (std::size_t n = 0; n <= leaves.size(); ++n)
    for (std::size_t m = 0; m <= n; ++m) {
      Hashes proof = consistency_proof(tree.source(), m, n).value();
      EXPECT_TRUE(verify_consistency(m, n, proof, root(m), root(n))) << m << " " << n;
      Hash wrong = root(m);
      wrong[0] ^= 1;
      EXPECT_FALSE(verify_consistency(m, n, proof, wrong, root(n)));
      if (m == 0) continue;  // every tree extends the empty one, whatever its root
      wrong = root(n);
      wrong[31] ^= 0x80;
      EXPECT_FALSE(verify_consistency(m, n, proof, root(m), wrong));
      for (Hash& part : proof) {
        part[9] ^= 2;
        EXPECT_FALSE(verify_consistency(m, n, proof, root(m), root(n)));
        part[9] ^= 2;
      }
      proof.push_back(root(n));
      EXPECT_FALSE(verify_consistency(m, n, proof, root(m), root(n)));
      proof.pop_back();
      if (!proof.empty()) {
        proof.pop_back();
        EXPECT_FALSE(verify_consistency(m, n, proof, root(m), root(n)));
      }
    }
  EXPECT_FALSE(verify_consistency(2, 1, {}, root(2), root(1)));
}

RC_GTEST_PROP(Merkle, proofs_of_any_tree_verify, (std::uint16_t a, std::uint16_t b, std::uint16_t c)) {
  static const Hashes leaves = some_leaves(1400);
  static const Tree tree(leaves);
  const std::uint64_t n = 1 + a % leaves.size(), m = b % (n + 1), i = c % n;
  const Hash root = mth(std::span(leaves).first(n));
  RC_ASSERT(verify_inclusion(leaves[i], i, n, inclusion_proof(tree.source(), i, n).value(), root));
  RC_ASSERT(verify_consistency(m, n, consistency_proof(tree.source(), m, n).value(),
                               mth(std::span(leaves).first(m)), root));
}

RC_GTEST_PROP(Merkle, an_arbitrary_proof_proves_nothing,
              (std::uint8_t size, std::uint8_t index, std::vector<std::uint8_t> seeds)) {
  Hashes proof;
  for (const std::uint8_t seed : seeds) proof.push_back(sha256(std::string(1, static_cast<char>(seed))));
  const Hash root = sha256("root"), leaf = leaf_hash("leaf");
  RC_ASSERT_FALSE(verify_inclusion(leaf, index, size, proof, root));
  RC_ASSERT_FALSE(verify_consistency(index, size, proof, leaf, root));
}

}  // namespace
}  // namespace lapwing::ledger
