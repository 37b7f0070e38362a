#include <gmock/gmock.h>

#include <thread>

#include "ledger/verify.hpp"
#include "ledger/world.hpp"

namespace lapwing::ledger {
namespace {

using Kind = Fault::Kind;

TEST(Append, what_is_appended_is_read_back_after_a_restart) {
  Folder dir;
  fill(*open(dir), 300, 7);
  auto ledger = open(dir);
  EXPECT_EQ(ledger->head().size, 300u);
  EXPECT_EQ(ledger->head().last_at, minute(299));
  auto cursor = need(ledger->scan(0));
  Entry entry;
  for (std::uint64_t i = 0; i < 300; ++i) {
    ASSERT_TRUE(need(cursor.next(entry)));
    EXPECT_EQ(entry.index, i);
    EXPECT_EQ(entry.at, minute(static_cast<std::int64_t>(i)));
    EXPECT_EQ(entry.subject, subject(i % 4));
    EXPECT_EQ(entry.payload, payload(i));
    EXPECT_FALSE(entry.erased);
    EXPECT_EQ(cursor.leaf(), leaf_hash(cursor.stored()));
  }
  EXPECT_FALSE(need(cursor.next(entry)));
  EXPECT_EQ(need(ledger->entry(123)).payload, payload(123));
}

TEST(Append, empty_and_large_payloads_come_back_whole) {
  Folder dir;
  auto ledger = open(dir);
  std::string large(1 << 20, '\0');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 7);
  const Draft drafts[] = {{minute(0), subject(1), ""}, {minute(0), subject(0), large}};
  EXPECT_EQ(need(ledger->append(drafts)), 0u);
  EXPECT_EQ(need(ledger->entry(0)).payload, "");
  EXPECT_EQ(need(ledger->entry(1)).payload, large);
  const std::string too_large(payload_bytes_max + 1, 'x');
  const Draft refused[] = {{minute(1), subject(1), too_large}};
  EXPECT_EQ(ledger->append(refused).error().kind, Kind::too_large);
  EXPECT_EQ(ledger->head().size, 2u);
}

TEST(Append, a_list_of_indexes_is_read_in_order_and_only_as_far_as_wanted) {
  Folder dir;
  auto ledger = open(dir);
  fill(*ledger, 50);
  const std::uint64_t wanted[] = {3, 3, 17, 49};
  std::vector<std::uint64_t> seen;
  need(ledger->read(wanted, [&](const Entry& entry) {
    EXPECT_EQ(entry.payload, payload(entry.index));
    seen.push_back(entry.index);
    return entry.index != 17;
  }));
  EXPECT_THAT(seen, testing::ElementsAre(3, 3, 17));
  const std::uint64_t beyond[] = {50}, unsorted[] = {4, 3};
  const auto ignore = [](const Entry&) { return true; };
  EXPECT_EQ(ledger->read(beyond, ignore).error().kind, Kind::not_found);
  EXPECT_EQ(ledger->read(unsorted, ignore).error().kind, Kind::invalid);
  EXPECT_EQ(ledger->scan(0, 51).error().kind, Kind::not_found);
}

TEST(Append, time_that_goes_back_is_refused_and_the_same_time_is_taken) {
  Folder dir;
  auto ledger = open(dir);
  const Draft first[] = {{minute(5), subject(1), "a"}, {minute(5), subject(1), "b"}};
  need(ledger->append(first));
  const Draft back[] = {{minute(5), subject(1), "c"}, {minute(4), subject(1), "d"}};
  auto refused = ledger->append(back);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::time_backwards);
  EXPECT_EQ(refused.error().entry, 3u);
  EXPECT_EQ(ledger->head().size, 2u) << "nothing of a refused batch is kept";
}

TEST(Append, a_batch_decided_on_an_older_head_is_refused) {
  Folder dir;
  auto ledger = open(dir);
  fill(*ledger, 3);
  const Draft drafts[] = {{minute(9), subject(1), "late"}};
  EXPECT_EQ(ledger->append(drafts, 2).error().kind, Kind::stale_head);
  EXPECT_EQ(need(ledger->append(drafts, 3)), 3u);
}

TEST(Append, an_empty_batch_writes_nothing) {
  Folder dir;
  auto ledger = open(dir);
  const std::string before = need(ledger->checkpoint());
  EXPECT_EQ(need(ledger->append({})), 0u);
  EXPECT_EQ(need(ledger->checkpoint()), before);
}

TEST(Append, the_same_seed_gives_the_same_bytes) {
  const auto stored = [] {
    Folder dir;
    auto ledger = open(dir, {.origin = "lapwing/test", .random = seeded_random(7)});
    fill(*ledger, 5);
    std::string all = need(ledger->checkpoint());
    auto cursor = need(ledger->scan(0));
    Entry entry;
    while (need(cursor.next(entry))) all += cursor.stored();
    return all;
  };
  EXPECT_EQ(stored(), stored());
}

TEST(Append, readers_in_other_threads_see_whole_batches_while_the_writer_writes) {
  Folder dir;
  auto ledger = open(dir);
  std::atomic<bool> done = false;
  std::atomic<int> scans = 0;
  std::vector<std::thread> readers;
  for (int t = 0; t < 3; ++t)
    readers.emplace_back([&] {
      while (!done || scans == 0) {
        const std::uint64_t size = ledger->head().size;
        EXPECT_EQ(size % 10, 0u);
        auto cursor = need(ledger->scan(size > 20 ? size - 20 : 0));
        Entry entry;
        while (need(cursor.next(entry))) EXPECT_EQ(entry.payload, payload(entry.index));
        ++scans;
      }
    });
  fill(*ledger, 400, 10);
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_GT(scans, 0);
}

TEST(Append, a_reader_beside_the_service_needs_no_lock_and_cannot_write) {
  Folder dir;
  auto writer = open(dir);
  fill(*writer, 10);
  auto reader = open(dir, {.access = Access::read});
  EXPECT_EQ(need(reader->entry(9)).payload, payload(9));
  const Draft drafts[] = {{minute(20), subject(1), "x"}};
  EXPECT_EQ(reader->append(drafts).error().kind, Kind::read_only);
  EXPECT_TRUE(need(verify(dir)).ok);
}

}  // namespace
}  // namespace lapwing::ledger
