// What can go wrong in a ledger, as a value. `message` is a sentence that a person can act on and never holds
// a payload or a key; `entry` names the entry concerned where there is one. Plain data: any thread.
#pragma once
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

namespace lapwing::ledger {

struct Fault {
  enum class Kind {
    full_disk,   // no space left (or a quota, or a file size limit): nothing was written, free some and try
                 // again
    read_only,   // the folder or the file may not be written
    locked,      // another process has the folder
    corrupt,     // what is stored is not what was written
    stale_head,  // others appended since the head that this append decided on: read them and decide again
    time_backwards,  // the entry's time is before its predecessor's
    not_found,       // no such entry, file or checkpoint
    key_missing,     // the keys folder, or the key of a subject, is not there
    erased,          // the subject's key was destroyed: nothing more is kept under it
    too_large,       // over a named limit
    invalid,         // the caller gave something malformed
    io,              // the machine failed in another way; after this the ledger takes no more appends
  };
  Kind kind;
  std::string message;
  std::optional<std::uint64_t> entry = {};
};

// "corrupt", "full_disk", …: for logs and for JSON.
const char* name(Fault::Kind kind);

template <class T>
using Result = std::expected<T, Fault>;

inline std::unexpected<Fault> fault(Fault::Kind kind, std::string message,
                                    std::optional<std::uint64_t> entry = {}) {
  return std::unexpected(Fault{kind, std::move(message), entry});
}

}  // namespace lapwing::ledger
