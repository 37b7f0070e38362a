// What the machine can do to a ledger: another process, a full disk, a folder that may not be written, a
// sudden end.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "ledger/keys.hpp"
#include "ledger/verify.hpp"
#include "ledger/world.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;
using testing::HasSubstr;

// Runs `work` in a child process, where limits and rights can be given up, and hands back what it says.
std::string in_child(const std::function<std::string()>& work) {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    std::string said;
    try {
      said = work();
    } catch (const std::exception& e) {
      said = e.what();
    }
    (void)!::write(pipe_ends[1], said.data(), said.size());
    ::_exit(0);
  }
  ::close(pipe_ends[1]);
  std::string said;
  char buffer[4096];
  for (ssize_t n; (n = ::read(pipe_ends[0], buffer, sizeof buffer)) > 0;)
    said.append(buffer, static_cast<std::size_t>(n));
  ::close(pipe_ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  return said;
}

template <class T>
std::string told(const Result<T>& result) {
  return result ? "went well" : fmt::format("{}: {}", name(result.error().kind), result.error().message);
}

// Root may write anywhere; somebody else may not.
void be_nobody() {
  if (::geteuid() == 0 && (::setegid(65534) != 0 || ::seteuid(65534) != 0)) ::_exit(1);
}

TEST(Faults, a_second_process_is_refused_and_told_which_has_the_folder) {
  Folder dir;
  auto ledger = open(dir);
  const std::string said = in_child([&] { return told(Ledger::open(dir)); });
  EXPECT_THAT(said, HasSubstr("locked"));
  EXPECT_THAT(said, HasSubstr(fmt::format("process {}", ::getpid())));
  EXPECT_EQ(Ledger::open(dir).error().kind, Kind::locked) << "nor twice in one process";
  need(ledger->close());
  EXPECT_EQ(in_child([&] { return told(Ledger::open(dir)); }), "went well");
}

TEST(Faults, a_process_that_died_leaves_no_lock_and_loses_nothing_acknowledged) {
  Folder dir;
  const std::string said = in_child([&] {
    auto ledger = open(dir);
    fill(*ledger, 100, 9);
    ::kill(::getpid(), SIGKILL);
    return std::string();
  });
  EXPECT_EQ(said, "");
  auto ledger = open(dir);
  EXPECT_EQ(ledger->head().size, 100u);
  fill(*ledger, 20);
  EXPECT_EQ(need(ledger->entry(99)).payload, payload(99));
  EXPECT_TRUE(need(verify(dir, {.deep = true})).ok);
}

TEST(Faults, the_second_witness_of_a_process_that_died_is_no_further_behind_than_it_may_be) {
  for (const std::uint64_t every : {1, 4}) {
    Folder dir;
    in_child([&] {
      auto ledger = open(dir, {.witness_batches_max = every});
      fill(*ledger, 4, 4);  // all subjects have their keys now, so only the count of batches refreshes it
      fill(*ledger, 6, 1);
      ::kill(::getpid(), SIGKILL);
      return std::string();
    });
    auto keys = need(KeyRing::open(dir.path() / "keys", Access::read, system_random(), 10, {}));
    EXPECT_EQ(need(parse_checkpoint(need(keys->witness()))).size, every == 1 ? 10u : 7u);
  }
}

TEST(Faults, a_read_only_folder_is_named_and_can_still_be_read) {
  Folder parent;
  const auto dir = parent.path() / "data";
  ::chmod(parent.path().c_str(), 0755);
  fill(*open(dir), 5);
  ::chmod(dir.c_str(), 0555);
  ::chmod((dir / "keys").c_str(), 0755);
  for (const char* file : {"lock", "ledger.db", "keys/keys.db"}) ::chmod((dir / file).c_str(), 0444);
  ::chown((dir / "keys" / "master.key").c_str(), 65534, 65534);
  const std::string said = in_child([&] {
    be_nobody();
    return told(Ledger::open(dir));
  });
  EXPECT_THAT(said, HasSubstr("read_only: cannot write"));
  EXPECT_THAT(said, HasSubstr(dir.string()));
  EXPECT_THAT(in_child([&] {
                be_nobody();
                return told(Ledger::open(parent.path() / "new"));
              }),
              HasSubstr("read_only"));
  EXPECT_EQ(in_child([&] {
              be_nobody();
              auto report = verify(dir, {.deep = true});
              if (!report || !report->ok) return report ? report->problem->message : told(report);
              return told(open(dir, {.access = Access::read})->entry(4));
            }),
            "went well");
  ::chmod(dir.c_str(), 0755);
}

TEST(Faults, a_full_disk_is_named_keeps_what_was_there_and_takes_more_once_there_is_room) {
  Folder dir;
  const std::string said = in_child([&] {
    auto ledger = open(dir);
    fill(*ledger, 10);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlim_t before = limit.rlim_cur;
    limit.rlim_cur = 300'000;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const std::string large(50'000, 'x');
    std::string said;
    std::uint64_t kept = 10;
    for (int i = 0; i < 20 && said.empty(); ++i) {
      const Draft drafts[] = {{minute(100), subject(1), large}, {minute(100), subject(2), large}};
      auto appended = ledger->append(drafts);
      if (appended) kept += 2;
      else said = told(appended);
    }
    if (ledger->head().size != kept) said += " but the head moved";
    limit.rlim_cur = before;
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const Draft drafts[] = {{minute(101), subject(1), "after"}};
    auto appended = ledger->append(drafts);
    if (!appended || *appended != kept) said += " and nothing more was taken: " + told(appended);
    return said + fmt::format("; kept {}", kept + 1);
  });
  EXPECT_THAT(said, testing::StartsWith("full_disk: there is no space left to write"));
  EXPECT_THAT(said, HasSubstr("kept"));
  EXPECT_THAT(said, testing::Not(HasSubstr("but the head moved")));
  EXPECT_THAT(said, testing::Not(HasSubstr("nothing more")));
  auto report = need(verify(dir, {.deep = true}));
  EXPECT_TRUE(report.ok);
  EXPECT_THAT(said, testing::EndsWith(fmt::format("; kept {}", report.entries)));
}

TEST(Faults, a_folder_that_is_not_there_is_named) {
  const std::filesystem::path nowhere = "/nonexistent-folder/data";
  EXPECT_EQ(verify(nowhere).error().kind, Kind::not_found);
  EXPECT_EQ(Ledger::open(nowhere, {.access = Access::read}).error().kind, Kind::not_found);
}

TEST(Faults, a_closed_ledger_takes_no_more) {
  Folder dir;
  auto ledger = open(dir);
  need(ledger->close());
  need(ledger->close());
  const Draft drafts[] = {{minute(0), subject(1), "x"}};
  EXPECT_EQ(ledger->append(drafts).error().kind, Kind::io);
}

}  // namespace
}  // namespace lapwing::ledger
