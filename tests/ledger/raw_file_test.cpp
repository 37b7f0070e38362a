// Every bit of the file of a tiny ledger, flipped in turn: either that is found, or what is read is what was
// written.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <thread>

#include "ledger/bytes.hpp"
#include "ledger/sqlite_store.hpp"
#include "ledger/verify.hpp"
#include "ledger/world.hpp"

namespace lapwing::ledger {
namespace {

constexpr std::uint64_t entries = 4;

// All that is read of the store, by scan and one by one, as one string; a fault if any of it is refused.
// Decryption adds nothing: the same bytes under the same keys give the same payloads.
Result<std::string> read_all(const std::filesystem::path& file) {
  auto store = open_sqlite_store(file, Access::read, 0);
  if (!store) return std::unexpected(store.error());
  auto reader = (*store)->reader();
  if (!reader) return std::unexpected(reader.error());
  auto head = (*reader)->head();
  if (!head) return std::unexpected(head.error());
  std::string all = fmt::format("{} {} {} ", head->size, head->note, head->vkey);
  StoredRow row;
  const auto add = [&] {
    all.append(fmt::format(" {} ", row.index)).append(view(row.leaf)).append(row.stored);
  };
  if (auto sought = (*reader)->seek(0); !sought) return std::unexpected(sought.error());
  for (;;) {
    auto more = (*reader)->next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    add();
  }
  for (std::uint64_t i = 0; i < entries; ++i) {
    if (auto one = (*reader)->row(i, row); !one) return std::unexpected(one.error());
    add();
  }
  return all;
}

struct Count {
  std::size_t found = 0, harmless = 0;
};

// Flips each bit of every other byte of a ledger's file, from `first` on.
void flip_all(const std::filesystem::path& dir, off_t first, Count& count) {
  const auto file = dir / "ledger.db";
  const VerifyOptions chain_only{.keys_dir = dir / "none"};
  const std::string before = need(read_all(file));
  // Kept open, so that SQLite need not set up its shared memory anew each time.
  auto kept = open(dir, {.access = Access::read});
  const int descriptor = ::open(file.c_str(), O_RDWR);
  ASSERT_GE(descriptor, 0);
  const auto size = static_cast<off_t>(std::filesystem::file_size(file));
  for (off_t at = first; at < size; at += 2) {
    std::uint8_t byte = 0;
    ASSERT_EQ(::pread(descriptor, &byte, 1, at), 1);
    for (int bit = 0; bit < 8; ++bit) {
      const std::uint8_t flipped = byte ^ static_cast<std::uint8_t>(1 << bit);
      ASSERT_EQ(::pwrite(descriptor, &flipped, 1, at), 1);
      const auto report = verify(dir, chain_only);
      if (report && report->ok) {
        const auto after = read_all(file);
        ASSERT_TRUE(after && *after == before)
            << "byte " << at << " bit " << bit << " was altered and read unseen";
        ++count.harmless;
      } else {
        ++count.found;
      }
    }
    ASSERT_EQ(::pwrite(descriptor, &byte, 1, at), 1);
  }
  EXPECT_TRUE(need(verify(dir)).ok);
  EXPECT_EQ(need(read_all(file)), before);
  ::close(descriptor);
}

TEST(RawFile, every_flipped_bit_is_found_or_changes_nothing_that_is_read) {
  Folder one, other;
  fill(*open(one, {.page_bytes = 512}), entries);
  std::filesystem::copy(one.path(), other.path(), std::filesystem::copy_options::recursive);
  Count even, odd;
  std::thread half([&] { flip_all(other, 1, odd); });
  flip_all(one, 0, even);
  half.join();
  // What is not found is padding and room not used, which nobody reads.
  EXPECT_GT(even.found + odd.found, 2 * entries * 8 * 150);
  RecordProperty("found", static_cast<int>(even.found + odd.found));
  RecordProperty("harmless", static_cast<int>(even.harmless + odd.harmless));
  fmt::print("{} of {} flips were found; the others changed nothing that is read\n", even.found + odd.found,
             even.found + odd.found + even.harmless + odd.harmless);
}

}  // namespace
}  // namespace lapwing::ledger
