#include "measures/facts/fact_table.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "facts/support.hpp"
#include "reports/read_report.hpp"

namespace lapwing::measures {
namespace {

ChildFacts child(std::uint64_t seed) {
  ChildFacts row;
  row.id = SeededIds(seed).next<ChildId>();
  return row;
}

EpisodeFacts episode(std::uint64_t seed, ChildRow of, TeamNumber team = 0) {
  EpisodeFacts row;
  row.id = SeededIds(seed).next<EpisodeId>();
  row.child = of;
  row.team = team;
  return row;
}

std::vector<EpisodeFacts> episodes_in(const FactTable& table) {
  const auto scan = table.scan();
  const auto rows = scan.episodes();
  return {rows.begin(), rows.end()};
}

TEST(FactTable, AScanSeesWhatWasPutWithItsChildAndItsTeam) {
  FactTable table;
  const auto team = table.team("Response B");
  auto kayleigh = child(1);
  kayleigh.episodes = 7;
  const auto row = table.put_child(kayleigh);
  table.put_episode(episode(1, row, team));
  const auto scan = table.scan();
  ASSERT_EQ(scan.episodes().count(), 1u);
  const auto& only = *scan.episodes().begin();
  EXPECT_EQ(scan.child(only).episodes, 7);
  EXPECT_EQ(scan.team(only.team), "Response B");
  EXPECT_EQ(scan.area(only.area), "No area");
  EXPECT_EQ(table.team("Response B"), team);
}

TEST(FactTable, ANewVersionOfARowTakesItsPlace) {
  FactTable table;
  const auto row = table.put_child(child(1));
  auto one = episode(1, row);
  const auto place = table.put_episode(one);
  EXPECT_EQ(episodes_in(table).at(0).actions_set, 0);
  one.actions_set = 3;
  EXPECT_EQ(table.put_episode(one), place);
  EXPECT_EQ(table.episode(one.id)->row.actions_set, 3) << "before any scan takes it in";
  const auto scan = table.scan();
  EXPECT_EQ(scan.episodes().count(), 1u);
  EXPECT_EQ(scan.episodes().begin()->actions_set, 3);
}

TEST(FactTable, AnErasedChildIsInNoScanAndNobodyElsesRowMoves) {
  FactTable table;
  const auto gone = child(1), stays = child(2);
  const auto gone_row = table.put_child(gone), stays_row = table.put_child(stays);
  table.put_episode(episode(1, gone_row));
  table.put_episode(episode(2, stays_row));
  (void)table.scan();
  table.put_episode(episode(3, gone_row));   // one that waits
  table.erase(gone.id);
  const auto scan = table.scan();
  ASSERT_EQ(scan.episodes().count(), 1u);
  EXPECT_EQ(scan.child(*scan.episodes().begin()).id, stays.id);
  EXPECT_EQ(scan.children().count(), 1u);
  EXPECT_FALSE(table.child(gone.id));
  EXPECT_FALSE(table.episode(SeededIds(3).next<EpisodeId>()));
}

TEST(FactTable, TheVersionGrowsOnlyWithAChange) {
  FactTable table;
  table.put_child(child(1));
  const auto first = table.scan().version();
  EXPECT_EQ(table.scan().version(), first);
  table.put_child(child(1));
  EXPECT_GT(table.scan().version(), first);
}

TEST(FactTable, WritingDoesNotWaitForAScan) {
  FactTable table;
  const auto row = table.put_child(child(1));
  table.put_episode(episode(1, row));
  const auto scan = table.scan();
  std::async(std::launch::async, [&] {   // would hang for ever if it waited
    for (std::uint64_t i = 2; i < 20'000; ++i) table.put_episode(episode(i, row));
    EXPECT_TRUE(table.episode(SeededIds(19'999).next<EpisodeId>()));
  }).get();
  EXPECT_EQ(scan.episodes().count(), 1u) << "a scan is one moment";
}

TEST(FactTable, ScansBesideTheWriterSeeEveryRowWhole) {
  FactTable table;
  std::atomic<bool> done{false};
  std::atomic<std::uint64_t> torn{0}, scans{0};
  const auto row = table.put_child(child(1));
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i)
    readers.emplace_back([&] {
      do {
        const auto scan = table.scan();
        for (const auto& e : scan.episodes())
          if (e.actions_set != e.actions_done || e.id.is_nil()) ++torn;
        ++scans;
      } while (!done);
    });
  for (std::uint16_t round = 0; round < 40; ++round)
    for (std::uint64_t i = 0; i < 300; ++i) {
      auto one = episode(i, row);
      one.actions_set = one.actions_done = round;
      table.put_episode(one);
    }
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(torn, 0u);
  EXPECT_GE(scans, 2u);
  EXPECT_EQ(episodes_in(table).size(), 300u);
}

TEST(FactTable, WhatWasWrittenAddsUpByAuthorAndMonth) {
  FactTable table;
  const auto tom = SeededIds(3).next<UserId>(), jo = SeededIds(4).next<UserId>();
  const auto march = month_number(2026, 3), april = month_number(2026, 4);
  const WrittenRow first[] = {{tom, march, 100, 2, 1}}, more[] = {{tom, march, 50, 1, 1}, {jo, march, 10, 0, 1}, {tom, april, 5, 0, 1}};
  table.add_written(first, 5);
  (void)table.scan();
  table.add_written(more, 17);
  const auto scanned = [](const FactTable& of) {
    const auto scan = of.scan();
    return scan.written();
  };
  for (const auto& facts : {table.written(), scanned(table)}) {
    ASSERT_EQ(facts.rows.size(), 3u);
    EXPECT_EQ(facts.counted_to, 17u);
    EXPECT_EQ(facts.rows[0].words, 150u);
    EXPECT_EQ(facts.rows[0].findings, 3u);
    EXPECT_EQ(facts.rows[0].texts, 2u);
  }
  FactTable other;
  other.put_written(table.written());
  const WrittenRow one[] = {{jo, march, 1, 1, 1}};
  other.add_written(one, 18);
  EXPECT_EQ(scanned(other).rows[1].words, 11u);
}

TEST(MonthNumber, IsLondons) {
  EXPECT_EQ(month_number(casework::at("2026-03-31T22:59:00Z")), month_number(2026, 3));
  EXPECT_EQ(month_number(casework::at("2026-03-31T23:00:00Z")), month_number(2026, 4)) << "summer time";
}

constexpr std::string_view report_text = R"({"report":"R-000123","received_at":"2026-03-03T14:05:00Z","kind":"intelligence","people":[
  {"ref":"p1","role":"child","name":"Kay","ethnicity_self":"W1"},
  {"ref":"p2","role":"adult","name":"Lee","ethnicity_observed":"IC1","nationality":"GB"},
  {"ref":"p3","role":"adult","ethnicity_self":"NS"},{"ref":"p4","role":"adult"}]})";

TEST(AdultFacts, AreOfTheAdultsInAReportAndGoWithIt) {
  const auto read = reports::read_report(report_text);
  ASSERT_TRUE(read);
  const auto id = SeededIds(9).next<ReportId>();
  FactTable table;
  for (auto row : adult_facts(id, read->report)) {
    row.agency = table.agency("police");
    table.put_adult(row);
  }
  {
    const auto scan = table.scan();
    ASSERT_EQ(scan.adults().count(), 3u);
    auto at = scan.adults().begin();
    EXPECT_EQ(at->completeness(), Completeness::observed_only);
    EXPECT_STREQ(at->nationality, "GB");
    EXPECT_EQ(at->month, month_number(2026, 3));
    EXPECT_EQ(scan.agency(at->agency), "police");
    EXPECT_EQ((++at)->completeness(), Completeness::not_stated);
    EXPECT_EQ((++at)->completeness(), Completeness::blank);
  }
  EXPECT_EQ(table.adults(id).size(), 3u);
  table.erase(id);
  const auto scan = table.scan();
  EXPECT_TRUE(scan.adults().empty());
  EXPECT_TRUE(table.adults(id).empty());
}

}  // namespace
}  // namespace lapwing::measures
