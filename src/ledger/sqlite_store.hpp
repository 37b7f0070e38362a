// A Store in one SQLite file (write-ahead log, synchronous=FULL: an append is on the disk when it returns).
// docs/ledger-format.md describes its tables.
#pragma once
#include <filesystem>

#include "ledger/ledger.hpp"
#include "ledger/store.hpp"

namespace lapwing::ledger {

// With Access::write the file is created if need be. `page_bytes` is for a new file.
Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& file, Access access,
                                                 int page_bytes);

}  // namespace lapwing::ledger
