#include "ledger/sha256.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <cstdlib>

#include "ledger/merkle.hpp"

namespace lapwing::ledger {
namespace {

// SHA-256 cannot fail on memory that is there, so a failure is a broken library, and there is no ledger
// without it.
void check(bool went_well) {
  if (!went_well) std::abort();
}

// Fetched once: looking the algorithm up costs more than hashing a node.
const EVP_MD* algorithm() {
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return md;
}

Sha256& hasher() {
  thread_local Sha256 sha;
  sha.restart();
  return sha;
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  check(context_ && algorithm());
  restart();
}
Sha256::~Sha256() { EVP_MD_CTX_free(context_); }
void Sha256::restart() { check(EVP_DigestInit_ex2(context_, algorithm(), nullptr) == 1); }
void Sha256::add(const void* bytes, std::size_t size) { check(EVP_DigestUpdate(context_, bytes, size) == 1); }
Hash Sha256::finish() {
  Hash out;
  check(EVP_DigestFinal_ex(context_, out.data(), nullptr) == 1);
  return out;
}

Hash sha256(std::string_view bytes) {
  Sha256& sha = hasher();
  sha.add(bytes);
  return sha.finish();
}

Hash leaf_hash(std::string_view stored) {
  Sha256& sha = hasher();
  const std::uint8_t prefix = 0x00;
  sha.add(&prefix, 1);
  sha.add(stored);
  return sha.finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> bytes;
  bytes[0] = 0x01;
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 33);
  Sha256& sha = hasher();
  sha.add(bytes.data(), bytes.size());
  return sha.finish();
}

Hash empty_root() { return sha256({}); }

}  // namespace lapwing::ledger
