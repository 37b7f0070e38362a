// What is known of an officer's work, on their account: what they are accredited for and until when, when they work, and when they are
// away. Dates are London calendar dates, never instants. Kinds of accreditation are rules/workforce.toml's, shifts rules/force.toml's.
//
// Plain values, no I/O; any thread.
#pragma once
#include <boost/describe/enum.hpp>
#include <vector>

#include "casework/stamp.hpp"

namespace lapwing::casework {

BOOST_DEFINE_ENUM_CLASS(AbsenceKind, leave, sickness, training, other)

// ---- events ----
// Without `expires` it does not expire. `id` names it when it ends.
struct AccreditationRecorded { ItemId id; std::string kind; Date awarded{}; std::optional<Date> expires; };
BOOST_DESCRIBE_STRUCT(AccreditationRecorded, (), (id, kind, awarded, expires))
struct AccreditationEnded { ItemId id; Date on{}; std::string reason; };   // withdrawn; not one that ran out
BOOST_DESCRIBE_STRUCT(AccreditationEnded, (), (id, on, reason))
// The shifts and days worked from now on: weekdays 1 (Monday) to 7, on which each of the shifts may be worked; `share` of full time.
struct WorkingPatternSet { std::vector<std::string> shifts; std::vector<int> weekdays; double share = 1; };
BOOST_DESCRIBE_STRUCT(WorkingPatternSet, (), (shifts, weekdays, share))
// From the first day away to the last; without `to` nobody knows yet.
struct AbsenceRecorded { ItemId id; Date from{}; std::optional<Date> to; AbsenceKind why = AbsenceKind::other; };
BOOST_DESCRIBE_STRUCT(AbsenceRecorded, (), (id, from, to, why))
struct AbsenceEnded { ItemId id; Date on{}; };                             // the first day back
BOOST_DESCRIBE_STRUCT(AbsenceEnded, (), (id, on))

// ---- commands ---- (the subject is the account)
// Without `expires` the rules' validity for the kind is counted from `awarded`.
struct RecordAccreditation { std::string kind; Date awarded{}; std::optional<Date> expires; };
BOOST_DESCRIBE_STRUCT(RecordAccreditation, (), (kind, awarded, expires))
struct EndAccreditation { ItemId id; std::string reason; };
BOOST_DESCRIBE_STRUCT(EndAccreditation, (), (id, reason))
struct SetWorkingPattern { std::vector<std::string> shifts; std::vector<int> weekdays; double share = 1; };
BOOST_DESCRIBE_STRUCT(SetWorkingPattern, (), (shifts, weekdays, share))
struct RecordAbsence { Date from{}; std::optional<Date> to; AbsenceKind why = AbsenceKind::other; };
BOOST_DESCRIBE_STRUCT(RecordAbsence, (), (from, to, why))
struct EndAbsence { ItemId id; Date on{}; };
BOOST_DESCRIBE_STRUCT(EndAbsence, (), (id, on))

// ---- state ---- (of the account, so that a snapshot of accounts carries it)
struct Accreditation {
  ItemId id;
  std::string kind;
  Date awarded{};
  std::optional<Date> expires;             // the last day on which it is in date
  std::optional<Date> ended;               // withdrawn from this day on
  std::string ended_because;
  bool in_date(Date on) const { return awarded <= on && (!expires || on <= *expires) && (!ended || on < *ended); }
};
BOOST_DESCRIBE_STRUCT(Accreditation, (), (id, kind, awarded, expires, ended, ended_because))

struct WorkingPattern {
  std::vector<std::string> shifts;
  std::vector<int> weekdays;               // 1 Monday … 7 Sunday, ascending
  double share = 1;                        // of full time; over 0, at most 1
  Date from{};                             // the day it was set
};
BOOST_DESCRIBE_STRUCT(WorkingPattern, (), (shifts, weekdays, share, from))

struct Absence {
  ItemId id;
  Date from{};
  std::optional<Date> to;                  // the last day away; before `from` when it was called off
  AbsenceKind why = AbsenceKind::other;
  bool covers(Date on) const { return from <= on && (!to || on <= *to); }
};
BOOST_DESCRIBE_STRUCT(Absence, (), (id, from, to, why))

}  // namespace lapwing::casework
