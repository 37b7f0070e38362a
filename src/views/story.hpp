// How one event is told, for the timeline's own files only: a sentence, with the names that earlier events gave to what it points
// at ("the review", the question answered, the officer who arrived). One overload of `tell` for each event type, each in the
// file named for its subject (story_child.cpp, story_missing.cpp …); an event type without one does not compile.
#pragma once
#include <map>

#include "views/timeline.hpp"

namespace lapwing::views {

// What earlier events named, remembered as the events go by.
struct Story {
  struct ClockTold { ClockKind kind; Instant due; std::optional<ItemId> about; std::optional<Rung> told = {}; };
  std::optional<casework::ChildDetails> details;
  std::map<ItemId, casework::Concern> concerns;
  std::map<ItemId, std::string> enquiries, officers, actions;
  std::map<ItemId, casework::Question> questions;
  std::map<ItemId, ClockTold> clocks;
  std::map<std::string, Answer> answers;   // the latest to each risk question
  bool owned = false;                      // somebody owns the latest episode; until then its team's supervisors hear instead
  void remember(const casework::Recorded& recorded);
};

struct Telling {
  TimelineKind kind = TimelineKind::activity;
  std::string title;                       // one sentence, or a few
  std::vector<std::string> details = {};
  std::optional<Instant> happened_at = {};
  bool late = false;
  std::string several = {};                // what follows the number of many told together: "questions were set."
};

struct Teller {
  const casework::Stamp& stamp;
  const Story& story;
  const policy::Policies& rules;

  std::string by() const;                                 // "Sgt A. Okafor"; at the start of a sentence: By()
  std::string By() const;
  std::string when(Instant at) const;                     // "22:00", with the date when not the event's day
  std::optional<Instant> earlier(Instant at) const;       // `at`, when it is before the event was recorded
  std::string question_text(const std::string& risk_question) const;
};

// Adds "Label: text" when there is text.
void add(std::vector<std::string>& details, std::string_view label, const std::string& text);
void add(std::vector<std::string>& details, std::string_view label, const std::optional<std::string>& text);
void add(std::vector<std::string>& details, std::string_view label, const std::vector<std::string>& texts);
std::string place_words(const casework::Place& place);

// The details held about a child as labelled lines; and only those that differ from before, with what they were.
std::vector<std::string> details_lines(const casework::ChildDetails& details);
std::vector<std::string> changed_lines(const casework::ChildDetails& before, const casework::ChildDetails& after);

Telling tell(const casework::ChildRegistered&, const Teller&);
Telling tell(const casework::ChildDetailsChanged&, const Teller&);
Telling tell(const casework::EthnicityRecorded&, const Teller&);
Telling tell(const casework::ObservedEthnicityRecorded&, const Teller&);
Telling tell(const casework::NationalityRecorded&, const Teller&);
Telling tell(const casework::AdvanceInformationRecorded&, const Teller&);
Telling tell(const casework::ConcernOpened&, const Teller&);
Telling tell(const casework::ConcernClosed&, const Teller&);
Telling tell(const casework::RecordRestricted&, const Teller&);
Telling tell(const casework::RestrictionLifted&, const Teller&);
Telling tell(const casework::GlassBroken&, const Teller&);
Telling tell(const casework::RecordRead&, const Teller&);
Telling tell(const casework::HistoricPeriodRecorded&, const Teller&);
Telling tell(const casework::ExternalReferenceAdded&, const Teller&);

Telling tell(const casework::EpisodeOpened&, const Teller&);
Telling tell(const casework::MentionRecorded&, const Teller&);
Telling tell(const casework::OwnerSet&, const Teller&);
Telling tell(const casework::OfficerDeployed&, const Teller&);
Telling tell(const casework::OfficerArrived&, const Teller&);
Telling tell(const casework::ActivityRecorded&, const Teller&);
Telling tell(const casework::SightingRecorded&, const Teller&);
Telling tell(const casework::InformantContacted&, const Teller&);
Telling tell(const casework::ReviewRecorded&, const Teller&);
Telling tell(const casework::HandoverOffered&, const Teller&);
Telling tell(const casework::HandoverAccepted&, const Teller&);
Telling tell(const casework::EpisodeClosed&, const Teller&);
Telling tell(const casework::EpisodeReopened&, const Teller&);
Telling tell(const casework::LinkedGroupNoted&, const Teller&);
Telling tell(const casework::LinkedGroupEnded&, const Teller&);
Telling tell(const casework::WordingKept&, const Teller&);
Telling tell(const casework::CaseReviewed&, const Teller&);
Telling tell(const casework::RiskFactRecorded&, const Teller&);
Telling tell(const casework::RiskAssessed&, const Teller&);
Telling tell(const casework::EnquirySet&, const Teller&);
Telling tell(const casework::EnquiryAssigned&, const Teller&);
Telling tell(const casework::EnquiryFinished&, const Teller&);

Telling tell(const casework::ReturnRecorded&, const Teller&);
Telling tell(const casework::QuestionSet&, const Teller&);
Telling tell(const casework::InterviewHeld&, const Teller&);
Telling tell(const casework::InterviewModeAgreed&, const Teller&);
Telling tell(const casework::QuestionAnswered&, const Teller&);
Telling tell(const casework::ActionSet&, const Teller&);
Telling tell(const casework::ActionReassigned&, const Teller&);
Telling tell(const casework::ActionDone&, const Teller&);
Telling tell(const casework::ReturnInterviewOffered&, const Teller&);
Telling tell(const casework::ReturnInterviewRecorded&, const Teller&);

Telling tell(const casework::ClockSet&, const Teller&);
Telling tell(const casework::ClockMet&, const Teller&);
Telling tell(const casework::ClockStopped&, const Teller&);
Telling tell(const casework::ClockWarned&, const Teller&);
Telling tell(const casework::ClockClimbed&, const Teller&);
Telling tell(const casework::ClockAcknowledged&, const Teller&);
// Rungs of one clock that were recorded together, because the service had been down: told as one alarm.
Telling tell_climbs(const std::vector<casework::ClockClimbed>&, const Teller&);

Telling tell(const casework::AccountAdded&, const Teller&);
Telling tell(const casework::PasswordSet&, const Teller&);
Telling tell(const casework::AccountChanged&, const Teller&);
Telling tell(const casework::AccountClosed&, const Teller&);
Telling tell(const casework::SignedIn&, const Teller&);
Telling tell(const casework::SignInRefused&, const Teller&);
Telling tell(const casework::SignedOut&, const Teller&);
Telling tell(const casework::AccountLocked&, const Teller&);
Telling tell(const casework::AccountUnlocked&, const Teller&);
Telling tell(const casework::TokenIssued&, const Teller&);
Telling tell(const casework::TokenRevoked&, const Teller&);
Telling tell(const casework::BoardRead&, const Teller&);
Telling tell(const casework::AccreditationRecorded&, const Teller&);
Telling tell(const casework::AccreditationEnded&, const Teller&);
Telling tell(const casework::WorkingPatternSet&, const Teller&);
Telling tell(const casework::AbsenceRecorded&, const Teller&);
Telling tell(const casework::AbsenceEnded&, const Teller&);
Telling tell(const casework::PostsSet&, const Teller&);
Telling tell(const casework::CourseAdded&, const Teller&);
Telling tell(const casework::CourseSessionRecorded&, const Teller&);
Telling tell(const casework::PopulationSet&, const Teller&);
Telling tell(const casework::FileSampleDrawn&, const Teller&);
Telling tell(const casework::FileAudited&, const Teller&);
Telling tell(const casework::PlanActionSet&, const Teller&);
Telling tell(const casework::PlanActionMoved&, const Teller&);
Telling tell(const casework::PlanActionDone&, const Teller&);
Telling tell(const casework::ReportReceived&, const Teller&);
Telling tell(const casework::ReportRead&, const Teller&);
Telling tell(const casework::MatchConfirmed&, const Teller&);
Telling tell(const casework::MatchRefused&, const Teller&);
Telling tell(const casework::MatchRulingLifted&, const Teller&);
Telling tell(const casework::GroupTakenOn&, const Teller&);
Telling tell(const casework::GroupDismissed&, const Teller&);
Telling tell(const casework::GroupsMerged&, const Teller&);
Telling tell(const casework::GroupSplit&, const Teller&);
Telling tell(const casework::GroupRulingLifted&, const Teller&);
Telling tell(const casework::GroupNoticed&, const Teller&);
Telling tell(const casework::RulesAdopted&, const Teller&);
Telling tell(const casework::ExerciseStarted&, const Teller&);
Telling tell(const casework::ClockFault&, const Teller&);
Telling tell(const casework::PersonErased&, const Teller&);
Telling tell(const casework::OlderLedgerAccepted&, const Teller&);

}  // namespace lapwing::views
