// The keys of one ledger, kept apart from it: whoever holds only the ledger, or only the keys folder, can
// read nothing.
//
//     keys/master.key   32 random bytes, owner only: wraps everything below
//     keys/keys.db      one wrapped key a subject (or the record that it was destroyed), the wrapped signing
//     key, and the
//                       last signed head seen, which finds a ledger that was put back to an older copy
//
// Any thread may find keys, also beside the one that makes or destroys them. Keys are loaded when first
// needed and held in a bounded cache. docs/ledger-format.md describes the files.
#pragma once
#include <filesystem>
#include <memory>
#include <span>

#include "ledger/checkpoint.hpp"
#include "ledger/entry.hpp"
#include "ledger/ledger.hpp"

namespace lapwing::ledger {

class KeyRing {
 public:
  // A writer's `origin`: given for a new ledger, whose keys are made if they are not there; without it,
  // Fault::key_missing.
  static Result<std::unique_ptr<KeyRing>> open(const std::filesystem::path& dir, Access access,
                                               std::shared_ptr<Random> random, std::size_t cached_max,
                                               const std::optional<std::string>& origin);
  ~KeyRing();
  static bool exists(const std::filesystem::path& dir);

  const Verifier& verifier() const;
  Signature sign(std::string_view bytes) const;
  Random& random() const;

  // Makes, durably, the keys of those subjects that have none, and keeps `witness` (a signed head) with them.
  // Fault::erased if one was destroyed. `keys` gets each subject's key, in order.
  Result<void> ensure(std::span<const Subject> subjects, std::string_view witness, std::vector<Key>& keys);
  enum class State { there, erased, missing };
  // Fills `key` when it is there. Damage to the key itself is a Fault.
  Result<State> look(const Subject& subject, Key& key) const;
  // Loads keys until the cache is full; for a replay, which would look at most of them one by one.
  Result<void> warm() const;
  // Durable, and no copy of the wrapped keys is left in the folder's files. Fault::locked when another
  // process was reading them: the keys are destroyed, but ask again to be sure of the copies.
  Result<void> destroy(std::span<const Subject> subjects);

  Result<std::string> witness() const;  // empty if none was kept yet
  Result<void> keep_witness(std::string_view note);
  Result<void> close();

 private:
  struct Impl;
  explicit KeyRing(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lapwing::ledger
