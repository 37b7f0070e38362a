#include "ledger/ledger.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "ledger/bytes.hpp"
#include "ledger/ledger_state.hpp"
#include "ledger/sqlite_store.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;

Result<Instant> last_time(Reader& reader, std::uint64_t size) {
  if (size == 0) return Instant{};
  StoredRow row;
  if (auto read = reader.row(size - 1, row); !read) return std::unexpected(read.error());
  auto entry = decode_entry(row.stored);
  if (!entry || entry->index != size - 1 || leaf_hash(row.stored) != row.leaf)
    return fault(Kind::corrupt, fmt::format("entry {} is not what was written: verify the ledger", size - 1),
                 size - 1);
  return entry->at;
}

std::string new_origin(Random& random) {
  std::array<std::uint8_t, 16> id;
  random.fill(id);
  return "lapwing/" + to_hex(id);
}

}  // namespace

Result<void> Ledger::State::open_keys() {
  const std::filesystem::path file = dir / "ledger.db";
  std::error_code error;
  const bool ledger_there =
      std::filesystem::exists(file, error) && std::filesystem::file_size(file, error) != 0;
  std::optional<std::string> origin;
  if (!ledger_there && options.access == Access::write) {
    origin = options.origin.empty() ? new_origin(*options.random) : options.origin;
    if (!valid_origin(*origin))
      return fault(Kind::invalid,
                   "an origin is at most 200 bytes of UTF-8 without spaces, control characters or '+'");
  }
  if (!ledger_there && options.access == Access::read)
    return fault(Kind::not_found, fmt::format("there is no ledger in {}", dir.string()));
  auto ring =
      KeyRing::open(options.keys_dir, options.access, options.random, options.keys_cached_max, origin);
  if (!ring) return std::unexpected(ring.error());
  keys = std::move(*ring);
  return {};
}

Result<void> Ledger::State::open_store() {
  auto opened = open_sqlite_store(dir / "ledger.db", options.access, options.page_bytes);
  if (!opened) return std::unexpected(opened.error());
  store = std::move(*opened);
  auto is_new = store->is_new();
  if (!is_new) return std::unexpected(is_new.error());
  if (*is_new) {
    auto seen = keys->witness();
    if (!seen) return std::unexpected(seen.error());
    if (!seen->empty() && !options.accept_older_ledger)
      return fault(Kind::not_found,
                   fmt::format("the keys in {} belong to a ledger that is no longer in {}: put it back",
                               options.keys_dir.string(), dir.string()));
    auto founded = store->found({0, sign(0, empty_root()), to_vkey(keys->verifier())});
    if (!founded) return founded;
    if (auto synced = sync_folder(dir); !synced) return synced;
  }
  readers = std::make_unique<ReaderPool>(*store);
  auto reader = readers->take();
  if (!reader) return std::unexpected(reader.error());
  auto row = (*reader)->head();
  if (!row) return std::unexpected(row.error());
  auto signed_head = open_checkpoint(row->note, keys->verifier());
  if (!signed_head)
    return fault(Kind::corrupt,
                 fmt::format("the ledger's signed head cannot be trusted ({}): verify the ledger",
                             signed_head.error().message));
  auto edge = frontier_at(source_of(**reader), signed_head->size);
  if (!edge) return std::unexpected(edge.error());
  if (signed_head->size != row->size || edge->root() != signed_head->root)
    return fault(Kind::corrupt, "the ledger's entries are not those that were signed: verify the ledger");
  auto at = last_time(**reader, signed_head->size);
  if (!at) return std::unexpected(at.error());
  frontier = *edge;
  head = {signed_head->size, signed_head->root, *at};
  note = row->note;
  return check_witness(**reader);
}

// The second witness: a ledger put back to an older copy of itself is whole and signed, and only this tells.
Result<void> Ledger::State::check_witness(Reader& reader) {
  auto text = keys->witness();
  if (!text) return std::unexpected(text.error());
  if (options.accept_older_ledger && options.access == Access::write) return keys->keep_witness(note);
  if (text->empty()) return {};
  auto seen = open_checkpoint(*text, keys->verifier());
  if (!seen)
    return fault(Kind::corrupt, fmt::format("the last head kept in the keys folder cannot be trusted: {}",
                                            seen.error().message));
  if (seen->size > head.size)
    return fault(Kind::corrupt,
                 fmt::format("the ledger has {} entries but had {}: it was put back to an older copy. Put "
                             "the newest copy back, "
                             "or start once with --accept-older-ledger: what came after it is then lost",
                             head.size, seen->size),
                 head.size);
  auto then = frontier_at(source_of(reader), seen->size);
  if (!then) return std::unexpected(then.error());
  if (then->root() != seen->root)
    return fault(
        Kind::corrupt,
        fmt::format("the first {} entries are not those that the keys folder has seen: verify the ledger",
                    seen->size));
  return {};
}

std::string Ledger::State::sign(std::uint64_t size, const Hash& root) const {
  const std::string body = checkpoint_body(keys->verifier().origin, size, root);
  return checkpoint_note(body, keys->verifier(), keys->sign(body));
}

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::~Ledger() { (void)close(); }

Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& dir, Options options) {
  if (sodium_init() < 0) return fault(Kind::io, "libsodium cannot start on this machine");
  auto state = std::make_unique<State>();
  state->dir = dir;
  state->options = std::move(options);
  if (state->options.keys_dir.empty()) state->options.keys_dir = dir / "keys";
  if (!state->options.random) state->options.random = system_random();
  if (state->options.access == Access::write) {
    if (auto made = make_folder(dir); !made) return std::unexpected(made.error());
    auto lock = lock_folder(dir);
    if (!lock) return std::unexpected(lock.error());
    state->lock = std::move(*lock);
  }
  if (auto opened = state->open_keys(); !opened) return std::unexpected(opened.error());
  if (auto opened = state->open_store(); !opened) return std::unexpected(opened.error());
  return std::unique_ptr<Ledger>(new Ledger(std::move(state)));
}

Head Ledger::head() const {
  std::lock_guard lock(state_->head_mutex);
  return state_->head;
}

const Verifier& Ledger::verifier() const { return state_->keys->verifier(); }
const std::filesystem::path& Ledger::dir() const { return state_->dir; }
KeyRing& Ledger::keys() const { return *state_->keys; }

Result<std::string> Ledger::checkpoint() const {
  std::lock_guard lock(state_->head_mutex);
  return state_->note;
}

Result<void> Ledger::destroy_keys(std::span<const Subject> subjects) {
  std::lock_guard lock(state_->writing);
  if (state_->closed || state_->options.access == Access::read)
    return fault(Kind::read_only, "this ledger was opened for reading only");
  return state_->keys->destroy(subjects);
}

bool Ledger::is_erased(const Subject& subject) const {
  Key key;
  const auto state = state_->keys->look(subject, key);
  sodium_memzero(key.data(), key.size());
  return state && *state == KeyRing::State::erased;
}

Result<void> Ledger::warm_keys() const { return state_->keys->warm(); }

Result<void> Ledger::close() {
  std::lock_guard lock(state_->writing);
  if (std::exchange(state_->closed, true)) return {};
  Result<void> first;
  const auto keep = [&first](Result<void> result) {
    if (first && !result) first = std::move(result);
  };
  state_->readers.reset();
  if (state_->options.access == Access::write && !state_->failed)
    keep(state_->keys->keep_witness(state_->note));
  keep(state_->store->close());
  keep(state_->keys->close());
  state_->lock = File();
  return first;
}

}  // namespace lapwing::ledger
