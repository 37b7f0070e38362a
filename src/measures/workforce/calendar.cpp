#include "measures/workforce/calendar.hpp"

#include <algorithm>
#include <array>

namespace lapwing::measures::workforce {

using namespace std::chrono;

namespace {

constexpr std::array<const char*, 7> weekday_names = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

bool at_weekend(sys_days on) { return weekday(on) == Saturday || weekday(on) == Sunday; }

}  // namespace

Date easter_sunday(year of) {
  const int y = int(of), a = y % 19, b = y / 100, c = y % 100;
  const int moon = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int week = (32 + 2 * (b % 4) + 2 * (c / 4) - moon - c % 4) % 7;
  const int late = (a + 11 * moon + 22 * week) / 451;
  const int days_from_march = moon + week - 7 * late + 114;
  return of / month(static_cast<unsigned>(days_from_march / 31)) / day(static_cast<unsigned>(days_from_march % 31 + 1));
}

std::vector<BankHoliday> bank_holidays(year of, const std::vector<Proclaimed>& proclaimed) {
  std::vector<BankHoliday> out;
  const auto add = [&](sys_days on, std::string name) { out.push_back({Date(on), std::move(name)}); };
  // A day at the weekend is made up for on the next weekday that is not itself one.
  const auto add_or_in_lieu = [&](sys_days on, const std::string& name) {
    if (!at_weekend(on)) return add(on, name);
    const auto taken = [&](sys_days day) { return std::ranges::any_of(out, [&](const auto& held) { return sys_days(held.on) == day; }); };
    while (at_weekend(on) || taken(on)) on += days(1);
    add(on, name + " (substitute day)");
  };
  const sys_days easter = easter_sunday(of);
  add_or_in_lieu(of / January / 1, "New Year's Day");
  add(easter - days(2), "Good Friday");
  add(easter + days(1), "Easter Monday");
  add(of / May / Monday[1], "Early May bank holiday");
  add(of / May / Monday[last], "Spring bank holiday");
  add(of / August / Monday[last], "Summer bank holiday");
  const sys_days christmas = of / December / 25, boxing = of / December / 26;
  // The one of the two that falls on a weekday keeps it, so it goes first.
  if (at_weekend(christmas) && !at_weekend(boxing)) {
    add(boxing, "Boxing Day");
    add_or_in_lieu(christmas, "Christmas Day");
  } else {
    add_or_in_lieu(christmas, "Christmas Day");
    add_or_in_lieu(boxing, "Boxing Day");
  }
  for (const auto& one : proclaimed) {
    if (one.in_place_of && one.in_place_of->year() == of)
      std::erase_if(out, [&](const auto& held) { return held.on == *one.in_place_of; });
    if (one.on.year() == of) out.push_back({one.on, one.name});
  }
  std::ranges::sort(out, {}, [](const auto& one) { return sys_days(one.on); });
  return out;
}

unsigned weekday_index(Date on) { return weekday(sys_days(on)).iso_encoding() - 1; }

std::string weekday_name(Date on) { return weekday_names[weekday_index(on)]; }

}  // namespace lapwing::measures::workforce
