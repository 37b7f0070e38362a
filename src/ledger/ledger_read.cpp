// The reading half of a Ledger.
#include <fmt/format.h>
#include <sodium.h>

#include "ledger/bytes.hpp"
#include "ledger/ledger_state.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;

}  // namespace

Result<ReaderPool::Lease> ReaderPool::take() {
  std::unique_ptr<Reader> reader;
  {
    std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!reader) {
    auto made = store_.reader();
    if (!made) return std::unexpected(made.error());
    reader = std::move(*made);
  }
  if (auto begun = reader->begin(); !begun) return std::unexpected(begun.error());
  return Lease(*this, std::move(reader));
}

void ReaderPool::give_back(std::unique_ptr<Reader> reader) {
  reader->end();
  std::lock_guard lock(mutex_);
  if (idle_.size() < readers_kept_max) idle_.push_back(std::move(reader));
}

HashSource source_of(Reader& reader) {
  return [&reader](unsigned level, std::uint64_t first, std::span<Hash> out) {
    return reader.hashes(level, first, out);
  };
}

Result<void> open_row(const StoredRow& row, std::uint64_t index, const KeyRing& keys, Entry& out) {
  const auto damaged = [index](std::string_view why) {
    return fault(Kind::corrupt, fmt::format("entry {} {}: verify the ledger", index, why), index);
  };
  if (row.index != index) return damaged("is missing");
  auto stored = decode_entry(row.stored);
  if (!stored) return damaged("is damaged (" + stored.error().message + ")");
  if (stored->index != index)
    return damaged(fmt::format("is missing: entry {} is in its place", stored->index));
  // Tags alone would not do: without a key there is none to check, and whoever has the key can make one.
  if (leaf_hash(row.stored) != row.leaf) return damaged("is not what was written");
  out.index = index;
  out.at = stored->at;
  out.subject = stored->subject;
  out.payload.clear();
  Key key;
  auto state = keys.look(stored->subject, key);
  if (!state) return std::unexpected(state.error());
  out.erased = *state == KeyRing::State::erased;
  if (*state == KeyRing::State::missing)
    return fault(
        Kind::key_missing,
        fmt::format("the key of entry {} (subject {}) is not in the keys folder: put a newer copy of it back",
                    index, to_hex(stored->subject)),
        index);
  const bool opened = out.erased || open_entry(*stored, key, out.payload);
  sodium_memzero(key.data(), key.size());
  return opened ? Result<void>{} : damaged("does not open with its key");
}

struct Cursor::State {
  const KeyRing& keys;
  ReaderPool::Lease reader;
  std::uint64_t at, end;
  StoredRow row;
};

Cursor::Cursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::~Cursor() = default;

Result<bool> Cursor::next(Entry& out) {
  State& s = *state_;
  if (s.at >= s.end) return false;
  auto row = s.reader->next(s.row);
  if (!row) {
    if (!row.error().entry) row.error().entry = s.at;
    return row;
  }
  if (!*row) return fault(Kind::corrupt, fmt::format("entry {} is missing: verify the ledger", s.at), s.at);
  if (auto opened = open_row(s.row, s.at, s.keys, out); !opened) return std::unexpected(opened.error());
  ++s.at;
  return true;
}

std::string_view Cursor::stored() const { return state_->row.stored; }
const Hash& Cursor::leaf() const { return state_->row.leaf; }

Result<Cursor> Ledger::scan(std::uint64_t from, std::optional<std::uint64_t> to) const {
  const std::uint64_t size = head().size;  // before the connection begins, so that it sees at least this much
  const std::uint64_t end = to.value_or(size);
  if (from > end || end > size)
    return fault(Kind::not_found,
                 fmt::format("entries {} to {} are not all there: the ledger has {}", from, end, size));
  auto reader = state_->readers->take();
  if (!reader) return std::unexpected(reader.error());
  if (auto sought = (*reader)->seek(from); !sought) return std::unexpected(sought.error());
  return Cursor(std::make_unique<Cursor::State>(*state_->keys, std::move(*reader), from, end, StoredRow{}));
}

Result<void> Ledger::read(std::span<const std::uint64_t> ascending,
                          const std::function<bool(const Entry&)>& each) const {
  const std::uint64_t size = head().size;
  auto reader = state_->readers->take();
  if (!reader) return std::unexpected(reader.error());
  Entry entry;
  StoredRow row;
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    if (ascending[i] >= size)
      return fault(Kind::not_found,
                   fmt::format("there is no entry {}: the ledger has {}", ascending[i], size), ascending[i]);
    if (i > 0 && ascending[i] < ascending[i - 1])
      return fault(Kind::invalid, "the list of entries to read is not ascending");
    auto found = (*reader)->row(ascending[i], row);
    if (!found && found.error().kind == Kind::not_found)
      return fault(Kind::corrupt, fmt::format("entry {} is missing: verify the ledger", ascending[i]),
                   ascending[i]);
    if (!found) return found;
    if (auto opened = open_row(row, ascending[i], *state_->keys, entry); !opened) return opened;
    if (!each(entry)) return {};
  }
  return {};
}

Result<Entry> Ledger::entry(std::uint64_t index) const {
  Entry out;
  auto done = read({&index, 1}, [&out](const Entry& entry) {
    out = entry;
    return false;
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

// Proofs are of a ledger of `size` entries, which must be there.
template <class T>
Result<T> Ledger::prove(std::uint64_t size, const std::function<Result<T>(const HashSource&)>& work) const {
  if (const std::uint64_t there = head().size; size > there)
    return fault(Kind::not_found, fmt::format("the ledger has {} entries, not {}", there, size));
  auto reader = state_->readers->take();
  if (!reader) return std::unexpected(reader.error());
  return work(source_of(**reader));
}

Result<Hash> Ledger::root_at(std::uint64_t size) const {
  return prove<Hash>(size, [&](const HashSource& source) -> Result<Hash> {
    auto edge = frontier_at(source, size);
    if (!edge) return std::unexpected(edge.error());
    return edge->root();
  });
}

Result<std::vector<Hash>> Ledger::inclusion(std::uint64_t index, std::uint64_t size) const {
  return prove<std::vector<Hash>>(
      size, [&](const HashSource& source) { return inclusion_proof(source, index, size); });
}

Result<std::vector<Hash>> Ledger::consistency(std::uint64_t from, std::uint64_t to) const {
  return prove<std::vector<Hash>>(
      to, [&](const HashSource& source) { return consistency_proof(source, from, to); });
}

}  // namespace lapwing::ledger
