#include "domain/time.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstdlib>

namespace lapwing {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using LocalSeconds = date::local_time<seconds>;

namespace {

// RFC 3339 has four digits for a year, so these are the first and last instants that can be written.
constexpr Instant first_writable = sys_days{std::chrono::year{0} / 1 / 1};
constexpr Instant last_writable = Instant{sys_days{std::chrono::year{10000} / 1 / 1}} - microseconds{1};
constexpr std::array<const char*, 12> month_names = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

const date::time_zone& london() {
  static const date::time_zone* const zone = date::locate_zone("Europe/London");
  return *zone;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// Writes `width` decimal digits of `value` and returns the end.
char* put_digits(char* out, unsigned value, int width) {
  for (int i = width - 1; i >= 0; --i, value /= 10) out[i] = static_cast<char>('0' + value % 10);
  return out + width;
}

char* put_date(char* out, Date date) {
  out = put_digits(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
  *out++ = '-';
  out = put_digits(out, static_cast<unsigned>(date.month()), 2);
  *out++ = '-';
  return put_digits(out, static_cast<unsigned>(date.day()), 2);
}

// Reads text from the left; every step says whether it fitted.
struct Cursor {
  std::string_view rest;

  bool number(int width, int& value) {
    if (rest.size() < static_cast<std::size_t>(width)) return false;
    value = 0;
    for (int i = 0; i < width; ++i) {
      if (!digit(rest[i])) return false;
      value = value * 10 + (rest[i] - '0');
    }
    rest.remove_prefix(width);
    return true;
  }
  bool one_or_two_digits(int& value) {
    const bool two = rest.size() > 1 && digit(rest[1]);
    return number(two ? 2 : 1, value);
  }
  bool one_of(std::string_view characters) {
    if (rest.empty() || characters.find(rest[0]) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
  }
};

std::expected<Date, std::string> checked(int year, int month, int day) {
  const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                  std::chrono::day{static_cast<unsigned>(day)}};
  if (date.ok()) return date;
  if (month < 1 || month > 12) return std::unexpected("the month must be between 1 and 12");
  return std::unexpected("there is no such day in that month");
}

bool take_iso_date(Cursor& in, int& y, int& m, int& d) {
  return in.number(4, y) && in.one_of("-") && in.number(2, m) && in.one_of("-") && in.number(2, d);
}

bool take_slash_date(Cursor& in, int& y, int& m, int& d) {
  return in.one_or_two_digits(d) && in.one_of("/") && in.one_or_two_digits(m) && in.one_of("/") &&
         in.number(4, y);
}

// Decimals of a second, cut to microseconds; there must be one to nine of them.
bool take_fraction(Cursor& in, int& micros) {
  int taken = 0;
  micros = 0;
  while (!in.rest.empty() && digit(in.rest[0])) {
    if (taken < 6) micros = micros * 10 + (in.rest[0] - '0');
    in.rest.remove_prefix(1);
    if (++taken > 9) return false;
  }
  for (int i = taken; i < 6; ++i) micros *= 10;
  return taken > 0;
}

bool take_offset(Cursor& in, int& offset_minutes) {
  offset_minutes = 0;
  if (in.one_of("Zz")) return true;
  const bool west = !in.rest.empty() && in.rest[0] == '-';
  int h = 0, m = 0;
  if (!in.one_of("+-") || !in.number(2, h) || !in.one_of(":") || !in.number(2, m) || h > 23 || m > 59)
    return false;
  offset_minutes = (west ? -1 : 1) * (h * 60 + m);
  return true;
}

LocalSeconds local_time_of(Date date, int hour, int minute, int second) {
  return LocalSeconds{sys_days{date}.time_since_epoch() + hours{hour} + minutes{minute} + seconds{second}};
}

Instant at_offset(LocalSeconds local, seconds offset) { return Instant{local.time_since_epoch() - offset}; }

}  // namespace

std::string to_rfc3339(Instant at) {
  at = std::min(std::max(at, first_writable), last_writable);
  const auto day = std::chrono::floor<days>(at);
  const std::int64_t micros_of_day = (at - day).count();
  const auto second_of_day = static_cast<unsigned>(micros_of_day / 1'000'000);
  const auto micros = static_cast<unsigned>(micros_of_day % 1'000'000);

  char text[32];
  char* end = put_date(text, Date{day});
  *end++ = 'T';
  end = put_digits(end, second_of_day / 3600, 2);
  *end++ = ':';
  end = put_digits(end, second_of_day / 60 % 60, 2);
  *end++ = ':';
  end = put_digits(end, second_of_day % 60, 2);
  if (micros != 0) {
    *end++ = '.';
    end = put_digits(end, micros, 6);
  }
  *end++ = 'Z';
  return std::string(text, end);
}

std::expected<Instant, std::string> parse_rfc3339(std::string_view text) {
  Cursor in{text};
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, micros = 0, offset = 0;
  if (!take_iso_date(in, y, mo, d) || !in.one_of("Tt ") || !in.number(2, h) || !in.one_of(":") ||
      !in.number(2, mi) || !in.one_of(":") || !in.number(2, s))
    return std::unexpected("must be a date and time such as 2026-03-03T14:05:00Z");
  if (in.one_of(".") && !take_fraction(in, micros))
    return std::unexpected("a fraction of a second has one to nine decimals");
  if (!take_offset(in, offset)) return std::unexpected("must end with Z or an offset such as +01:00");
  if (!in.rest.empty()) return std::unexpected("has extra characters after the time");
  const auto date = checked(y, mo, d);
  if (!date) return std::unexpected(date.error());
  if (h > 23 || mi > 59 || s > 60) return std::unexpected("the time must be between 00:00:00 and 23:59:59");

  const auto whole = sys_days{*date} + hours{h} + minutes{mi - offset} + seconds{s};
  // A leap second comes only at the end of a UTC day; it is read as the midnight that follows it.
  if (s == 60 && whole != std::chrono::floor<days>(whole))
    return std::unexpected("seconds must be between 00 and 59");
  const Instant at = whole + microseconds{micros};
  if (at < first_writable || at > last_writable)
    return std::unexpected("the year must be between 0000 and 9999");
  return at;
}

std::string to_iso(Date date) {
  char text[16];
  return std::string(text, put_date(text, date));
}

std::expected<Date, std::string> parse_iso_date(std::string_view text) {
  Cursor in{text};
  int y = 0, m = 0, d = 0;
  if (!take_iso_date(in, y, m, d) || !in.rest.empty())
    return std::unexpected("must be a date such as 2010-05-01");
  return checked(y, m, d);
}

std::expected<Date, std::string> parse_slash_date(std::string_view text) {
  Cursor in{text};
  int y = 0, m = 0, d = 0;
  if (!take_slash_date(in, y, m, d) || !in.rest.empty())
    return std::unexpected("must be a date such as 01/05/2010 (day, month, year)");
  return checked(y, m, d);
}

std::expected<Instant, std::string> parse_london(std::string_view text, bool second_pass) {
  Cursor in{text};
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
  const bool slashes = text.substr(0, 3).find('/') != std::string_view::npos;
  const bool dated = slashes ? take_slash_date(in, y, mo, d) : take_iso_date(in, y, mo, d);
  if (!dated || !in.one_of("Tt ") || !in.number(2, h) || !in.one_of(":") || !in.number(2, mi) ||
      (in.one_of(":") && !in.number(2, s)) || !in.rest.empty())
    return std::unexpected("must be a date and time such as 03/03/2026 18:05");
  const auto date = checked(y, mo, d);
  if (!date) return std::unexpected(date.error());
  if (h > 23 || mi > 59 || s > 59) return std::unexpected("the time must be between 00:00 and 23:59");

  const auto local = local_time_of(*date, h, mi, s);
  const auto info = london().get_info(local);
  if (info.result == date::local_info::nonexistent)
    return std::unexpected("there was no such time: the clocks went forward from 01:00 to 02:00 that night");
  const bool later = second_pass && info.result == date::local_info::ambiguous;
  return at_offset(local, later ? info.second.offset : info.first.offset);
}

Date london_date(Instant at) {
  const auto offset = london().get_info(std::chrono::floor<seconds>(at)).offset;
  return Date{std::chrono::floor<days>(at + offset)};
}

Instant next_london_time(Instant after, int hour, int minute) {
  for (auto day = sys_days{london_date(after)};; day += days{1}) {
    const auto local = local_time_of(Date{day}, hour, minute, 0);
    const auto info = london().get_info(local);
    // Once a day whatever the clocks do: the first of two passes in autumn, the moment of change when spring
    // skips it.
    const Instant at = info.result == date::local_info::nonexistent ? Instant{info.first.end}
                                                                    : at_offset(local, info.first.offset);
    if (at > after) return at;
  }
}

std::string for_people(Instant at, Instant now) {
  const auto info = london().get_info(std::chrono::floor<seconds>(at));
  const auto local = LocalSeconds{(std::chrono::floor<seconds>(at) + info.offset).time_since_epoch()};
  const auto minute_of_day =
      (local.time_since_epoch() - std::chrono::floor<days>(local.time_since_epoch())) / minutes{1};
  std::string text = fmt::format("{:02}:{:02}", minute_of_day / 60, minute_of_day % 60);
  if (london().get_info(local).result == date::local_info::ambiguous) text += " " + info.abbrev;
  const Date date = london_date(at);
  if (date != london_date(now)) text += " on " + for_people(date);
  return text;
}

std::string for_people(Date date) {
  if (!date.ok()) return "not a date";
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                     month_names[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()));
}

std::string duration_for_people(microseconds span) {
  const auto counted = [](std::int64_t n, const char* unit) {
    return fmt::format("{} {}{}", n, unit, n == 1 ? "" : "s");
  };
  const std::int64_t total = std::abs(span / minutes{1});
  if (total == 0) return "under 1 min";
  if (total < 60) return fmt::format("{} min", total);
  const bool in_days = total >= 24 * 60;
  const std::int64_t larger = in_days ? total / (24 * 60) : total / 60;
  const std::int64_t smaller = in_days ? total / 60 % 24 : total % 60;
  std::string text = counted(larger, in_days ? "day" : "hour");
  if (smaller != 0) text += " " + counted(smaller, in_days ? "hour" : "minute");
  return text;
}

// Someone born on 29 February comes of age on 1 March in a common year, which is what comparing month and day
// gives.
std::optional<int> age_in_years(Date born, Date on) {
  if (born > on) return std::nullopt;
  const int years = static_cast<int>(on.year()) - static_cast<int>(born.year());
  const bool before_birthday = on.month() / on.day() < born.month() / born.day();
  return years - (before_birthday ? 1 : 0);
}

}  // namespace lapwing
