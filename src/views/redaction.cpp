#include "views/redaction.hpp"

#include <fmt/format.h>

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <type_traits>

#include "views/sentences.hpp"

namespace lapwing::views {

using namespace casework;

namespace {

// The texts that may stay: codes, references, and words of the rules or of the service. Everything else goes.
template <class T> constexpr std::string_view kept = "";   // member names, a space on both sides of each
template <> constexpr std::string_view kept<EpisodeOpened> = " reference area team ";
template <> constexpr std::string_view kept<SelfDefinedEthnicity> = " code list_version ";
template <> constexpr std::string_view kept<ObservedEthnicityRecorded> = " code ";
template <> constexpr std::string_view kept<NationalityRecorded> = " country ";
template <> constexpr std::string_view kept<Concern> = " kind ";
template <> constexpr std::string_view kept<RecordRead> = " what ";
template <> constexpr std::string_view kept<HistoricPeriodRecorded> = " source kind ";
template <> constexpr std::string_view kept<ExternalReferenceAdded> = " scheme ";
template <> constexpr std::string_view kept<Mention> = " arose_from ";
template <> constexpr std::string_view kept<RiskFact> = " question ";
template <> constexpr std::string_view kept<RiskReason> = " rule why questions ";
template <> constexpr std::string_view kept<RiskPointer> = " still_to_ask ";
template <> constexpr std::string_view kept<RiskAssessed> = " scheme rules_digest ";
template <> constexpr std::string_view kept<ClockSet> = " rules_digest ";
template <> constexpr std::string_view kept<ClockStopped> = " why ";
template <> constexpr std::string_view kept<ReportReceived> = " number ";
template <> constexpr std::string_view kept<ReportRead> = " what ";
template <> constexpr std::string_view kept<MentionRef> = " report ref ";
template <> constexpr std::string_view kept<MatchConfirmed> = " from_report from_ref to_report to_ref ";
template <> constexpr std::string_view kept<MatchRefused> = " from_report from_ref to_report to_ref ";
template <> constexpr std::string_view kept<MatchRulingLifted> = " from_report from_ref to_report to_ref ";
template <> constexpr std::string_view kept<GroupTakenOn> = " group evidence ";
template <> constexpr std::string_view kept<GroupDismissed> = " group evidence ";
template <> constexpr std::string_view kept<GroupsMerged> = " into from ";
template <> constexpr std::string_view kept<GroupSplit> = " group ";
template <> constexpr std::string_view kept<GroupRulingLifted> = " group ";
template <> constexpr std::string_view kept<LinkedGroupNoted> = " group ";
template <> constexpr std::string_view kept<LinkedGroupEnded> = " group ";
template <> constexpr std::string_view kept<WordingKept> = " command field rule severity rules_digest ";
template <> constexpr std::string_view kept<GroupNoticed> = " group evidence ";
template <> constexpr std::string_view kept<AccreditationRecorded> = " kind ";
template <> constexpr std::string_view kept<WorkingPatternSet> = " shifts ";
template <> constexpr std::string_view kept<PostsSet> = " team accreditation name ";
template <> constexpr std::string_view kept<CourseAdded> = " name about ";   // a course, never a person
template <> constexpr std::string_view kept<CourseSessionRecorded> = " teams ";
template <> constexpr std::string_view kept<PopulationRow> = " code ";
template <> constexpr std::string_view kept<PopulationSet> = " source ";
template <> constexpr std::string_view kept<AuditFinding> = " statement ";
template <> constexpr std::string_view kept<PlanActionSet> = " about ";      // a statement's id
template <> constexpr std::string_view kept<RuleFile> = " name text ";
template <> constexpr std::string_view kept<RulesAdopted> = " digest ";

template <class T>
bool is_kept(std::string_view member) { return kept<T>.find(fmt::format(" {} ", member)) != std::string_view::npos; }

std::string without_label(std::string text, std::string_view thing) {
  for (auto at = text.find("{label}"); at != text.npos; at = text.find("{label}", at))
    text.replace(at, std::string_view("{label}").size(), thing);
  return text;
}

struct Redactor {
  const policy::Policies& rules;

  void blank(std::string& text) const {
    if (!text.empty()) text = std::string(left_out);
  }
  void blank(Actor& by) const {
    by.user.reset();
    by.name.clear();   // the role is told in its place
  }
  void blank(Person& person) const {
    person.user.reset();
    blank(person.name);
  }
  void blank(Place& place) const {
    blank(place.text);
    if (place.postcode) blank(*place.postcode);
    place.lat.reset();
    place.lon.reset();
  }
  void blank(ChildDetails& details) const {
    walk(details);
    details.born.reset();
  }
  void blank(EnquirySet& enquiry) const { blank_enquiry(enquiry); }
  void blank(Enquiry& enquiry) const {
    blank_enquiry(enquiry);
    if (enquiry.set) blank(enquiry.set->by);
    if (enquiry.finished) blank(enquiry.finished->by);
    if (enquiry.assigned_to) blank(*enquiry.assigned_to);
    if (enquiry.result) blank(*enquiry.result);
  }
  void blank(Question& question) const {
    const auto rule = std::ranges::find(rules.interview.rules, question.rule, &policy::InterviewRule::id);
    const bool from_rules = rule != rules.interview.rules.end();
    const std::string thing = from_rules && rule->about ? "this " + mention_word(*rule->about) : "this";
    question.about = !from_rules ? std::string(left_out) : question.mention ? capital(thing) : "General";
    question.text = from_rules ? without_label(rule->text, thing) : std::string(left_out);
    if (!from_rules) question.rule.clear();
    blank(question.because);
    if (question.answer) blank(*question.answer);
  }
  void blank(Clock& clock) const {
    if (clock.silenced_reason) blank(*clock.silenced_reason);
    if (clock.silenced_by) blank(*clock.silenced_by);
  }
  void blank(CourseSessionRecorded& session) const {
    walk(session);
    session.attended.clear();
  }
  template <class T> void blank(std::optional<T>& value) const {
    if (value) blank(*value);
  }
  template <class T> void blank(std::vector<T>& values) const {
    for (auto& value : values) blank(value);
  }
  template <class T> void blank(Shared<T>& values) const {
    if (!values.empty()) blank(values.edit());
  }
  template <class T> void blank(History<T>& values) const {
    values.change_each([this](T& value) { blank(value); });
  }
  template <class T> void blank(Kept<T>& value) const {
    blank(value.stamp.by);
    blank(value.what);
  }
  template <class T> void blank(T& value) const {
    static_assert(!requires { value.begin(); }, "what a container holds must be gone through: say how above");
    if constexpr (boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>) walk(value);
  }

 private:
  template <class T> void walk(T& value) const {
    using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      if (!is_kept<T>(member.name)) blank(value.*member.pointer);
    });
  }
  // Both kinds of enquiry: the rules' words where the rules gave it.
  template <class T> void blank_enquiry(T& enquiry) const {
    const auto rule = enquiry.rule ? std::ranges::find(rules.enquiries.rules, *enquiry.rule, &policy::EnquiryRule::id)
                                   : rules.enquiries.rules.end();
    if (rule != rules.enquiries.rules.end()) {
      enquiry.text = rule->text;
      if (enquiry.why) enquiry.why = rule->why;
      return;
    }
    blank(enquiry.text);
    if (enquiry.why) blank(*enquiry.why);
    enquiry.rule.reset();
  }
};

Episode redacted(const Episode& original, const Redactor& redactor) {
  Episode episode = original;
  redactor.blank(episode.opened.by);
  redactor.blank(episode.report);
  redactor.blank(episode.owner);
  redactor.blank(episode.facts);
  redactor.blank(episode.assessments);
  redactor.blank(episode.mentions);
  redactor.blank(episode.enquiries);
  redactor.blank(episode.sightings);
  redactor.blank(episode.deployments);
  redactor.blank(episode.activities);
  redactor.blank(episode.informant_contacts);
  redactor.blank(episode.reviews);
  redactor.blank(episode.handover);
  redactor.blank(episode.returned);
  redactor.blank(episode.interview.held);
  redactor.blank(episode.interview.mode_agreed);
  redactor.blank(episode.interview.questions);
  redactor.blank(episode.actions);
  redactor.blank(episode.return_interview_offer);
  redactor.blank(episode.return_interviews);
  redactor.blank(episode.linked_groups);
  redactor.blank(episode.clocks);
  redactor.blank(episode.closed);
  redactor.blank(episode.reopened);
  return episode;
}

}  // namespace

Case redact(const Case& held, Instant now, const policy::Policies& rules) {
  const Redactor redactor{rules};
  Case out = held;
  out.details.age_about = child_age(held.details, london_date(now));
  redactor.blank(out.registered.by);
  redactor.blank(out.details);
  redactor.blank(out.ethnicity);
  redactor.blank(out.observed_ethnicity);
  redactor.blank(out.nationality);
  redactor.blank(out.advance_information);
  redactor.blank(out.concerns);
  if (out.restriction) {
    redactor.blank(out.restriction->set);
    redactor.blank(out.restriction->broken);
  }
  redactor.blank(out.historic);
  redactor.blank(out.references);
  for (auto& [unused, change] : out.changed) redactor.blank(change.by);
  for (auto& episode : out.episodes) episode = std::make_shared<const Episode>(redacted(*episode, redactor));
  return out;
}

Recorded redact(const Recorded& recorded, const policy::Policies& rules) {
  const Redactor redactor{rules};
  Recorded out = recorded;
  redactor.blank(out.stamp.by);
  std::visit([&](auto& event) { redactor.blank(event); }, out.event);
  return out;
}

}  // namespace lapwing::views
