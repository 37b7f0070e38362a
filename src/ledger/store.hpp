// Where the bytes are kept: entries, subtree hashes and one signed head. A store knows no keys and decides
// nothing. SQLite is the embedded one; a store on a database server implements the same.
//
// Threads: append and head are for one thread at a time. A Reader belongs to one thread at a time; several
// may be used at once, beside an append. The Store must outlive its Readers.
#pragma once
#include <memory>
#include <span>

#include "ledger/fault.hpp"
#include "ledger/merkle.hpp"
#include "ledger/types.hpp"

namespace lapwing::ledger {

struct StoredRow {
  std::uint64_t index = 0;
  Hash leaf{};
  std::string_view stored;
};

struct HeadRow {
  std::uint64_t size = 0;
  std::string note;  // the signed checkpoint of `size` entries
  std::string vkey;  // who signs; for those who hold the ledger without its keys
};

// One transaction: all of it or nothing.
struct StoreAppend {
  std::uint64_t decided_on = 0;  // the size of the head that this follows
  std::span<const StoredRow> rows;
  std::span<const Node> nodes;
  std::uint64_t size = 0;
  std::string_view note;
};

// Sees the store as it was when begin() was called, until end().
class Reader {
 public:
  virtual ~Reader() = default;
  virtual Result<void> begin() = 0;
  virtual void end() = 0;
  virtual Result<HeadRow> head() = 0;
  // One entry; what `row.stored` views lasts until the next call on this reader. Fault::not_found if there is
  // none.
  virtual Result<void> row(std::uint64_t index, StoredRow& row) = 0;
  // Positions before `from`; next() then gives rows in order of their index, whatever that is, and false at
  // the end.
  virtual Result<void> seek(std::uint64_t from) = 0;
  virtual Result<bool> next(StoredRow& row) = 0;
  virtual Result<void> hashes(unsigned level, std::uint64_t first, std::span<Hash> out) = 0;
  // How many subtree hashes are stored, and whether any row is one that no ledger would have (a negative
  // index, say).
  virtual Result<std::uint64_t> node_count() = 0;
  // Whether the store's own structure is whole; Fault::corrupt with what it says if not. Reads everything.
  virtual Result<void> check_structure() = 0;
};

class Store {
 public:
  virtual ~Store() = default;
  // Whether nothing was ever kept here; then found() makes it an empty ledger with its first head.
  virtual Result<bool> is_new() = 0;
  virtual Result<void> found(const HeadRow& first) = 0;
  virtual Result<void> append(const StoreAppend& append) = 0;  // durable when it returns
  virtual Result<std::unique_ptr<Reader>> reader() = 0;
  // Says whether everything went well to the last; no call may follow.
  virtual Result<void> close() = 0;
};

}  // namespace lapwing::ledger
