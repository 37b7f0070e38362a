#include "ledger/keys.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <set>

#include "ledger/bytes.hpp"
#include "ledger/files.hpp"
#include "ledger/key_cache.hpp"
#include "ledger/key_wrap.hpp"
#include "ledger/sqlite.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;

constexpr std::string_view subject_context = "LWK1", signing_context = "LWI1";
constexpr int keys_application_id = 0x4C57504B, keys_format_version = 1;  // "LWPK"
constexpr const char* schema =
    "CREATE TABLE subject_key(subject BLOB PRIMARY KEY NOT NULL, wrapped BLOB) STRICT, WITHOUT ROWID;"
    "CREATE TABLE identity(id INTEGER PRIMARY KEY CHECK(id = 1), origin TEXT NOT NULL, "
    "public_key BLOB NOT NULL, wrapped BLOB NOT NULL, witness TEXT NOT NULL) STRICT;";

std::string context_of(const Subject& subject) { return std::string(subject_context).append(view(subject)); }

std::filesystem::path database_path(const std::filesystem::path& dir) { return dir / "keys.db"; }

}  // namespace

struct KeyRing::Impl {
  std::filesystem::path dir;
  std::shared_ptr<Random> random;
  Secret master{master_bytes}, signing{crypto_sign_SECRETKEYBYTES};
  Verifier verifier;
  mutable KeyCache cache;

  mutable std::mutex mutex;  // guards the connection and its statements
  Database database;
  mutable Statement find;
  Statement insert, erase, witness;

  explicit Impl(std::size_t cached_max) : cache(cached_max) {}

  Result<void> open_files(Access access, const std::optional<std::string>& origin);
  Result<void> make(const std::string& origin);
  Result<void> load_identity();
  Result<void> prepare(Access access);
  Result<State> take(const Subject& subject, const Statement& row, int column, Key& key) const;
  Result<void> in_transaction(const std::function<Result<void>()>& work);
  Result<void> run_witness(std::string_view note);
};

Result<void> KeyRing::Impl::open_files(Access access, const std::optional<std::string>& origin) {
  const bool there = KeyRing::exists(dir);
  if (!there && (access == Access::read || !origin))
    return fault(
        Kind::key_missing,
        fmt::format(
            "the keys are not in {}, and the ledger cannot be read without them: put that folder back",
            dir.string()));
  if (!there)
    if (auto made = make_folder(dir); !made) return made;
  std::error_code error;
  const bool fresh = !there && !std::filesystem::exists(master_path(dir), error);
  if (auto got = fresh ? make_master(dir, *random, master) : read_master(dir, master); !got) return got;
  auto opened = access == Access::read ? Database::open_reading(database_path(dir))
                                       : Database::open(database_path(dir), OpenMode::create);
  if (!opened) return std::unexpected(opened.error());
  database = std::move(*opened);
  if (access == Access::write) {
    std::filesystem::permissions(
        database_path(dir), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
    // secure_delete: an erased key may not live on in the free part of a page.
    if (auto set =
            database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON");
        !set)
      return set;
    auto tables = database.value("SELECT count(*) FROM sqlite_schema");
    if (!tables) return std::unexpected(tables.error());
    if (*tables == "0" && !origin)
      return fault(Kind::key_missing,
                   fmt::format("{} holds no keys: put the right one back", database_path(dir).string()));
    if (*tables == "0")
      if (auto made = make(*origin); !made) return made;
  }
  auto id = database.value("PRAGMA application_id");
  auto version = database.value("PRAGMA user_version");
  if (!id || !version) return std::unexpected(id ? version.error() : id.error());
  if (*id != std::to_string(keys_application_id) || *version != std::to_string(keys_format_version))
    return fault(Kind::corrupt,
                 fmt::format("{} is not a key file of a format known here", database_path(dir).string()));
  if (auto loaded = load_identity(); !loaded) return loaded;
  return prepare(access);
}

Result<void> KeyRing::Impl::make(const std::string& origin) {
  Secret seed(crypto_sign_SEEDBYTES);
  random->fill(seed.span());
  PublicKey public_key{};
  crypto_sign_seed_keypair(public_key.data(), signing.get(), seed.get());
  Key service{};
  random->fill(service);
  const std::string wrapped_seed =
      wrap(view(seed.span()), std::string(signing_context) + origin, master, *random);
  const std::string wrapped_service = wrap(view(service), context_of(no_subject), master, *random);
  sodium_memzero(service.data(), service.size());
  return in_transaction([&]() -> Result<void> {
    if (auto made = database.exec(schema); !made) return made;
    if (auto marked = database.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                                keys_application_id, keys_format_version));
        !marked)
      return marked;
    auto identity = database.prepare(
        "INSERT INTO identity(id, origin, public_key, wrapped, witness) VALUES(1, ?, ?, ?, '')");
    if (!identity) return std::unexpected(identity.error());
    identity->bind_text(1, origin);
    identity->bind(2, view(public_key));
    identity->bind(3, wrapped_seed);
    if (auto run = identity->run(); !run) return run;
    auto key = database.prepare("INSERT INTO subject_key(subject, wrapped) VALUES(?, ?)");
    if (!key) return std::unexpected(key.error());
    key->bind(1, view(no_subject));
    key->bind(2, wrapped_service);
    return key->run();
  });
}

Result<void> KeyRing::Impl::load_identity() {
  auto row = database.prepare("SELECT origin, public_key, wrapped FROM identity WHERE id = 1");
  if (!row) return std::unexpected(row.error());
  auto there = row->step();
  if (!there) return std::unexpected(there.error());
  Secret seed(crypto_sign_SEEDBYTES);
  if (!*there || row->bytes(1).size() != verifier.key.size() ||
      !unwrap(row->bytes(2), std::string(signing_context).append(row->bytes(0)), master, seed.span()))
    return fault(Kind::corrupt,
                 fmt::format("{} does not belong to the {} beside it: put the right pair back",
                             master_path(dir).string(), database_path(dir).filename().string()));
  verifier.origin = row->bytes(0);
  crypto_sign_seed_keypair(verifier.key.data(), signing.get(), seed.get());
  if (view(verifier.key) != row->bytes(1))
    return fault(Kind::corrupt, fmt::format("the signing key in {} is damaged", database_path(dir).string()));
  return {};
}

Result<void> KeyRing::Impl::prepare(Access access) {
  std::vector<std::pair<Statement*, std::string_view>> all = {
      {&find, "SELECT wrapped FROM subject_key WHERE subject = ?"}};
  if (access == Access::write)
    all.insert(all.end(), {{&insert, "INSERT INTO subject_key(subject, wrapped) VALUES(?, ?)"},
                           {&erase,
                            "INSERT INTO subject_key(subject, wrapped) VALUES(?, NULL)"
                            " ON CONFLICT(subject) DO UPDATE SET wrapped = NULL"},
                           {&witness, "UPDATE identity SET witness = ? WHERE id = 1"}});
  for (const auto& [statement, sql] : all) {
    auto prepared = database.prepare(sql);
    if (!prepared) return std::unexpected(prepared.error());
    *statement = std::move(*prepared);
  }
  return {};
}

// What the wrapped key in `row` comes to; keeps it in the cache.
Result<KeyRing::State> KeyRing::Impl::take(const Subject& subject, const Statement& row, int column,
                                           Key& key) const {
  if (row.is_null(column)) {
    cache.put(subject, {Key{}, true});
    return State::erased;
  }
  if (!unwrap(row.bytes(column), context_of(subject), master, key))
    return fault(
        Kind::corrupt,
        fmt::format("the key of subject {} in {} is damaged: put a good copy of the keys folder back",
                    to_hex(subject), database_path(dir).string()));
  cache.put(subject, {key, false});
  return State::there;
}

Result<void> KeyRing::Impl::in_transaction(const std::function<Result<void>()>& work) {
  if (auto begun = database.exec("BEGIN IMMEDIATE"); !begun) return begun;
  auto done = work();
  if (done) done = database.exec("COMMIT");
  if (!done && sqlite3_get_autocommit(database.handle()) == 0) (void)database.exec("ROLLBACK");
  return done;
}

Result<void> KeyRing::Impl::run_witness(std::string_view note) {
  witness.bind_text(1, note);
  return witness.run();
}

KeyRing::KeyRing(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KeyRing::~KeyRing() = default;

bool KeyRing::exists(const std::filesystem::path& dir) {
  std::error_code error;
  return std::filesystem::exists(database_path(dir), error);
}

Result<std::unique_ptr<KeyRing>> KeyRing::open(const std::filesystem::path& dir, Access access,
                                               std::shared_ptr<Random> random, std::size_t cached_max,
                                               const std::optional<std::string>& origin) {
  auto impl = std::make_unique<Impl>(cached_max);
  impl->dir = dir;
  impl->random = std::move(random);
  if (auto opened = impl->open_files(access, origin); !opened) return std::unexpected(opened.error());
  return std::unique_ptr<KeyRing>(new KeyRing(std::move(impl)));
}

const Verifier& KeyRing::verifier() const { return impl_->verifier; }

Random& KeyRing::random() const { return *impl_->random; }

Signature KeyRing::sign(std::string_view bytes) const {
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, raw(bytes), bytes.size(), impl_->signing.get());
  return signature;
}

Result<KeyRing::State> KeyRing::look(const Subject& subject, Key& key) const {
  if (const auto slot = impl_->cache.find(subject)) {
    key = slot->key;
    return slot->erased ? State::erased : State::there;
  }
  std::lock_guard lock(impl_->mutex);
  Statement& find = impl_->find;
  find.bind(1, view(subject));
  auto row = find.step();
  Result<State> state = State::missing;
  if (!row) state = std::unexpected(row.error());
  else if (*row) state = impl_->take(subject, find, 0, key);
  find.reset();
  return state;
}

Result<void> KeyRing::ensure(std::span<const Subject> subjects, std::string_view witness,
                             std::vector<Key>& keys) {
  keys.resize(subjects.size());
  std::set<Subject> fresh;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    if (i > 0 && subjects[i] == subjects[i - 1]) {
      keys[i] = keys[i - 1];
      continue;
    }
    auto state = look(subjects[i], keys[i]);
    if (!state) return std::unexpected(state.error());
    if (*state == State::missing) fresh.insert(subjects[i]);
    if (*state == State::erased)
      return fault(Kind::erased,
                   fmt::format("the key of subject {} was destroyed: nothing more can be kept about it",
                               to_hex(subjects[i])));
  }
  if (fresh.empty()) return {};
  if (fresh.contains(no_subject))
    return fault(Kind::key_missing, "the service key is not in the keys folder: put a good copy back");

  std::vector<std::pair<Subject, Key>> made;
  std::lock_guard lock(impl_->mutex);
  auto done = impl_->in_transaction([&]() -> Result<void> {
    for (const Subject& subject : fresh) {
      Key key;
      impl_->random->fill(key);
      const std::string wrapped = wrap(view(key), context_of(subject), impl_->master, *impl_->random);
      impl_->insert.bind(1, view(subject));
      impl_->insert.bind(2, wrapped);
      if (auto inserted = impl_->insert.run(); !inserted) return inserted;
      made.emplace_back(subject, key);
    }
    return impl_->run_witness(witness);
  });
  if (!done) return done;
  for (auto& [subject, key] : made) impl_->cache.put(subject, {key, false});
  for (std::size_t i = 0; i < subjects.size(); ++i)
    if (const auto at =
            std::lower_bound(made.begin(), made.end(), subjects[i],
                             [](const auto& pair, const Subject& subject) { return pair.first < subject; });
        at != made.end() && at->first == subjects[i])
      keys[i] = at->second;
  for (auto& [subject, key] : made) sodium_memzero(key.data(), key.size());
  return {};
}

Result<void> KeyRing::warm() const {
  std::lock_guard lock(impl_->mutex);
  auto rows = impl_->database.prepare("SELECT subject, wrapped FROM subject_key LIMIT ?");
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, static_cast<std::int64_t>(impl_->cache.capacity()));
  for (;;) {
    auto row = rows->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    Subject subject;
    Key key;
    if (rows->bytes(0).size() != subject.size())
      return fault(Kind::corrupt, "the keys file holds a subject that is not one");
    std::copy_n(rows->bytes(0).begin(), subject.size(), subject.begin());
    if (auto state = impl_->take(subject, *rows, 1, key); !state) return std::unexpected(state.error());
  }
}

Result<void> KeyRing::destroy(std::span<const Subject> subjects) {
  std::lock_guard lock(impl_->mutex);
  if (std::find(subjects.begin(), subjects.end(), no_subject) != subjects.end())
    return fault(Kind::invalid, "the service key belongs to nobody and may not be destroyed");
  auto done = impl_->in_transaction([&]() -> Result<void> {
    for (const Subject& subject : subjects) {
      impl_->erase.bind(1, view(subject));
      if (auto erased = impl_->erase.run(); !erased) return erased;
    }
    return {};
  });
  if (!done) return done;
  for (const Subject& subject : subjects) impl_->cache.put(subject, {Key{}, true});
  // The pages themselves are zeroed by secure_delete; the log still holds them as they were.
  auto busy = impl_->database.value("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!busy) return std::unexpected(busy.error());
  if (*busy != "0")
    return fault(
        Kind::locked,
        "the keys are destroyed, but another process is reading the keys folder and keeps old copies "
        "there: erase again once it has ended");
  return {};
}

Result<std::string> KeyRing::witness() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->database.value("SELECT witness FROM identity WHERE id = 1");
}

Result<void> KeyRing::keep_witness(std::string_view note) {
  std::lock_guard lock(impl_->mutex);
  return impl_->run_witness(note);
}

Result<void> KeyRing::close() {
  std::lock_guard lock(impl_->mutex);
  for (Statement* statement : {&impl_->find, &impl_->insert, &impl_->erase, &impl_->witness})
    *statement = Statement();
  return impl_->database.close();
}

}  // namespace lapwing::ledger
