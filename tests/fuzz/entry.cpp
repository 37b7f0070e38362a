// room: ledger
//
// The decoder of stored entries, which reads what is on the disk: it may refuse, and never reads beyond its
// bytes.
#include <cstdlib>

#include "ledger/entry.hpp"

using namespace lapwing::ledger;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view stored(reinterpret_cast<const char*>(bytes), size);
  auto entry = decode_entry(stored);
  if (!entry) return 0;
  if (entry->header.size() + entry->nonce.size() + entry->sealed.size() != size) std::abort();
  std::string payload;
  if (open_entry(*entry, Key{1, 2, 3}, payload)) std::abort();  // to open it would be to forge a tag

  // Sealed again with what was decoded, the header must come out the same.
  const std::string plain(entry->sealed.size() - tag_bytes, 'x');
  std::string again(stored.size(), '\0');
  seal_entry(entry->index, {entry->at, entry->subject, plain}, Key{4}, Nonce{5}, again);
  if (again.substr(0, entry_header_bytes) != entry->header) std::abort();
  auto decoded = decode_entry(again);
  if (!decoded || !open_entry(*decoded, Key{4}, payload) || payload != plain) std::abort();
  return 0;
}
