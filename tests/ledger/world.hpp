// A folder of its own for each test, a ledger in it, and entries to put there.
#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"

namespace lapwing::ledger {

class Folder {
 public:
  Folder() {
    // In memory where there is such a place: these tests are about bytes, not about disks.
    const std::filesystem::path base =
        std::filesystem::exists("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path();
    std::string name = (base / "lapwing-ledger-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  operator const std::filesystem::path&() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline Subject subject(std::uint8_t n) {
  Subject s{};
  if (n == 0) return s;
  for (std::size_t i = 0; i < s.size(); ++i) s[i] = static_cast<std::uint8_t>(n * 31 + i);
  return s;
}

inline Instant minute(std::int64_t n) { return Instant(std::chrono::minutes(29'000'000 + n)); }

// What a Result holds; the test fails with the fault's message if it holds none.
template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

inline std::unique_ptr<Ledger> open(const std::filesystem::path& dir, Options options = {}) {
  return need(Ledger::open(dir, std::move(options)));
}

inline std::string payload(std::uint64_t n) { return "entry number " + std::to_string(n) + " of a test"; }

// Appends `count` entries, one minute apart and about subjects 0 … 3 in turn, in batches of `batch`.
inline void fill(Ledger& ledger, std::uint64_t count, std::size_t batch = 64) {
  for (std::uint64_t done = 0; done < count;) {
    std::vector<std::string> texts;
    std::vector<Draft> drafts;
    for (std::size_t i = 0; i < batch && done < count; ++i, ++done)
      texts.push_back(payload(ledger.head().size + i));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const std::uint64_t n = ledger.head().size + i;
      drafts.push_back(
          {minute(static_cast<std::int64_t>(n)), subject(static_cast<std::uint8_t>(n % 4)), texts[i]});
    }
    need(ledger.append(drafts));
  }
}

// Runs SQL on a closed ledger's file, as somebody with the disk in hand could.
inline void tamper(const std::filesystem::path& file, const std::string& sql) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
  char* error = nullptr;
  EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &error), SQLITE_OK)
      << sql << ": " << (error ? error : "");
  sqlite3_free(error);
  sqlite3_close(db);
}

}  // namespace lapwing::ledger
