#include "domain/time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>

namespace lapwing {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;

Instant at(std::string_view text) {
  const auto parsed = parse_rfc3339(text);
  EXPECT_TRUE(parsed) << text << ": " << (parsed ? "" : parsed.error());
  return parsed.value_or(Instant{});
}

Date day(int y, unsigned m, unsigned d) {
  return {std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

TEST(Rfc3339, PrintsMicrosecondsOnlyWhenThereAreAny) {
  EXPECT_EQ(to_rfc3339(at("2026-03-03T14:05:00Z")), "2026-03-03T14:05:00Z");
  EXPECT_EQ(to_rfc3339(at("2026-03-03T14:05:00.5Z")), "2026-03-03T14:05:00.500000Z");
  EXPECT_EQ(to_rfc3339(Instant{microseconds{-1}}), "1969-12-31T23:59:59.999999Z");
}

TEST(Rfc3339, TakesAnyOffset) {
  EXPECT_EQ(at("2026-07-01T00:30:00+01:00"), at("2026-06-30T23:30:00Z"));
  EXPECT_EQ(at("2026-06-30T18:00:00-05:30"), at("2026-06-30T23:30:00Z"));
  EXPECT_EQ(at("2026-06-30 23:30:00z"), at("2026-06-30T23:30:00-00:00"));
}

TEST(Rfc3339, CutsNineDecimalsToMicroseconds) {
  EXPECT_EQ(at("2026-03-03T14:05:00.123456999Z") - at("2026-03-03T14:05:00Z"), 123456us);
  EXPECT_EQ(at("2026-03-03T14:05:00.000001Z") - at("2026-03-03T14:05:00Z"), 1us);
}

TEST(Rfc3339, ReadsALeapSecondAsTheMidnightAfterIt) {
  EXPECT_EQ(at("2016-12-31T23:59:60Z"), at("2017-01-01T00:00:00Z"));
  EXPECT_EQ(at("2017-01-01T00:59:60+01:00"), at("2017-01-01T00:00:00Z"));
  EXPECT_FALSE(parse_rfc3339("2016-12-31T12:00:60Z"));
}

class BadRfc3339 : public testing::TestWithParam<const char*> {};
TEST_P(BadRfc3339, IsRefusedWithAReason) {
  const auto parsed = parse_rfc3339(GetParam());
  ASSERT_FALSE(parsed);
  EXPECT_FALSE(parsed.error().empty());
}
INSTANTIATE_TEST_SUITE_P(
    Texts, BadRfc3339,
    testing::Values("", "2026", "2026-03-03", "2026-03-03T14:05Z", "2026-03-03T14:05:00",
                    "2026-03-03T14:05:00.Z", "2026-03-03T14:05:00.1234567890Z", "2026-03-03T14:05:00+1:00",
                    "2026-03-03T14:05:00+24:00", "2026-03-03T14:05:00+01:60", "2026-03-03T14:05:00+0100",
                    "2026-03-03T24:00:00Z", "2026-03-03T14:60:00Z", "2026-03-03T14:05:61Z",
                    "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
                    "2026-03-03T14:05:00Z ", " 2026-03-03T14:05:00Z", "26-03-03T14:05:00Z",
                    "2026-03-03T14:05:00ZZ", "-026-03-03T14:05:00Z", "2026-3-3T14:05:00Z",
                    "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"));

RC_GTEST_PROP(Rfc3339, WhatIsPrintedReadsBackTheSame, ()) {
  // Year 0 to 9999 in microseconds from 1970.
  const auto micros = *rc::gen::inRange<std::int64_t>(-62'167'219'200'000'000, 253'402'300'799'999'999);
  const Instant instant{microseconds{micros}};
  RC_ASSERT(parse_rfc3339(to_rfc3339(instant)).value() == instant);
}

RC_GTEST_PROP(Rfc3339, AnyTextIsReadOrRefusedWithoutHarm, (const std::string& text)) {
  const auto parsed = parse_rfc3339(text);
  RC_ASSERT(parsed || !parsed.error().empty());
}

TEST(IsoDate, ReadsAndPrintsTheSame) {
  EXPECT_EQ(parse_iso_date("2010-05-01"), day(2010, 5, 1));
  EXPECT_EQ(to_iso(day(2010, 5, 1)), "2010-05-01");
  EXPECT_EQ(parse_iso_date("2012-02-29"), day(2012, 2, 29));
}

TEST(IsoDate, RefusesDaysThatDoNotExist) {
  EXPECT_FALSE(parse_iso_date("2010-02-30"));
  EXPECT_FALSE(parse_iso_date("2011-02-29"));
  EXPECT_FALSE(parse_iso_date("2010-13-01"));
  EXPECT_FALSE(parse_iso_date("2010-5-1"));
  EXPECT_FALSE(parse_iso_date("2010-05-01T"));
  EXPECT_FALSE(parse_iso_date(""));
}

TEST(SlashDate, IsDayMonthYear) {
  EXPECT_EQ(parse_slash_date("02/05/2010"), day(2010, 5, 2));
  EXPECT_EQ(parse_slash_date("2/5/2010"), day(2010, 5, 2));
  EXPECT_EQ(parse_slash_date("29/02/2012"), day(2012, 2, 29));
}

TEST(SlashDate, RefusesTheRest) {
  for (const auto* text :
       {"", "05/13/2010", "30/02/2010", "01/05/10", "01-05-2010", "2010/05/01", "01/05/2010 ", "/05/2010"})
    EXPECT_FALSE(parse_slash_date(text)) << text;
}

TEST(LondonTime, ReadsBothWrittenForms) {
  EXPECT_EQ(parse_london("2026-03-03T18:05"), at("2026-03-03T18:05:00Z"));
  EXPECT_EQ(parse_london("03/07/2026 18:05"), at("2026-07-03T17:05:00Z"));
  EXPECT_EQ(parse_london("2026-07-03T18:05:30"), at("2026-07-03T17:05:30Z"));
}

TEST(LondonTime, RefusesTheHourThatSpringSkips) {
  EXPECT_FALSE(parse_london("2026-03-29T01:00"));
  EXPECT_FALSE(parse_london("2026-03-29T01:30"));
  EXPECT_EQ(parse_london("2026-03-29T00:59"), at("2026-03-29T00:59:00Z"));
  EXPECT_EQ(parse_london("2026-03-29T02:00"), at("2026-03-29T01:00:00Z"));
}

TEST(LondonTime, TellsTheTwoAutumnPassesApart) {
  EXPECT_EQ(parse_london("2026-10-25T01:30"), at("2026-10-25T00:30:00Z"));
  EXPECT_EQ(parse_london("2026-10-25T01:30", true), at("2026-10-25T01:30:00Z"));
  EXPECT_EQ(parse_london("2026-10-25T00:59", true), at("2026-10-24T23:59:00Z"))
      << "only one pass: no other to ask for";
}

TEST(LondonTime, RefusesWhatIsNotATime) {
  for (const auto* text : {"", "18:05", "2026-03-03", "2026-03-03T24:00", "2026-03-03T18:60",
                           "31/02/2026 18:05", "03/03/2026 18:05Z", "2026-03-03T18:05:"})
    EXPECT_FALSE(parse_london(text)) << text;
}

TEST(LondonDate, FollowsTheLocalMidnight) {
  EXPECT_EQ(london_date(at("2026-07-01T22:59:59Z")), day(2026, 7, 1));
  EXPECT_EQ(london_date(at("2026-07-01T23:00:00Z")), day(2026, 7, 2));
  EXPECT_EQ(london_date(at("2026-01-01T23:59:59.999999Z")), day(2026, 1, 1));
}

TEST(NextLondonTime, IsStrictlyAfter) {
  EXPECT_EQ(next_london_time(at("2026-01-10T06:59:59Z"), 7, 0), at("2026-01-10T07:00:00Z"));
  EXPECT_EQ(next_london_time(at("2026-01-10T07:00:00Z"), 7, 0), at("2026-01-11T07:00:00Z"));
}

TEST(NextLondonTime, StaysAtSevenThroughBothClockChanges) {
  EXPECT_EQ(next_london_time(at("2026-03-28T07:00:00Z"), 7, 0), at("2026-03-29T06:00:00Z"));
  EXPECT_EQ(next_london_time(at("2026-10-24T06:00:00Z"), 7, 0), at("2026-10-25T07:00:00Z"));
}

TEST(NextLondonTime, ComesOnceOnTheNightsTheClocksChange) {
  EXPECT_EQ(next_london_time(at("2026-03-28T12:00:00Z"), 1, 30), at("2026-03-29T01:00:00Z"))
      << "skipped: the change itself";
  EXPECT_EQ(next_london_time(at("2026-10-24T12:00:00Z"), 1, 30), at("2026-10-25T00:30:00Z"));
  EXPECT_EQ(next_london_time(at("2026-10-25T00:30:00Z"), 1, 30), at("2026-10-26T01:30:00Z"))
      << "not again an hour later";
}

TEST(ForPeople, GivesTheDateOnlyWhenItIsNotToday) {
  const auto now = at("2026-03-03T20:00:00Z");
  EXPECT_EQ(for_people(at("2026-03-03T14:05:00Z"), now), "14:05");
  EXPECT_EQ(for_people(at("2026-03-02T14:05:00Z"), now), "14:05 on 2 March 2026");
  EXPECT_EQ(for_people(at("2026-07-03T23:05:00Z"), at("2026-07-04T08:00:00Z")), "00:05")
      << "the same London day";
}

TEST(ForPeople, NamesThePassOfARepeatedHour) {
  const auto now = at("2026-10-25T09:00:00Z");
  EXPECT_EQ(for_people(at("2026-10-25T00:30:00Z"), now), "01:30 BST");
  EXPECT_EQ(for_people(at("2026-10-25T01:30:00Z"), now), "01:30 GMT");
  EXPECT_EQ(for_people(at("2026-10-25T02:00:00Z"), now), "02:00");
}

TEST(ForPeople, WritesDatesInWords) { EXPECT_EQ(for_people(day(2010, 5, 1)), "1 May 2010"); }

TEST(ForPeople, WritesDurationsInTwoUnitsAtMost) {
  EXPECT_EQ(duration_for_people(30s), "under 1 min");
  EXPECT_EQ(duration_for_people(6min), "6 min");
  EXPECT_EQ(duration_for_people(60min), "1 hour");
  EXPECT_EQ(duration_for_people(61min), "1 hour 1 minute");
  EXPECT_EQ(duration_for_people(3h + 12min), "3 hours 12 minutes");
  EXPECT_EQ(duration_for_people(24h), "1 day");
  EXPECT_EQ(duration_for_people(52h + 59min), "2 days 4 hours");
  EXPECT_EQ(duration_for_people(-6min), "6 min") << "late or early is for the caller to say";
}

TEST(Age, TurnsOnTheBirthday) {
  EXPECT_EQ(age_in_years(day(2010, 5, 2), day(2026, 5, 1)), 15);
  EXPECT_EQ(age_in_years(day(2010, 5, 2), day(2026, 5, 2)), 16);
  EXPECT_EQ(age_in_years(day(2010, 5, 2), day(2010, 5, 2)), 0);
  EXPECT_EQ(age_in_years(day(2010, 5, 2), day(2010, 5, 1)), std::nullopt);
}

TEST(Age, OfSomeoneBornOn29FebruaryTurnsOn1MarchInCommonYears) {
  EXPECT_EQ(age_in_years(day(2012, 2, 29), day(2026, 2, 28)), 13);
  EXPECT_EQ(age_in_years(day(2012, 2, 29), day(2026, 3, 1)), 14);
  EXPECT_EQ(age_in_years(day(2012, 2, 29), day(2028, 2, 29)), 16);
}

}  // namespace
}  // namespace lapwing
