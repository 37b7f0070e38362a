#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include "ledger/files.hpp"
#include "ledger/keys.hpp"
#include "ledger/sha256.hpp"
#include "ledger/snapshot.hpp"
#include "ledger/snapshot_format.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;
constexpr std::size_t buffer_bytes = 1u << 20;
constexpr std::size_t nonces_ahead = 1024;  // asking the kernel for each would cost more than encrypting

}  // namespace

std::string snapshot_name(std::uint64_t position) { return fmt::format("{:020}.snapshot", position); }

std::vector<std::uint64_t> snapshot_positions(const std::filesystem::path& dir) {
  std::vector<std::uint64_t> out;
  std::error_code error;
  for (const auto& item : std::filesystem::directory_iterator(dir / "snapshots", error)) {
    const std::string name = item.path().filename().string();
    if (name.size() == 29 && name.ends_with(".snapshot") && name.find_first_not_of("0123456789") == 20)
      out.push_back(std::stoull(name));
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct SnapshotWriter::State {
  const Ledger& ledger;
  std::uint64_t position;
  std::filesystem::path path, draft;  // where it goes, and where it is written meanwhile
  File file;
  Sha256 sha;
  std::string buffer;
  std::vector<std::uint8_t> nonces;
  std::size_t nonces_used = 0;
  std::uint64_t records = 0;
  bool committed = false;

  State(const Ledger& ledger, std::uint64_t position) : ledger(ledger), position(position) {
    path = ledger.dir() / "snapshots" / snapshot_name(position);
    draft = ledger.dir() / "snapshots" / "draft";
  }
  ~State() {
    if (!committed && file) ::unlink(draft.c_str());
  }
  Result<void> flush();
  Result<Key> key_of(const Subject& subject);
  const std::uint8_t* next_nonce();
};

Result<void> SnapshotWriter::State::flush() {
  sha.add(buffer);
  auto written = write_all(file, buffer, draft);
  buffer.clear();
  return written;
}

Result<Key> SnapshotWriter::State::key_of(const Subject& subject) {
  Key key;
  auto state = ledger.keys().look(subject, key);
  if (!state) return std::unexpected(state.error());
  if (*state == KeyRing::State::there) return key;
  auto note = ledger.checkpoint();
  if (!note) return std::unexpected(note.error());
  std::vector<Key> made;  // also what refuses an erased subject
  if (auto ensured = ledger.keys().ensure({&subject, 1}, *note, made); !ensured)
    return std::unexpected(ensured.error());
  return made.front();
}

const std::uint8_t* SnapshotWriter::State::next_nonce() {
  if (nonces_used == nonces.size()) {
    nonces.resize(nonces_ahead * nonce_bytes);
    ledger.keys().random().fill(nonces);
    nonces_used = 0;
  }
  nonces_used += nonce_bytes;
  return nonces.data() + nonces_used - nonce_bytes;
}

SnapshotWriter::SnapshotWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
SnapshotWriter::SnapshotWriter(SnapshotWriter&&) noexcept = default;
SnapshotWriter& SnapshotWriter::operator=(SnapshotWriter&&) noexcept = default;
SnapshotWriter::~SnapshotWriter() = default;

Result<SnapshotWriter> SnapshotWriter::create(const Ledger& ledger, std::uint64_t position,
                                              std::uint32_t format) {
  auto root = ledger.root_at(position);
  if (!root) return std::unexpected(root.error());
  auto state = std::make_unique<State>(ledger, position);
  if (auto made = make_folder(state->path.parent_path()); !made) return std::unexpected(made.error());
  auto file = open_file(state->draft, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file) return std::unexpected(file.error());
  state->file = std::move(*file);
  state->buffer = snapshot_head(position, *root, format, ledger.verifier().origin);
  return SnapshotWriter(std::move(state));
}

Result<void> SnapshotWriter::add(const Subject& subject, std::string_view bytes) {
  State& s = *state_;
  if (bytes.size() > snapshot_record_bytes_max)
    return fault(Kind::too_large,
                 fmt::format("a snapshot's record holds at most {} bytes", snapshot_record_bytes_max));
  auto key = s.key_of(subject);
  if (!key) return std::unexpected(key.error());
  const std::uint8_t* nonce = s.next_nonce();
  const auto context = snapshot_context(s.position, s.records++, subject);
  const std::size_t start = s.buffer.size(), sealed = nonce_bytes + bytes.size() + tag_bytes;
  s.buffer.resize(start + snapshot_record_head_bytes + sealed);
  char* p = s.buffer.data() + start;
  std::copy(subject.begin(), subject.end(), p);
  put_u32(p + 16, static_cast<std::uint32_t>(sealed));
  std::copy_n(nonce, nonce_bytes, p + snapshot_record_head_bytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      reinterpret_cast<unsigned char*>(p) + snapshot_record_head_bytes + nonce_bytes, nullptr, raw(bytes),
      bytes.size(), reinterpret_cast<const unsigned char*>(context.data()), context.size(), nullptr, nonce,
      key->data());
  sodium_memzero(key->data(), key->size());
  return s.buffer.size() < buffer_bytes ? Result<void>{} : s.flush();
}

Result<void> SnapshotWriter::commit(std::size_t keep) {
  State& s = *state_;
  std::string records(8, '\0');
  put_u64(records.data(), s.records);
  s.buffer += records;
  if (auto flushed = s.flush(); !flushed) return flushed;
  const Hash hash = s.sha.finish();
  const Signature signature = s.ledger.keys().sign(snapshot_statement(hash));
  if (auto written = write_all(s.file, std::string(view(hash)).append(view(signature)), s.draft); !written)
    return written;
  if (auto synced = sync_file(s.file, s.draft); !synced) return synced;
  if (::rename(s.draft.c_str(), s.path.c_str()) != 0)
    return std::unexpected(file_fault(errno, "put in place", s.path));
  s.committed = true;
  if (auto synced = sync_folder(s.path.parent_path()); !synced) return synced;
  auto positions = snapshot_positions(s.ledger.dir());
  for (std::size_t i = 0; i + keep < positions.size(); ++i)
    ::unlink((s.path.parent_path() / snapshot_name(positions[i])).c_str());  // one left behind does no harm
  return {};
}

}  // namespace lapwing::ledger
