#include "casework/versions.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "casework/on_episode.hpp"

namespace lapwing::casework {
namespace {

template <class Tag>
std::string aspect(std::string_view kind, const Id<Tag>& id) {
  return fmt::format("{}:{}", kind, id.text());
}

// ---- which aspects an event changed ----
template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};

std::string touched_by(const Event& event, std::optional<EpisodeId> episode) {
  const auto of_episode = [&](std::string_view kind) { return episode ? aspect(kind, *episode) : std::string(); };
  return std::visit(
      Overloaded{
          [](const ChildRegistered&) { return std::string("details"); },
          [](const ChildDetailsChanged&) { return std::string("details"); },
          [](const EthnicityRecorded&) { return std::string("ethnicity"); },
          [](const ObservedEthnicityRecorded&) { return std::string("observed_ethnicity"); },
          [](const NationalityRecorded&) { return std::string("nationality"); },
          [](const AdvanceInformationRecorded&) { return std::string("advance_information"); },
          [](const ConcernClosed& e) { return aspect("concern", e.concern); },
          [](const RecordRestricted&) { return std::string("restriction"); },
          [](const RestrictionLifted&) { return std::string("restriction"); },
          [&](const OwnerSet&) { return of_episode("owner"); },
          [&](const HandoverOffered&) { return of_episode("handover"); },
          [&](const HandoverAccepted&) { return of_episode("handover"); },
          [&](const EpisodeClosed&) { return of_episode("state"); },
          [&](const EpisodeReopened&) { return of_episode("state"); },
          [&](const RiskAssessed&) { return of_episode("risk"); },
          [](const EnquiryAssigned& e) { return aspect("enquiry", e.enquiry); },
          [](const EnquiryFinished& e) { return aspect("enquiry", e.enquiry); },
          [&](const ReturnRecorded&) { return of_episode("return"); },
          [&](const InterviewHeld&) { return of_episode("interview"); },
          [&](const InterviewModeAgreed&) { return of_episode("interview"); },
          [](const QuestionAnswered& e) { return aspect("question", e.question); },
          [](const ActionReassigned& e) { return aspect("action", e.action); },
          [](const ActionDone& e) { return aspect("action", e.action); },
          [&](const ReturnInterviewOffered&) { return of_episode("return_interview"); },
          [&](const ReturnInterviewRecorded&) { return of_episode("return_interview"); },
          [](const auto&) { return std::string(); },
      },
      event);
}

// Looks, clocks, linked groups and kept wordings change nothing that a person could have changed.
bool changes_the_case(const Event& event) {
  return std::visit(
      []<class E>(const E&) {
        return !(std::is_same_v<E, RecordRead> || std::is_same_v<E, ClockSet> || std::is_same_v<E, ClockMet> ||
                 std::is_same_v<E, ClockStopped> || std::is_same_v<E, ClockWarned> || std::is_same_v<E, ClockClimbed> ||
                 std::is_same_v<E, ClockAcknowledged> || std::is_same_v<E, WordingKept> ||
                 std::is_same_v<E, LinkedGroupNoted> || std::is_same_v<E, LinkedGroupEnded>);
      },
      event);
}

// A closed episode refuses these changes, and reopening it is itself a change that they check for, so what was last changed
// in it need not be kept: it would cost more memory than the rest of a closed episode.
void forget_closed(Case& held, EpisodeId id) {
  const auto* episode = held.episode(id);
  if (!episode) return;
  for (const auto& e : episode->enquiries) held.changed.erase(aspect("enquiry", e.id));
  for (const auto& q : episode->interview.questions) held.changed.erase(aspect("question", q.id));
  for (const auto* kind : {"risk", "owner", "handover", "return", "interview"}) held.changed.erase(aspect(kind, id));
}

// ---- what is held, for showing both sides ----
boost::json::value fields(const Event& event) { return boost::json::parse(event_json(event)); }

template <class T>
boost::json::value held_event(const std::optional<Kept<T>>& kept) {
  return kept ? fields(kept->what) : boost::json::value(nullptr);
}

boost::json::value held_enquiry(const Enquiry& e) {
  boost::json::object out{{"enquiry", e.id.text()}, {"text", e.text}};
  if (e.assigned_to) out.emplace("assigned_to", e.assigned_to->name);
  if (e.outcome) out.emplace("outcome", boost::describe::enum_to_string(*e.outcome, ""));
  if (e.result) out.emplace("result", *e.result);
  return out;
}

boost::json::value held_item(const Case& held, std::string_view kind, ItemId id) {
  for (const auto& episode : held.episodes) {
    for (const auto& e : episode->enquiries)
      if (kind == "enquiry" && e.id == id) return held_enquiry(e);
    for (const auto& q : episode->interview.questions)
      if (kind == "question" && q.id == id) return fields(QuestionSet{q});
    for (const auto& a : episode->actions)
      if (kind == "action" && a.what.id == id) return fields(ActionSet{a.what});
  }
  return nullptr;   // a concern that is closed is no longer held
}

boost::json::value held_of_episode(const Episode& episode, std::string_view kind) {
  if (kind == "risk" && !episode.assessments.empty()) return fields(episode.assessments.back().what);
  if (kind == "owner" && episode.owner) return fields(OwnerSet{*episode.owner, {}});
  if (kind == "handover") return held_event(episode.handover);
  if (kind == "return") return held_event(episode.returned);
  if (kind == "interview") return held_event(episode.interview.held);
  if (kind == "state") return episode.closed ? fields(episode.closed->what) : boost::json::value{{"open", true}};
  if (kind == "return_interview") {
    if (!episode.return_interviews.empty()) return fields(episode.return_interviews.back().what);
    return held_event(episode.return_interview_offer);
  }
  return nullptr;
}

boost::json::value held_value(const Case& held, std::string_view aspect) {
  if (aspect == "details") return fields(ChildDetailsChanged{held.details});
  if (aspect == "ethnicity") return held_event(held.ethnicity);
  if (aspect == "observed_ethnicity") return held_event(held.observed_ethnicity);
  if (aspect == "nationality") return held_event(held.nationality);
  if (aspect == "advance_information") return held_event(held.advance_information);
  if (aspect == "restriction") return held.restriction ? fields(held.restriction->set.what) : boost::json::value(nullptr);
  const auto colon = aspect.find(':');
  if (colon == std::string_view::npos) return nullptr;
  const auto kind = aspect.substr(0, colon), id = aspect.substr(colon + 1);
  if (const auto episode_id = EpisodeId::parse(id))
    if (const auto* episode = held.episode(*episode_id)) return held_of_episode(*episode, kind);
  const auto item = ItemId::parse(id);
  return item ? held_item(held, kind, *item) : boost::json::value(nullptr);
}

std::string in_words(std::string_view aspect) {
  const auto kind = aspect.substr(0, aspect.find(':'));
  if (kind == "details") return "The child's details were";
  if (kind == "ethnicity") return "The child's self-defined ethnicity was";
  if (kind == "observed_ethnicity") return "The officer-observed ethnicity was";
  if (kind == "nationality") return "The child's nationality was";
  if (kind == "advance_information") return "The information held in advance was";
  if (kind == "restriction") return "Who may read this record was";
  if (kind == "return_interview") return "The return home interview was";
  if (kind == "interview") return "The prevention interview was";
  if (kind == "state") return "Whether the episode is open was";
  return fmt::format("The {} was", kind);   // risk, owner, handover, return, enquiry, question, action, concern
}

Refusal stale_refusal(const Case& held, const std::string& aspect, const Change& change, Instant now) {
  boost::json::object both{{"aspect", aspect},
                           {"changed_by", change.by},
                           {"changed_at", to_rfc3339(change.at)},
                           {"held", held_value(held, aspect)}};
  return {.kind = RefusalKind::stale,
          .message = fmt::format("{} changed by {} at {}, after you last read it. Look at what is held now, then decide again.",
                                 in_words(aspect), change.by, for_people(change.at, now)),
          .held = boost::json::serialize(both)};
}

}  // namespace

void note_change(Case& held, const Recorded& recorded) {
  ++held.events;
  if (!changes_the_case(recorded.event)) return;
  held.version = recorded.stamp.index;
  if (auto touched = touched_by(recorded.event, recorded.episode); !touched.empty())
    held.changed.insert_or_assign(std::move(touched), Change{recorded.stamp.index, recorded.stamp.at, recorded.stamp.by.name});
  if (std::holds_alternative<EpisodeClosed>(recorded.event) && recorded.episode) forget_closed(held, *recorded.episode);
}

std::vector<std::string> aspects_of(const Command& command, std::optional<EpisodeId> episode) {
  using Names = std::vector<std::string>;
  // Whatever changes an open episode also depends on its still being open; an action or a return home interview does not.
  const auto of_episode = [&](std::string_view kind) {
    return episode ? Names{aspect(kind, *episode), aspect("state", *episode)} : Names{};
  };
  const auto of_item = [&](std::string_view kind, ItemId id) {
    return episode ? Names{aspect(kind, id), aspect("state", *episode)} : Names{aspect(kind, id)};
  };
  return std::visit(
      Overloaded{
          [](const ChangeChildDetails&) { return Names{"details"}; },
          [](const RecordEthnicity&) { return Names{"ethnicity"}; },
          [](const RecordObservedEthnicity&) { return Names{"observed_ethnicity"}; },
          [](const RecordNationality&) { return Names{"nationality"}; },
          [](const RecordAdvanceInformation&) { return Names{"advance_information"}; },
          [](const CloseConcern& c) { return Names{aspect("concern", c.concern)}; },
          [](const RestrictRecord&) { return Names{"restriction"}; },
          [](const LiftRestriction&) { return Names{"restriction"}; },
          [&](const SetOwner&) { return of_episode("owner"); },
          [&](const OfferHandover&) { return of_episode("handover"); },
          [&](const AcceptHandover&) { return of_episode("handover"); },
          [&](const RecordReview&) { return of_episode("risk"); },
          [&](const AssessRisk&) { return of_episode("risk"); },
          [&](const CloseEpisode&) { return of_episode("return"); },
          [&](const ReopenEpisode&) { return episode ? Names{aspect("state", *episode)} : Names{}; },
          [&](const AssignEnquiry& c) { return of_item("enquiry", c.enquiry); },
          [&](const FinishEnquiry& c) { return of_item("enquiry", c.enquiry); },
          [&](const RecordReturn&) { return of_episode("return"); },
          [&](const HoldInterview&) { return of_episode("interview"); },
          [&](const AgreeInterviewMode&) { return of_episode("interview"); },
          [&](const AnswerQuestions& c) {
            Names out;
            for (const auto& answer : c.answers) out.push_back(aspect("question", answer.question));
            if (episode) out.push_back(aspect("state", *episode));
            return out;
          },
          [](const ReassignAction& c) { return Names{aspect("action", c.action)}; },
          [](const CompleteAction& c) { return Names{aspect("action", c.action)}; },
          [&](const OfferReturnInterview&) { return episode ? Names{aspect("return_interview", *episode)} : Names{}; },
          [&](const RecordReturnInterview&) { return episode ? Names{aspect("return_interview", *episode)} : Names{}; },
          [](const auto&) { return Names{}; },
      },
      command);
}

std::optional<Refusal> stale(const Case& held, const Command& command, std::optional<EpisodeId> episode, std::uint64_t seen,
                             Instant now) {
  for (const auto& name : aspects_of(command, episode)) {
    const auto change = held.changed.find(name);
    if (change != held.changed.end() && change->second.index > seen) return stale_refusal(held, name, change->second, now);
  }
  return std::nullopt;
}

}  // namespace lapwing::casework
