// How reports and rulings on links are told. A report's own words are never in a sentence: they are read on its page.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

namespace {

template <class Ruling>
Telling tell_ruling(const Ruling& e, const Teller& t, std::string_view what) {
  Telling out{TimelineKind::activity, fmt::format("{} {}: {} in report {} and {} in report {}.", t.By(), what, e.from_ref,
                                                  e.from_report, e.to_ref, e.to_report)};
  add(out.details, "Reason", e.reason);
  return out;
}

}  // namespace

Telling tell(const ReportReceived& e, const Teller& t) {
  Telling out{TimelineKind::report, fmt::format("Report {} was received from {}.", e.number, t.by())};
  if (e.beside) out.details.push_back("Another report was already held under this number, and says something else. Both are kept.");
  return out;
}

Telling tell(const ReportRead& e, const Teller& t) {
  std::string title = fmt::format("{} looked at {}", t.By(), e.what.empty() ? "the report" : e.what);
  if (e.as_known_at) title += fmt::format(", as known at {}", t.when(*e.as_known_at));
  if (e.times > 1) title += fmt::format(" ({} times)", e.times);
  return {TimelineKind::read, title + "."};
}

Telling tell(const MatchConfirmed& e, const Teller& t) { return tell_ruling(e, t, "said that these are the same"); }
Telling tell(const MatchRefused& e, const Teller& t) { return tell_ruling(e, t, "said that these are not the same"); }
Telling tell(const MatchRulingLifted& e, const Teller& t) { return tell_ruling(e, t, "took back what was said of these"); }

Telling tell(const GroupTakenOn& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("Group {} was taken on by {}, recorded by {}.", e.group, e.owner.name, t.by())};
  add(out.details, "Note", e.note);
  add(out.details, "Reports it rested on", e.evidence);
  return out;
}

Telling tell(const GroupDismissed& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("Group {} was dismissed by {}.", e.group, t.by())};
  add(out.details, "Reason", e.reason);
  add(out.details, "Reports it rested on", e.evidence);
  return out;
}

Telling tell(const GroupsMerged& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("{} said that group {} and others are one.", t.By(), e.into)};
  add(out.details, "The others", e.from);
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const GroupSplit& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("{} said that group {} is {} apart from each other.", t.By(), e.group, e.parts.size())};
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const GroupRulingLifted& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("{} took back what was decided about group {}.", t.By(), e.group)};
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const LinkedGroupNoted& e, const Teller& t) {
  Telling out{TimelineKind::service,
              fmt::format("The child is linked by reports to a group of {} adult{} and {} child{}.", e.adults, e.adults == 1 ? "" : "s", e.children,
                          e.children == 1 ? "" : "ren")};
  out.details.push_back(fmt::format("The group was first seen at {}. This is a reason to look, not a finding.", t.when(e.since)));
  for (const auto& subject : e.ask_about) out.details.push_back(fmt::format("To ask about: {} ({})", subject.label, subject.because));
  return out;
}

Telling tell(const LinkedGroupEnded& e, const Teller&) {
  Telling out{TimelineKind::service, "The child is no longer linked to a group."};
  add(out.details, "Why", e.why);
  return out;
}

Telling tell(const GroupNoticed& e, const Teller&) {
  Telling out{TimelineKind::service, fmt::format("Group {} came into the list: {} adult{} and {} child{}.", e.group, e.adults.size(),
                                                 e.adults.size() == 1 ? "" : "s", e.children.size(),
                                                 e.children.size() == 1 ? "" : "ren")};
  add(out.details, "Reports it rests on", e.evidence);
  return out;
}

}  // namespace lapwing::views
