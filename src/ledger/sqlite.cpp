#include "ledger/sqlite.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;

bool out_of_space(int error) { return error == ENOSPC || error == EDQUOT || error == EFBIG; }

// A path as it may stand in a file: URI.
std::string uri_path(const std::string& path) {
  std::string out;
  for (const char c : path)
    if (c == '%' || c == '?' || c == '#') out += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    else out += c;
  return out;
}

}  // namespace

Fault sqlite_fault(sqlite3* handle, int code) {
  // SQLite does not remember the system's own error when a COMMIT fails; it is still in errno then.
  const int left = errno, remembered = handle ? sqlite3_system_errno(handle) : 0,
            error = remembered ? remembered : left;
  const char* path = handle ? sqlite3_db_filename(handle, "main") : nullptr;
  const std::string file = path && *path ? path : "the database";
  const std::string said = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {
          Kind::full_disk,
          fmt::format(
              "there is no space left to write {}; nothing of this was kept: free some space and try again",
              file)};
    case SQLITE_READONLY:
      return {Kind::read_only,
              fmt::format("{} may not be written ({}): check who owns it and how it is mounted", file, said)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Kind::locked, fmt::format("{} is in use by another process", file)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Kind::corrupt, fmt::format("{} is damaged ({}): restore it from a backup", file, said)};
    case SQLITE_CANTOPEN:
      if (error == EACCES || error == EROFS || error == EPERM)
        return {Kind::read_only, fmt::format("{} may not be opened ({}): check who owns it and its folder",
                                             file, std::strerror(error))};
      if (error == ENOENT) return {Kind::not_found, fmt::format("there is no {}", file)};
      return {Kind::io,
              fmt::format("{} cannot be opened ({})", file, error ? std::strerror(error) : said.c_str())};
    case SQLITE_IOERR:
      if (out_of_space(error))
        return {Kind::full_disk, fmt::format("there is no space left to write {} ({}); nothing of this was "
                                             "kept: free some space and try again",
                                             file, std::strerror(error))};
      return {Kind::io, fmt::format("the disk failed on {} ({}{}{})", file, said, error ? ": " : "",
                                    error ? std::strerror(error) : "")};
    case SQLITE_CONSTRAINT:
      return {Kind::corrupt,
              fmt::format("{} holds rows that should not be there ({}): verify it", file, said)};
    case SQLITE_TOOBIG:
      return {Kind::too_large, fmt::format("too large for {}", file)};
    default:
      return {Kind::io, fmt::format("{} failed ({})", file, said)};
  }
}

Result<bool> Statement::step() {
  if (bound_ != SQLITE_OK)
    return std::unexpected(
        sqlite_fault(sqlite3_db_handle(statement_.get()), std::exchange(bound_, SQLITE_OK)));
  errno = 0;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected(sqlite_fault(sqlite3_db_handle(statement_.get()), code));
}

Result<void> Statement::run() {
  auto row = step();
  while (row && *row) row = step();
  reset();
  if (!row) return std::unexpected(row.error());
  return {};
}

std::string_view Statement::bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  return {static_cast<const char*>(bytes),
          bytes ? static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)) : 0};
}

Result<Database> Database::open(const std::filesystem::path& file, OpenMode mode) {
  const int flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI |
      (mode == OpenMode::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  const std::string uri = fmt::format("file:{}{}", uri_path(std::filesystem::absolute(file).string()),
                                      mode == OpenMode::immutable ? "?immutable=1" : "");
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(uri.c_str(), &handle, flags, nullptr);
  Database database;
  database.handle_.reset(handle);
  if (code != SQLITE_OK) return std::unexpected(sqlite_fault(handle, code));
  if (const int timeout = sqlite3_busy_timeout(handle, busy_timeout_ms); timeout != SQLITE_OK)
    return std::unexpected(sqlite_fault(handle, timeout));
  // Damaged files are met on purpose: ask SQLite to trust nothing in them.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  if (auto checked = database.exec("PRAGMA cell_size_check = ON"); !checked)
    return std::unexpected(checked.error());
  return database;
}

Result<Database> Database::open_reading(const std::filesystem::path& file) {
  const auto attempt = [&](OpenMode mode) -> Result<Database> {
    auto database = Database::open(file, mode);
    if (!database) return database;
    // SQLite opens lazily: the first read is what tells.
    if (auto read = database->value("SELECT count(*) FROM sqlite_schema"); !read)
      return std::unexpected(read.error());
    return database;
  };
  auto database = attempt(OpenMode::read_only);
  if (database || (database.error().kind != Kind::read_only && database.error().kind != Kind::io))
    return database;
  std::error_code error;
  const std::filesystem::path log = file.string() + "-wal";
  if (std::filesystem::exists(log, error) && std::filesystem::file_size(log, error) != 0) return database;
  return attempt(OpenMode::immutable);
}

Result<void> Database::exec(const std::string& sql) {
  errno = 0;
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(sqlite_fault(handle_.get(), code));
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return std::unexpected(sqlite_fault(handle_.get(), code));
  Statement out;
  out.statement_.reset(statement);
  return out;
}

Result<std::string> Database::value(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return std::unexpected(statement.error());
  auto row = statement->step();
  if (!row) return std::unexpected(row.error());
  return *row ? std::string(statement->bytes(0)) : std::string();
}

Result<void> Database::close() {
  if (!handle_) return {};
  const int code = sqlite3_close(handle_.get());
  if (code != SQLITE_OK) return std::unexpected(sqlite_fault(handle_.get(), code));
  (void)handle_.release();
  return {};
}

}  // namespace lapwing::ledger
