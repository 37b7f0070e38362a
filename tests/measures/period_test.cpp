// Months and weeks as London counts them.
#include "measures/period.hpp"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace lapwing::measures {
namespace {

using ::testing::HasSubstr;

Instant at(std::string_view text) { return parse_rfc3339(text).value(); }

TEST(Months, BeginAtLondonsMidnight) {
  EXPECT_EQ(month_text(month_number(at("2026-06-30T22:59:59Z"))), "2026-06");
  EXPECT_EQ(month_text(month_number(at("2026-06-30T23:00:00Z"))), "2026-07");
  EXPECT_EQ(month_text(month_number(at("2026-12-31T23:30:00Z"))), "2026-12");
  const auto span = span_of({*parse_month("2026-07"), *parse_month("2026-10")});
  EXPECT_EQ(to_rfc3339(span.from), "2026-06-30T23:00:00Z");
  EXPECT_EQ(to_rfc3339(span.until), "2026-11-01T00:00:00Z");
}

TEST(Months, AreReadAndSaid) {
  EXPECT_EQ(month_for_people(*parse_month("2026-03")), "March 2026");
  EXPECT_EQ(months_for_people({*parse_month("2025-12"), *parse_month("2026-03")}), "December 2025 to March 2026");
  for (const auto* wrong : {"", "2026", "2026-13", "2026-3", "03/2026", "2026-03-01", "0000-01", "9999-12"}) EXPECT_FALSE(parse_month(wrong)) << wrong;
}

TEST(Months, AskedForEndNowAndAreTwelveUnlessSaid) {
  const auto now = at("2026-11-24T13:00:00Z");
  EXPECT_EQ(*months_asked("", "", now), (Months{*parse_month("2025-12"), *parse_month("2026-11")}));
  EXPECT_EQ(*months_asked("2026-01", "2026-06", now), (Months{*parse_month("2026-01"), *parse_month("2026-06")}));
  EXPECT_EQ(months_asked("2026-06", "", now)->count(), 6);
  EXPECT_THAT(months_asked("2026-06", "2026-01", now).error(), HasSubstr("before the first"));
  EXPECT_THAT(months_asked("2010-06", "2026-01", now).error(), HasSubstr("at most 120"));
  EXPECT_THAT(months_asked("June", "", now).error(), HasSubstr("2026-03"));
}

TEST(Weeks, BeginOnMondayAndKeepTheirClockChange) {
  const auto weeks = Periods::weeks(span_of({*parse_month("2026-03"), *parse_month("2026-11")}));
  ASSERT_GT(weeks.size(), 30u);
  EXPECT_EQ(weeks.text(0), "2026-03-02");
  std::int64_t shortest = 168, longest = 168;
  for (std::size_t week = 0; week < weeks.size(); ++week) {
    shortest = std::min(shortest, weeks.hours(week));
    longest = std::max(longest, weeks.hours(week));
    if (weeks.text(week) == "2026-03-23") { EXPECT_EQ(weeks.hours(week), 167); }
    if (weeks.text(week) == "2026-10-19") { EXPECT_EQ(weeks.hours(week), 169); }
  }
  EXPECT_EQ(shortest, 167);
  EXPECT_EQ(longest, 169);
}

TEST(Weeks, ThatAreNotWholeAreLeftOut) {
  const auto weeks = Periods::weeks({at("2026-03-03T00:00:00Z"), at("2026-03-22T23:59:59Z")});
  ASSERT_EQ(weeks.size(), 1u);
  EXPECT_EQ(weeks.text(0), "2026-03-09");
  EXPECT_EQ(Periods::weeks({at("2026-03-03T00:00:00Z"), at("2026-03-08T00:00:00Z")}).size(), 0u);
  EXPECT_EQ(Periods::weeks({at("2026-03-03T00:00:00Z"), at("2026-03-03T00:00:00Z")}).index_of(at("2026-03-03T00:00:00Z")), Periods::none);
}

TEST(Periods, KnowNothingOutsideThemselves) {
  const auto months = Periods::months({*parse_month("2026-07"), *parse_month("2026-08")});
  EXPECT_EQ(months.index_of(at("2026-06-30T22:59:59.999999Z")), Periods::none);
  EXPECT_EQ(months.index_of(at("2026-06-30T23:00:00Z")), 0);
  EXPECT_EQ(months.index_of(at("2026-08-31T22:59:59.999999Z")), 1);
  EXPECT_EQ(months.index_of(at("2026-08-31T23:00:00Z")), Periods::none);
}

RC_GTEST_PROP(Periods, PutAnInstantWhereItsLondonDateIs, ()) {
  static const auto months = Periods::months({*parse_month("2020-01"), *parse_month("2029-12")});
  static const auto weeks = Periods::weeks(span_of({*parse_month("2020-01"), *parse_month("2029-12")}));
  const auto second = *rc::gen::inRange<std::int64_t>(0, 10LL * 365 * 86400);
  const auto instant = at("2020-01-10T00:00:00Z") + std::chrono::seconds(second);
  const int month = months.index_of(instant), week = weeks.index_of(instant);
  if (month != Periods::none) RC_ASSERT(months.text(static_cast<std::size_t>(month)) == month_text(month_number(instant)));
  if (week != Periods::none) {
    const auto since = std::chrono::sys_days(london_date(instant)) - std::chrono::sys_days(weeks.first_day(static_cast<std::size_t>(week)));
    RC_ASSERT(since.count() >= 0 && since.count() < 7);
  }
}

}  // namespace
}  // namespace lapwing::measures
