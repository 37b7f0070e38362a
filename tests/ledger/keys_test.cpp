#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "ledger/keys.hpp"
#include "ledger/snapshot.hpp"
#include "ledger/verify.hpp"
#include "ledger/world.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;
using testing::HasSubstr;

std::string slurp(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// All bytes of all files under a folder.
std::string everything_in(const std::filesystem::path& dir) {
  std::string all;
  for (const auto& item : std::filesystem::recursive_directory_iterator(dir))
    if (item.is_regular_file()) all += slurp(item.path());
  return all;
}

std::vector<std::string> wrapped_keys(const std::filesystem::path& file) {
  std::vector<std::string> out;
  sqlite3* db = nullptr;
  sqlite3_open(file.c_str(), &db);
  sqlite3_stmt* rows = nullptr;
  sqlite3_prepare_v2(db,
                     "SELECT wrapped FROM subject_key WHERE wrapped IS NOT NULL AND subject <> zeroblob(16)",
                     -1, &rows, nullptr);
  while (sqlite3_step(rows) == SQLITE_ROW)
    out.emplace_back(static_cast<const char*>(sqlite3_column_blob(rows, 0)), sqlite3_column_bytes(rows, 0));
  sqlite3_finalize(rows);
  sqlite3_close(db);
  return out;
}

TEST(Keys, a_destroyed_key_makes_its_entries_erased_and_the_chain_still_verifies) {
  Folder dir;
  auto ledger = open(dir);
  fill(*ledger, 40);
  need(ledger->destroy_key(subject(2)));
  need(ledger->destroy_key(subject(2)));  // again does no harm
  const auto check = [&](const Ledger& ledger) {
    EXPECT_TRUE(ledger.is_erased(subject(2)));
    EXPECT_FALSE(ledger.is_erased(subject(1)));
    auto cursor = need(ledger.scan(0));
    Entry entry;
    while (need(cursor.next(entry))) {
      EXPECT_EQ(entry.erased, entry.index % 4 == 2);
      EXPECT_EQ(entry.payload, entry.erased ? "" : payload(entry.index));
      EXPECT_EQ(entry.subject, subject(entry.index % 4));
    }
  };
  check(*ledger);
  need(ledger->close());
  ledger = open(dir);
  check(*ledger);
  auto report = need(verify(dir, {.deep = true}));
  EXPECT_TRUE(report.ok);
  EXPECT_EQ(report.erased, 10u);
}

TEST(Keys, nothing_more_is_kept_about_an_erased_subject) {
  Folder dir;
  auto ledger = open(dir);
  fill(*ledger, 4);
  need(ledger->destroy_key(subject(1)));
  const Draft drafts[] = {{minute(9), subject(2), "fine"}, {minute(9), subject(1), "more"}};
  EXPECT_EQ(ledger->append(drafts).error().kind, Kind::erased);
  EXPECT_EQ(ledger->head().size, 4u);
}

TEST(Keys, the_service_key_cannot_be_destroyed) {
  Folder dir;
  EXPECT_EQ(open(dir)->destroy_key(no_subject).error().kind, Kind::invalid);
}

TEST(Keys, no_copy_of_a_destroyed_key_is_left_in_the_keys_folder) {
  Folder dir;
  std::vector<Subject> subjects;
  {
    auto ledger = open(dir);
    // Enough keys, in mixed order, for pages to split and leave copies in their slack.
    std::vector<Draft> drafts;
    for (int i = 0; i < 400; ++i) {
      Subject s{};
      for (std::size_t b = 0; b < s.size(); ++b)
        s[b] = static_cast<std::uint8_t>((i * 7919 + 13) >> (b % 3 * 5) ^ b);
      s[15] = static_cast<std::uint8_t>(i);
      s[14] = static_cast<std::uint8_t>(i >> 8);
      subjects.push_back(s);
      drafts.push_back({minute(i), s, "x"});
      if (i % 3 == 0) {
        need(ledger->append(drafts));
        drafts.clear();
      }
    }
    need(ledger->append(drafts));
  }
  const auto before = wrapped_keys(dir.path() / "keys" / "keys.db");
  ASSERT_EQ(before.size(), 400u);
  auto ledger = open(dir);
  need(ledger->destroy_keys(subjects));
  const std::string left = everything_in(dir.path() / "keys");
  for (const auto& wrapped : before) ASSERT_EQ(left.find(wrapped.substr(0, 24)), std::string::npos);
  for (const auto& wrapped : before) ASSERT_EQ(left.find(wrapped.substr(24)), std::string::npos);
}

TEST(Keys, neither_folder_shows_a_payload_in_clear) {
  Folder dir;
  auto ledger = open(dir);
  const std::string secret = "a sentence that nobody else should read";
  const Draft drafts[] = {{minute(0), subject(1), secret}, {minute(0), no_subject, secret}};
  need(ledger->append(drafts));
  {
    auto snapshot = need(SnapshotWriter::create(*ledger, 2, 1));
    need(snapshot.add(subject(1), secret));
    need(snapshot.commit());
  }
  const auto search = [&] {
    const std::string all = everything_in(dir);
    EXPECT_GT(all.size(), 1000u);
    EXPECT_EQ(all.find(secret), std::string::npos);
    EXPECT_EQ(all.find("nobody else"), std::string::npos);
  };
  search();
  need(ledger->close());
  search();
}

TEST(Keys, a_ledger_without_its_keys_cannot_be_read_but_its_chain_can_be_proved) {
  Folder dir;
  fill(*open(dir), 10);
  std::filesystem::rename(dir.path() / "keys", dir.path() / "elsewhere");
  auto refused = Ledger::open(dir);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::key_missing);
  EXPECT_THAT(refused.error().message, HasSubstr("keys"));
  EXPECT_FALSE(std::filesystem::exists(dir.path() / "keys")) << "no new keys are made for an old ledger";
  auto report = need(verify(dir));
  EXPECT_TRUE(report.ok);
  EXPECT_FALSE(report.witness_checked);
  EXPECT_EQ(verify(dir, {.deep = true}).error().kind, Kind::key_missing);
  // And elsewhere is as good a place.
  EXPECT_EQ(need(open(dir, {.keys_dir = dir.path() / "elsewhere"})->entry(9)).payload, payload(9));
}

TEST(Keys, keys_without_their_ledger_do_not_start_another) {
  Folder dir;
  fill(*open(dir), 10);
  std::filesystem::remove(dir.path() / "ledger.db");
  EXPECT_EQ(Ledger::open(dir).error().kind, Kind::not_found);
}

TEST(Keys, another_master_key_is_refused) {
  Folder dir;
  fill(*open(dir), 2);
  std::ofstream(dir.path() / "keys" / "master.key", std::ios::binary) << std::string(32, 'k');
  EXPECT_EQ(Ledger::open(dir).error().kind, Kind::corrupt);
  std::ofstream(dir.path() / "keys" / "master.key", std::ios::binary) << "short";
  EXPECT_EQ(Ledger::open(dir).error().kind, Kind::corrupt);
  std::filesystem::remove(dir.path() / "keys" / "master.key");
  EXPECT_EQ(Ledger::open(dir).error().kind, Kind::key_missing);
}

TEST(Keys, another_ledgers_keys_are_refused) {
  Folder a, b;
  fill(*open(a), 2);
  fill(*open(b), 2);
  EXPECT_EQ(Ledger::open(a, {.keys_dir = b.path() / "keys"}).error().kind, Kind::corrupt);
  EXPECT_EQ(need(verify(a, {.keys_dir = b.path() / "keys"})).problem->what, Problem::What::head);
}

TEST(Keys, the_master_key_is_for_its_owner_alone) {
  Folder dir;
  open(dir);
  const auto file = dir.path() / "keys" / "master.key";
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write);
  EXPECT_EQ(std::filesystem::status(file.parent_path()).permissions(), perms::owner_all);
  std::filesystem::permissions(file, perms::others_read, std::filesystem::perm_options::add);
  EXPECT_THAT(Ledger::open(dir).error().message, HasSubstr("chmod 600"));
}

TEST(Keys, a_key_lost_from_the_keys_folder_is_named_and_not_taken_for_an_erasure) {
  Folder dir;
  fill(*open(dir), 8);
  tamper(dir.path() / "keys" / "keys.db", "DELETE FROM subject_key WHERE subject <> zeroblob(16)");
  auto ledger = open(dir);
  auto entry = ledger->entry(1);
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().kind, Kind::key_missing);
  EXPECT_EQ(entry.error().entry, 1u);
  EXPECT_EQ(need(verify(dir, {.deep = true})).problem->what, Problem::What::key_missing);
}

TEST(Keys, a_small_cache_reads_as_well_as_a_large_one) {
  Folder dir;
  auto ledger = open(dir, {.keys_cached_max = 2});
  fill(*ledger, 40, 3);
  need(ledger->warm_keys());
  auto cursor = need(ledger->scan(0));
  Entry entry;
  while (need(cursor.next(entry))) EXPECT_EQ(entry.payload, payload(entry.index));
}

}  // namespace
}  // namespace lapwing::ledger
