#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "ledger/files.hpp"
#include "ledger/keys.hpp"
#include "ledger/snapshot.hpp"
#include "ledger/snapshot_format.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;

// A whole file in memory. Snapshots are never changed in place, so it cannot shrink under the mapping.
class Mapping {
 public:
  Mapping() = default;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (bytes_) ::munmap(bytes_, size_);
  }
  Result<void> map(const std::filesystem::path& path) {
    auto file = open_file(path, O_RDONLY);
    if (!file) return std::unexpected(file.error());
    struct stat status{};
    if (::fstat(file->get(), &status) != 0) return std::unexpected(file_fault(errno, "read", path));
    size_ = static_cast<std::size_t>(status.st_size);
    if (size_ == 0) return {};
    void* bytes = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file->get(), 0);
    if (bytes == MAP_FAILED) return std::unexpected(file_fault(errno, "read", path));
    bytes_ = bytes;
    ::madvise(bytes_, size_, MADV_SEQUENTIAL);
    return {};
  }
  std::string_view view() const { return {static_cast<const char*>(bytes_), bytes_ ? size_ : 0}; }

 private:
  void* bytes_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace

struct SnapshotReader::State {
  const Ledger& ledger;
  std::filesystem::path path;
  Mapping mapping;
  std::string_view rest;  // the records not yet given
  std::uint64_t position = 0, records = 0, given = 0;

  explicit State(const Ledger& ledger) : ledger(ledger) {}
  Result<void> check(std::uint32_t format);
  std::unexpected<Fault> refuse(std::string_view why) const {
    return fault(Kind::corrupt, fmt::format("the snapshot {} {}", path.string(), why));
  }
};

Result<void> SnapshotReader::State::check(std::uint32_t format) {
  const std::string_view all = mapping.view();
  if (all.size() < snapshot_fixed_head_bytes + snapshot_foot_bytes) return refuse("is cut short");
  if (!all.starts_with(snapshot_magic)) return refuse("is not a snapshot of a version known here");
  const std::string_view body = all.substr(0, all.size() - 96);
  const Hash hash = sha256(body);
  if (view(hash) != all.substr(body.size(), 32)) return refuse("is damaged: its bytes do not have its hash");
  const std::string statement = snapshot_statement(hash);
  if (crypto_sign_verify_detached(raw(all) + body.size() + 32, raw(statement), statement.size(),
                                  ledger.verifier().key.data()) != 0)
    return refuse("is not signed with this ledger's key");
  const std::uint32_t origin_bytes = get_u32(all.data() + 52);
  if (origin_bytes > body.size() - snapshot_fixed_head_bytes - 8 ||
      all.substr(snapshot_fixed_head_bytes, origin_bytes) != ledger.verifier().origin)
    return refuse("is of another ledger");
  if (get_u64(all.data() + 8) != position) return refuse("is of another position than its name says");
  if (get_u32(all.data() + 48) != format)
    return refuse(fmt::format("holds records of format {}, not {}", get_u32(all.data() + 48), format));
  auto root = ledger.root_at(position);
  if (!root) return refuse("is not of this ledger as it is: " + root.error().message);
  if (view(*root) != all.substr(16, 32)) return refuse("was made of other entries than this ledger's");
  records = get_u64(body.data() + body.size() - 8);
  const std::size_t start = snapshot_fixed_head_bytes + origin_bytes;
  rest = body.substr(start, body.size() - 8 - start);
  return {};
}

SnapshotReader::SnapshotReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
SnapshotReader::SnapshotReader(SnapshotReader&&) noexcept = default;
SnapshotReader& SnapshotReader::operator=(SnapshotReader&&) noexcept = default;
SnapshotReader::~SnapshotReader() = default;

Result<SnapshotReader> SnapshotReader::open(const Ledger& ledger, std::uint64_t position,
                                            std::uint32_t format) {
  auto state = std::make_unique<State>(ledger);
  state->position = position;
  state->path = ledger.dir() / "snapshots" / snapshot_name(position);
  if (auto mapped = state->mapping.map(state->path); !mapped) return std::unexpected(mapped.error());
  if (auto checked = state->check(format); !checked) return std::unexpected(checked.error());
  return SnapshotReader(std::move(state));
}

Result<SnapshotReader> SnapshotReader::newest(const Ledger& ledger, std::uint32_t format,
                                              std::vector<std::string>* refused) {
  const auto positions = snapshot_positions(ledger.dir());
  for (auto position = positions.rbegin(); position != positions.rend(); ++position) {
    auto reader = open(ledger, *position, format);
    if (reader) return reader;
    if (refused) refused->push_back(reader.error().message);
  }
  return fault(Kind::not_found, "there is no usable snapshot");
}

std::uint64_t SnapshotReader::position() const { return state_->position; }
std::uint64_t SnapshotReader::records() const { return state_->records; }

Result<bool> SnapshotReader::next(SnapshotRecord& out) {
  State& s = *state_;
  if (s.given == s.records) return s.rest.empty() ? Result<bool>(false) : s.refuse("holds more than it says");
  if (s.rest.size() < snapshot_record_head_bytes) return s.refuse("is cut short");
  std::copy_n(s.rest.data(), out.subject.size(), out.subject.begin());
  const std::size_t sealed = get_u32(s.rest.data() + 16);
  if (sealed < nonce_bytes + tag_bytes || sealed > s.rest.size() - snapshot_record_head_bytes)
    return s.refuse(fmt::format("is damaged at record {}", s.given));
  const std::string_view bytes = s.rest.substr(snapshot_record_head_bytes, sealed);
  const auto context = snapshot_context(s.position, s.given, out.subject);

  Key key;
  auto state = s.ledger.keys().look(out.subject, key);
  if (!state) return std::unexpected(state.error());
  if (*state == KeyRing::State::missing)
    return fault(Kind::key_missing, fmt::format("the key of record {} of {} is not in the keys folder",
                                                s.given, s.path.string()));
  out.erased = *state == KeyRing::State::erased;
  out.bytes.resize(out.erased ? 0 : sealed - nonce_bytes - tag_bytes);
  const bool opened = out.erased || crypto_aead_xchacha20poly1305_ietf_decrypt(
                                        reinterpret_cast<unsigned char*>(out.bytes.data()), nullptr, nullptr,
                                        raw(bytes) + nonce_bytes, bytes.size() - nonce_bytes,
                                        reinterpret_cast<const unsigned char*>(context.data()),
                                        context.size(), raw(bytes), key.data()) == 0;
  sodium_memzero(key.data(), key.size());
  if (!opened) return s.refuse(fmt::format("is damaged at record {}", s.given));
  s.rest.remove_prefix(snapshot_record_head_bytes + sealed);
  ++s.given;
  return true;
}

}  // namespace lapwing::ledger
