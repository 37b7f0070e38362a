// How the return, the interviews and the actions that follow are told.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

namespace {

std::string found(HowFound how, const std::string& at) {
  switch (how) {
    case HowFound::returned_by_self: return fmt::format("The child came back at {}", at);
    case HowFound::found_by_police: return fmt::format("The child was found by police at {}", at);
    case HowFound::found_by_carer: return fmt::format("The child was found by a carer at {}", at);
    case HowFound::found_by_other: return fmt::format("The child was found at {}", at);
  }
  return fmt::format("The child was found at {}", at);
}

std::string how_held(InterviewMode mode) {
  switch (mode) {
    case InterviewMode::in_person: return "in person";
    case InterviewMode::phone: return "by phone";
    case InterviewMode::third_party: return "through someone else";
  }
  return "in person";
}

std::string how_safe(QuestionSafety safety) {
  switch (safety) {
    case QuestionSafety::safe: return "Safe";
    case QuestionSafety::not_safe: return "Not safe";
    case QuestionSafety::not_known: return "Not known whether safe";
  }
  return "Not known whether safe";
}

std::string answered(const QuestionAnswered& e) {
  if (e.disclosure) return "The child told us of harm";
  switch (e.outcome) {
    case QuestionOutcome::answered: return "An interview question was answered";
    case QuestionOutcome::would_not_say: return "The child would not say";
    case QuestionOutcome::not_asked: return "An interview question was not asked";
  }
  return "An interview question was answered";
}

void add_action(Telling& out, const Teller& t, ItemId action) {
  if (const auto found = t.story.actions.find(action); found != t.story.actions.end()) add(out.details, "Action", found->second);
}

}  // namespace

Telling tell(const ReturnRecorded& e, const Teller& t) {
  Telling out{TimelineKind::found, fmt::format("{}, recorded by {}.", found(e.how, t.when(e.at)), t.by())};
  out.happened_at = t.earlier(e.at);
  add(out.details, "Where", place_words(e.where));
  add(out.details, "With", e.with);
  add(out.details, "Brought back", e.brought_back);
  add(out.details, "Condition", e.condition);
  add(out.details, "Returned to", e.return_to);
  if (e.text && !e.text->empty()) out.details.push_back(*e.text);
  return out;
}

Telling tell(const QuestionSet& e, const Teller&) {
  Telling out{TimelineKind::interview, "A question was added to the prevention interview."};
  out.several = "questions were added to the prevention interview.";
  add(out.details, e.question.about.empty() ? "Question" : e.question.about,
      e.question.because.empty() ? e.question.text : fmt::format("{} ({})", e.question.text, e.question.because));
  return out;
}

Telling tell(const InterviewHeld& e, const Teller& t) {
  Telling out{TimelineKind::interview, fmt::format("{} held the prevention interview {} at {}.", capital(e.officer.name),
                                                   how_held(e.mode), t.when(e.at))};
  out.happened_at = t.earlier(e.at);
  add(out.details, "Why it was not in person", e.not_in_person_reason);
  add(out.details, "Present", e.present);
  add(out.details, "Where", e.where);
  add(out.details, "Recorded by", t.by());
  return out;
}

Telling tell(const InterviewModeAgreed& e, const Teller& t) {
  Telling out{TimelineKind::interview, fmt::format("{} agreed that the prevention interview was not in person.", t.By())};
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const QuestionAnswered& e, const Teller& t) {
  Telling out{TimelineKind::interview, fmt::format("{}, recorded by {}.", answered(e), t.by())};
  if (!e.disclosure) out.several = "interview questions were dealt with, recorded by " + t.by() + ".";
  if (const auto found = t.story.questions.find(e.question); found != t.story.questions.end())
    add(out.details, found->second.about.empty() ? "Question" : found->second.about, found->second.text);
  if (e.safety) out.details.push_back(how_safe(*e.safety));
  const char* label = e.outcome == QuestionOutcome::answered        ? "Answer"
                      : e.outcome == QuestionOutcome::would_not_say ? "Would not say"
                                                                    : "Not asked, because";
  add(out.details, label, e.answer);
  return out;
}

Telling tell(const ActionSet& e, const Teller& t) {
  Telling out{TimelineKind::action, fmt::format("{} must act by {}, set by {}.", capital(e.action.owner.name), t.when(e.action.due), t.by())};
  add(out.details, "Action", e.action.text);
  if (e.action.question)
    if (const auto found = t.story.questions.find(*e.action.question); found != t.story.questions.end())
      add(out.details, "Follows from the question", found->second.text);
  return out;
}

Telling tell(const ActionReassigned& e, const Teller& t) {
  Telling out{TimelineKind::action, fmt::format("An action was given to {} by {}.", e.to.name, t.by())};
  add_action(out, t, e.action);
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const ActionDone& e, const Teller& t) {
  Telling out{TimelineKind::action, fmt::format("An action was done, recorded by {}.", t.by())};
  add_action(out, t, e.action);
  add(out.details, "Result", e.result);
  return out;
}

Telling tell(const ReturnInterviewOffered& e, const Teller& t) {
  Telling out{TimelineKind::interview,
              fmt::format("The return home interview was offered at {}, recorded by {}.", t.when(e.at), t.by())};
  out.happened_at = t.earlier(e.at);
  add(out.details, "Offered by", e.provider);
  add(out.details, "Offered to", e.offered_to);
  return out;
}

Telling tell(const ReturnInterviewRecorded& e, const Teller& t) {
  const char* what = e.outcome == ReturnInterviewOutcome::accepted  ? "The return home interview was accepted"
                     : e.outcome == ReturnInterviewOutcome::refused ? "The child did not want the return home interview"
                                                                    : "The return home interview was held";
  Telling out{TimelineKind::interview, fmt::format("{}, recorded by {}.", what, t.by())};
  out.happened_at = t.earlier(e.at);
  add(out.details, "Held by", e.by);
  if (e.outcome == ReturnInterviewOutcome::completed)
    out.details.push_back(e.independent ? "By someone independent of the child's care" : "Not recorded as independent of the child's care");
  add(out.details, "What was said", e.summary);
  add(out.details, "Reason", e.refusal_reason);
  if (e.outcome == ReturnInterviewOutcome::refused)
    out.details.push_back(e.carers_asked ? "Those who care for the child were asked" : "Those who care for the child have not been asked");
  return out;
}

}  // namespace lapwing::views
