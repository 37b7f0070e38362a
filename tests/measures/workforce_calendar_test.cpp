#include "measures/workforce/calendar.hpp"

#include <gtest/gtest.h>

#include <map>

namespace lapwing::measures::workforce {

using namespace std::chrono;

namespace {

std::map<std::string, std::string> in_year(int of, const std::vector<Proclaimed>& proclaimed = {}) {
  std::map<std::string, std::string> out;
  for (const auto& holiday : bank_holidays(year(of), proclaimed)) out[to_iso(holiday.on)] = holiday.name;
  return out;
}

using Days = std::vector<std::string>;
Days days_of(int of, const std::vector<Proclaimed>& proclaimed = {}) {
  Days out;
  for (const auto& [day, name] : in_year(of, proclaimed)) out.push_back(day);
  return out;
}

}  // namespace

// As the Government published them for England and Wales.
TEST(BankHolidays, fall_where_they_fell_in_published_years) {
  EXPECT_EQ(days_of(2024), (Days{"2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25", "2024-12-26"}));
  EXPECT_EQ(days_of(2025), (Days{"2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26"}));
  EXPECT_EQ(days_of(2026), (Days{"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"}));
  EXPECT_EQ(days_of(2027), (Days{"2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27", "2027-12-28"}));
}

TEST(BankHolidays, at_a_weekend_are_made_up_for_on_the_next_weekday) {
  const auto saturday_and_sunday = in_year(2021);
  EXPECT_EQ(saturday_and_sunday.at("2021-12-27"), "Christmas Day (substitute day)");
  EXPECT_EQ(saturday_and_sunday.at("2021-12-28"), "Boxing Day (substitute day)");
  const auto sunday_and_monday = in_year(2022);
  EXPECT_EQ(sunday_and_monday.at("2022-12-26"), "Boxing Day");
  EXPECT_EQ(sunday_and_monday.at("2022-12-27"), "Christmas Day (substitute day)");
  EXPECT_EQ(sunday_and_monday.at("2022-01-03"), "New Year's Day (substitute day)");
}

TEST(BankHolidays, take_in_what_was_proclaimed_for_one_year_only) {
  const std::vector<Proclaimed> jubilee = {{2022y / June / 2, "Spring bank holiday", 2022y / May / 30},
                                           {2022y / June / 3, "Platinum Jubilee bank holiday"},
                                           {2022y / September / 19, "Bank holiday for the State Funeral"}};
  EXPECT_EQ(days_of(2022, jubilee), (Days{"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29",
                                          "2022-09-19", "2022-12-26", "2022-12-27"}));
  EXPECT_EQ(days_of(2023, jubilee).size(), 8u);
}

TEST(BankHolidays, are_eight_weekdays_in_every_year) {
  for (int of = 1972; of <= 2100; ++of) {
    const auto days = bank_holidays(year(of));
    EXPECT_EQ(days.size(), 8u) << of;
    for (const auto& day : days) EXPECT_LT(weekday_index(day.on), 5u) << to_iso(day.on);
  }
}

TEST(EasterSunday, falls_where_the_tables_have_it) {
  for (const auto& [of, on] : std::map<int, std::string>{{1961, "1961-04-02"}, {2000, "2000-04-23"}, {2008, "2008-03-23"}, {2011, "2011-04-24"},
                                                         {2019, "2019-04-21"}, {2038, "2038-04-25"}, {2049, "2049-04-18"}, {2076, "2076-04-19"}})
    EXPECT_EQ(to_iso(easter_sunday(year(of))), on);
}

}  // namespace lapwing::measures::workforce
