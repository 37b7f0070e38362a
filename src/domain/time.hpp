// Instants, dates and how people read them.
//
// Every instant in Lapwing is UTC to the microsecond; only text shown to a person is in local (London) time. A calendar
// date (a birth date, a date in a statutory return) is never turned into an instant: the two are different facts.
// All functions here are pure and safe on any thread.
#pragma once
#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace lapwing {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Date = std::chrono::year_month_day;
using Minutes = std::chrono::minutes;

// "2026-03-03T14:05:00Z"; microseconds are printed only when there are any.
std::string to_rfc3339(Instant at);
// Takes RFC 3339 with any offset and up to nine decimals (cut to microseconds). The error says what is wrong.
std::expected<Instant, std::string> parse_rfc3339(std::string_view text);

std::string to_iso(Date date);                                              // "2010-05-01"
std::expected<Date, std::string> parse_iso_date(std::string_view text);     // the same; refuses 2010-02-30
std::expected<Date, std::string> parse_slash_date(std::string_view text);   // "01/05/2010", as statutory returns write it

// A local wall-clock time, London: "2026-03-03T18:05" or "03/03/2026 18:05". A time the clocks skip in spring is refused; one
// that happens twice in autumn is read as the first (summer time) and `second_pass` asks for the other.
std::expected<Instant, std::string> parse_london(std::string_view text, bool second_pass = false);

// The London calendar date on which an instant falls, and the instant at which a London wall-clock time next comes round
// strictly after `after` (hour and minute; used for shift changes, so that they stay at 07:00 through clock changes).
Date london_date(Instant at);
Instant next_london_time(Instant after, int hour, int minute);

// "14:05" when `at` falls on the same London day as `now`, else "14:05 on 3 March 2026"; a repeated autumn hour says "BST" or "GMT".
std::string for_people(Instant at, Instant now);
std::string for_people(Date date);                      // "1 May 2010"
std::string duration_for_people(std::chrono::microseconds span);   // "3 hours 12 minutes", "6 min", "2 days 4 hours"

// Whole years at `on`, by the calendar; nullopt when born is after it.
std::optional<int> age_in_years(Date born, Date on);

}  // namespace lapwing
