#include "ledger/sqlite_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapwing::ledger {
namespace {

bool take_hash(std::string_view bytes, Hash& out) {
  if (bytes.size() != out.size()) return false;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return true;
}

}  // namespace

Result<void> check_marks(Database& database) {
  auto id = database.value("PRAGMA application_id");
  if (!id) return std::unexpected(id.error());
  auto version = database.value("PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (*id != std::to_string(ledger_application_id))
    return fault(Fault::Kind::corrupt,
                 fmt::format("{} is not a ledger", sqlite3_db_filename(database.handle(), "main")));
  if (*version != std::to_string(ledger_format_version))
    return fault(
        Fault::Kind::corrupt,
        fmt::format("{} is a ledger of format {}; this program knows format {}",
                    sqlite3_db_filename(database.handle(), "main"), *version, ledger_format_version));
  return {};
}

Result<std::unique_ptr<Reader>> SqliteReader::open(const std::filesystem::path& file) {
  auto database = Database::open_reading(file);
  if (!database) return std::unexpected(database.error());
  auto reader = std::make_unique<SqliteReader>();
  reader->database_ = std::move(*database);
  if (auto marks = check_marks(reader->database_); !marks) return std::unexpected(marks.error());
  if (auto prepared = reader->prepare(); !prepared) return std::unexpected(prepared.error());
  return reader;
}

Result<void> SqliteReader::prepare() {
  const std::pair<Statement*, std::string_view> all[] = {
      {&begin_, "BEGIN"},
      {&end_, "END"},
      {&head_, "SELECT size, note, vkey FROM head WHERE id = 1"},
      {&row_, "SELECT idx, leaf, stored FROM entry WHERE idx = ?"},
      {&scan_, "SELECT idx, leaf, stored FROM entry WHERE idx >= ? ORDER BY idx"},
      {&leaves_, "SELECT idx, leaf FROM entry WHERE idx >= ? ORDER BY idx"},
      {&nodes_, "SELECT idx, hash FROM node WHERE level = ? AND idx >= ? ORDER BY idx"},
  };
  for (const auto& [statement, sql] : all) {
    auto prepared = database_.prepare(sql);
    if (!prepared) {
      // Our own SQL fails to compile only when the schema is not ours.
      if (prepared.error().kind == Fault::Kind::io) prepared.error().kind = Fault::Kind::corrupt;
      return std::unexpected(prepared.error());
    }
    *statement = std::move(*prepared);
  }
  return {};
}

Result<void> SqliteReader::begin() {
  if (auto begun = begin_.run(); !begun) return begun;
  if (auto pinned = head();
      !pinned && pinned.error().kind != Fault::Kind::not_found) {  // the first read fixes what is seen
    end();
    return std::unexpected(pinned.error());
  }
  return {};
}

void SqliteReader::end() {
  scan_.reset();
  row_.reset();
  // Ending a read loses nothing, so a failure has nothing to tell; the next begin would meet it.
  if (sqlite3_get_autocommit(database_.handle()) == 0) (void)end_.run();
}

Result<HeadRow> SqliteReader::head() {
  auto row = head_.step();
  HeadRow head;
  if (row && *row) {
    head.size = static_cast<std::uint64_t>(head_.integer(0));
    head.note = head_.bytes(1);
    head.vkey = head_.bytes(2);
  }
  head_.reset();
  if (!row) return std::unexpected(row.error());
  if (!*row) return fault(Fault::Kind::not_found, "the ledger's signed head is not there");
  return head;
}

Result<void> SqliteReader::take(const Statement& from, StoredRow& row) {
  row.index = static_cast<std::uint64_t>(from.integer(0));
  row.stored = from.bytes(2);
  if (!take_hash(from.bytes(1), row.leaf))
    return fault(Fault::Kind::corrupt, fmt::format("the recorded hash of entry {} is not a hash", row.index),
                 row.index);
  return {};
}

Result<void> SqliteReader::row(std::uint64_t index, StoredRow& row) {
  row_.reset();
  row_.bind(1, static_cast<std::int64_t>(index));
  auto found = row_.step();
  if (!found) {
    found.error().entry = index;
    return std::unexpected(found.error());
  }
  if (!*found) return fault(Fault::Kind::not_found, fmt::format("there is no entry {}", index), index);
  return take(row_, row);
}

Result<void> SqliteReader::seek(std::uint64_t from) {
  scan_.reset();
  scan_.bind(1, static_cast<std::int64_t>(from));
  return {};
}

Result<bool> SqliteReader::next(StoredRow& row) {
  auto found = scan_.step();
  if (!found || !*found) return found;
  if (auto taken = take(scan_, row); !taken) return std::unexpected(taken.error());
  return true;
}

Result<void> SqliteReader::hashes(unsigned level, std::uint64_t first, std::span<Hash> out) {
  Statement& statement = level == 0 ? leaves_ : nodes_;
  statement.reset();
  int at = 0;
  if (level != 0) statement.bind(++at, static_cast<std::int64_t>(level));
  statement.bind(++at, static_cast<std::int64_t>(first));
  Result<bool> row = true;
  std::size_t read = 0;
  for (; read < out.size() && (row = statement.step()) && *row; ++read)
    if (static_cast<std::uint64_t>(statement.integer(0)) != first + read ||
        !take_hash(statement.bytes(1), out[read]))
      break;
  statement.reset();
  if (!row) return std::unexpected(row.error());
  if (read == out.size()) return {};
  if (level == 0)
    return fault(Fault::Kind::corrupt,
                 fmt::format("the recorded hash of entry {} is not there", first + read), first + read);
  return fault(Fault::Kind::corrupt,
               fmt::format("the recorded hash of subtree {} of level {} is not there", first + read, level));
}

Result<std::uint64_t> SqliteReader::node_count() {
  auto count = database_.value("SELECT count(*) FROM node");
  if (!count) return std::unexpected(count.error());
  return std::stoull(*count);
}

Result<void> SqliteReader::check_structure() {
  auto said = database_.value("PRAGMA quick_check(1)");
  if (!said) return std::unexpected(said.error());
  if (*said != "ok")
    return fault(Fault::Kind::corrupt, fmt::format("the ledger's file is damaged: {}", *said));
  return {};
}

}  // namespace lapwing::ledger
