// Every event there is, in one list. The name of an event in the ledger is its type's name in snake case ("risk_assessed") and,
// once released, neither it nor the meaning of its fields changes: fields are only ever added.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <variant>

#include "casework/accounts.hpp"
#include "casework/case_reviews.hpp"
#include "casework/child.hpp"
#include "casework/clocks.hpp"
#include "casework/enquiries.hpp"
#include "casework/force_record.hpp"
#include "casework/link_rulings.hpp"
#include "casework/linked_groups.hpp"
#include "casework/missing.hpp"
#include "casework/returns.hpp"
#include "casework/risk.hpp"
#include "casework/service.hpp"

namespace lapwing::casework {

using AnyEvent = std::variant<
    // the child
    ChildRegistered, ChildDetailsChanged, EthnicityRecorded, ObservedEthnicityRecorded, NationalityRecorded,
    AdvanceInformationRecorded, ConcernOpened, ConcernClosed, RecordRestricted, RestrictionLifted, GlassBroken, RecordRead,
    HistoricPeriodRecorded, ExternalReferenceAdded,
    // an episode
    EpisodeOpened, MentionRecorded, OwnerSet, OfficerDeployed, OfficerArrived, ActivityRecorded, SightingRecorded,
    InformantContacted, ReviewRecorded, HandoverOffered, HandoverAccepted, EpisodeClosed, EpisodeReopened,
    LinkedGroupNoted, LinkedGroupEnded, WordingKept, CaseReviewed,
    // risk, enquiries
    RiskFactRecorded, RiskAssessed, EnquirySet, EnquiryAssigned, EnquiryFinished,
    // the return
    ReturnRecorded, QuestionSet, InterviewHeld, InterviewModeAgreed, QuestionAnswered, ActionSet, ActionReassigned, ActionDone,
    ReturnInterviewOffered, ReturnInterviewRecorded,
    // clocks
    ClockSet, ClockMet, ClockStopped, ClockWarned, ClockClimbed, ClockAcknowledged,
    // accounts
    AccountAdded, PasswordSet, AccountChanged, AccountClosed, SignedIn, SignInRefused, SignedOut, AccountLocked, AccountUnlocked,
    TokenIssued, TokenRevoked, BoardRead, AccreditationRecorded, AccreditationEnded, WorkingPatternSet, AbsenceRecorded, AbsenceEnded,
    // the force's own record
    PostsSet, CourseAdded, CourseSessionRecorded, PopulationSet, FileSampleDrawn, FileAudited, PlanActionSet, PlanActionMoved, PlanActionDone,
    // reports, and rulings on the links between them
    ReportReceived, ReportRead, MatchConfirmed, MatchRefused, MatchRulingLifted, GroupTakenOn, GroupDismissed, GroupsMerged,
    GroupSplit, GroupRulingLifted, GroupNoticed,
    // the service itself
    RulesAdopted, ExerciseStarted, ClockFault, PersonErased, OlderLedgerAccepted>;

// The variant, with everything that copies, moves or destroys it compiled once, in event.cpp: written out in every file that
// touches an event, sixty alternatives cost seconds and tens of megabytes a file.
struct Event : AnyEvent {
  Event();
  Event(const Event&);
  Event(Event&&) noexcept;
  Event& operator=(const Event&);
  Event& operator=(Event&&) noexcept;
  ~Event();
  Event(AnyEvent any);
  template <class T>
    requires(!std::is_base_of_v<AnyEvent, std::remove_cvref_t<T>> && std::is_constructible_v<AnyEvent, T>)
  Event(T&& event) : AnyEvent(std::in_place_type<std::remove_cvref_t<T>>, std::forward<T>(event)) {}
};

// What the ledger keeps of one event beside its time: encrypted as one payload under the subject's key.
struct Envelope {
  Event event;
  std::optional<EpisodeId> episode;
  Actor by;
  // On the last event of a command that came with an Idempotency-Key: what it takes to give the same answer again after a restart.
  std::optional<std::string> request;        // digest of who sent which key
  std::optional<std::string> request_body;   // digest of what was sent with it: the same key with another body is refused
  std::uint64_t request_events = 0;          // how many events the command made, this one with them
  std::uint64_t request_version = 0;         // the case's version afterwards
};

// An event as read back.
struct Recorded {
  Stamp stamp;
  std::optional<EpisodeId> episode;
  Event event;
};

std::string_view event_name(const Event& event);          // "risk_assessed"
std::string encode(const Envelope& envelope);             // compact JSON: {"e":name,"ep":…,"by":…,"rq":…,"rb":…,"rn":…,"rv":…,"d":{…}}
std::expected<Envelope, std::string> decode(std::string_view payload);   // an unknown event name is an error that names it
std::string event_json(const Event& event);               // the fields alone, as JSON: for the API and exports

}  // namespace lapwing::casework
