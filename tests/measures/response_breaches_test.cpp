// Breaches: which episodes are listed, and the story that the events of each tell. And times counted by the minute.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "measures/invented_facts.hpp"
#include "measures/minute_counts.hpp"
#include "measures/response/breaches.hpp"

namespace lapwing::measures {
namespace {

using namespace testing;
using casework::Recorded;
using ::testing::ElementsAre;

const EpisodeId episode = numbered<EpisodeId>(7);
const ItemId clock_id = numbered<ItemId>(3);

Recorded recorded(std::string_view when, casework::Event event, EpisodeId of = episode) {
  Recorded out;
  out.stamp.at = at(when);
  out.stamp.by = {std::nullopt, "Sgt A. Okafor", Role::supervisor};
  out.episode = of;
  out.event = std::move(event);
  return out;
}

TEST(BreachStory, TellsWhoWasToldWhatTheySaidAndHowLateItWasDone) {
  const auto due = at("2026-03-03T15:05:00Z");
  const std::vector<Recorded> events{
      recorded("2026-03-03T14:05:00Z", casework::ClockSet{.clock = clock_id, .kind = ClockKind::review, .due = due}),
      recorded("2026-03-03T15:05:00Z", casework::ClockClimbed{clock_id, ClockKind::review, Rung::owner, due, due}),
      recorded("2026-03-03T15:15:00Z", casework::ClockClimbed{clock_id, ClockKind::review, Rung::sergeant, at("2026-03-03T15:15:00Z"), due}),
      recorded("2026-03-03T15:20:00Z", casework::ClockAcknowledged{clock_id, ClockKind::review, "I am reading it now", at("2026-03-03T15:40:00Z")}),
      recorded("2026-03-03T15:30:00Z", casework::ClockMet{clock_id, ClockKind::review, true})};
  const auto stories = breach_stories(events, episode);
  ASSERT_EQ(stories.size(), 1u);
  EXPECT_EQ(stories[0].due, due);
  EXPECT_EQ(stories[0].met_at, at("2026-03-03T15:30:00Z"));
  ASSERT_EQ(stories[0].told.size(), 2u);
  EXPECT_EQ(stories[0].told[1].rung, Rung::sergeant);
  ASSERT_EQ(stories[0].acknowledged.size(), 1u);
  EXPECT_EQ(stories[0].acknowledged[0].what_will_happen, "I am reading it now");
  EXPECT_EQ(stories[0].acknowledged[0].by.name, "Sgt A. Okafor");
  EXPECT_TRUE(breach_stories(events, numbered<EpisodeId>(8)).empty()) << "another episode's events";
}

TEST(BreachStory, LeavesOutClocksThatWereMetInTimeOrStillRun) {
  const auto due = at("2026-03-03T15:05:00Z");
  EXPECT_TRUE(breach_stories({}, episode).empty());
  EXPECT_TRUE(breach_stories(std::vector{recorded("2026-03-03T14:05:00Z", casework::ClockSet{.clock = clock_id, .due = due})}, episode).empty());
  EXPECT_TRUE(breach_stories(std::vector{recorded("2026-03-03T14:05:00Z", casework::ClockSet{.clock = clock_id, .due = due}),
                                         recorded("2026-03-03T14:30:00Z", casework::ClockMet{clock_id, ClockKind::review, false})},
                             episode).empty());
}

TEST(BreachStory, OfADutyThatStoppedApplyingSaysWhyAndOneNeverDoneHasNoEnd) {
  const auto due = at("2026-03-03T15:05:00Z");
  std::vector<Recorded> events{recorded("2026-03-03T14:05:00Z", casework::ClockSet{.clock = clock_id, .due = due}),
                               recorded("2026-03-03T15:05:00Z", casework::ClockClimbed{clock_id, ClockKind::review, Rung::owner, due, due})};
  const auto open = breach_stories(events, episode);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_FALSE(open[0].met_at || open[0].ended_at);
  events.push_back(recorded("2026-03-03T16:00:00Z", casework::ClockStopped{clock_id, ClockKind::review, "the child was found"}));
  const auto ended = breach_stories(events, episode);
  EXPECT_EQ(ended[0].ended_because, "the child was found");
  EXPECT_EQ(ended[0].ended_at, at("2026-03-03T16:00:00Z"));
}

TEST(BreachStory, OfAnIdleEpisodeIsOneForEachStretchAndEndsWithTheNextThingRecorded) {
  const auto first = at("2026-03-03T15:00:00Z"), second = at("2026-03-03T17:00:00Z");
  const std::vector<Recorded> events{recorded("2026-03-03T14:00:00Z", casework::ClockSet{.clock = clock_id, .kind = ClockKind::idle, .due = first}),
                                     recorded("2026-03-03T15:00:00Z", casework::ClockClimbed{clock_id, ClockKind::idle, Rung::owner, first, first}),
                                     recorded("2026-03-03T16:00:00Z", casework::ActivityRecorded{.text = "Rang the home"}),
                                     recorded("2026-03-03T17:00:00Z", casework::ClockClimbed{clock_id, ClockKind::idle, Rung::owner, second, second})};
  const auto stories = breach_stories(events, episode);
  ASSERT_EQ(stories.size(), 2u);
  EXPECT_EQ(stories[0].due, first);
  EXPECT_EQ(stories[0].met_at, at("2026-03-03T16:00:00Z"));
  EXPECT_EQ(stories[1].due, second);
  EXPECT_FALSE(stories[1].met_at);
}

TEST(Breaches, AreListedNewestFirstAndOnlyCountedWhereTheRecordIsRestricted) {
  FactTable facts;
  auto restricted = invented_child(2);
  restricted.restricted = true;
  const ChildRow open_record = facts.put_child(invented_child(1)), restricted_record = facts.put_child(restricted);
  for (std::uint64_t n = 0; n < 10; ++n) {
    auto e = invented_episode(n, at("2026-03-01T00:00:00Z") + std::chrono::hours(n));
    e.child = n == 4 ? restricted_record : open_record;
    e.team = facts.team(n < 8 ? "Response A" : "Response B");
    if (n != 5) breached(e, n == 9 ? ClockKind::idle : ClockKind::review);
    facts.put_episode(e);
  }
  const ResponseAsked asked{{2026 * 12, 2026 * 12 + 11}, "", at("2027-01-01T00:00:00Z")};
  const auto first = breached_episodes(facts.scan(), asked, {}, 0, 3);
  EXPECT_EQ(first.listed, 8u);
  EXPECT_EQ(first.restricted, 1u);
  EXPECT_EQ(first.by_kind[static_cast<std::size_t>(ClockKind::review)], 8u);
  ASSERT_EQ(first.newest_first.size(), 3u);
  EXPECT_EQ(first.newest_first[0].episode, numbered<EpisodeId>(10));
  EXPECT_EQ(breached_episodes(facts.scan(), asked, {}, 6, 50).newest_first.size(), 2u);
  EXPECT_TRUE(breached_episodes(facts.scan(), asked, {}, 900, 50).newest_first.empty());
  EXPECT_EQ(breached_episodes(facts.scan(), asked, ClockKind::idle, 0, 50).listed, 1u);
  auto of_a = asked;
  of_a.team = "Response A";
  EXPECT_EQ(breached_episodes(facts.scan(), of_a, {}, 0, 50).listed, 6u);
  facts.erase(invented_child(1).id);
  EXPECT_EQ(breached_episodes(facts.scan(), asked, {}, 0, 50).listed, 0u) << "what was erased is counted nowhere";
}

TEST(MinuteCounts, OfNothingHaveNoMedian) {
  const MinuteCounts none;
  EXPECT_FALSE(none.median());
  EXPECT_FALSE(none.quantile(0.5));
  MinuteCounts one;
  one.add(-5);
  EXPECT_EQ(one.median()->estimate, 0);
  EXPECT_FALSE(one.median()->lower);
}

RC_GTEST_PROP(MinuteCounts, GiveTheQuantileThatSortingGives, ()) {
  auto seconds = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 2'000'000)));
  MinuteCounts counts;
  for (const auto second : seconds) counts.add(second);
  std::ranges::sort(seconds);
  for (const double share : {0.1, 0.5, 0.9}) {
    const auto rank = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(share * static_cast<double>(seconds.size()))));
    const auto expected = std::min<std::size_t>(static_cast<std::size_t>(seconds[rank - 1]) / 60, MinuteCounts::minutes_max);
    RC_ASSERT(counts.quantile(share) == static_cast<double>(expected));
  }
  const auto median = counts.median();
  if (median->lower) RC_ASSERT(*median->lower <= median->estimate && median->estimate <= *median->upper);
  RC_ASSERT(counts.between(0, MinuteCounts::minutes_max) + counts.longer() == seconds.size());
}

}  // namespace
}  // namespace lapwing::measures
