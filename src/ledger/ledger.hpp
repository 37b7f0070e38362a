// The ledger of one data folder: entries 0, 1, 2, … that are durable, encrypted under their subject's key and
// chained in a Merkle tree, and signed at every append. It knows only bytes, keys and proofs.
//
//     DIR/lock            held by the one process that may write
//     DIR/ledger.db       entries, hashes of complete subtrees, the signed head
//     DIR/keys/           keys and the last head seen, a second witness (elsewhere by Options::keys_dir)
//     DIR/snapshots/      see ledger/snapshot.hpp
//
// Threads: append, destroy_keys and close are for one writer at a time (a mutex keeps them so). Reading
// (scan, entry, read, the proofs, head, checkpoint) may be done from any thread while the writer writes: each
// read takes a read-only connection from a small pool and sees what was committed when it began. A Cursor
// belongs to one thread at a time and holds its connection, and the old pages of the store, until it is
// destroyed: do not keep one open for long. A Ledger must outlive its cursors. docs/ledger-format.md
// describes every byte.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "ledger/checkpoint.hpp"
#include "ledger/fault.hpp"
#include "ledger/merkle.hpp"
#include "ledger/random.hpp"
#include "ledger/types.hpp"

namespace lapwing::ledger {

class KeyRing;
class Store;

enum class Access {
  write,  // creates what is missing, takes DIR/lock
  read,   // takes no lock and changes nothing: may run beside the service, and sees the ledger as it was at
          // open()
};

struct Options {
  Access access = Access::write;
  std::filesystem::path keys_dir;           // empty: DIR/keys
  std::string origin;                       // for a new ledger; empty: "lapwing/" and 32 random hex digits
  std::shared_ptr<Random> random;           // null: the system's
  std::uint64_t witness_batches_max = 256;  // the second witness is at most this many appends behind
  std::size_t keys_cached_max = 2'000'000;  // about 100 bytes each
  int page_bytes = 4096;                    // of a new store
  // Takes a ledger that is older than the keys folder's witness (a restored backup) as the truth from now on.
  // What was appended since that backup is lost, and only a person may decide that.
  bool accept_older_ledger = false;
};

class Cursor {
 public:
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;
  ~Cursor();
  // Fills `out` (its payload's buffer is reused) and says true; false after the last. A damaged entry is a
  // Fault naming it.
  Result<bool> next(Entry& out);
  // The stored bytes and leaf hash of the entry last given, until the next call.
  std::string_view stored() const;
  const Hash& leaf() const;

 private:
  friend class Ledger;
  struct State;
  explicit Cursor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class Ledger {
 public:
  // Opens DIR; with Access::write creates it, its keys and an empty ledger if need be. The signed head, the
  // tail of the tree and the second witness are checked; the whole ledger is checked by ledger/verify.hpp.
  static Result<std::unique_ptr<Ledger>> open(const std::filesystem::path& dir, Options options = {});
  ~Ledger();

  // Writes the batch and its signed head in one durable transaction and gives the first entry's index: all or
  // nothing. `decided_on`: the size of the head that the caller decided on, if it matters; Fault::stale_head
  // if others came first. Times may not go backwards. New subjects' keys are durable before their entries
  // are. An empty batch writes nothing.
  Result<std::uint64_t> append(std::span<const Draft> batch, std::optional<std::uint64_t> decided_on = {});

  Head head() const;
  const Verifier& verifier() const;
  // The current head, signed, as text to keep elsewhere.
  Result<std::string> checkpoint() const;

  Result<Entry> entry(std::uint64_t index) const;
  // Entries `from` … `to`-1 in order (to the head as it is now, if `to` is not given).
  Result<Cursor> scan(std::uint64_t from, std::optional<std::uint64_t> to = {}) const;
  // The entries of an ascending list of indexes; stops early when `each` says false.
  Result<void> read(std::span<const std::uint64_t> ascending,
                    const std::function<bool(const Entry&)>& each) const;

  Result<Hash> root_at(std::uint64_t size) const;
  Result<std::vector<Hash>> inclusion(std::uint64_t index, std::uint64_t size) const;
  Result<std::vector<Hash>> consistency(std::uint64_t from, std::uint64_t to) const;

  // Erases subjects everywhere: their keys are overwritten, so entries and snapshots under them can never be
  // read again, while the chain still verifies. Asking again does no harm. Copies of the keys folder must be
  // replaced by their keepers.
  Result<void> destroy_keys(std::span<const Subject> subjects);
  Result<void> destroy_key(const Subject& subject) { return destroy_keys({&subject, 1}); }
  bool is_erased(const Subject& subject) const;
  // Loads all keys at once, for a replay; else each is loaded when first needed.
  Result<void> warm_keys() const;

  // Refreshes the second witness and lets go of the folder. The destructor does the same but cannot say what
  // failed.
  Result<void> close();

  const std::filesystem::path& dir() const;
  KeyRing& keys() const;  // for ledger/snapshot.hpp

 private:
  struct State;
  explicit Ledger(std::unique_ptr<State> state);
  template <class T>
  Result<T> prove(std::uint64_t size, const std::function<Result<T>(const HashSource&)>& work) const;
  std::unique_ptr<State> state_;
};

}  // namespace lapwing::ledger
