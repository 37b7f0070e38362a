// The writing half of a Ledger: check, seal, chain, sign, store.
#include <fmt/format.h>
#include <sodium.h>

#include "ledger/ledger_state.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;

}  // namespace

Result<std::uint64_t> Ledger::append(std::span<const Draft> batch, std::optional<std::uint64_t> decided_on) {
  std::lock_guard lock(state_->writing);
  const std::uint64_t first = state_->frontier.size();
  if (auto fit = state_->check_batch(batch, decided_on); !fit) return std::unexpected(fit.error());
  if (batch.empty()) return first;
  if (auto written = state_->write(batch); !written) return std::unexpected(written.error());
  if (++state_->batches_unwitnessed >= state_->options.witness_batches_max) {
    // The entries are safe already; a witness that could not be kept now is tried again at the next batch.
    if (state_->keys->keep_witness(state_->note)) state_->batches_unwitnessed = 0;
  }
  return first;
}

Result<void> Ledger::State::check_batch(std::span<const Draft> batch,
                                        std::optional<std::uint64_t> decided_on) const {
  if (options.access == Access::read)
    return fault(Kind::read_only, "this ledger was opened for reading only");
  if (closed || failed)
    return fault(Kind::io, closed ? "this ledger is closed"
                                  : "an earlier append failed in a way that cannot be judged: start again");
  if (decided_on && *decided_on != frontier.size())
    return fault(
        Kind::stale_head,
        fmt::format("this was decided on {} entries and there are {}: read what is new and decide again",
                    *decided_on, frontier.size()));
  if (batch.size() > batch_entries_max)
    return fault(Kind::too_large, fmt::format("a batch holds at most {} entries", batch_entries_max));
  Instant last = head.last_at;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (batch[i].payload.size() > payload_bytes_max)
      return fault(Kind::too_large, fmt::format("a payload holds at most {} bytes", payload_bytes_max),
                   frontier.size() + i);
    if (batch[i].at < last)
      return fault(
          Kind::time_backwards,
          fmt::format("entry {} is {} µs before the entry ahead of it: time in the ledger never goes back",
                      frontier.size() + i, (last - batch[i].at).count()),
          frontier.size() + i);
    last = batch[i].at;
  }
  return {};
}

Result<void> Ledger::State::write(std::span<const Draft> batch) {
  std::vector<Subject> subjects;
  subjects.reserve(batch.size());
  for (const Draft& draft : batch) subjects.push_back(draft.subject);
  std::vector<Key> subject_keys;
  if (auto ensured = keys->ensure(subjects, note, subject_keys); !ensured) return ensured;
  const auto rows = sealer.seal(frontier.size(), batch, subject_keys, *options.random);
  sodium_memzero(subject_keys.data(), subject_keys.size() * sizeof(Key));

  Frontier next = frontier;
  std::vector<Node> completed;
  for (const StoredRow& row : rows) next.push(row.leaf, &completed);
  const Hash root = next.root();
  std::string signed_head = sign(next.size(), root);
  auto stored = store->append({frontier.size(), rows, completed, next.size(), signed_head});
  if (!stored) return after_failure(stored.error());
  frontier = next;
  std::lock_guard lock(head_mutex);
  head = {next.size(), root, batch.back().at};
  note = std::move(signed_head);
  return {};
}

// A failed commit may or may not have reached the disk. If the store still says the old head, it did not, and
// the caller may try again; if that cannot be seen, no more is taken, for a state that the ledger lacks must
// never be carried on.
Result<void> Ledger::State::after_failure(Fault fault) {
  if (fault.kind == Kind::stale_head) return std::unexpected(std::move(fault));
  auto reader = readers->take();
  auto row = reader ? (*reader)->head() : Result<HeadRow>(std::unexpected(reader.error()));
  if (!row || row->note != note) failed = true;
  return std::unexpected(std::move(fault));
}

}  // namespace lapwing::ledger
