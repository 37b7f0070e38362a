#include "ledger/snapshot.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "ledger/world.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;
using testing::HasSubstr;
constexpr std::uint32_t format = 7;

std::string record(std::uint64_t n) { return "record " + std::to_string(n) + std::string(n % 5, '.'); }

void take_snapshot(const Ledger& ledger, std::uint64_t position, std::uint64_t records = 10) {
  auto writer = need(SnapshotWriter::create(ledger, position, format));
  for (std::uint64_t i = 0; i < records; ++i) need(writer.add(subject(i % 4), record(i)));
  need(writer.commit());
}

std::filesystem::path file_of(const std::filesystem::path& dir, std::uint64_t position) {
  return dir / "snapshots" / fmt::format("{:020}.snapshot", position);
}

TEST(Snapshot, what_was_written_is_read_back_after_a_restart) {
  Folder dir;
  {
    auto ledger = open(dir);
    fill(*ledger, 20);
    take_snapshot(*ledger, 15, 1000);
    fill(*ledger, 5);
  }
  auto ledger = open(dir);
  auto reader = need(SnapshotReader::newest(*ledger, format));
  EXPECT_EQ(reader.position(), 15u);
  EXPECT_EQ(reader.records(), 1000u);
  SnapshotRecord got;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    ASSERT_TRUE(need(reader.next(got)));
    EXPECT_EQ(got.subject, subject(i % 4));
    EXPECT_EQ(got.bytes, record(i));
  }
  EXPECT_FALSE(need(reader.next(got)));
}

TEST(Snapshot, a_destroyed_key_erases_its_records_here_too) {
  Folder dir;
  auto ledger = open(dir);
  fill(*ledger, 8);
  take_snapshot(*ledger, 8);
  need(ledger->destroy_key(subject(3)));
  auto reader = need(SnapshotReader::open(*ledger, 8, format));
  SnapshotRecord got;
  for (std::uint64_t i = 0; need(reader.next(got)); ++i) {
    EXPECT_EQ(got.erased, i % 4 == 3);
    EXPECT_EQ(got.bytes, got.erased ? "" : record(i));
  }
  auto writer = need(SnapshotWriter::create(*ledger, 8, format));
  EXPECT_EQ(writer.add(subject(3), "x").error().kind, Kind::erased);
}

TEST(Snapshot, an_unfinished_one_leaves_nothing) {
  Folder dir;
  auto ledger = open(dir);
  {
    auto writer = need(SnapshotWriter::create(*ledger, 0, format));
    need(writer.add(subject(1), "x"));
  }
  EXPECT_TRUE(std::filesystem::is_empty(dir.path() / "snapshots"));
  EXPECT_EQ(SnapshotReader::newest(*ledger, format).error().kind, Kind::not_found);
}

TEST(Snapshot, only_the_newest_are_kept) {
  Folder dir;
  auto ledger = open(dir);
  for (int i = 0; i < 5; ++i) {
    fill(*ledger, 1);
    take_snapshot(*ledger, ledger->head().size);
  }
  EXPECT_THAT(snapshot_positions(dir), testing::ElementsAre(4, 5));
}

TEST(Snapshot, every_flipped_bit_and_every_cut_is_refused) {
  Folder dir;
  auto ledger = open(dir);
  fill(*ledger, 4);
  take_snapshot(*ledger, 4, 3);
  const auto file = file_of(dir, 4);
  std::string bytes(std::filesystem::file_size(file), '\0');
  std::ifstream(file, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  const auto refused = [&](std::string_view altered) {
    std::ofstream(file, std::ios::binary).write(altered.data(), static_cast<std::streamsize>(altered.size()));
    auto reader = SnapshotReader::open(*ledger, 4, format);
    return !reader && reader.error().kind == Kind::corrupt;
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string altered = bytes;
      altered[i] = static_cast<char>(altered[i] ^ 1 << bit);
      ASSERT_TRUE(refused(altered)) << i << "." << bit;
    }
    ASSERT_TRUE(refused(std::string_view(bytes).substr(0, i))) << "cut to " << i;
  }
  EXPECT_TRUE(refused(bytes + "x"));
  EXPECT_FALSE(refused(bytes));
}

TEST(Snapshot, one_that_does_not_belong_is_passed_over_with_its_reason) {
  Folder dir, elsewhere;
  auto ledger = open(dir), other = open(elsewhere);
  fill(*ledger, 6);
  fill(*other, 9);
  take_snapshot(*ledger, 3);
  take_snapshot(*other, 9);
  take_snapshot(*other, 5);
  std::filesystem::copy_file(file_of(elsewhere, 5), file_of(dir, 5));  // another ledger's
  std::filesystem::copy_file(file_of(dir, 3), file_of(dir, 4));        // another position's
  std::ofstream(file_of(dir, 6)) << "damaged";
  std::vector<std::string> refused;
  auto reader = need(SnapshotReader::newest(*ledger, format, &refused));
  EXPECT_EQ(reader.position(), 3u);
  EXPECT_THAT(refused,
              testing::ElementsAre(HasSubstr("cut short"), HasSubstr("not signed with this ledger's key"),
                                   HasSubstr("another position")));
  EXPECT_THAT(SnapshotReader::open(*ledger, 3, format + 1).error().message, HasSubstr("format 7, not 8"));
  EXPECT_EQ(SnapshotReader::open(*ledger, 2, format).error().kind, Kind::not_found);
}

TEST(Snapshot, one_that_is_ahead_of_its_ledger_is_refused) {
  Folder dir;
  {
    auto ledger = open(dir);
    fill(*ledger, 3);
  }
  std::filesystem::copy_file(dir.path() / "ledger.db", dir.path() / "older");
  {
    auto ledger = open(dir);
    fill(*ledger, 3);
    take_snapshot(*ledger, 6);
  }
  std::filesystem::copy_file(dir.path() / "older", dir.path() / "ledger.db",
                             std::filesystem::copy_options::overwrite_existing);
  auto ledger = open(dir, {.accept_older_ledger = true});
  EXPECT_EQ(SnapshotReader::open(*ledger, 6, format).error().kind, Kind::corrupt);
  fill(*ledger, 3);  // as long again, but not the same
  EXPECT_THAT(SnapshotReader::open(*ledger, 6, format).error().message, HasSubstr("other entries"));
  EXPECT_EQ(SnapshotWriter::create(*ledger, 7, format).error().kind, Kind::not_found);
}

}  // namespace
}  // namespace lapwing::ledger
