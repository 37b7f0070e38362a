// Months and weeks as people in London count them: a month from midnight on its first day, a week from midnight on Monday (ISO 8601).
// A week with a clock change is 167 or 169 hours long and still one week. What happened at 23:30 UTC on 30 June happened in July.
//
// Pure values; any thread. Instants are UTC, spans are half open: `from` belongs, `until` does not.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "domain/time.hpp"
#include "measures/facts/written_facts.hpp"

namespace lapwing::measures {

constexpr int period_months_default = 12, period_months_max = 120;
constexpr int period_year_first = 1900, period_year_last = 2999;

struct Span {
  Instant from{}, until{};
  bool has(Instant at) const { return from <= at && at < until; }
};

// Both ends belong.
struct Months {
  MonthNumber first = 0, last = 0;
  int count() const { return last - first + 1; }
  bool operator==(const Months&) const = default;
};

MonthNumber month_of(Date day);                                    // of an instant: month_number (written_facts.hpp)
std::string month_text(MonthNumber month);                         // "2026-03"
std::string month_for_people(MonthNumber month);                   // "March 2026"
std::expected<MonthNumber, std::string> parse_month(std::string_view text);
std::string months_for_people(Months months);                      // "March 2026", "April 2025 to March 2026"

// The months asked for by ?from=2026-01&to=2026-06: without `to` they end with the present month; without `from` they are the last
// twelve. The error is a sentence for whoever asked, without a full stop.
std::expected<Months, std::string> months_asked(std::string_view from, std::string_view to, Instant now);
Span span_of(Months months);

// Periods in a row without a gap, and which of them an instant falls in: found in a few nanoseconds, for a scan over a million rows.
class Periods {
 public:
  static constexpr int none = -1;

  static Periods months(Months months);
  static Periods weeks(Span span);                                 // the weeks that lie wholly within it; there may be none

  std::size_t size() const { return starts_.empty() ? 0 : starts_.size() - 1; }
  Span span(std::size_t period) const { return {starts_[period], starts_[period + 1]}; }
  Date first_day(std::size_t period) const { return first_days_[period]; }
  const std::string& text(std::size_t period) const { return texts_[period]; }   // "2026-03"; a week by its Monday, "2026-03-02"
  std::int64_t hours(std::size_t period) const;                    // as they passed: 167, 168 or 169 in a week
  int index_of(Instant at) const {                                 // none: outside of all
    if (starts_.empty() || at < starts_.front() || at >= starts_.back()) return none;
    return by_hour_[static_cast<std::size_t>(hour_of(at))];
  }

 private:
  void fill(std::vector<Date> first_days, Date end);
  std::ptrdiff_t hour_of(Instant at) const { return (at - starts_.front()) / std::chrono::hours(1); }

  std::vector<Instant> starts_;                                    // and the end of the last
  std::vector<Date> first_days_;
  std::vector<std::string> texts_;
  std::vector<std::int16_t> by_hour_;                              // London's midnights are at whole hours of UTC
};

}  // namespace lapwing::measures
