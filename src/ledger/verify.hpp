// Proves a ledger, or names the first thing that is wrong with it. Reads the store from end to end with no
// help from what it stores about itself: every entry is hashed and the tree is built again. It takes no lock
// and changes nothing, so it may run beside the service (it sees the ledger as it is when it begins). One
// thread; several may run at once.
#pragma once
#include <filesystem>
#include <functional>

#include "ledger/checkpoint.hpp"
#include "ledger/fault.hpp"
#include "ledger/types.hpp"

namespace lapwing::ledger {

struct VerifyOptions {
  std::filesystem::path
      keys_dir;  // empty: DIR/keys. Without keys the chain is still proved, by the ledger's own vkey
  std::optional<std::string> checkpoint;  // the text of a checkpoint kept elsewhere
  std::optional<Verifier>
      verifier;       // the public key kept elsewhere; else the keys folder's, else the ledger's own
  bool deep = false;  // also open every entry whose key is there
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;  // entries; now and then
};

struct Problem {
  enum class What {
    unreadable,      // the store cannot be read as one of ours
    missing,         // an entry is not there
    inserted,        // an entry is there that has no place in the ledger
    malformed,       // stored bytes are not an entry
    wrong_index,     // stored bytes say that they are another entry
    time_backwards,  // its time is before its predecessor's
    altered,         // stored bytes do not have the hash that was recorded
    undecryptable,   // deep only: the bytes do not open with their subject's key
    key_missing,     // deep only: there is no such key, nor a record that it was destroyed
    subtree,         // a stored subtree hash is not that of the entries under it
    head,            // the signed head is damaged, not ours, or not that of these entries
    witness,         // the keys folder has seen a later or different head: rolled back or rewritten
    checkpoint,      // the checkpoint kept elsewhere does not fit
  };
  What what;
  std::string message;
  // The entries concerned, first … last; none when the problem is not in an entry.
  std::optional<std::uint64_t> first = {}, last = {};
};
const char* name(Problem::What what);

struct Report {
  bool ok = false;
  std::uint64_t entries = 0;  // proved, counted from the start
  std::uint64_t bytes = 0;    // stored bytes of those entries
  std::uint64_t erased = 0;   // deep only
  Hash root{};                // of those entries
  std::string origin;
  bool witness_checked = false, checkpoint_checked = false;
  std::optional<Problem> problem;
};

// A Fault only when it cannot be tried at all (no such folder, no permission); what is found is in the
// report.
Result<Report> verify(const std::filesystem::path& dir, const VerifyOptions& options = {});

}  // namespace lapwing::ledger
