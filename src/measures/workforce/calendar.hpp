// Bank holidays in England and Wales, by the rules that set them: Easter by its computus, Mondays of May and August, and a weekday in
// lieu of New Year's Day, Christmas Day or Boxing Day at a weekend (Banking and Financial Dealings Act 1971; New Year's Day and the May
// bank holidays by proclamation every year). What was proclaimed for one year only is data, in rules/workforce.toml. Pure; any thread.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "domain/time.hpp"

namespace lapwing::measures::workforce {

struct Proclaimed {                    // for one year: a day more, or a day in place of another
  Date on{};
  std::string name;
  std::optional<Date> in_place_of = {};
};

struct BankHoliday {
  Date on{};
  std::string name;
};

Date easter_sunday(std::chrono::year year);                       // Gregorian; Meeus, Jones and Butcher
// Of one year, in order of date.
std::vector<BankHoliday> bank_holidays(std::chrono::year year, const std::vector<Proclaimed>& proclaimed = {});

// "Monday"
std::string weekday_name(Date on);
// 0 is Monday.
unsigned weekday_index(Date on);

}  // namespace lapwing::measures::workforce
