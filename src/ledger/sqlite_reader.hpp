// Reading one SQLite ledger file through a connection of its own; see Reader for what the calls mean.
#pragma once
#include <filesystem>

#include "ledger/sqlite.hpp"
#include "ledger/store.hpp"

namespace lapwing::ledger {

class SqliteReader : public Reader {
 public:
  static Result<std::unique_ptr<Reader>> open(const std::filesystem::path& file);

  Result<void> begin() override;
  void end() override;
  Result<HeadRow> head() override;
  Result<void> row(std::uint64_t index, StoredRow& row) override;
  Result<void> seek(std::uint64_t from) override;
  Result<bool> next(StoredRow& row) override;
  Result<void> hashes(unsigned level, std::uint64_t first, std::span<Hash> out) override;
  Result<std::uint64_t> node_count() override;
  Result<void> check_structure() override;

 private:
  Result<void> prepare();
  Result<void> take(const Statement& from, StoredRow& row);

  Database database_;  // first, so that it is closed after its statements
  Statement begin_, end_, head_, row_, scan_, leaves_, nodes_;
};

// Fault::corrupt unless the file calls itself a ledger of a version known here.
Result<void> check_marks(Database& database);
inline constexpr int ledger_application_id = 0x4C57504C;  // "LWPL"
inline constexpr int ledger_format_version = 1;

}  // namespace lapwing::ledger
