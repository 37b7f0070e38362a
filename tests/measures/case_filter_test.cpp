#include "measures/case_filter.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace lapwing::measures {
namespace {

const Instant now = parse_rfc3339("2026-06-15T12:00:00Z").value();
using Query = std::vector<std::pair<std::string, std::string>>;

ChildId child_number(std::uint8_t number) { return ChildId::parse(fmt::format("00000000-0000-4000-8000-0000000000{:02x}", number)).value(); }
EpisodeId episode_number(std::uint8_t number) { return EpisodeId::parse(fmt::format("00000000-0000-4000-8000-0000000001{:02x}", number)).value(); }

class Cases : public ::testing::Test {
 protected:
  // An episode of its own child.
  EpisodeFacts& episode(std::uint8_t number, std::string_view reported, std::string_view team) {
    ChildFacts child;
    child.id = child_number(number);
    child.restricted = restricted;
    if (!self_defined.empty()) self_defined.copy(child.self_defined, 2);
    EpisodeFacts facts;
    facts.id = episode_number(number);
    facts.child = table.put_child(child);
    facts.reported_at = parse_rfc3339(reported).value();
    facts.team = table.team(team);
    return held = facts;
  }
  void put() { table.put_episode(held); }
  FoundCases find(const Query& query, std::size_t skip = 0, std::size_t count = 50) {
    const auto filter = parse_case_filter(query, now);
    EXPECT_TRUE(filter) << filter.error();
    return filter ? find_cases(table.scan(), *filter, skip, count) : FoundCases{};
  }

  FactTable table;
  EpisodeFacts held;
  bool restricted = false;
  std::string self_defined;
};

TEST_F(Cases, AreThoseReportedInTheMonthsAsLondonCountsThem) {
  episode(1, "2026-05-31T22:59:00Z", "A"), put();
  episode(2, "2026-05-31T23:30:00Z", "A"), put();   // 00:30 on 1 June in London
  const auto june = find({{"from", "2026-06"}, {"to", "2026-06"}});
  ASSERT_EQ(june.listed, 1u);
  EXPECT_EQ(june.newest_first[0].facts.id, episode_number(2));
  EXPECT_EQ(june.newest_first[0].child, child_number(2));
  EXPECT_EQ(find({}).listed, 2u) << "without months: the last twelve";
}

TEST_F(Cases, OfRestrictedRecordsAreOnlyCounted) {
  episode(1, "2026-05-01T10:00:00Z", "A"), put();
  restricted = true;
  episode(2, "2026-05-02T10:00:00Z", "A"), put();
  const auto found = find({});
  EXPECT_EQ(found.listed, 1u);
  EXPECT_EQ(found.restricted, 1u);
}

TEST_F(Cases, AreFoundByTeamAndAnUnknownTeamHasNone) {
  episode(1, "2026-05-01T10:00:00Z", "Response A"), put();
  episode(2, "2026-05-02T10:00:00Z", ""), put();
  EXPECT_EQ(find({{"team", "Response A"}}).listed, 1u);
  EXPECT_EQ(find({{"team", "No team"}}).listed, 1u);
  EXPECT_EQ(find({{"team", "Nobody"}}).listed, 0u);
}

TEST_F(Cases, OfAShareAreThoseItCountsAndMetOrNot) {
  const auto interview = [&](std::uint8_t number, InterviewMode mode) {
    auto& facts = episode(number, "2026-05-01T10:00:00Z", "A");
    facts.interviewed = 100;
    facts.interview_mode = mode;
    put();
  };
  interview(1, InterviewMode::in_person);
  interview(2, InterviewMode::phone);
  interview(3, InterviewMode::phone);
  episode(4, "2026-05-01T10:00:00Z", "A"), put();   // none held: not in the share
  EXPECT_EQ(find({{"share", "interview_in_person"}}).listed, 3u);
  EXPECT_EQ(find({{"share", "interview_in_person"}, {"met", "yes"}}).listed, 1u);
  EXPECT_EQ(find({{"share", "interview_in_person"}, {"met", "no"}}).listed, 2u);
}

TEST_F(Cases, AreFoundByRiskClockStateAndCompleteness) {
  auto& first = episode(1, "2026-05-01T10:00:00Z", "A");
  first.first_level = RiskLevel::high;
  first.clocks_set = first.clocks_breached = bit(ClockKind::review);
  put();
  self_defined = "W1";
  auto& second = episode(2, "2026-05-01T10:00:00Z", "A");
  second.closed = 600;
  put();
  EXPECT_EQ(find({{"level", "high"}}).listed, 1u);
  EXPECT_EQ(find({{"clock", "review"}, {"clock_was", "breached"}}).listed, 1u);
  EXPECT_EQ(find({{"clock", "review"}, {"clock_was", "met"}}).listed, 0u);
  EXPECT_EQ(find({{"state", "open"}}).listed, 1u);
  EXPECT_EQ(find({{"state", "closed"}}).newest_first.at(0).facts.id, episode_number(2));
  EXPECT_EQ(find({{"completeness", "self_defined"}}).listed, 1u);
  EXPECT_EQ(find({{"completeness", "blank"}}).listed, 1u);
  EXPECT_EQ(find({{"completeness", "incomplete"}}).listed, 1u);
}

TEST_F(Cases, ComeByThePageNewestFirst) {
  for (std::uint8_t day = 1; day <= 5; ++day) episode(day, fmt::format("2026-05-0{}T10:00:00Z", day), "A"), put();
  const auto page = find({}, 2, 2);
  ASSERT_EQ(page.newest_first.size(), 2u);
  EXPECT_EQ(page.newest_first[0].facts.id, episode_number(3));
  EXPECT_EQ(page.listed, 5u);
  EXPECT_TRUE(find({}, 9, 2).newest_first.empty());
}

TEST(CaseFilter, SaysWhatItCannotReadAndReadsBackWhatItUnderstood) {
  EXPECT_EQ(parse_case_filter({{"level", "severe"}}, now).error(), "There is no level called “severe”");
  EXPECT_FALSE(parse_case_filter({{"share", "nothing"}}, now));
  EXPECT_FALSE(parse_case_filter({{"met", "perhaps"}}, now));
  EXPECT_FALSE(parse_case_filter({{"from", "June"}}, now));
  EXPECT_TRUE(parse_case_filter({{"page", "2"}}, now)) << "what is no filter is somebody else's";
  EXPECT_EQ(parse_case_filter({{"from", "2026-05"}, {"to", "2026-05"}, {"team", "Response B"}, {"level", "high"}}, now)->words(),
            "Reported May 2026, Response B, risk at first high");
}

}  // namespace
}  // namespace lapwing::measures
