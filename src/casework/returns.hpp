// The return: how the child was found, the prevention interview built from what is known, the actions that follow, and the
// local authority's return home interview.
//
// Every person and place named since the child was last known safe, and each thing brought back, becomes its own questions.
// "Would not say" and "not asked" are answers that someone must own. The prevention interview (formerly "safe and well") is by
// police, normally face to face; the return home interview is offered every time by the local authority, within 72 hours, by
// someone independent of the child's care (Department for Education, statutory guidance on children who run away or go missing).
#pragma once
#include <vector>

#include "casework/missing.hpp"
#include "casework/stamp.hpp"

namespace lapwing::casework {

// Word from the child without anyone seeing them is not among these: a child is missing until located and their well-being
// confirmed. Record it as a sighting.
BOOST_DEFINE_ENUM_CLASS(HowFound, returned_by_self, found_by_police, found_by_carer, found_by_other)
BOOST_DEFINE_ENUM_CLASS(ReturnInterviewOutcome, accepted, refused, completed)
BOOST_DEFINE_ENUM_CLASS(QuestionSafety, safe, not_safe, not_known)

// One question of the prevention interview. Grouped on the page by `about`.
struct Question {
  ItemId id;
  std::string rule;                        // id in rules/interview.toml
  std::optional<ItemId> mention;           // the person, place or thing asked about; none for general questions
  std::string about;                       // "The house in Linthorpe", "General"
  std::string text;                        // "Is she safe there?"
  std::string because;                     // where it came from, with its date
  bool asks_safety = false;                // a no, a non-answer or "not known" here needs an owned action
  std::optional<QuestionOutcome> outcome;  // absent: still to be asked
  std::optional<QuestionSafety> safety;
  std::optional<std::string> answer;       // what the child said, or why it was not asked
  bool disclosure = false;                 // the child told us of harm
};
BOOST_DESCRIBE_STRUCT(Question, (), (id, rule, mention, about, text, because, asks_safety, outcome, safety, answer, disclosure))

// Something someone must now do, with a clock of its own.
struct OwnedAction {
  ItemId id;
  std::string text;
  Person owner;
  std::optional<ItemId> question;          // the answer (or non-answer) it follows from
  Instant due{};
  std::optional<std::string> result;       // absent: still to do
  std::vector<ItemId> also;                // other questions about the same person, place or thing that it covers
};
BOOST_DESCRIBE_STRUCT(OwnedAction, (), (id, text, owner, question, due, result, also))

// ---- events ----
struct ReturnRecorded {
  Instant at{};                            // when the child was found or came back
  HowFound how = HowFound::returned_by_self;
  Place where;
  std::optional<std::string> with, brought_back, condition, return_to, text;
};
BOOST_DESCRIBE_STRUCT(ReturnRecorded, (), (at, how, where, with, brought_back, condition, return_to, text))
struct QuestionSet { Question question; };
BOOST_DESCRIBE_STRUCT(QuestionSet, (), (question))
struct InterviewHeld {
  InterviewMode mode = InterviewMode::in_person;
  Instant at{};
  Person officer;
  std::optional<std::string> not_in_person_reason, present, where;
};
BOOST_DESCRIBE_STRUCT(InterviewHeld, (), (mode, at, officer, not_in_person_reason, present, where))
struct InterviewModeAgreed { std::string reason; };      // a supervisor agrees that it was not in person
BOOST_DESCRIBE_STRUCT(InterviewModeAgreed, (), (reason))
struct QuestionAnswered {
  ItemId question;
  QuestionOutcome outcome = QuestionOutcome::answered;
  std::optional<QuestionSafety> safety;
  std::optional<std::string> answer;                     // the reason when not asked
  bool disclosure = false;
};
BOOST_DESCRIBE_STRUCT(QuestionAnswered, (), (question, outcome, safety, answer, disclosure))
struct ActionSet { OwnedAction action; };
BOOST_DESCRIBE_STRUCT(ActionSet, (), (action))
struct ActionReassigned { ItemId action; Person to; std::string reason; };
BOOST_DESCRIBE_STRUCT(ActionReassigned, (), (action, to, reason))
struct ActionDone { ItemId action; std::string result; };
BOOST_DESCRIBE_STRUCT(ActionDone, (), (action, result))
struct ReturnInterviewOffered { Instant at{}; std::string provider; std::optional<std::string> offered_to; };
BOOST_DESCRIBE_STRUCT(ReturnInterviewOffered, (), (at, provider, offered_to))
struct ReturnInterviewRecorded {
  ReturnInterviewOutcome outcome = ReturnInterviewOutcome::accepted;
  Instant at{};
  std::optional<std::string> by, summary, refusal_reason;
  bool independent = false;                              // of the child's care
  bool carers_asked = false;                             // asked when the child refused
};
BOOST_DESCRIBE_STRUCT(ReturnInterviewRecorded, (), (outcome, at, by, summary, refusal_reason, independent, carers_asked))

// ---- commands ----
struct RecordReturn {
  Instant at{};
  HowFound how = HowFound::returned_by_self;
  Place where;
  std::optional<std::string> with, brought_back, condition, return_to, text;
  std::vector<MentionInput> mentions;                    // people, places, things: found with, found at, brought back
};
BOOST_DESCRIBE_STRUCT(RecordReturn, (), (at, how, where, with, brought_back, condition, return_to, text, mentions))
struct HoldInterview {
  InterviewMode mode = InterviewMode::in_person;
  std::optional<Instant> at;
  std::optional<Person> officer;                         // whoever records it when absent
  std::optional<std::string> not_in_person_reason, present, where;
};
BOOST_DESCRIBE_STRUCT(HoldInterview, (), (mode, at, officer, not_in_person_reason, present, where))
struct AgreeInterviewMode { std::string reason; };
BOOST_DESCRIBE_STRUCT(AgreeInterviewMode, (), (reason))
struct NewAction { std::string text; std::optional<Person> owner; std::optional<Instant> due; };
BOOST_DESCRIBE_STRUCT(NewAction, (), (text, owner, due))
struct QuestionAnswer {
  ItemId question;
  QuestionOutcome outcome = QuestionOutcome::answered;
  std::optional<QuestionSafety> safety;
  std::optional<std::string> answer;
  bool disclosure = false;
  std::optional<NewAction> action;                       // what follows, in the same step
  std::vector<MentionInput> mentions;                    // whom and what the answer names: asked about in turn
};
BOOST_DESCRIBE_STRUCT(QuestionAnswer, (), (question, outcome, safety, answer, disclosure, action, mentions))
struct AnswerQuestions { std::vector<QuestionAnswer> answers; };
BOOST_DESCRIBE_STRUCT(AnswerQuestions, (), (answers))
struct SetAction { std::string text; Person owner; std::optional<Instant> due; std::optional<ItemId> question; };
BOOST_DESCRIBE_STRUCT(SetAction, (), (text, owner, due, question))
struct ReassignAction { ItemId action; Person to; std::string reason; };
BOOST_DESCRIBE_STRUCT(ReassignAction, (), (action, to, reason))
struct CompleteAction { ItemId action; std::string result; };
BOOST_DESCRIBE_STRUCT(CompleteAction, (), (action, result))
struct OfferReturnInterview { std::optional<Instant> at; std::string provider; std::optional<std::string> offered_to; };
BOOST_DESCRIBE_STRUCT(OfferReturnInterview, (), (at, provider, offered_to))
struct RecordReturnInterview {
  ReturnInterviewOutcome outcome = ReturnInterviewOutcome::accepted;
  std::optional<Instant> at;
  std::optional<std::string> by, summary, refusal_reason;
  bool independent = false, carers_asked = false;
  std::vector<MentionInput> mentions;
};
BOOST_DESCRIBE_STRUCT(RecordReturnInterview, (), (outcome, at, by, summary, refusal_reason, independent, carers_asked, mentions))

}  // namespace lapwing::casework
