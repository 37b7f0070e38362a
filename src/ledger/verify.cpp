#include "ledger/verify.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "ledger/bytes.hpp"
#include "ledger/keys.hpp"
#include "ledger/sqlite_store.hpp"

namespace lapwing::ledger {
namespace {

using What = Problem::What;
constexpr std::uint64_t progress_entries = 8192;

// A root that somebody signed, met again (or not) while the tree is built.
struct Witness {
  What kind;
  std::string name;  // how a message calls it
  Checkpoint seen;
  bool met = false, fits = false;
};

class Verification {
 public:
  Verification(const VerifyOptions& options, Reader& reader, KeyRing* keys,
               const Result<std::string>& witness)
      : options_(options), reader_(reader), keys_(keys), witness_(witness) {}
  Report run();

 private:
  void read_head();
  void read_witnesses();
  void meet_witnesses();
  void scan();
  bool scan_row(const StoredRow& row);
  bool open_deep(const StoredEntry& entry);
  void check_nodes();
  void check_end();
  void check_root();
  bool problem(What what, std::string message, std::optional<std::uint64_t> first = {},
               std::optional<std::uint64_t> last = {});
  std::uint64_t proven() const;  // entries below this fit something signed

  const VerifyOptions& options_;
  Reader& reader_;
  KeyRing* keys_;
  const Result<std::string>& witness_;
  Report report_;
  Verifier verifier_;
  std::optional<Checkpoint> head_;
  std::optional<Problem> head_problem_, witness_problem_, node_problem_;
  std::vector<Witness> witnesses_;
  Frontier frontier_;
  std::vector<Node> completed_;
  std::uint64_t nodes_ = 0;
  Instant last_at_ = Instant::min();
  std::string payload_;
};

// Only the first problem is kept; false, so that a check can end with it.
bool Verification::problem(What what, std::string message, std::optional<std::uint64_t> first,
                           std::optional<std::uint64_t> last) {
  if (!report_.problem) report_.problem = Problem{what, std::move(message), first, last ? last : first};
  return false;
}

Report Verification::run() {
  read_head();
  read_witnesses();
  scan();
  report_.entries = frontier_.size();
  report_.root = frontier_.root();
  if (!report_.problem) check_end();
  report_.ok = !report_.problem;
  return report_;
}

void Verification::read_head() {
  const auto refuse = [this](std::string message) {
    head_problem_ = Problem{What::head, std::move(message)};
  };
  auto row = reader_.head();
  if (!row) return refuse(row.error().message);
  auto own = parse_vkey(row->vkey);
  if (!own) return refuse("the ledger's own verifier key is damaged");
  if (keys_ && keys_->verifier() != *own)
    return refuse("the ledger is not the one that the keys folder signs for");
  if (options_.verifier && *options_.verifier != *own)
    return refuse("the ledger is not signed with the given verifier key");
  verifier_ = *own;
  report_.origin = own->origin;
  auto head = open_checkpoint(row->note, verifier_);
  if (!head) return refuse(fmt::format("the ledger's signed head is damaged ({})", head.error().message));
  if (head->size != row->size)
    return refuse(
        fmt::format("the ledger's head says {} entries beside a signature for {}", row->size, head->size));
  head_ = std::move(*head);
}

void Verification::read_witnesses() {
  if (keys_) verifier_ = keys_->verifier();
  if (options_.verifier) verifier_ = *options_.verifier;
  const auto add = [this](What kind, std::string name, std::string_view text) {
    auto seen = open_checkpoint(text, verifier_);
    if (seen) witnesses_.push_back({kind, std::move(name), std::move(*seen)});
    else if (!witness_problem_)
      witness_problem_ = Problem{kind, fmt::format("{} cannot be used: {}", name, seen.error().message)};
  };
  if (!witness_) witness_problem_ = Problem{What::witness, witness_.error().message};
  else if (!witness_->empty()) add(What::witness, "the last head in the keys folder", *witness_);
  if (options_.checkpoint) add(What::checkpoint, "the checkpoint", *options_.checkpoint);
  meet_witnesses();
}

void Verification::meet_witnesses() {
  for (Witness& w : witnesses_)
    if (w.seen.size == frontier_.size()) {
      w.met = true;
      w.fits = frontier_.root() == w.seen.root;
    }
}

void Verification::scan() {
  // From before every possible row, so that a negative index is seen too.
  if (auto sought = reader_.seek(static_cast<std::uint64_t>(INT64_MIN)); !sought) {
    problem(What::unreadable, sought.error().message);
    return;
  }
  const std::uint64_t total = head_ ? head_->size : 0;
  StoredRow row;
  for (;;) {
    auto more = reader_.next(row);
    if (!more) {
      const std::uint64_t at = more.error().entry.value_or(frontier_.size());
      problem(What::unreadable, fmt::format("entry {} cannot be read: {}", at, more.error().message), at);
      return;
    }
    if (!*more) break;
    if (!scan_row(row)) return;
    if (options_.progress && frontier_.size() % progress_entries == 0)
      options_.progress(frontier_.size(), total);
  }
  if (options_.progress) options_.progress(frontier_.size(), total);
}

bool Verification::scan_row(const StoredRow& row) {
  const std::uint64_t i = frontier_.size();
  const auto signed_index = static_cast<std::int64_t>(row.index);
  if (signed_index < 0 || row.index < i)
    return problem(What::inserted,
                   fmt::format("a row is there for entry {}, which no ledger has", signed_index), i);
  if (head_ && row.index >= head_->size && i == head_->size)
    return problem(
        What::inserted,
        fmt::format("entry {} is beyond the signed head, which has {} entries", row.index, head_->size),
        row.index);
  if (row.index != i) return problem(What::missing, fmt::format("entry {} is missing", i), i, row.index - 1);
  if (leaf_hash(row.stored) != row.leaf)
    return problem(What::altered,
                   fmt::format("entry {} was altered: its bytes do not have the hash recorded for them", i),
                   i);
  auto entry = decode_entry(row.stored);
  if (!entry) return problem(What::malformed, fmt::format("entry {}: {}", i, entry.error().message), i);
  if (entry->index != i)
    return problem(What::wrong_index,
                   fmt::format("entry {} is not there: entry {} is in its place", i, entry->index), i);
  if (entry->at < last_at_)
    return problem(What::time_backwards, fmt::format("entry {} is dated before the entry ahead of it", i), i);
  if (options_.deep && !open_deep(*entry)) return false;
  last_at_ = entry->at;
  report_.bytes += row.stored.size();
  completed_.clear();
  frontier_.push(row.leaf, &completed_);
  if (!completed_.empty()) check_nodes();
  meet_witnesses();
  return true;
}

bool Verification::open_deep(const StoredEntry& entry) {
  Key key;
  auto state = keys_->look(entry.subject, key);
  if (!state) return problem(What::key_missing, state.error().message, entry.index);
  switch (*state) {
    case KeyRing::State::erased:
      ++report_.erased;
      return true;
    case KeyRing::State::missing:
      return problem(What::key_missing,
                     fmt::format("the key of entry {} is not in the keys folder", entry.index), entry.index);
    case KeyRing::State::there:
      break;
  }
  const bool opened = open_entry(entry, key, payload_);
  sodium_memzero(key.data(), key.size());
  if (opened) return true;
  return problem(What::undecryptable,
                 fmt::format("entry {} does not open with its subject's key", entry.index), entry.index);
}

// A stored subtree hash that differs is kept for later: what it means depends on whether the whole fits the
// signed head.
void Verification::check_nodes() {
  for (const Node& node : completed_) {
    ++nodes_;
    Hash stored{};
    auto read = reader_.hashes(node.level, node.index, {&stored, 1});
    if (node_problem_ || (read && stored == node.hash)) continue;
    const unsigned bits = node.level * level_width_bits;
    const std::uint64_t first = node.index << bits;
    node_problem_ = Problem{
        What::subtree,
        read ? fmt::format("the recorded hash of subtree {} of level {} was altered", node.index, node.level)
             : read.error().message,
        first, first + (std::uint64_t{1} << bits) - 1};
  }
}

std::uint64_t Verification::proven() const {
  std::uint64_t size = 0;
  for (const Witness& w : witnesses_)
    if (w.fits) size = std::max(size, w.seen.size);
  return size;
}

void Verification::check_root() {
  const std::uint64_t n = frontier_.size();
  if (report_.root == head_->root) return;
  if (node_problem_) {
    problem(What::altered,
            fmt::format("entries {} to {}, or some of them, were altered together with their recorded hashes",
                        *node_problem_->first, *node_problem_->last),
            node_problem_->first, node_problem_->last);
    return;
  }
  const std::uint64_t first = std::min(proven(), n ? n - 1 : 0),
                      tail = n >> level_width_bits << level_width_bits;
  problem(What::head,
          fmt::format(
              "the entries are not those of the signed head: something from entry {} on was altered together "
              "with its "
              "recorded hashes{}",
              first,
              tail < n && tail > first ? fmt::format(" (from entry {} on, if only entries were)", tail) : ""),
          first, n ? n - 1 : 0);
}

void Verification::check_end() {
  if (head_problem_) {
    report_.problem = head_problem_;
    return;
  }
  const std::uint64_t n = frontier_.size();
  if (n < head_->size) {
    problem(What::missing, fmt::format("entries {} to {} are missing from the end", n, head_->size - 1), n,
            head_->size - 1);
    return;
  }
  check_root();
  if (!report_.problem && node_problem_) report_.problem = node_problem_;
  if (auto count = reader_.node_count(); !report_.problem && (!count || *count != nodes_))
    problem(What::subtree,
            count ? "there are more recorded subtree hashes than subtrees" : count.error().message);
  if (!report_.problem && witness_problem_) report_.problem = witness_problem_;
  for (const Witness& w : witnesses_) {
    (w.kind == What::witness ? report_.witness_checked : report_.checkpoint_checked) = true;
    if (!w.met)
      problem(w.kind,
              fmt::format("{} has {} entries and the ledger only {}: it was cut or put back to an older copy",
                          w.name, w.seen.size, n),
              n, w.seen.size - 1);
    else if (!w.fits)
      problem(w.kind,
              fmt::format("the first {} entries are not those of {}: the ledger was rewritten", w.seen.size,
                          w.name),
              0, w.seen.size ? w.seen.size - 1 : 0);
  }
  if (report_.problem) return;
  // The scan met every entry in order; this finds damage that only a search for one entry would meet.
  if (auto whole = reader_.check_structure(); !whole) problem(What::unreadable, whole.error().message);
}

}  // namespace

const char* name(Problem::What what) {
  switch (what) {
    case What::unreadable:
      return "unreadable";
    case What::missing:
      return "missing";
    case What::inserted:
      return "inserted";
    case What::malformed:
      return "malformed";
    case What::wrong_index:
      return "wrong_index";
    case What::time_backwards:
      return "time_backwards";
    case What::altered:
      return "altered";
    case What::undecryptable:
      return "undecryptable";
    case What::key_missing:
      return "key_missing";
    case What::subtree:
      return "subtree";
    case What::head:
      return "head";
    case What::witness:
      return "witness";
    case What::checkpoint:
      return "checkpoint";
  }
  return "unknown";
}

Result<Report> verify(const std::filesystem::path& dir, const VerifyOptions& options) {
  if (sodium_init() < 0) return fault(Fault::Kind::io, "libsodium cannot start on this machine");
  const std::filesystem::path keys_dir = options.keys_dir.empty() ? dir / "keys" : options.keys_dir;
  std::unique_ptr<KeyRing> keys;
  if (KeyRing::exists(keys_dir) || options.deep) {
    auto opened = KeyRing::open(keys_dir, Access::read, system_random(), Options{}.keys_cached_max, {});
    if (!opened) return std::unexpected(opened.error());
    keys = std::move(*opened);
  }
  std::error_code error;
  if (!std::filesystem::exists(dir / "ledger.db", error))
    return fault(Fault::Kind::not_found, fmt::format("there is no ledger in {}", dir.string()));
  const auto unreadable = [](const Fault& fault) -> Result<Report> {
    if (fault.kind != Fault::Kind::corrupt) return std::unexpected(fault);
    Report report;
    report.problem = Problem{What::unreadable, fault.message, fault.entry, fault.entry};
    return report;
  };
  auto store = open_sqlite_store(dir / "ledger.db", Access::read, 0);
  if (!store) return unreadable(store.error());
  auto reader = (*store)->reader();
  if (!reader) return unreadable(reader.error());
  // The witness first: the service may be appending meanwhile, and what is seen of the ledger must not be the
  // older of the two.
  const Result<std::string> witness = keys ? keys->witness() : std::string();
  if (auto begun = (*reader)->begin(); !begun) return unreadable(begun.error());
  Report report = Verification(options, **reader, keys.get(), witness).run();
  (*reader)->end();
  return report;
}

}  // namespace lapwing::ledger
