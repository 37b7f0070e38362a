// What a durable command costs, beside what the machine itself can do, in one run:
//   - commands a second through the desk (decided, encrypted, chained, durable, published) with 1 to 256 in flight, against bare
//     SQLite inserting as many rows of the same bytes in transactions of the same size with the same durability;
//   - the time to answer one command under a steady load of 200 a second, against the machine's fdatasync.
// Usage: bench_commands [DIR]   (DIR: on the disk to measure; default: the working folder)
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "figures.hpp"
#include "desk/desk.hpp"

using namespace lapwing;
using namespace lapwing::bench;

namespace {

constexpr int children = 500;
constexpr int commands_per_depth = 6000;

struct Force {
  std::unique_ptr<desk::Desk> desk;
  std::vector<std::pair<ChildId, EpisodeId>> episodes;
  std::atomic<std::uint64_t> batches{0};
};

casework::Actor constable() { return {SeededIds(3).next<UserId>(), "PC Tom Reed", Role::officer}; }

void open_force(Force& force, const std::filesystem::path& dir) {
  desk::Options options;
  options.data = dir;
  options.published = [&](std::uint64_t, const auto&) { ++force.batches; };
  force.desk = must(desk::Desk::open(std::move(options)));
  const casework::Actor handler{SeededIds(1).next<UserId>(), "Asha Malik", Role::call_handler};
  std::vector<std::future<desk::Outcome>> waiting;
  for (int i = 0; i < children; ++i) {
    casework::ReportMissing report;
    report.details.given_name = fmt::format("Child {}", i);
    report.details.family_name = "Example";
    report.informant.name = "A carer";
    waiting.push_back(force.desk->enqueue({handler, {}, {}, std::move(report), {}, {}, {}}));
  }
  for (auto& one : waiting) {
    const auto done = must(one.get());
    force.episodes.emplace_back(done.child, *done.episode);
  }
}

desk::Sent note(const Force& force, int i) {
  const auto& [child, episode] = force.episodes[static_cast<std::size_t>(i) % force.episodes.size()];
  return {constable(), child, episode,
          casework::RecordActivity{casework::ActivityKind::visit, "Called at the address given by the school; nobody was in. A "
                                                                  "neighbour has not seen the child since yesterday."},
          {}, {}, {}};
}

// `depth` commands in flight until `count` are answered.
double commands_a_second(Force& force, int depth, int count) {
  std::deque<std::future<desk::Outcome>> waiting;
  const Stopwatch watch;
  for (int i = 0; i < count; ++i) {
    waiting.push_back(force.desk->enqueue(note(force, i)));
    if (static_cast<int>(waiting.size()) < depth) continue;
    must(waiting.front().get());
    waiting.pop_front();
  }
  for (auto& one : waiting) must(one.get());
  return count / watch.seconds();
}

// Rows a second of bare SQLite: the same bytes a row, as many rows a transaction, WAL and synchronous=FULL as the ledger's.
double bare_rows_a_second(const std::filesystem::path& file, std::size_t row_bytes, double rows_per_transaction, int rows) {
  std::filesystem::remove(file);
  sqlite3* db = nullptr;
  sqlite3_open(file.c_str(), &db);
  sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE e(i INTEGER PRIMARY KEY, b BLOB NOT NULL) STRICT",
               nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, "INSERT INTO e(b) VALUES(?)", -1, &insert, nullptr);
  const std::string bytes(row_bytes, 'x');
  double due = 0;
  const Stopwatch watch;
  for (int i = 0; i < rows;) {
    sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    for (due += rows_per_transaction; due >= 1 && i < rows; due -= 1, ++i) {
      sqlite3_bind_blob(insert, 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
  }
  const double rate = rows / watch.seconds();
  sqlite3_finalize(insert);
  sqlite3_close(db);
  return rate;
}

Spread fdatasync_ms(const std::filesystem::path& file, int times) {
  const int handle = ::open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
  const std::string page(4096, 'x');
  std::vector<double> ms;
  for (int i = 0; i < times; ++i) {
    if (::write(handle, page.data(), page.size()) != static_cast<ssize_t>(page.size())) break;
    const Stopwatch watch;
    ::fdatasync(handle);
    ms.push_back(watch.seconds() * 1000);
  }
  ::close(handle);
  return spread(std::move(ms));
}

// Commands sent on a fixed timetable, whatever the answers do, each timed from when it was due to be sent.
Spread latency_ms(Force& force, int per_second, int seconds) {
  const int count = per_second * seconds;
  std::vector<double> ms(static_cast<std::size_t>(count));
  std::vector<std::thread> senders;
  const auto start = std::chrono::steady_clock::now();
  constexpr int sender_count = 8;
  for (int s = 0; s < sender_count; ++s)
    senders.emplace_back([&, s] {
      for (int i = s; i < count; i += sender_count) {
        const auto due = start + std::chrono::microseconds(std::int64_t{1'000'000} * i / per_second);
        std::this_thread::sleep_until(due);
        must(force.desk->submit(note(force, i)));
        ms[static_cast<std::size_t>(i)] = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - due).count();
      }
    });
  for (auto& sender : senders) sender.join();
  return spread(std::move(ms));
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path base = argc > 1 ? argv[1] : ".";
  const Folder folder(base);
  Force force;
  open_force(force, folder.path() / "data");

  fmt::print("Durable commands a second ({} open episodes), and bare SQLite with the same bytes, transactions and durability\n\n", children);
  fmt::print("| in flight | commands/s | a transaction | bare rows/s | ratio (at least 0.5) |\n|--:|--:|--:|--:|--:|\n");
  for (const int depth : {1, 16, 64, 256}) {
    const int count = depth == 1 ? commands_per_depth / 6 : commands_per_depth;
    const auto batches_before = force.batches.load(), entries_before = force.desk->sequence();
    const double ours = commands_a_second(force, depth, count);
    const double entries = static_cast<double>(force.desk->sequence() - entries_before);
    const double a_transaction = entries / static_cast<double>(force.batches.load() - batches_before);
    const double bare = bare_rows_a_second(folder.path() / "bare.db", 430, a_transaction, count);
    fmt::print("| {} | {:.0f} | {:.1f} | {:.0f} | {:.2f} |\n", depth, ours * entries / count, a_transaction, bare, ours * entries / count / bare);
  }

  const auto before = fdatasync_ms(folder.path() / "sync", 400);
  const auto ours = latency_ms(force, 200, 20);
  const auto after = fdatasync_ms(folder.path() / "sync", 400);
  const double sync_p99 = std::max(before.p99, after.p99);
  fmt::print("\nOne command under 200 a second: p50 {:.2f} ms, p99 {:.2f} ms; fdatasync p50 {:.2f} ms, p99 {:.2f} ms; {:.1f} times its p99 "
             "(under 10)\n", ours.p50, ours.p99, std::min(before.p50, after.p50), sync_p99, ours.p99 / sync_p99);
}
