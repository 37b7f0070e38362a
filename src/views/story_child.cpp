// How the child's own events are told.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;   // label, text

std::string text_of(const std::optional<std::string>& text) { return text.value_or(""); }
std::string text_of(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}
std::string text_of(Answer answer) { return answer == Answer::not_asked ? "" : answer_word(answer); }

Lines lines_of(const ChildDetails& d) {
  return {{"Given name", d.given_name},
          {"Family name", d.family_name},
          {"Also known as", text_of(d.also_known_as)},
          {"Born", d.born ? for_people(*d.born) : ""},
          {"Age, as said", d.age_about && !d.born ? fmt::format("{}", *d.age_about) : ""},
          {"Sex", d.sex == Sex::unknown ? "" : boost::describe::enum_to_string(d.sex, "")},
          {"Address", text_of(d.address)},
          {"Phones", text_of(d.phones)},
          {"Online accounts", text_of(d.online_accounts)},
          {"School", text_of(d.school)},
          {"In the care of a local authority", text_of(d.looked_after)},
          {"Lives with", text_of(d.placement)},
          {"Social worker", text_of(d.social_worker)},
          {"Learning disability", text_of(d.learning_disability)},
          {"Description", text_of(d.description)},
          {"Medical needs", text_of(d.medical_needs)},
          {"Communication needs", text_of(d.communication_needs)}};
}

std::string sort_of_looking(const RecordRead& e) {
  std::string what = e.what.empty() ? "record" : e.what;
  for (char& c : what)
    if (c == '_') c = ' ';
  return what;
}

}  // namespace

std::vector<std::string> details_lines(const ChildDetails& details) {
  std::vector<std::string> out;
  for (const auto& [label, text] : lines_of(details)) add(out, label, text);
  return out;
}

std::vector<std::string> changed_lines(const ChildDetails& before, const ChildDetails& after) {
  std::vector<std::string> out;
  const auto was = lines_of(before), is = lines_of(after);
  for (std::size_t i = 0; i < is.size(); ++i) {
    if (was[i].second == is[i].second) continue;
    out.push_back(fmt::format("{}: {}{}", is[i].first, is[i].second.empty() ? "removed" : is[i].second,
                              was[i].second.empty() ? "" : fmt::format(" (was {})", was[i].second)));
  }
  return out;
}

Telling tell(const ChildRegistered& e, const Teller& t) {
  Telling out{TimelineKind::details, fmt::format("The child's record was started by {}.", t.by()), details_lines(e.details)};
  add(out.details, "Source", e.source);
  return out;
}

Telling tell(const ChildDetailsChanged& e, const Teller& t) {
  return {TimelineKind::details, fmt::format("The child's details were changed by {}.", t.by()),
          t.story.details ? changed_lines(*t.story.details, e.details) : details_lines(e.details)};
}

Telling tell(const EthnicityRecorded& e, const Teller& t) {
  const auto codes = std::span(t.rules.ethnicity.self_defined);
  const auto found = std::ranges::find(codes, e.ethnicity.code, &policy::EthnicityCode::code);
  Telling out{TimelineKind::details, ""};
  if (e.ethnicity.not_stated_reason) {
    const auto reason = boost::describe::enum_to_string(*e.ethnicity.not_stated_reason, "");
    out.title = fmt::format("Self-defined ethnicity was recorded as not stated by {}.", t.by());
    add(out.details, "Why it is not stated", for_people(reason));
  } else {
    out.title = fmt::format("The child's self-defined ethnicity was recorded by {}.", t.by());
    add(out.details, "Ethnicity",
        found == codes.end() ? e.ethnicity.code : fmt::format("{} ({})", found->label, found->code));
  }
  add(out.details, "Source", e.source);
  return out;
}

Telling tell(const ObservedEthnicityRecorded& e, const Teller& t) {
  Telling out{TimelineKind::details, fmt::format("An officer's impression of ethnicity was recorded by {}.", t.by())};
  const auto codes = std::span(t.rules.ethnicity.observed);
  const auto found = std::ranges::find(codes, e.code, &policy::EthnicityCode::code);
  add(out.details, "As it looked to the officer", found == codes.end() ? e.code : fmt::format("{} ({})", found->label, found->code));
  return out;
}

Telling tell(const NationalityRecorded& e, const Teller& t) {
  Telling out{TimelineKind::details, fmt::format("Nationality was recorded by {}.", t.by())};
  add(out.details, "Nationality", e.country);
  return out;
}

Telling tell(const AdvanceInformationRecorded& e, const Teller& t) {
  Telling out{TimelineKind::details, fmt::format("Information to hold in advance was recorded by {}.", t.by())};
  const auto& i = e.information;
  add(out.details, "Description", i.description);
  add(out.details, "Clothes usually worn", i.clothing_usually_worn);
  add(out.details, "Friends", i.friends);
  add(out.details, "Phones and accounts", i.phones_and_accounts);
  add(out.details, "Places the child goes", i.places_they_go);
  add(out.details, "Earlier episodes", i.earlier_episodes);
  add(out.details, "Health", i.health);
  add(out.details, "What helps", i.what_helps);
  add(out.details, "Given by", i.provided_by);
  return out;
}

Telling tell(const ConcernOpened& e, const Teller& t) {
  Telling out{TimelineKind::details, fmt::format("A concern was opened by {}.", t.by())};
  add(out.details, "Kind", for_people(e.concern.kind));
  add(out.details, "Concern", e.concern.text);
  return out;
}

Telling tell(const ConcernClosed& e, const Teller& t) {
  Telling out{TimelineKind::details, fmt::format("A concern was closed by {}.", t.by())};
  if (const auto found = t.story.concerns.find(e.concern); found != t.story.concerns.end()) {
    add(out.details, "Kind", for_people(found->second.kind));
    add(out.details, "Concern", found->second.text);
  }
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const RecordRestricted& e, const Teller& t) {
  Telling out{TimelineKind::restriction, fmt::format("The record was restricted to those who need to know by {}.", t.by())};
  add(out.details, "Reason", e.reason);
  add(out.details, "Owner of the restriction", e.owner.name);
  for (const auto& person : e.may_read) add(out.details, "May read", person.name);
  return out;
}

Telling tell(const RestrictionLifted& e, const Teller& t) {
  Telling out{TimelineKind::restriction, fmt::format("The restriction on the record was lifted by {}.", t.by())};
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const GlassBroken& e, const Teller& t) {
  Telling out{TimelineKind::restriction,
              fmt::format("{} opened the restricted record without being named on it, until {}.", t.By(), t.when(e.until))};
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const RecordRead& e, const Teller& t) {
  std::string title = fmt::format("{} looked at the {}", t.By(), sort_of_looking(e));
  if (e.as_known_at) title += fmt::format(", as known at {}", t.when(*e.as_known_at));
  if (e.times > 1) title += fmt::format(" ({} times)", e.times);
  return {TimelineKind::read, title + "."};
}

Telling tell(const HistoricPeriodRecorded& e, const Teller& t) {
  Telling out{TimelineKind::report, ""};
  out.title = fmt::format("A statutory return says that the child was {} from {}{}.",
                          e.kind == "A" ? "away from placement without authorisation" : "missing", for_people(e.start),
                          e.end ? fmt::format(" to {}", for_people(*e.end)) : ", with no end given");
  add(out.details, "Taken in by", t.by());
  add(out.details, "Source", e.source);
  return out;
}

Telling tell(const ExternalReferenceAdded& e, const Teller& t) {
  Telling out{TimelineKind::details, fmt::format("A reference in another system was recorded by {}.", t.by())};
  add(out.details, for_people(e.scheme), e.value);
  return out;
}

}  // namespace lapwing::views
