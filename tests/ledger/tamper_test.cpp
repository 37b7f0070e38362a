// Everything that somebody with the disk in hand can do to a ledger, and that verification names it.
#include <gmock/gmock.h>

#include <fstream>

#include "ledger/bytes.hpp"
#include "ledger/entry.hpp"
#include "ledger/verify.hpp"
#include "ledger/world.hpp"

namespace lapwing::ledger {
namespace {

using What = Problem::What;
using testing::AnyOf;
using testing::HasSubstr;

// A closed ledger of `size` entries, and SQL done to its file. The connection is kept: there are thousands of
// alterations.
class Victim {
 public:
  explicit Victim(std::uint64_t size) {
    fill(*open(dir), size);
    EXPECT_EQ(sqlite3_open(file().c_str(), &db_), SQLITE_OK);
    sql("PRAGMA synchronous = OFF");
  }
  ~Victim() { sqlite3_close(db_); }

  std::filesystem::path file() const { return dir.path() / "ledger.db"; }
  void sql(const std::string& text) {
    char* error = nullptr;
    if (sqlite3_exec(db_, text.c_str(), nullptr, nullptr, &error) != SQLITE_OK)
      ADD_FAILURE() << text << ": " << error;
    sqlite3_free(error);
  }
  std::string value(const std::string& text) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db_, text.c_str(), -1, &statement, nullptr);
    std::string out;
    if (sqlite3_step(statement) == SQLITE_ROW)
      out.assign(static_cast<const char*>(sqlite3_column_blob(statement, 0)),
                 sqlite3_column_bytes(statement, 0));
    sqlite3_finalize(statement);
    return out;
  }
  void set(const std::string& update, const std::string& bytes, bool text = false) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db_, update.c_str(), -1, &statement, nullptr);
    const int size = static_cast<int>(bytes.size());
    text ? sqlite3_bind_text(statement, 1, bytes.data(), size, SQLITE_STATIC)
         : sqlite3_bind_blob(statement, 1, bytes.data(), size, SQLITE_STATIC);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_DONE) << sqlite3_errmsg(db_);
    sqlite3_finalize(statement);
  }
  Report report(const VerifyOptions& options = {}) { return need(verify(dir, options)); }
  Problem problem(const VerifyOptions& options = {}) {
    const Report found = report(options);
    EXPECT_FALSE(found.ok);
    if (!found.problem) return {What::unreadable, "nothing was found"};
    EXPECT_FALSE(found.problem->message.empty());
    return *found.problem;
  }
  // Flips each bit of the value, and hands each to `check`.
  void each_bit(const std::string& select, const std::string& update, bool text,
                const std::function<void(const Problem&)>& check) {
    const std::string before = value(select);
    ASSERT_FALSE(before.empty());
    std::string bytes = before;
    for (std::size_t i = 0; i < bytes.size(); ++i)
      for (int bit = 0; bit < 8; ++bit) {
        bytes[i] = static_cast<char>(bytes[i] ^ 1 << bit);
        set(update, bytes, text);
        SCOPED_TRACE(testing::Message() << update << " byte " << i << " bit " << bit);
        check(problem(
            {.keys_dir = dir.path() / "none"}));  // thousands of times: the keys folder adds nothing here
        bytes[i] = before[i];
      }
    set(update, before, text);
    EXPECT_TRUE(report().ok);
  }

  Folder dir;

 private:
  sqlite3* db_ = nullptr;
};

TEST(Tamper, a_whole_ledger_is_proved_with_its_root_and_its_checkpoint) {
  Victim v(700);
  const std::string checkpoint = need(open(v.dir)->checkpoint());
  std::uint64_t told = 0;
  const Report report = v.report(
      {.checkpoint = checkpoint, .deep = true, .progress = [&](std::uint64_t done, std::uint64_t total) {
         told = done;
         EXPECT_EQ(total, 700u);
       }});
  EXPECT_TRUE(report.ok);
  EXPECT_EQ(report.entries, 700u);
  EXPECT_EQ(told, 700u);
  EXPECT_TRUE(report.witness_checked);
  EXPECT_TRUE(report.checkpoint_checked);
  EXPECT_EQ(report.root, need(parse_checkpoint(checkpoint)).root);
  EXPECT_EQ(std::to_string(report.bytes), v.value("SELECT sum(length(stored)) FROM entry"));
}

TEST(Tamper, every_bit_of_every_stored_entry_counts_and_names_its_entry) {
  Victim v(5);
  for (int i = 0; i < 5; ++i)
    for (const std::string column : {"stored", "leaf"})
      v.each_bit("SELECT " + column + " FROM entry WHERE idx = " + std::to_string(i),
                 "UPDATE entry SET " + column + " = ?1 WHERE idx = " + std::to_string(i), false,
                 [&](const Problem& problem) {
                   EXPECT_EQ(problem.what, What::altered);
                   EXPECT_EQ(problem.first, i);
                   EXPECT_EQ(problem.last, i);
                 });
}

TEST(Tamper, every_bit_of_an_entrys_place_counts) {
  Victim v(5);
  for (std::int64_t i = 0; i < 5; ++i)
    for (int bit = 0; bit < 64; ++bit) {
      const auto moved = static_cast<std::int64_t>(static_cast<std::uint64_t>(i) ^ (std::uint64_t{1} << bit));
      if (moved >= 0 && moved < 5) continue;  // the place is taken; swaps are tested below
      v.sql(fmt::format("UPDATE entry SET idx = {} WHERE idx = {}", moved, i));
      EXPECT_THAT(v.problem().what, AnyOf(What::missing, What::inserted)) << i << "." << bit;
      v.sql(fmt::format("UPDATE entry SET idx = {} WHERE idx = {}", i, moved));
    }
  EXPECT_TRUE(v.report().ok);
}

TEST(Tamper, every_bit_of_a_subtree_hash_counts) {
  Victim v(300);
  v.each_bit("SELECT hash FROM node", "UPDATE node SET hash = ?1", false, [](const Problem& problem) {
    EXPECT_EQ(problem.what, What::subtree);
    EXPECT_EQ(problem.first, 0u);
    EXPECT_EQ(problem.last, 255u);
  });
  v.sql("UPDATE node SET level = 2");
  EXPECT_EQ(v.problem().what, What::subtree);
  v.sql("UPDATE node SET level = 1, idx = 1");
  EXPECT_EQ(v.problem().what, What::subtree);
  v.sql("UPDATE node SET idx = 0; INSERT INTO node VALUES(1, 1, zeroblob(32))");
  EXPECT_EQ(v.problem().what, What::subtree);
  v.sql("DELETE FROM node");
  EXPECT_EQ(v.problem().what, What::subtree);
}

TEST(Tamper, every_bit_of_the_signed_head_counts) {
  Victim v(3);
  const auto head = [](const Problem& problem) { EXPECT_EQ(problem.what, What::head); };
  v.each_bit("SELECT note FROM head", "UPDATE head SET note = ?1", true, head);
  v.each_bit("SELECT vkey FROM head", "UPDATE head SET vkey = ?1", true, head);
  for (int bit = 0; bit < 63; ++bit) {
    v.sql(fmt::format("UPDATE head SET size = (size | {0}) - (size & {0})", std::int64_t{1} << bit));
    EXPECT_EQ(v.problem().what, What::head);
    v.sql("UPDATE head SET size = 3");
  }
  v.sql("DELETE FROM head");
  EXPECT_EQ(v.problem().what, What::head);
}

TEST(Tamper, a_deleted_entry_is_named) {
  for (const int gone : {0, 1, 4, 7}) {
    Victim v(8);
    v.sql(fmt::format("DELETE FROM entry WHERE idx = {}", gone));
    const Problem problem = v.problem();
    EXPECT_EQ(problem.what, What::missing);
    EXPECT_EQ(problem.first, gone);
    EXPECT_EQ(problem.last, gone);
  }
}

TEST(Tamper, a_ledger_cut_at_its_end_or_emptied_names_what_is_missing) {
  Victim v(20);
  v.sql("DELETE FROM entry WHERE idx >= 12");
  Problem problem = v.problem();
  EXPECT_EQ(problem.what, What::missing);
  EXPECT_EQ(problem.first, 12u);
  EXPECT_EQ(problem.last, 19u);
  v.sql("DELETE FROM entry");
  problem = v.problem();
  EXPECT_EQ(problem.what, What::missing);
  EXPECT_EQ(problem.first, 0u);
}

TEST(Tamper, entries_closed_up_over_a_deleted_one_are_named) {
  Victim v(8);
  v.sql("DELETE FROM entry WHERE idx = 3; UPDATE entry SET idx = idx - 1 WHERE idx > 3");
  const Problem problem = v.problem();
  EXPECT_EQ(problem.what, What::wrong_index);
  EXPECT_EQ(problem.first, 3u);
}

TEST(Tamper, swapped_entries_are_named) {
  Victim v(8);
  v.sql(
      "UPDATE entry SET idx = 100 WHERE idx = 2; UPDATE entry SET idx = 2 WHERE idx = 5; UPDATE entry SET "
      "idx = 5 WHERE idx = 100");
  const Problem problem = v.problem();
  EXPECT_EQ(problem.what, What::wrong_index);
  EXPECT_EQ(problem.first, 2u);
}

TEST(Tamper, an_inserted_entry_is_named) {
  for (const char* place : {"-1", "8", "1000"}) {
    Victim v(8);
    v.sql(fmt::format("INSERT INTO entry SELECT {}, leaf, stored FROM entry WHERE idx = 4", place));
    EXPECT_EQ(v.problem().what, What::inserted) << place;
  }
  Victim v(8);
  v.sql(
      "UPDATE entry SET idx = -idx - 1 WHERE idx >= 4; UPDATE entry SET idx = -idx WHERE idx < 0;"
      "INSERT INTO entry SELECT 4, leaf, stored FROM entry WHERE idx = 3");
  EXPECT_EQ(v.problem().first, 4u);
}

// What somebody who knows the format, and perhaps the subject's key, can make: an entry with a hash that fits
// it.
void forge(Victim& v, std::uint64_t index, std::int64_t at_minute, std::uint64_t says_index) {
  std::string stored(entry_overhead_bytes + 6, '\0');
  seal_entry(says_index, {minute(at_minute), subject(1), "forged"}, Key{}, Nonce{}, stored);
  v.set(fmt::format("UPDATE entry SET stored = ?1 WHERE idx = {}", index), stored);
  v.set(fmt::format("UPDATE entry SET leaf = ?1 WHERE idx = {}", index),
        std::string(view(leaf_hash(stored))));
}

TEST(Tamper, an_entry_altered_with_its_hash_is_narrowed_to_its_subtree) {
  Victim v(700);
  forge(v, 300, 300, 300);
  const Problem problem = v.problem();
  EXPECT_EQ(problem.what, What::altered);
  EXPECT_EQ(problem.first, 256u);
  EXPECT_EQ(problem.last, 511u);
}

TEST(Tamper, an_entry_altered_with_its_hash_after_the_last_whole_subtree_is_found_by_the_head) {
  Victim v(300);
  forge(v, 290, 290, 290);
  const Problem problem = v.problem();
  EXPECT_EQ(problem.what, What::head);
  EXPECT_THAT(problem.message, HasSubstr("256"));
  EXPECT_EQ(problem.last, 299u);
}

TEST(Tamper, a_forged_entry_with_a_wrong_place_or_time_is_named) {
  Victim v(8);
  forge(v, 4, 4, 5);
  EXPECT_EQ(v.problem().what, What::wrong_index);
  forge(v, 4, 2, 4);
  EXPECT_EQ(v.problem().what, What::time_backwards);
  EXPECT_EQ(v.problem().first, 4u);
  v.set("UPDATE entry SET stored = ?1 WHERE idx = 4", "LWE");
  v.set("UPDATE entry SET leaf = ?1 WHERE idx = 4", std::string(view(leaf_hash("LWE"))));
  EXPECT_EQ(v.problem().what, What::malformed);
  v.set("UPDATE entry SET leaf = ?1 WHERE idx = 4", "short");
  EXPECT_EQ(v.problem().first, 4u);
}

TEST(Tamper, an_erased_subjects_entry_cannot_be_altered_unseen) {
  Victim v(8);
  need(open(v.dir)->destroy_key(subject(1)));
  EXPECT_TRUE(v.report({.deep = true}).ok);
  std::string stored = v.value("SELECT stored FROM entry WHERE idx = 1");
  stored.back() ^= 1;
  v.set("UPDATE entry SET stored = ?1 WHERE idx = 1", stored);
  EXPECT_EQ(open(v.dir)->entry(1).error().kind, Fault::Kind::corrupt) << "nor read as if nothing were wrong";
  stored.back() ^= 1;
  v.set("UPDATE entry SET stored = ?1 WHERE idx = 1", stored);
  forge(v, 5, 5, 5);
  EXPECT_FALSE(v.report({.deep = true}).ok);
}

TEST(Tamper, deep_verification_opens_entries_that_the_chain_alone_takes_as_they_are) {
  Folder dir;
  fill(*open(dir), 4);
  // Another key for a subject: nothing in the ledger changed.
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((dir.path() / "keys" / "keys.db").c_str(), &db), SQLITE_OK);
  sqlite3_exec(db, "UPDATE subject_key SET wrapped = zeroblob(72) WHERE subject <> zeroblob(16)", nullptr,
               nullptr, nullptr);
  sqlite3_close(db);
  EXPECT_TRUE(need(verify(dir)).ok);
  EXPECT_EQ(need(verify(dir, {.deep = true})).problem->first, 1u);
}

TEST(Tamper, a_ledger_put_back_to_an_older_copy_is_found_by_the_keys_folder) {
  Folder dir;
  const auto file = dir.path() / "ledger.db", copy = dir.path() / "copy";
  fill(*open(dir), 10);
  std::filesystem::copy_file(file, copy);
  fill(*open(dir), 5);
  std::filesystem::copy_file(copy, file, std::filesystem::copy_options::overwrite_existing);
  const Problem problem = *need(verify(dir)).problem;
  EXPECT_EQ(problem.what, What::witness);
  EXPECT_EQ(problem.first, 10u);
  EXPECT_EQ(problem.last, 14u);
  EXPECT_THAT(Ledger::open(dir).error().message, HasSubstr("put back to an older copy"));
  // A person may decide that the older copy is all there is.
  fill(*open(dir, {.accept_older_ledger = true}), 1);
  EXPECT_TRUE(need(verify(dir)).ok);
}

TEST(Tamper, a_ledger_written_anew_with_its_own_keys_is_found_by_a_checkpoint_kept_elsewhere) {
  Folder dir;
  fill(*open(dir), 10);
  const std::string kept = need(open(dir)->checkpoint());
  std::filesystem::remove(dir.path() / "ledger.db");
  tamper(dir.path() / "keys" / "keys.db", "UPDATE identity SET witness = ''");
  fill(*open(dir), 12);
  EXPECT_TRUE(need(verify(dir)).ok) << "by itself it is a good ledger";
  Problem problem = *need(verify(dir, {.checkpoint = kept})).problem;
  EXPECT_EQ(problem.what, What::checkpoint);
  EXPECT_EQ(problem.last, 9u);
}

TEST(Tamper, a_checkpoint_that_is_later_than_the_ledger_or_not_its_own_does_not_fit) {
  Folder dir, other;
  fill(*open(dir), 10);
  fill(*open(other), 10);
  const std::string foreign = need(open(other)->checkpoint());
  EXPECT_EQ(need(verify(dir, {.checkpoint = foreign})).problem->what, What::checkpoint);
  EXPECT_EQ(need(verify(dir, {.checkpoint = "not a checkpoint"})).problem->what, What::checkpoint);
  // Rolled back, and the keys folder with it.
  Folder old;
  std::filesystem::copy(dir.path(), old.path(), std::filesystem::copy_options::recursive);
  fill(*open(dir), 3);
  const Problem problem = *need(verify(old, {.checkpoint = need(open(dir)->checkpoint())})).problem;
  EXPECT_EQ(problem.what, What::checkpoint);
  EXPECT_EQ(problem.first, 10u);
  EXPECT_EQ(problem.last, 12u);
}

TEST(Tamper, an_older_checkpoint_fits_a_ledger_that_only_grew) {
  Folder dir;
  auto ledger = open(dir);
  std::vector<std::string> kept = {need(ledger->checkpoint())};
  for (int i = 0; i < 6; ++i) {
    fill(*ledger, 70);
    kept.push_back(need(ledger->checkpoint()));
  }
  for (const auto& checkpoint : kept) EXPECT_TRUE(need(verify(dir, {.checkpoint = checkpoint})).ok);
}

TEST(Tamper, an_altered_tail_or_witness_keeps_the_ledger_from_opening) {
  Victim v(10);
  forge(v, 9, 9, 9);
  EXPECT_EQ(Ledger::open(v.dir).error().kind, Fault::Kind::corrupt);
  Folder dir;
  fill(*open(dir), 3);
  tamper(dir.path() / "keys" / "keys.db",
         "UPDATE identity SET witness = replace(witness, char(10) || '3', char(10) || '2')");
  EXPECT_EQ(Ledger::open(dir).error().kind, Fault::Kind::corrupt);
  EXPECT_EQ(need(verify(dir)).problem->what, What::witness);
}

TEST(Tamper, a_file_that_is_not_a_ledger_is_refused) {
  Folder dir;
  fill(*open(dir), 2);
  std::ofstream(dir.path() / "ledger.db") << std::string(4096, 'x');
  EXPECT_EQ(Ledger::open(dir).error().kind, Fault::Kind::corrupt);
  EXPECT_EQ(need(verify(dir)).problem->what, What::unreadable);
}

}  // namespace
}  // namespace lapwing::ledger
