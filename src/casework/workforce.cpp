// Deciding on and folding an officer's accreditations, working pattern and absences: parts of their account.
#include "casework/workforce.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

using Wrong = std::vector<FieldError>;
using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;

Decided one(Event event) {
  std::vector<NewEvent> out;
  out.push_back({std::move(event), {}});
  return out;
}

Date day_after(Date date, int count = 1) { return Date(sys_days(date) + days(count)); }

// The last day of a validity that begins on `awarded`: 31 August and six months is 28 February.
Date months_after(Date awarded, int count) {
  const auto moved = awarded + months(count);
  return moved.ok() ? moved : Date(moved.year() / moved.month() / std::chrono::last);
}

void need_date(Wrong& wrong, Date date, const char* path) {
  if (!date.ok()) wrong.push_back({path, FieldFault::required, "Enter a date, such as 2026-03-31"});
}

template <class T>
bool has_repeats(std::vector<T> list) {
  std::ranges::sort(list);
  return std::ranges::adjacent_find(list) != list.end();
}

std::string ids_of(const policy::WorkforcePolicy& workforce) {
  std::vector<std::string> ids;
  for (const auto& kind : workforce.accreditations) ids.push_back(kind.id);
  return fmt::format("{}", fmt::join(ids, ", "));
}

std::string names_of(const policy::ForcePolicy& force) {
  std::vector<std::string> names;
  for (const auto& shift : force.shifts) names.push_back(shift.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

template <class Things>
auto found(Things& things, ItemId id) -> decltype(&*things.begin()) {
  const auto at = std::ranges::find_if(things, [&](const auto& thing) { return thing.id == id; });
  return at == things.end() ? nullptr : &*at;
}

std::string in_words(const Absence& absence) {
  return absence.to ? fmt::format("from {} to {}", for_people(absence.from), for_people(*absence.to))
                    : fmt::format("from {}, until nobody knows when", for_people(absence.from));
}

bool overlap(const Absence& held, Date from, const std::optional<Date>& to) {
  const bool called_off = held.to && *held.to < held.from;
  return !called_off && (!to || held.from <= *to) && (!held.to || from <= *held.to);
}

struct Fold {
  Account& held;
  const Stamp& stamp;

  void operator()(const AccreditationRecorded& e) const {
    auto& list = held.accreditations;
    list.insert(std::ranges::upper_bound(list, e.awarded, {}, &Accreditation::awarded), {e.id, e.kind, e.awarded, e.expires, {}, {}});
  }
  void operator()(const AccreditationEnded& e) const {
    if (auto* one = found(held.accreditations, e.id)) one->ended = e.on, one->ended_because = e.reason;
  }
  void operator()(const WorkingPatternSet& e) const {
    held.pattern = WorkingPattern{e.shifts, e.weekdays, e.share, london_date(stamp.at)};
  }
  void operator()(const AbsenceRecorded& e) const {
    auto& list = held.absences;
    list.insert(std::ranges::upper_bound(list, e.from, {}, &Absence::from), {e.id, e.from, e.to, e.why});
  }
  void operator()(const AbsenceEnded& e) const {
    if (auto* one = found(held.absences, e.id)) one->to = day_after(e.on, -1);
  }
  template <class Other>
  void operator()(const Other&) const {}
};

}  // namespace

Decided decide_on(const Account& held, const RecordAccreditation& c, Context& context) {
  Wrong wrong;
  const auto& workforce = context.rules.workforce;
  const auto* kind = workforce.find(c.kind);
  if (!kind) wrong.push_back({"kind", FieldFault::unknown_value, fmt::format("Choose one of: {}", ids_of(workforce))});
  need_date(wrong, c.awarded, "awarded");
  if (c.awarded.ok() && c.awarded > london_date(context.now))
    wrong.push_back({"awarded", FieldFault::not_allowed, "Record an accreditation once it has been awarded"});
  if (c.expires && (!c.expires->ok() || *c.expires < c.awarded))
    wrong.push_back({"expires", FieldFault::not_allowed, "Enter a last day that is not before the day it was awarded"});
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  for (const auto& before : held.accreditations)
    if (before.kind == c.kind && before.awarded == c.awarded && !before.ended) return Decided{};
  auto expires = c.expires;
  if (!expires && kind->valid_months) expires = months_after(c.awarded, *kind->valid_months);
  return one(AccreditationRecorded{context.ids.next<ItemId>(), c.kind, c.awarded, expires});
}

Decided decide_on(const Account& held, const EndAccreditation& c, Context& context) {
  const auto* accreditation = found(held.accreditations, c.id);
  if (!accreditation) return std::unexpected(not_found("This account has no such accreditation."));
  if (accreditation->ended)
    return std::unexpected(invalid("id", fmt::format("This accreditation was ended on {} already.", for_people(*accreditation->ended))));
  if (is_blank(c.reason)) return std::unexpected(invalid("reason", "Say why the accreditation ends"));
  return one(AccreditationEnded{c.id, london_date(context.now), tidied(c.reason)});
}

Decided decide_on(const Account& held, const SetWorkingPattern& c, Context& context) {
  Wrong wrong;
  const auto& shifts = context.rules.force.shifts;
  for (std::size_t i = 0; i < c.shifts.size(); ++i)
    if (std::ranges::find(shifts, c.shifts[i], &policy::Shift::name) == shifts.end())
      wrong.push_back({fmt::format("shifts[{}]", i), FieldFault::unknown_value, fmt::format("Choose from: {}", names_of(context.rules.force))});
  if (c.shifts.empty()) wrong.push_back({"shifts", FieldFault::required, "Choose at least one shift"});
  else if (has_repeats(c.shifts)) wrong.push_back({"shifts", FieldFault::not_allowed, "Name each shift once"});
  for (std::size_t i = 0; i < c.weekdays.size(); ++i)
    if (c.weekdays[i] < 1 || c.weekdays[i] > 7)
      wrong.push_back({fmt::format("weekdays[{}]", i), FieldFault::unknown_value, "Use 1 for Monday to 7 for Sunday"});
  if (c.weekdays.empty()) wrong.push_back({"weekdays", FieldFault::required, "Choose at least one day of the week"});
  else if (has_repeats(c.weekdays)) wrong.push_back({"weekdays", FieldFault::not_allowed, "Name each day once"});
  if (!(c.share > 0 && c.share <= 1))
    wrong.push_back({"share", FieldFault::not_allowed, "Enter the share of full time, over 0 and at most 1: 0.6 is three days in five"});
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  auto weekdays = c.weekdays;
  std::ranges::sort(weekdays);
  if (held.pattern && held.pattern->shifts == c.shifts && held.pattern->weekdays == weekdays && held.pattern->share == c.share)
    return Decided{};
  return one(WorkingPatternSet{c.shifts, std::move(weekdays), c.share});
}

Decided decide_on(const Account& held, const RecordAbsence& c, Context& context) {
  Wrong wrong;
  need_date(wrong, c.from, "from");
  if (c.to && (!c.to->ok() || *c.to < c.from))
    wrong.push_back({"to", FieldFault::not_allowed, "Enter a last day away that is not before the first"});
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  for (const auto& absence : held.absences)
    if (overlap(absence, c.from, c.to))
      return std::unexpected(invalid("from", fmt::format("They are away {} already. End that absence first, or choose other days.", in_words(absence))));
  return one(AbsenceRecorded{context.ids.next<ItemId>(), c.from, c.to, c.why});
}

Decided decide_on(const Account& held, const EndAbsence& c, Context&) {
  const auto* absence = found(held.absences, c.id);
  if (!absence) return std::unexpected(not_found("This account has no such absence."));
  if (!c.on.ok()) return std::unexpected(invalid("on", "Enter the first day back, such as 2026-03-31"));
  if (c.on < absence->from)
    return std::unexpected(invalid("on", fmt::format("They are away from {}: the first day back cannot be before it.", for_people(absence->from))));
  if (absence->to && c.on > day_after(*absence->to))
    return std::unexpected(invalid("on", fmt::format("This absence ended on {} already. Record another one.", for_people(*absence->to))));
  if (absence->to && c.on == day_after(*absence->to)) return Decided{};
  return one(AbsenceEnded{c.id, c.on});
}

void evolve_workforce(Account& held, const Recorded& recorded) { std::visit(Fold{held, recorded.stamp}, recorded.event); }

}  // namespace lapwing::casework
