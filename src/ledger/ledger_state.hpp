// What a Ledger is made of; for the files of this room that implement it.
#pragma once
#include <mutex>

#include "ledger/files.hpp"
#include "ledger/keys.hpp"
#include "ledger/ledger.hpp"
#include "ledger/sealer.hpp"
#include "ledger/store.hpp"

namespace lapwing::ledger {

inline constexpr std::size_t readers_kept_max = 8;

// Connections for reading, made when needed and kept for the next. Any thread.
class ReaderPool {
 public:
  // A reader on loan: it sees the store as of begin() and goes back to the pool at the end.
  class Lease {
   public:
    Lease(ReaderPool& pool, std::unique_ptr<Reader> reader) : pool_(&pool), reader_(std::move(reader)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (reader_) pool_->give_back(std::move(reader_));
    }
    Reader* operator->() const { return reader_.get(); }
    Reader& operator*() const { return *reader_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<Reader> reader_;
  };

  explicit ReaderPool(Store& store) : store_(store) {}
  Result<Lease> take();  // begun

 private:
  void give_back(std::unique_ptr<Reader> reader);

  Store& store_;
  std::mutex mutex_;  // guards idle_
  std::vector<std::unique_ptr<Reader>> idle_;
};

struct Ledger::State {
  std::filesystem::path dir;
  Options options;
  File lock;  // released last
  std::unique_ptr<KeyRing> keys;
  std::unique_ptr<Store> store;
  std::unique_ptr<ReaderPool> readers;

  std::mutex writing;  // one append, destroy or close at a time; guards the four below
  Frontier frontier;
  std::uint64_t batches_unwitnessed = 0;
  bool failed = false, closed = false;
  Sealer sealer;

  mutable std::mutex head_mutex;  // guards the two below
  Head head;
  std::string note;

  Result<void> open_keys();
  Result<void> open_store();
  Result<void> check_witness(Reader& reader);
  Result<void> check_batch(std::span<const Draft> batch, std::optional<std::uint64_t> decided_on) const;
  Result<void> write(std::span<const Draft> batch);
  Result<void> after_failure(Fault fault);
  std::string sign(std::uint64_t size, const Hash& root) const;
};

// Checks that `row` is entry `index` as it was written, and decrypts it into `out`.
Result<void> open_row(const StoredRow& row, std::uint64_t index, const KeyRing& keys, Entry& out);

HashSource source_of(Reader& reader);

}  // namespace lapwing::ledger
