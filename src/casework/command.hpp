// Every command there is, and what deciding one takes and gives.
//
// decide is pure: the case as it is, the command, the time, who asks, the rules and a source of ids go in; events or a refusal
// come out. It never looks at a clock, a file or another child's case.
#pragma once
#include <expected>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "casework/case.hpp"
#include "casework/event.hpp"
#include "domain/field_error.hpp"
#include "domain/reading.hpp"

namespace lapwing::policy { struct Policies; }

namespace lapwing::casework {

// Commands on a child's record. Their names on the wire are the type's in kebab case: "assess-risk".
using Command = std::variant<
    RegisterChild, ChangeChildDetails, RecordEthnicity, RecordObservedEthnicity, RecordNationality, RecordAdvanceInformation,
    OpenConcern, CloseConcern, RestrictRecord, LiftRestriction, BreakGlass, NoteRead, ImportPeriod, ImportChild,
    ReportMissing, RecordMention, SetOwner, DeployOfficer, RecordArrival, RecordActivity, RecordSighting, ContactInformant,
    RecordReview, OfferHandover, AcceptHandover, CloseEpisode, ReopenEpisode,
    RecordRiskFacts, AssessRisk, SetEnquiry, AssignEnquiry, FinishEnquiry,
    RecordReturn, HoldInterview, AgreeInterviewMode, AnswerQuestions, SetAction, ReassignAction, CompleteAction,
    OfferReturnInterview, RecordReturnInterview,
    AcknowledgeClock, RaiseAlarms, NoteLinkedGroup, EndLinkedGroup, WriteCaseReview>;

// Commands on an account.
using AccountCommand = std::variant<AddAccount, SetPassword, ChangeAccount, CloseAccount, NoteSignIn, NoteSignOut, UnlockAccount,
                                    IssueToken, RevokeToken, NoteBoardRead, RecordAccreditation, EndAccreditation, SetWorkingPattern,
                                    RecordAbsence, EndAbsence>;

// Commands about no child's record and no account: a report comes in, or somebody rules on what links reports.
using LinkCommand = std::variant<ReceiveReport, NoteReportRead, ConfirmMatch, RefuseMatch, LiftMatchRuling, TakeOnGroup, DismissGroup,
                                 MergeGroups, SplitGroup, LiftGroupRuling, NoticeGroup>;

// Commands on the force's own record.
using ForceCommand = std::variant<SetPosts, AddCourse, RecordCourseSession, SetPopulation, DrawFileSample, AuditFile, SetPlanAction,
                                  MovePlanAction, CompletePlanAction>;

struct Context {
  Instant now;                        // the time the events will carry
  Actor by;
  const policy::Policies& rules;
  IdSource& ids;
  std::string reference = {};         // the next free episode reference, for ReportMissing
  std::vector<WordingKept> kept = {}; // wordings that the sender kept, recorded in the same step
};

enum class RefusalKind {
  invalid,      // something sent is wrong: see fields
  not_found,    // no such episode, question, action …
  not_allowed,  // this role may not, or not to this record
  stale,        // it changed since: see held
  not_yet,      // something must happen first: see missing
  unavailable,  // the ledger could not be written; nothing was changed
};

struct Refusal {
  RefusalKind kind = RefusalKind::invalid;
  std::string message;                    // one sentence that says what to do
  std::vector<FieldError> fields = {};    // kind invalid: where
  std::vector<std::string> missing = {};  // kind not_yet: exactly what, one line each
  std::string held = {};                  // kind stale: what is held now, who recorded it and when, as JSON
};

struct NewEvent {
  Event event;
  std::optional<EpisodeId> episode;
};
using Decided = std::expected<std::vector<NewEvent>, Refusal>;

// Decides a command on the case `held` (an empty Case with the right id when the child is new). `episode` names the episode for
// commands on one. `seen` is the version the sender had read (absent: not checked): if what the command changes has
// changed since, it is refused as stale. The clocks' own events (set, met, stopped) are included.
Decided decide(const Case& held, const Command& command, std::optional<EpisodeId> episode, std::optional<std::uint64_t> seen,
               Context& context);

// Folds one event into the case. Total: any recorded event evolves any case without failing.
void evolve(Case& held, const Recorded& recorded);

// Accounts, the same way.
Decided decide_account(const Account& held, bool exists, const AccountCommand& command, Context& context);
void evolve_account(Account& held, const Recorded& recorded);

// Reports and rulings. Their state is not casework's: what deciding needs of it comes in.
struct ReportAtHand {
  std::string number;                                   // read from what was sent, or the one given
  std::optional<ReportId> first_held;                   // the first report held under this number
  bool is_held = false;                                 // one of those under this number says just the same
};
struct LinkKnowledge {
  std::optional<ReportAtHand> report = {};              // for ReceiveReport
  std::function<bool(std::string_view number)> holds;   // is there a report of this number?
};
// Nothing to record for a report that is held already.
Decided decide_link(const LinkCommand& command, const LinkKnowledge& known, Context& context);

// The force's own record, the same way.
Decided decide_force(const ForceRecord& held, const ForceCommand& command, const ForceKnowledge& known, Context& context);
void evolve_force(ForceRecord& held, const Recorded& recorded);

// The name a command is known by on the wire, in rules/access.toml and in URLs: "assess-risk".
std::string_view command_name(const Command& command);
std::string_view command_name(const AccountCommand& command);
std::string_view command_name(const LinkCommand& command);
std::string_view command_name(const ForceCommand& command);
const std::vector<std::string>& command_names();     // of case commands, in the variant's order
bool is_on_episode(std::string_view command);        // takes an episode (report-missing does not)
std::expected<Command, std::vector<FieldError>> parse_command(std::string_view name, std::string_view json_body,
                                                              codec::Reading reading = codec::Reading::command);
std::string command_schema(std::string_view name);   // JSON Schema of its body
const std::vector<std::string>& link_command_names();   // in the variant's order
std::expected<LinkCommand, std::vector<FieldError>> parse_link_command(std::string_view name, std::string_view json_body,
                                                                       codec::Reading reading = codec::Reading::command);
std::string link_command_schema(std::string_view name);
const std::vector<std::string>& account_command_names();   // so for accounts and for the force's own record
std::expected<AccountCommand, std::vector<FieldError>> parse_account_command(std::string_view name, std::string_view json_body,
                                                                             codec::Reading reading = codec::Reading::command);
std::string account_command_schema(std::string_view name);
const std::vector<std::string>& force_command_names();
std::expected<ForceCommand, std::vector<FieldError>> parse_force_command(std::string_view name, std::string_view json_body,
                                                                         codec::Reading reading = codec::Reading::command);
std::string force_command_schema(std::string_view name);

}  // namespace lapwing::casework
