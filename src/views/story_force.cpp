// How an officer's accreditations and hours, and the force's own record, are told.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

namespace {

std::string kind_label(const std::string& kind, const Teller& t) {
  const auto* known = t.rules.workforce.find(kind);
  return known ? known->label : kind;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string weekday_words(const std::vector<int>& weekdays) {
  static constexpr std::string_view names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  std::string out;
  for (const int day : weekdays)
    if (day >= 1 && day <= 7) out += (out.empty() ? "" : ", ") + std::string(names[day - 1]);
  return out;
}

std::string absence_word(AbsenceKind why) {
  switch (why) {
    case AbsenceKind::leave: return "leave";
    case AbsenceKind::sickness: return "sickness";
    case AbsenceKind::training: return "training";
    case AbsenceKind::other: return "another reason";
  }
  return "another reason";
}

std::string grade_word(AuditGrade grade) {
  switch (grade) {
    case AuditGrade::met: return "met";
    case AuditGrade::partly: return "partly met";
    case AuditGrade::not_met: return "not met";
    case AuditGrade::does_not_apply: return "does not apply";
  }
  return "does not apply";
}

}  // namespace

Telling tell(const AccreditationRecorded& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("{} recorded an accreditation: {}.", t.By(), kind_label(e.kind, t))};
  add(out.details, "Awarded", for_people(e.awarded));
  add(out.details, "In date until", e.expires ? for_people(*e.expires) : "it does not run out");
  return out;
}

Telling tell(const AccreditationEnded& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("{} ended an accreditation from {}.", t.By(), for_people(e.on))};
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const WorkingPatternSet& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("{} set when this officer works.", t.By())};
  add(out.details, "Shifts", e.shifts);
  add(out.details, "Days", weekday_words(e.weekdays));
  add(out.details, "Share of full time", fmt::format("{:.0f} %", 100 * e.share));
  return out;
}

Telling tell(const AbsenceRecorded& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("{} recorded an absence from {}.", t.By(), for_people(e.from))};
  add(out.details, "Last day away", e.to ? for_people(*e.to) : "not known yet");
  add(out.details, "For", absence_word(e.why));
  return out;
}

Telling tell(const AbsenceEnded& e, const Teller& t) {
  return {TimelineKind::account, fmt::format("{} recorded that this officer is back from {}.", t.By(), for_people(e.on))};
}

Telling tell(const PostsSet& e, const Teller& t) {
  Telling out{TimelineKind::service, fmt::format("{} set {} for {} from {}.", t.By(), counted(static_cast<std::size_t>(std::max(0, e.posts)), "post", "posts"),
                                                 e.team, for_people(e.from))};
  add(out.details, "Posts", e.name);
  if (e.accreditation) add(out.details, "Must hold", kind_label(*e.accreditation, t));
  return out;
}

Telling tell(const CourseAdded& e, const Teller& t) {
  Telling out{TimelineKind::service, fmt::format("{} added a course: {}.", t.By(), e.name)};
  add(out.details, "About", e.about);
  return out;
}

Telling tell(const CourseSessionRecorded& e, const Teller& t) {
  Telling out{TimelineKind::service, fmt::format("{} recorded a session of a course, held on {}; {} came.", t.By(), for_people(e.on),
                                                 counted(e.attended.size(), "officer", "officers"))};
  add(out.details, "For", e.teams);
  return out;
}

Telling tell(const PopulationSet& e, const Teller& t) {
  Telling out{TimelineKind::service, fmt::format("{} loaded the number of children in the area by ethnicity, for {}.", t.By(), e.year)};
  add(out.details, "Source", e.source);
  return out;
}

Telling tell(const FileSampleDrawn& e, const Teller& t) {
  Telling out{TimelineKind::service, fmt::format("{} drew {} at random to be audited, reported from {} to {}.", t.By(),
                                                 counted(e.episodes.size(), "file", "files"), for_people(e.from), for_people(e.to))};
  add(out.details, "For", e.why);
  add(out.details, "Seed", fmt::format("{}", e.seed));
  return out;
}

Telling tell(const FileAudited& e, const Teller& t) {
  Telling out{TimelineKind::service, fmt::format("{} audited a file: {}.", t.By(), counted(e.findings.size(), "finding", "findings"))};
  for (const auto& finding : e.findings)
    add(out.details, finding.statement, grade_word(finding.grade) + (finding.note ? ": " + *finding.note : std::string()));
  return out;
}

Telling tell(const PlanActionSet& e, const Teller& t) {
  Telling out{TimelineKind::action, fmt::format("{} put an action into the plan.", t.By())};
  add(out.details, "Action", e.text);
  add(out.details, "About", e.about);
  add(out.details, "Owner", e.owner.name);
  add(out.details, "Due", for_people(e.due));
  return out;
}

Telling tell(const PlanActionMoved& e, const Teller& t) {
  Telling out{TimelineKind::action, fmt::format("{} moved an action of the plan.", t.By())};
  add(out.details, "Owner", e.owner.name);
  add(out.details, "Due", for_people(e.due));
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const PlanActionDone& e, const Teller& t) {
  Telling out{TimelineKind::action, fmt::format("{} said that an action of the plan is done.", t.By())};
  add(out.details, "Result", e.result);
  return out;
}

}  // namespace lapwing::views
