#include "ledger/entry.hpp"

#include <sodium.h>

#include <algorithm>

#include "ledger/bytes.hpp"

namespace lapwing::ledger {
namespace {

constexpr std::string_view magic = "LWE1";

}  // namespace

void seal_entry(std::uint64_t index, const Draft& draft, const Key& key, const Nonce& nonce,
                std::span<char> out) {
  char* p = out.data();
  std::copy(magic.begin(), magic.end(), p);
  put_u64(p + 4, index);
  put_u64(p + 12, static_cast<std::uint64_t>(draft.at.time_since_epoch().count()));
  std::copy(draft.subject.begin(), draft.subject.end(), p + 20);
  std::copy(nonce.begin(), nonce.end(), p + entry_header_bytes);
  auto* bytes = reinterpret_cast<unsigned char*>(p);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + entry_header_bytes + nonce_bytes, nullptr,
                                             raw(draft.payload), draft.payload.size(), bytes,
                                             entry_header_bytes, nullptr, nonce.data(), key.data());
}

Result<StoredEntry> decode_entry(std::string_view stored) {
  if (stored.size() < entry_overhead_bytes)
    return fault(Fault::Kind::corrupt, "the stored bytes are too short to be an entry");
  if (stored.size() > entry_overhead_bytes + payload_bytes_max)
    return fault(Fault::Kind::corrupt, "the stored bytes are too long to be an entry");
  if (stored.substr(0, 4) != magic)
    return fault(Fault::Kind::corrupt, "the stored bytes do not begin as an entry of a version known here");
  StoredEntry entry;
  entry.index = get_u64(stored.data() + 4);
  entry.at = Instant(std::chrono::microseconds(static_cast<std::int64_t>(get_u64(stored.data() + 12))));
  std::copy_n(stored.data() + 20, entry.subject.size(), entry.subject.begin());
  entry.header = stored.substr(0, entry_header_bytes);
  entry.nonce = stored.substr(entry_header_bytes, nonce_bytes);
  entry.sealed = stored.substr(entry_header_bytes + nonce_bytes);
  return entry;
}

bool open_entry(const StoredEntry& entry, const Key& key, std::string& payload) {
  payload.resize(entry.sealed.size() - tag_bytes);
  return crypto_aead_xchacha20poly1305_ietf_decrypt(
             reinterpret_cast<unsigned char*>(payload.data()), nullptr, nullptr, raw(entry.sealed),
             entry.sealed.size(), raw(entry.header), entry.header.size(), raw(entry.nonce), key.data()) == 0;
}

}  // namespace lapwing::ledger
