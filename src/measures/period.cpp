#include "measures/period.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace lapwing::measures {

using std::chrono::days;
using std::chrono::sys_days;

namespace {

constexpr std::array<std::string_view, 12> month_names = {"January", "February", "March",     "April",   "May",      "June",
                                                          "July",    "August",   "September", "October", "November", "December"};

Date first_day_of(MonthNumber month) {
  return Date{std::chrono::year{month / 12}, std::chrono::month{static_cast<unsigned>(month % 12 + 1)}, std::chrono::day{1}};
}

// Clocks change at 01:00 UTC, so London's midnight is there every day, and once.
Instant midnight(Date day) {
  const auto at = parse_london(to_iso(day) + "T00:00");
  if (!at) throw std::invalid_argument(at.error());
  return *at;
}

Date monday_from(Date day) {   // the day itself when it is one
  const auto since_monday = std::chrono::weekday(sys_days(day)).iso_encoding() - 1;
  return since_monday == 0 ? day : Date(sys_days(day) + days(7 - static_cast<int>(since_monday)));
}

}  // namespace

MonthNumber month_of(Date day) { return month_number(static_cast<int>(day.year()), static_cast<unsigned>(day.month())); }
std::string month_text(MonthNumber month) { return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1); }
std::string month_for_people(MonthNumber month) { return fmt::format("{} {}", month_names[static_cast<std::size_t>(month % 12)], month / 12); }

std::expected<MonthNumber, std::string> parse_month(std::string_view text) {
  const auto day = parse_iso_date(std::string(text) + "-01");
  if (text.size() != 7 || !day) return std::unexpected("Enter months as 2026-03");
  const int year = static_cast<int>(day->year());
  if (year < period_year_first || year > period_year_last)
    return std::unexpected(fmt::format("Enter a month between {} and {}", period_year_first, period_year_last));
  return month_of(*day);
}

std::string months_for_people(Months months) {
  if (months.first == months.last) return month_for_people(months.first);
  return fmt::format("{} to {}", month_for_people(months.first), month_for_people(months.last));
}

std::expected<Months, std::string> months_asked(std::string_view from, std::string_view to, Instant now) {
  const auto last = to.empty() ? std::expected<MonthNumber, std::string>(month_number(now)) : parse_month(to);
  if (!last) return std::unexpected(last.error());
  const auto first = from.empty() ? std::expected<MonthNumber, std::string>(*last - period_months_default + 1) : parse_month(from);
  if (!first) return std::unexpected(first.error());
  if (*last < *first) return std::unexpected("The last month is before the first");
  if (*last - *first >= period_months_max) return std::unexpected(fmt::format("Ask for at most {} months at a time", period_months_max));
  return Months{*first, *last};
}

Span span_of(Months months) { return {midnight(first_day_of(months.first)), midnight(first_day_of(months.last + 1))}; }

void Periods::fill(std::vector<Date> first_days, Date end) {
  if (first_days.empty()) return;
  first_days_ = std::move(first_days);
  for (const auto day : first_days_) starts_.push_back(midnight(day));
  starts_.push_back(midnight(end));
  by_hour_.resize(static_cast<std::size_t>(hour_of(starts_.back())));
  for (std::size_t period = 0; period < size(); ++period)
    std::fill(by_hour_.begin() + hour_of(starts_[period]), by_hour_.begin() + hour_of(starts_[period + 1]), static_cast<std::int16_t>(period));
}

Periods Periods::months(Months months) {
  Periods out;
  std::vector<Date> first_days;
  for (auto month = months.first; month <= months.last; ++month) {
    first_days.push_back(first_day_of(month));
    out.texts_.push_back(month_text(month));
  }
  out.fill(std::move(first_days), first_day_of(months.last + 1));
  return out;
}

Periods Periods::weeks(Span span) {
  Periods out;
  std::vector<Date> first_days;
  auto day = monday_from(london_date(span.from));
  if (midnight(day) < span.from) day = Date(sys_days(day) + days(7));
  for (auto next = Date(sys_days(day) + days(7)); midnight(next) <= span.until; day = next, next = Date(sys_days(day) + days(7))) {
    first_days.push_back(day);
    out.texts_.push_back(to_iso(day));
  }
  out.fill(std::move(first_days), day);
  return out;
}

std::int64_t Periods::hours(std::size_t period) const {
  return std::chrono::floor<std::chrono::hours>(starts_[period + 1] - starts_[period]).count();
}

}  // namespace lapwing::measures
