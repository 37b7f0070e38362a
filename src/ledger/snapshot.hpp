// What the desk folded from the ledger up to a position, kept so that a start need not replay everything. A
// snapshot is a convenience and never the truth: one that is damaged, of another ledger, or ahead of this one
// is refused with its reason, and the desk replays instead. Records are encrypted under their subject's key,
// so destroying a key erases them here too. Files are DIR/snapshots/POSITION.snapshot, written beside and
// renamed, so that there is never half of one.
//
// A writer and a reader belong to one thread each; the Ledger they came from must outlive them.
#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "ledger/ledger.hpp"

namespace lapwing::ledger {

class SnapshotWriter {
 public:
  // `position`: the snapshot holds what entries 0 … position-1 came to. `format`: the caller's own number for
  // the shape of its records; a reader that expects another refuses the file.
  static Result<SnapshotWriter> create(const Ledger& ledger, std::uint64_t position, std::uint32_t format);
  SnapshotWriter(SnapshotWriter&&) noexcept;
  SnapshotWriter& operator=(SnapshotWriter&&) noexcept;
  ~SnapshotWriter();  // an unfinished file is removed

  // Records come back in the order in which they were added. A subject whose key was destroyed is
  // Fault::erased.
  Result<void> add(const Subject& subject, std::string_view bytes);
  // Durable and in place when this returns; older snapshots but the newest `keep` are removed.
  Result<void> commit(std::size_t keep = 2);

 private:
  struct State;
  explicit SnapshotWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct SnapshotRecord {
  Subject subject{};
  std::string bytes;
  bool erased = false;
};

class SnapshotReader {
 public:
  // Checks the whole file (hash, signature, origin, root at its position, format) before it gives anything.
  static Result<SnapshotReader> open(const Ledger& ledger, std::uint64_t position, std::uint32_t format);
  // The newest usable one. Fault::not_found if there is none. `refused` gets the reason for each that was
  // passed over.
  static Result<SnapshotReader> newest(const Ledger& ledger, std::uint32_t format,
                                       std::vector<std::string>* refused = nullptr);
  SnapshotReader(SnapshotReader&&) noexcept;
  SnapshotReader& operator=(SnapshotReader&&) noexcept;
  ~SnapshotReader();

  std::uint64_t position() const;
  std::uint64_t records() const;
  // Fills `out` (its buffer is reused) and says true; false after the last.
  Result<bool> next(SnapshotRecord& out);

 private:
  struct State;
  explicit SnapshotReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Positions for which there is a file, ascending, whether it is usable or not.
std::vector<std::uint64_t> snapshot_positions(const std::filesystem::path& dir);

}  // namespace lapwing::ledger
