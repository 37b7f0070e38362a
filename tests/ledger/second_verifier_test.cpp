// docs/ledger-format.md is right if a verifier written from it alone agrees with ours. Needs python3 and
// openssl.
#include <gmock/gmock.h>

#include <cstdio>
#include <fstream>

#include "ledger/verify.hpp"
#include "ledger/world.hpp"

namespace lapwing::ledger {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// What the second verifier prints, with its exit code behind.
std::string second_opinion(const std::filesystem::path& dir, const std::string& arguments = "") {
  const std::string command = fmt::format("python3 {}/tests/ledger/second_verifier.py '{}' {} 2>&1",
                                          LAPWING_SOURCE_DIR, dir.string(), arguments);
  std::FILE* pipe = ::popen(command.c_str(), "r");
  std::string said;
  char buffer[4096];
  while (std::fgets(buffer, sizeof buffer, pipe)) said += buffer;
  return said + fmt::format("exit {}", ::pclose(pipe) >> 8);
}

TEST(SecondVerifier, proves_a_ledger_and_every_checkpoint_of_it) {
  Folder dir;
  auto ledger = open(dir, {.origin = "force.example/ledger"});
  fill(*ledger, 77);
  std::ofstream(dir.path() / "kept") << need(ledger->checkpoint());
  fill(*ledger, 720);
  need(ledger->destroy_key(subject(1)));
  const std::string expected = [&] {
    const std::string note = need(ledger->checkpoint());
    return note.substr(0, note.find("\n\n") + 1) + "exit 0";
  }();
  EXPECT_EQ(second_opinion(dir), expected) << "beside the running service, from its write-ahead log";
  const std::string vkey = to_vkey(ledger->verifier());
  need(ledger->close());
  EXPECT_EQ(second_opinion(dir, fmt::format("--checkpoint {}/kept --vkey {}", dir.path().string(), vkey)),
            expected);
}

TEST(SecondVerifier, finds_what_ours_finds) {
  Folder good;
  fill(*open(good), 300);
  const auto copy = [&](const Folder& to) {
    std::filesystem::copy(good.path(), to.path(), std::filesystem::copy_options::recursive);
  };
  const std::pair<const char*, const char*> alterations[] = {
      {"UPDATE entry SET stored = zeroblob(100) WHERE idx = 7", "wrong: entry 7 was altered"},
      {"UPDATE entry SET leaf = zeroblob(32) WHERE idx = 8", "wrong: entry 8 was altered"},
      {"DELETE FROM entry WHERE idx = 9", "wrong: entry 9 is missing"},
      {"DELETE FROM entry WHERE idx = 299", "wrong: entry 299 is missing"},
      {"INSERT INTO entry SELECT 300, leaf, stored FROM entry WHERE idx = 1", "wrong: entry 300 is beyond"},
      {"UPDATE node SET hash = zeroblob(32)", "wrong: the recorded subtree hashes"},
      {"UPDATE head SET note = replace(note, '300', '299'), size = 299",
       "wrong: the signed head has a wrong signature"},
  };
  for (const auto& [sql, expected] : alterations) {
    Folder dir;
    copy(dir);
    tamper(dir.path() / "ledger.db", sql);
    EXPECT_THAT(second_opinion(dir), StartsWith(expected));
    EXPECT_FALSE(need(verify(dir)).ok) << sql;
  }
  Folder older;
  copy(older);
  fill(*open(good), 5);
  std::filesystem::copy_file(older.path() / "ledger.db", good.path() / "ledger.db",
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_THAT(second_opinion(good), HasSubstr("has 305 entries, the ledger only 300"));
}

}  // namespace
}  // namespace lapwing::ledger
