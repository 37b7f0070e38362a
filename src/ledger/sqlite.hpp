// SQLite's C API with owners and with every return code looked at; for the files of this room that speak SQL.
// A Database and its Statements belong to one thread at a time.
#pragma once
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "ledger/fault.hpp"

namespace lapwing::ledger {

inline constexpr int busy_timeout_ms = 5000;

enum class OpenMode { create, read_only, immutable };

class Statement {
 public:
  Statement() = default;
  void bind(int at, std::int64_t value) { note(sqlite3_bind_int64(statement_.get(), at, value)); }
  // The bytes must last until the statement is reset.
  void bind(int at, std::string_view bytes) {
    note(sqlite3_bind_blob64(statement_.get(), at, bytes.data() ? bytes.data() : "", bytes.size(),
                             SQLITE_STATIC));
  }
  void bind_text(int at, std::string_view text) {
    note(sqlite3_bind_text64(statement_.get(), at, text.data() ? text.data() : "", text.size(), SQLITE_STATIC,
                             SQLITE_UTF8));
  }
  // True for a row, false at the end.
  Result<bool> step();
  // Runs to the end and resets.
  Result<void> run();
  void reset() { sqlite3_reset(statement_.get()); }

  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  // A view of the column until the next step or reset.
  std::string_view bytes(int column) const;
  bool is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  void note(int code) {
    if (bound_ == SQLITE_OK) bound_ = code;
  }
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = SQLITE_OK;  // the first failed bind, told at the next step
};

class Database {
 public:
  static Result<Database> open(const std::filesystem::path& file, OpenMode mode);

  // For reading only. Where no write-ahead log can be made and none is there to read (a backup, a read-only
  // mount), the file alone is taken as the whole database.
  static Result<Database> open_reading(const std::filesystem::path& file);

  Result<void> exec(const std::string& sql);
  Result<Statement> prepare(std::string_view sql);
  // The first column of the first row.
  Result<std::string> value(std::string_view sql);
  int changes() const { return sqlite3_changes(handle_.get()); }
  sqlite3* handle() const { return handle_.get(); }
  // Closes now (checkpointing the write-ahead log if this is the last connection) and says whether that went
  // well.
  Result<void> close();

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

// What a result code of `handle`'s last call means to a person.
Fault sqlite_fault(sqlite3* handle, int code);

}  // namespace lapwing::ledger
