#include "ledger/sqlite_store.hpp"

#include <fmt/format.h>

#include "ledger/bytes.hpp"
#include "ledger/sqlite_reader.hpp"

namespace lapwing::ledger {
namespace {

constexpr const char* schema =
    "CREATE TABLE entry(idx INTEGER PRIMARY KEY, leaf BLOB NOT NULL, stored BLOB NOT NULL) STRICT;"
    "CREATE TABLE node(level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL,"
    " PRIMARY KEY(level, idx)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE head(id INTEGER PRIMARY KEY CHECK(id = 1), size INTEGER NOT NULL, note TEXT NOT NULL,"
    " vkey TEXT NOT NULL) STRICT;";

class SqliteStore : public Store {
 public:
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& file, Access access,
                                             int page_bytes);

  Result<bool> is_new() override { return is_new_; }
  Result<void> found(const HeadRow& first) override;
  Result<void> append(const StoreAppend& append) override;
  Result<std::unique_ptr<Reader>> reader() override { return SqliteReader::open(file_); }
  Result<void> close() override;

 private:
  Result<void> open_for_writing(int page_bytes);
  Result<void> prepare();
  Result<void> write(const StoreAppend& append);

  std::filesystem::path file_;
  bool is_new_ = false;
  Database database_;  // only with Access::write; first, so that it is closed after its statements
  Statement begin_, commit_, rollback_, move_head_, insert_entry_, insert_node_;
};

Result<std::unique_ptr<Store>> SqliteStore::open(const std::filesystem::path& file, Access access,
                                                 int page_bytes) {
  auto store = std::make_unique<SqliteStore>();
  store->file_ = file;
  if (access == Access::write)
    if (auto opened = store->open_for_writing(page_bytes); !opened) return std::unexpected(opened.error());
  return store;
}

Result<void> SqliteStore::open_for_writing(int page_bytes) {
  auto database = Database::open(file_, OpenMode::create);
  if (!database) return std::unexpected(database.error());
  database_ = std::move(*database);
  auto tables = database_.value("SELECT count(*) FROM sqlite_schema");
  if (!tables) return std::unexpected(tables.error());
  is_new_ = *tables == "0";
  if (is_new_)
    if (auto sized = database_.exec(fmt::format("PRAGMA page_size = {}", page_bytes)); !sized) return sized;
  auto mode = database_.value("PRAGMA journal_mode = WAL");
  if (!mode) return std::unexpected(mode.error());
  if (*mode != "wal")
    return fault(Fault::Kind::io, fmt::format("{} cannot keep a write-ahead log here", file_.string()));
  if (auto full = database_.exec("PRAGMA synchronous = FULL"); !full) return full;
  if (is_new_) return {};
  if (auto marks = check_marks(database_); !marks) return marks;
  return prepare();
}

Result<void> SqliteStore::prepare() {
  const std::pair<Statement*, std::string_view> all[] = {
      {&begin_, "BEGIN IMMEDIATE"},
      {&commit_, "COMMIT"},
      {&rollback_, "ROLLBACK"},
      {&move_head_, "UPDATE head SET size = ?, note = ? WHERE id = 1 AND size = ?"},
      {&insert_entry_, "INSERT INTO entry(idx, leaf, stored) VALUES(?, ?, ?)"},
      {&insert_node_, "INSERT INTO node(level, idx, hash) VALUES(?, ?, ?)"},
  };
  for (const auto& [statement, sql] : all) {
    auto prepared = database_.prepare(sql);
    if (!prepared) return std::unexpected(prepared.error());
    *statement = std::move(*prepared);
  }
  return {};
}

Result<void> SqliteStore::found(const HeadRow& first) {
  const auto create = [&]() -> Result<void> {
    if (auto made = database_.exec(schema); !made) return made;
    if (auto marked = database_.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                                                 ledger_application_id, ledger_format_version));
        !marked)
      return marked;
    auto insert = database_.prepare("INSERT INTO head(id, size, note, vkey) VALUES(1, ?, ?, ?)");
    if (!insert) return std::unexpected(insert.error());
    insert->bind(1, static_cast<std::int64_t>(first.size));
    insert->bind_text(2, first.note);
    insert->bind_text(3, first.vkey);
    return insert->run();
  };
  if (auto begun = database_.exec("BEGIN IMMEDIATE"); !begun) return begun;
  auto done = create();
  if (done) done = database_.exec("COMMIT");
  if (!done) {
    if (sqlite3_get_autocommit(database_.handle()) == 0) (void)database_.exec("ROLLBACK");
    return done;
  }
  is_new_ = false;
  return prepare();
}

Result<void> SqliteStore::append(const StoreAppend& append) {
  if (auto begun = begin_.run(); !begun) return begun;
  auto done = write(append);
  if (done) done = commit_.run();
  // The first fault is the one to tell; SQLite may have rolled back by itself already.
  if (!done && sqlite3_get_autocommit(database_.handle()) == 0) (void)rollback_.run();
  return done;
}

Result<void> SqliteStore::write(const StoreAppend& append) {
  move_head_.bind(1, static_cast<std::int64_t>(append.size));
  move_head_.bind_text(2, append.note);
  move_head_.bind(3, static_cast<std::int64_t>(append.decided_on));
  if (auto moved = move_head_.run(); !moved) return moved;
  if (database_.changes() != 1)
    return fault(Fault::Kind::stale_head,
                 fmt::format("others have appended since entry {}: read what is new and decide again",
                             append.decided_on));
  for (const StoredRow& row : append.rows) {
    insert_entry_.bind(1, static_cast<std::int64_t>(row.index));
    insert_entry_.bind(2, view(row.leaf));
    insert_entry_.bind(3, row.stored);
    if (auto inserted = insert_entry_.run(); !inserted) return inserted;
  }
  for (const Node& node : append.nodes) {
    insert_node_.bind(1, static_cast<std::int64_t>(node.level));
    insert_node_.bind(2, static_cast<std::int64_t>(node.index));
    insert_node_.bind(3, view(node.hash));
    if (auto inserted = insert_node_.run(); !inserted) return inserted;
  }
  return {};
}

Result<void> SqliteStore::close() {
  for (Statement* statement : {&begin_, &commit_, &rollback_, &move_head_, &insert_entry_, &insert_node_})
    *statement = Statement();
  return database_.close();
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file, Access access,
                                                 int page_bytes) {
  return SqliteStore::open(file, access, page_bytes);
}

}  // namespace lapwing::ledger
