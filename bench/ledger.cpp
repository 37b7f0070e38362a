// The ledger against bare SQLite and against the disk, in one run on one machine: ninja bench_ledger &&
// ./bench_ledger [DIR] DIR (default: the temporary folder) should be on the disk that is to be measured.
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <functional>
#include <stdexcept>

#include "ledger/entry.hpp"
#include "ledger/ledger.hpp"
#include "ledger/snapshot.hpp"
#include "ledger/verify.hpp"

namespace lapwing::ledger {
namespace {

constexpr std::size_t payload_bytes = 400;
constexpr int rounds = 3;
constexpr std::uint64_t long_entries = 500'000, snapshot_records = 500'000;
constexpr int subjects = 1000;

template <class T>
T need(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double wall() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
double cpu() {
  timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

struct Took {
  double wall, cpu;
};
Took timed(const std::function<void()>& work) {
  const double w = wall(), c = cpu();
  work();
  return {wall() - w, cpu() - c};
}

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

Subject subject(std::uint64_t n) {
  Subject s{};
  for (std::size_t i = 0; i < s.size(); ++i)
    s[i] = static_cast<std::uint8_t>(((n % subjects) + 1) * 2654435761u >> (i % 4 * 8));
  return s;
}

std::string payload(std::uint64_t n) {
  std::string s = fmt::format("{{\"entry\":{}}}", n);
  s.resize(payload_bytes, '.');
  return s;
}

// Appends `count` entries in batches; payloads are made beforehand so that only the ledger is timed.
void append(Ledger& ledger, std::uint64_t count, std::size_t batch) {
  std::vector<std::string> texts;
  for (std::uint64_t i = 0; i < batch; ++i) texts.push_back(payload(i));
  std::vector<Draft> drafts(batch);
  for (std::uint64_t done = 0; done < count; done += batch) {
    const std::uint64_t first = ledger.head().size;
    for (std::size_t i = 0; i < batch; ++i)
      drafts[i] = {Instant(std::chrono::microseconds(1'700'000'000'000'000 + first + i)), subject(first + i),
                   texts[i]};
    need(ledger.append(drafts));
  }
}

class BareSqlite {
 public:
  explicit BareSqlite(const std::filesystem::path& file) {
    check(sqlite3_open(file.c_str(), &db_));
    exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry(idx INTEGER PRIMARY KEY, "
        "stored BLOB NOT NULL) STRICT");
    insert_ = prepare("INSERT INTO entry(idx, stored) VALUES(?, ?)");
    begin_ = prepare("BEGIN IMMEDIATE");
    commit_ = prepare("COMMIT");
  }
  ~BareSqlite() {
    for (sqlite3_stmt* s : {insert_, begin_, commit_}) sqlite3_finalize(s);
    sqlite3_close(db_);
  }
  void append(std::uint64_t count, std::size_t batch) {
    const std::string bytes(entry_overhead_bytes + payload_bytes, 'x');
    for (std::uint64_t done = 0; done < count; done += batch) {
      run(begin_);
      for (std::size_t i = 0; i < batch; ++i) {
        sqlite3_bind_int64(insert_, 1, next_++);
        sqlite3_bind_blob(insert_, 2, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
        run(insert_);
      }
      run(commit_);
    }
  }

 private:
  void check(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  void exec(const char* sql) { check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr));
    return statement;
  }
  void run(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_));
    sqlite3_reset(statement);
  }
  sqlite3* db_ = nullptr;
  sqlite3_stmt *insert_ = nullptr, *begin_ = nullptr, *commit_ = nullptr;
  std::int64_t next_ = 0;
};

void bench_disk(const std::filesystem::path& dir) {
  const int file = ::open((dir / "sync").c_str(), O_CREAT | O_RDWR, 0600);
  const std::string page(4096, 'x');
  std::vector<double> took;
  for (int i = 0; i < 2000; ++i) {
    const double start = wall();
    if (::pwrite(file, page.data(), page.size(), i * 4096) < 0 || ::fdatasync(file) != 0)
      throw std::runtime_error("the disk failed");
    took.push_back(wall() - start);
  }
  ::close(file);
  std::sort(took.begin(), took.end());
  fmt::print("fdatasync of one page: p50 {:.3f} ms, p99 {:.3f} ms\n\n", took[took.size() / 2] * 1e3,
             took[took.size() * 99 / 100] * 1e3);
}

void bench_append(const std::filesystem::path& dir) {
  fmt::print("durable append, entries of {} bytes (median of {} rounds, alternating)\n", payload_bytes,
             rounds);
  fmt::print("{:>8} {:>16} {:>16} {:>8}\n", "batch", "bare SQLite /s", "ledger /s", "ratio");
  BareSqlite bare(dir / "bare.db");
  auto ledger = need(Ledger::open(dir / "append"));
  append(*ledger, subjects, 250);  // so that the subjects have their keys
  for (const std::size_t batch : {1, 16, 64, 256}) {
    const std::uint64_t count = batch * (batch == 1 ? 2000 : 500);
    std::vector<double> bare_rate, ledger_rate;
    for (int round = 0; round < rounds; ++round) {
      const auto n = static_cast<double>(count);
      bare_rate.push_back(n / timed([&] { bare.append(count, batch); }).wall);
      ledger_rate.push_back(n / timed([&] { append(*ledger, count, batch); }).wall);
    }
    fmt::print("{:>8} {:>16.0f} {:>16.0f} {:>8.2f}\n", batch, median(bare_rate), median(ledger_rate),
               median(ledger_rate) / median(bare_rate));
  }
}

void bench_long(const std::filesystem::path& dir) {
  const auto at = dir / "long";
  auto ledger = need(Ledger::open(at));
  append(*ledger, long_entries, 4096);
  need(ledger->close());
  fmt::print("\n{:<34} {:>12} {:>12} {:>14}\n", "", "wall s", "cpu s", "rate by cpu");
  const auto line = [](const char* what, const std::vector<Took>& took, double units, const char* unit) {
    std::vector<double> w, c;
    for (const Took& t : took) {
      w.push_back(t.wall);
      c.push_back(t.cpu);
    }
    fmt::print("{:<34} {:>12.2f} {:>12.2f} {:>9.0f} {}\n", what, median(w), median(c), units / median(c),
               unit);
  };
  const auto repeat = [](const std::function<void()>& work) {
    std::vector<Took> took;
    for (int i = 0; i < rounds; ++i) took.push_back(timed(work));
    return took;
  };
  Report report;
  auto verified = repeat([&] { report = need(verify(at)); });
  if (!report.ok) throw std::runtime_error(report.problem->message);
  line("verify, one core", verified, static_cast<double>(report.bytes) / 1e6, "MB/s");
  line("verify --deep", repeat([&] { (void)need(verify(at, {.deep = true})); }),
       static_cast<double>(report.bytes) / 1e6, "MB/s");

  ledger = need(Ledger::open(at));
  const auto entries = static_cast<double>(ledger->head().size);
  line("replay (read, check, decrypt)", repeat([&] {
         auto cursor = need(ledger->scan(0));
         Entry entry;
         while (need(cursor.next(entry))) {
         }
       }),
       entries, "entries/s");
  line("snapshot write, 300 byte records", {timed([&] {
         auto writer = need(SnapshotWriter::create(*ledger, ledger->head().size, 1));
         const std::string bytes(300, 'r');
         for (std::uint64_t i = 0; i < snapshot_records; ++i) need(writer.add(subject(i), bytes));
         need(writer.commit());
       })},
       snapshot_records, "records/s");
  line("snapshot read", repeat([&] {
         auto reader = need(SnapshotReader::newest(*ledger, 1));
         SnapshotRecord record;
         while (need(reader.next(record))) {
         }
       }),
       snapshot_records, "records/s");
}

}  // namespace
}  // namespace lapwing::ledger

int main(int argc, char** argv) {
  const std::filesystem::path base = argc > 1 ? argv[1] : std::filesystem::temp_directory_path();
  std::string name = (base / "lapwing-bench-XXXXXX").string();
  if (!::mkdtemp(name.data())) return 3;
  int code = 0;
  try {
    lapwing::ledger::bench_disk(name);
    lapwing::ledger::bench_append(name);
    lapwing::ledger::bench_long(name);
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_ledger: {}\n", e.what());
    code = 3;
  }
  std::filesystem::remove_all(name);
  return code;
}
