// The subjects' own halves of decide and evolve, for casework's use only: one overload for each command and each event, each
// pair in the file named for its subject (child.cpp, missing.cpp, risk.cpp, enquiries.cpp, returns.cpp, clocks.cpp, closing.cpp).
//
// A subject's decide returns the events of the thing itself; case.cpp dispatches, checks versions and then asks the clocks
// (follow) which of them those events set, meet or stop.
#pragma once
#include "casework/command.hpp"
#include "policy/policies.hpp"

namespace lapwing::casework {

Refusal invalid(std::string path, std::string message);      // one wrong field
Refusal not_found(std::string message);
Refusal not_yet(std::string message, std::vector<std::string> missing = {});
std::vector<NewEvent> on(EpisodeId episode, std::vector<Event> events);   // events of one episode

// child.cpp
Decided decide_on(const Case&, const RegisterChild&, Context&);
Decided decide_on(const Case&, const ChangeChildDetails&, Context&);
Decided decide_on(const Case&, const RecordEthnicity&, Context&);
Decided decide_on(const Case&, const RecordObservedEthnicity&, Context&);
Decided decide_on(const Case&, const RecordNationality&, Context&);
Decided decide_on(const Case&, const RecordAdvanceInformation&, Context&);
Decided decide_on(const Case&, const OpenConcern&, Context&);
Decided decide_on(const Case&, const CloseConcern&, Context&);
Decided decide_on(const Case&, const RestrictRecord&, Context&);
Decided decide_on(const Case&, const LiftRestriction&, Context&);
Decided decide_on(const Case&, const BreakGlass&, Context&);
Decided decide_on(const Case&, const NoteRead&, Context&);
Decided decide_on(const Case&, const ImportPeriod&, Context&);
Decided decide_on(const Case&, const ImportChild&, Context&);
void evolve_child(Case&, const Recorded&);                   // events of the child itself

// missing.cpp: opening and the work to find the child
Decided decide_on(const Case&, const ReportMissing&, Context&);
Decided decide_on(const Case&, const Episode&, const RecordMention&, Context&);
Decided decide_on(const Case&, const Episode&, const SetOwner&, Context&);
Decided decide_on(const Case&, const Episode&, const DeployOfficer&, Context&);
Decided decide_on(const Case&, const Episode&, const RecordArrival&, Context&);
Decided decide_on(const Case&, const Episode&, const RecordActivity&, Context&);
Decided decide_on(const Case&, const Episode&, const RecordSighting&, Context&);
Decided decide_on(const Case&, const Episode&, const ContactInformant&, Context&);
Decided decide_on(const Case&, const Episode&, const RecordReview&, Context&);
Decided decide_on(const Case&, const Episode&, const OfferHandover&, Context&);
Decided decide_on(const Case&, const Episode&, const AcceptHandover&, Context&);
void evolve_missing(Case&, const Recorded&);
// The mention events for what someone named, with fresh ids; `arose_from` as in Mention.
std::vector<Event> mention_events(const std::vector<MentionInput>&, std::string_view arose_from, Context&);

// risk.cpp
// What the facts point to. Pure in the child's age and learning disability, the latest answer to each question and the rules;
// ethnicity and nationality are not even parameters.
RiskPointer point_to(const policy::RiskPolicy&, const ChildDetails&, const std::vector<Kept<RiskFact>>& facts, Instant now);
Decided decide_on(const Case&, const Episode&, const RecordRiskFacts&, Context&);
Decided decide_on(const Case&, const Episode&, const AssessRisk&, Context&);
// Facts from answers, checked against the rules' questions; and the assessment that follows from a chosen level (or none).
std::expected<std::vector<RiskFact>, Refusal> facts_from(const std::vector<RiskAnswer>&, const std::string& supplied_by_default,
                                                         const std::string& path, Context&);
std::expected<RiskAssessed, Refusal> assess(const policy::RiskPolicy&, const RiskPointer&, std::optional<RiskLevel> level,
                                            const std::optional<std::string>& lower_reason, const std::string& reason_path);
void evolve_risk(Case&, const Recorded&);

// enquiries.cpp
// The enquiries the rules give for this level and these circumstances that are not yet on the list.
std::vector<Event> enquiries_for(const policy::Policies&, const Case&, const Episode&, RiskLevel, Context&);
Decided decide_on(const Case&, const Episode&, const SetEnquiry&, Context&);
Decided decide_on(const Case&, const Episode&, const AssignEnquiry&, Context&);
Decided decide_on(const Case&, const Episode&, const FinishEnquiry&, Context&);
void evolve_enquiries(Case&, const Recorded&);

// returns.cpp (recording the return, holding the interview), questions.cpp (building them), actions in actions.cpp
Decided decide_on(const Case&, const Episode&, const RecordReturn&, Context&);
Decided decide_on(const Case&, const Episode&, const HoldInterview&, Context&);
Decided decide_on(const Case&, const Episode&, const AgreeInterviewMode&, Context&);
Decided decide_on(const Case&, const Episode&, const AnswerQuestions&, Context&);
Decided decide_on(const Case&, const Episode&, const SetAction&, Context&);
Decided decide_on(const Case&, const Episode&, const ReassignAction&, Context&);
Decided decide_on(const Case&, const Episode&, const CompleteAction&, Context&);
Decided decide_on(const Case&, const Episode&, const OfferReturnInterview&, Context&);
Decided decide_on(const Case&, const Episode&, const RecordReturnInterview&, Context&);
void evolve_returns(Case&, const Recorded&);
// Questions for what has been named and not yet asked about: this episode's mentions, and earlier episodes' since the child was
// last known safe; and the general ones once.
std::vector<Event> questions_for(const policy::Policies&, const Case&, const Episode&, Context&);

// linked_groups.cpp
Decided decide_on(const Case&, const Episode&, const NoteLinkedGroup&, Context&);
Decided decide_on(const Case&, const Episode&, const EndLinkedGroup&, Context&);
void evolve_linked_groups(Case&, const Recorded&);

// case_reviews.cpp
Decided decide_on(const Case&, const Episode&, const WriteCaseReview&, Context&);

// workforce.cpp
Decided decide_on(const Account&, const RecordAccreditation&, Context&);
Decided decide_on(const Account&, const EndAccreditation&, Context&);
Decided decide_on(const Account&, const SetWorkingPattern&, Context&);
Decided decide_on(const Account&, const RecordAbsence&, Context&);
Decided decide_on(const Account&, const EndAbsence&, Context&);
void evolve_workforce(Account&, const Recorded&);

// closing.cpp
// Exactly what must still happen before the episode can close, one plain line each; empty when it can.
std::vector<std::string> missing_before_closing(const Case&, const Episode&);
Decided decide_on(const Case&, const Episode&, const CloseEpisode&, Context&);
Decided decide_on(const Case&, const Episode&, const ReopenEpisode&, Context&);

// clocks.cpp
// Which clocks those of these events that are the episode's set, meet or stop, given the episode before them and after them.
std::vector<Event> follow(const policy::Policies&, const Episode* before, const Episode& after,
                          const std::vector<Recorded>& events, Context&);
Decided decide_on(const Case&, const Episode&, const AcknowledgeClock&, Context&);
Decided decide_on(const Case&, const Episode&, const RaiseAlarms&, Context&);   // every warning and rung come round by now
void evolve_clocks(Case&, const Recorded&);
void touch_activity(Episode&, const Recorded&);              // a person recorded something: the idle clock starts again
std::optional<Instant> next_deadline(const Clock&);          // the next instant at which this clock has something to say
std::optional<Instant> next_deadline(const Episode&);
ClockPhase phase(const Clock&, Instant now);

}  // namespace lapwing::casework
