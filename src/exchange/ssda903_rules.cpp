// The collection's published rules about missing periods, each by its number.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "exchange/ssda903.hpp"

namespace lapwing::exchange::ssda903 {

using std::chrono::sys_days;

namespace {

constexpr unsigned year_ends_month = 3, year_ends_day = 31;

Year year_around(Date date) {
  const Date ends{date.year(), std::chrono::month{year_ends_month}, std::chrono::day{year_ends_day}};
  return year_ending(date <= ends ? ends : Date{date.year() + std::chrono::years{1}, ends.month(), ends.day()});
}

std::optional<Date> date_of(const std::string& text) {
  const auto date = parse_slash_date(text);
  return date ? std::optional(*date) : std::nullopt;
}

// What one row breaks by itself.
class RowCheck {
 public:
  RowCheck(const PeriodRow& row, const Year& year, std::vector<Refused>& refused) : row_(row), refused_(refused) {
    const auto start = date_of(row.start), end = date_of(row.end), born = date_of(row.born);
    const bool code = !row.kind.empty(), coded = row.kind == "M" || row.kind == "A";
    if (code && !coded) breaks("1006", fmt::format("\"{}\" is neither M (missing) nor A (away without authorisation).", row.kind));
    if (row.start.empty()) breaks("1004", "There is no start date.");
    else if (!start) breaks("1004", fmt::format("The start \"{}\" is not a date, written as 31/03/2018.", row.start));
    if (!row.end.empty() && !end) breaks("1005", fmt::format("The end \"{}\" is not a date, written as 31/03/2018.", row.end));
    if (coded && row.start.empty()) breaks("564", "There is a code and no start date.");
    if (!code && !row.start.empty()) breaks("565", "There is a start date and no code (M or A).");
    if (!code && !row.end.empty()) breaks("566", "There is an end date and no code (M or A).");
    if (start && end && *end < *start) breaks("567", fmt::format("It ends on {}, before it starts.", for_people(*end)));
    if (start && *start > year.ends) breaks("570", fmt::format("It starts after the collection year ends on {}.", for_people(year.ends)));
    if (end && (*end < year.starts || *end > year.ends))
      breaks("571", fmt::format("It ends outside the collection year, {} to {}.", for_people(year.starts), for_people(year.ends)));
    if (start && born && *start <= *born) breaks("586", "It starts on or before the child's date of birth.");
    if (broken_) return;
    period_ = Period{{row.file, row.line}, row.code, row.kind, *start, end, born};
  }
  std::optional<Period> take() { return std::move(period_); }

 private:
  void breaks(std::string rule, std::string reason) {
    broken_ = true;
    refused_.push_back({row_.file, row_.line, std::move(rule), std::move(reason)});
  }
  const PeriodRow& row_;
  std::vector<Refused>& refused_;
  std::optional<Period> period_;
  bool broken_ = false;
};

// 574: in order of their starts, each must begin when the one before has ended. Two on one day may touch.
void refuse_overlaps(std::vector<Period>& of_child, std::vector<Refused>& refused) {
  const auto order = [](const Period& p) { return std::tuple(sys_days{p.start}, p.end ? sys_days{*p.end} : sys_days::max(), p.line); };
  std::ranges::stable_sort(of_child, {}, order);
  std::vector<Period> kept;
  for (auto& period : of_child) {
    if (kept.empty() || (kept.back().end && period.start >= *kept.back().end)) {
      kept.push_back(std::move(period));
      continue;
    }
    const auto& before = kept.back();
    refused.push_back({period.file, period.line, "574",
                       before.end ? fmt::format("It starts while the one on line {} is still going on: they overlap.", before.line)
                                  : fmt::format("It starts and the one before, on line {}, is still open.", before.line)});
  }
  of_child = std::move(kept);
}

// 576: a period that last year's return left open must be there this year, with the same start.
void refuse_forgotten(std::vector<Period>& of_child, const std::set<Date>& open, std::vector<Refused>& refused) {
  for (const auto start : open) {
    if (of_child.empty() || std::ranges::any_of(of_child, [&](const Period& p) { return p.start == start; })) continue;
    const auto& first = of_child.front();
    refused.push_back({first.file, first.line, "576",
                       fmt::format("An earlier return left a period open since {}, and it is not here: this child's first period starts on {}.",
                                   for_people(start), for_people(first.start))});
    of_child.erase(of_child.begin());
  }
}

}  // namespace

Year year_ending(Date ends) {
  const auto starts = Date{sys_days{Date{ends.year() - std::chrono::years{1}, ends.month(), ends.day()}} + std::chrono::days{1}};
  return {starts, ends};
}

std::optional<Year> year_of(const Return& given) {
  std::map<Date, std::size_t> dates;   // year's end -> how many
  for (const auto& row : given.periods)
    for (const auto* text : {&row.start, &row.end})
      if (const auto date = date_of(*text)) ++dates[year_around(*date).ends];
  if (dates.empty()) return std::nullopt;
  const auto most = std::ranges::max_element(dates, [](const auto& a, const auto& b) {
    return std::pair(a.second, a.first) < std::pair(b.second, b.first);
  });
  return year_ending(most->first);
}

std::string Period::row_key() const { return fmt::format("{}|{}|{}", kind, to_iso(start), end ? to_iso(*end) : ""); }

Checked check_periods(const std::vector<PeriodRow>& rows, const Year& year, const OpenBefore& open_before) {
  Checked out;
  std::map<std::string, std::vector<Period>> by_child;
  std::set<std::string> named;
  for (const auto& row : rows) {
    named.insert(row.code);
    if (auto period = RowCheck(row, year, out.refused).take()) by_child[row.code].push_back(std::move(*period));
  }
  for (auto& [code, periods] : by_child) {
    refuse_overlaps(periods, out.refused);
    if (const auto open = open_before.find(code); open != open_before.end()) refuse_forgotten(periods, open->second, out.refused);
    std::ranges::move(periods, std::back_inserter(out.periods));
  }
  for (const auto& [code, starts] : open_before)
    if (!named.contains(code) && !rows.empty())
      for (const auto start : starts)
        out.refused.push_back({rows.front().file, std::nullopt, "576",
                               fmt::format("An earlier return left child {}'s period open since {}, and this one has no period of theirs.",
                                           code, for_people(start))});
  std::ranges::stable_sort(out.refused, {}, [](const Refused& r) { return std::pair(r.file, r.line.value_or(UINT64_MAX)); });
  std::ranges::stable_sort(out.periods, {}, [](const Period& p) { return std::pair(p.file, p.line); });
  return out;
}

}  // namespace lapwing::exchange::ssda903
