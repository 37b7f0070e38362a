#include "measures/workforce/staffing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "measures/workforce/calendar.hpp"

namespace lapwing::measures::workforce {

using std::chrono::days;
using std::chrono::sys_days;

namespace {

constexpr Date for_ever = std::chrono::year::max() / std::chrono::December / 31;
constexpr int minutes_per_day = 24 * 60;

int start_minute(const policy::Shift& shift) { return shift.starts_hour * 60 + shift.starts_minute; }

bool takes_casework(Role role) { return role == Role::officer || role == Role::supervisor || role == Role::missing_coordinator; }

bool lasts_longer(const casework::Accreditation& one, const casework::Accreditation& other) {
  return last_day(one).value_or(for_ever) > last_day(other).value_or(for_ever);
}

}  // namespace

Officers officers_among(const Officers& accounts) {
  Officers out;
  for (const auto& account : accounts)
    if (account && !account->closed && takes_casework(account->role)) out.push_back(account);
  return out;
}

std::string team_of(const casework::Account& officer) { return officer.team && !officer.team->empty() ? *officer.team : "No team"; }

double full_time_share(const casework::Account& officer) { return officer.pattern ? officer.pattern->share : 1; }

std::optional<Date> last_day(const casework::Accreditation& accreditation) {
  auto last = accreditation.expires;
  if (accreditation.ended) {
    const Date before_end = sys_days(*accreditation.ended) - days(1);
    last = last ? std::min(*last, before_end) : before_end;
  }
  return last;
}

const casework::Accreditation* latest_of(const casework::Account& officer, std::string_view kind) {
  const casework::Accreditation* out = nullptr;
  for (const auto& one : officer.accreditations)
    if (one.kind == kind && (!out || lasts_longer(one, *out))) out = &one;
  return out;
}

std::vector<const casework::Accreditation*> in_date_for(const casework::Account& officer, const Need& need, const policy::WorkforcePolicy& rules, Date on) {
  std::vector<const casework::Accreditation*> out;
  const auto take = [&](const std::vector<std::string>& kinds) {
    bool any = false;
    for (const auto& one : officer.accreditations)
      if (one.in_date(on) && std::ranges::find(kinds, one.kind) != kinds.end()) {
        any = true;
        if (std::ranges::find(out, &one) == out.end()) out.push_back(&one);
      }
    return any;
  };
  const auto level = rules.offered_to.find(need.level);
  if (level == rules.offered_to.end() || !take(level->second)) return {};
  if (need.harm && !rules.offered_with_harm.empty()) {
    out.clear();                                        // what the harm needs is what matters
    if (!take(rules.offered_with_harm)) return {};
  }
  std::ranges::sort(out, [](const auto* one, const auto* other) { return lasts_longer(*one, *other); });
  // One accreditation of each kind is enough to say.
  std::vector<const casework::Accreditation*> each;
  for (const auto* one : out)
    if (std::ranges::none_of(each, [&](const auto* held) { return held->kind == one->kind; })) each.push_back(one);
  return each;
}

bool in_date_for_any(const casework::Account& officer, const policy::WorkforcePolicy& rules, Date on) {
  return std::ranges::any_of(rules.offered_to, [&](const auto& level) { return !in_date_for(officer, {level.first, false}, rules, on).empty(); });
}

std::string short_label(const policy::WorkforcePolicy& rules, std::string_view kind) {
  const auto* found = rules.find(kind);
  if (!found) return std::string(kind);
  const auto& label = found->label;
  // "Specialist child abuse investigator (SCAIDP)" is SCAIDP; "PIP 2, serious and complex investigator" is PIP 2.
  if (const auto open = label.find('('), close = label.find(')'); open != std::string::npos && close != std::string::npos && open < close)
    return label.substr(open + 1, close - open - 1);
  return label.substr(0, label.find(','));
}

std::optional<ShiftNow> shift_at(const policy::ForcePolicy& force, Instant at) {
  std::optional<ShiftNow> out;
  Instant latest_start{};
  for (std::size_t i = 0; i < force.shifts.size(); ++i) {
    const auto& shift = force.shifts[i];
    const Instant next = next_london_time(at, shift.starts_hour, shift.starts_minute);
    // Whichever starts again last is the one that started last.
    if (!out || next > latest_start) {
      latest_start = next;
      out = ShiftNow{i, Date(sys_days(london_date(next)) - days(1)), {}};
    }
  }
  if (!out) return out;
  out->ends = latest_start;
  for (const auto& shift : force.shifts) out->ends = std::min(out->ends, next_london_time(at, shift.starts_hour, shift.starts_minute));
  return out;
}

std::vector<HourShift> shifts_by_hour(const policy::ForcePolicy& force) {
  std::vector<HourShift> out;
  if (force.shifts.empty()) return out;
  for (int hour = 0; hour < 24; ++hour) {
    const int middle = hour * 60 + 30;
    std::size_t best = 0;
    int since_best = 2 * minutes_per_day;
    for (std::size_t i = 0; i < force.shifts.size(); ++i)
      if (const int since = (middle - start_minute(force.shifts[i]) + minutes_per_day) % minutes_per_day; since < since_best) {
        since_best = since;
        best = i;
      }
    out.push_back({best, start_minute(force.shifts[best]) > middle});
  }
  return out;
}

double shift_hours(const policy::ForcePolicy& force, std::size_t index) {
  int shortest = minutes_per_day;
  for (const auto& shift : force.shifts)
    if (const int until = (start_minute(shift) - start_minute(force.shifts[index]) + minutes_per_day) % minutes_per_day; until > 0) shortest = std::min(shortest, until);
  return shortest / 60.0;
}

const casework::Absence* absence_on(const casework::Account& officer, Date on) {
  for (const auto& one : officer.absences)
    if (one.covers(on)) return &one;
  return nullptr;
}

Duty duty_of(const casework::Account& officer, std::string_view shift, Date on) {
  if (!officer.pattern) return Duty::no_pattern;
  const auto& pattern = *officer.pattern;
  const int weekday = static_cast<int>(weekday_index(on)) + 1;
  if (std::ranges::find(pattern.shifts, shift) == pattern.shifts.end() || std::ranges::find(pattern.weekdays, weekday) == pattern.weekdays.end())
    return Duty::off;
  return absence_on(officer, on) ? Duty::away : Duty::on;
}

double expected_on_shift(const casework::Account& officer, double shifts_a_week) {
  if (!officer.pattern || officer.pattern->shifts.empty() || officer.pattern->weekdays.empty()) return 0;
  const double named = static_cast<double>(officer.pattern->shifts.size()), on_days = static_cast<double>(officer.pattern->weekdays.size());
  return std::min(1.0, officer.pattern->share * shifts_a_week / on_days) / named;   // at most one shift a day
}

}  // namespace lapwing::measures::workforce
