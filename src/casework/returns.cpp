// Recording that the child was found, holding the prevention interview, and the local authority's return home interview.
// The interview's questions follow from what is named: decide.cpp calls questions_for after every decision that names anything.
#include <fmt/format.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

Refusal return_first() { return not_yet("Record the return first: nobody has recorded that the child was found."); }

// What the return names: the mentions sent, and whom the child was found with, where, and what was brought back.
std::vector<MentionInput> named_on_return(const RecordReturn& command) {
  auto mentions = command.mentions;
  const auto add = [&](MentionKind kind, const std::optional<std::string>& label) {
    if (!label || is_blank(*label)) return;
    const auto key = mention_key(kind, *label);
    const bool there = std::any_of(mentions.begin(), mentions.end(),
                                   [&](const auto& mention) { return mention_key(mention.kind, mention.label) == key; });
    if (!there) mentions.push_back({kind, tidied(*label), {}, {}});
  };
  add(MentionKind::place, command.where.text);
  add(MentionKind::person, command.with);
  add(MentionKind::thing, command.brought_back);
  return mentions;
}

bool may_agree(Role role) {
  return role == Role::supervisor || role == Role::duty_inspector || role == Role::superintendent;
}

bool is_same_person(const Person& person, const Actor& actor) {
  if (person.user && actor.user) return person.user == actor.user;
  return mention_key(MentionKind::person, person.name) == mention_key(MentionKind::person, actor.name);
}

std::vector<FieldError> wrong_outcome(const RecordReturnInterview& command, const std::string& child) {
  std::vector<FieldError> wrong;
  const auto need = [&](const std::optional<std::string>& text, const char* path, std::string message) {
    if (!text || is_blank(*text)) wrong.push_back({path, FieldFault::required, std::move(message)});
  };
  if (command.outcome == ReturnInterviewOutcome::refused)
    need(command.refusal_reason, "refusal_reason", fmt::format("Write why {} did not want the interview, or that no reason was given.", child));
  if (command.outcome == ReturnInterviewOutcome::completed) {
    need(command.summary, "summary", fmt::format("Write what {} said.", child));
    need(command.by, "by", "Say who held the interview.");
  }
  if (command.carers_asked && command.outcome != ReturnInterviewOutcome::refused)
    wrong.push_back({"carers_asked", FieldFault::not_allowed, "Carers are asked when the child does not want the interview."});
  check_labels(command.mentions, "mentions", wrong);
  return wrong;
}

}  // namespace

Decided decide_on(const Case&, const Episode& episode, const RecordReturn& command, Context& context) {
  if (auto closed = refuse_if_closed(episode)) return std::unexpected(*closed);
  if (episode.returned && !episode.reopened)
    return std::unexpected(not_yet("The return is already recorded. If it is wrong, close and reopen the episode, saying why, and record it again."));
  std::vector<FieldError> wrong;
  const auto earliest = episode.report.last_seen.at.value_or(Instant::min());
  const auto at = time_of(command.at, context.now, earliest, "at", "This is before the child was last seen. Check both times.");
  if (!at) wrong.push_back(at.error());
  if (is_blank(command.where.text)) wrong.push_back({"where.text", FieldFault::required, "Say where the child was found."});
  check_labels(command.mentions, "mentions", wrong);
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  std::vector<Event> events{ReturnRecorded{*at, command.how, command.where, command.with, command.brought_back,
                                           command.condition, command.return_to, command.text}};
  auto mentions = mention_events(named_on_return(command), "return", context);
  std::move(mentions.begin(), mentions.end(), std::back_inserter(events));
  return on(episode.id, std::move(events));
}

Decided decide_on(const Case&, const Episode& episode, const HoldInterview& command, Context& context) {
  if (auto closed = refuse_if_closed(episode)) return std::unexpected(*closed);
  if (!episode.returned) return std::unexpected(return_first());
  std::vector<FieldError> wrong;
  const auto at = time_of(command.at, context.now, episode.returned->what.at, "at", "This is before the child was found. Check both times.");
  if (!at) wrong.push_back(at.error());
  if (command.officer && is_blank(command.officer->name))
    wrong.push_back({"officer.name", FieldFault::required, "Say who held the interview."});
  if (command.mode != InterviewMode::in_person && !is_reason(command.not_in_person_reason.value_or("")))
    wrong.push_back({"not_in_person_reason", FieldFault::required, "Say why the child was not seen in person."});
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  return on(episode.id, {InterviewHeld{command.mode, *at, command.officer.value_or(person_of(context.by)),
                                       command.not_in_person_reason, command.present, command.where}});
}

Decided decide_on(const Case&, const Episode& episode, const AgreeInterviewMode& command, Context& context) {
  if (auto closed = refuse_if_closed(episode)) return std::unexpected(*closed);
  const auto& interview = episode.interview;
  if (!interview.held) return std::unexpected(not_yet("The interview has not been held yet."));
  const auto refuse = [](std::string message) { return std::unexpected(Refusal{RefusalKind::not_allowed, std::move(message)}); };
  if (!may_agree(context.by.role)) return refuse("A supervisor must agree that the interview was not in person.");
  if (is_same_person(interview.held->what.officer, context.by))
    return refuse("Another supervisor must agree: whoever held the interview cannot.");
  if (interview.held->what.mode == InterviewMode::in_person)
    return std::unexpected(invalid("mode", "The interview was in person: there is nothing to agree."));
  if (interview.mode_agreed) return std::unexpected(invalid("reason", "A supervisor has already agreed to this."));
  if (!is_reason(command.reason)) return std::unexpected(invalid("reason", "Say why this was right for the child."));
  return on(episode.id, {InterviewModeAgreed{command.reason}});
}

Decided decide_on(const Case&, const Episode& episode, const OfferReturnInterview& command, Context& context) {
  if (!episode.returned) return std::unexpected(return_first());
  std::vector<FieldError> wrong;
  const auto at = time_of(command.at, context.now, episode.returned->what.at, "at", "This is before the child was found. Check both times.");
  if (!at) wrong.push_back(at.error());
  if (is_blank(command.provider)) wrong.push_back({"provider", FieldFault::required, "Say who offers the interview."});
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  return on(episode.id, {ReturnInterviewOffered{*at, command.provider, command.offered_to}});
}

// The local authority has 72 hours, so this may well come after the episode is closed. What it names then is nobody's interview
// to ask, so it becomes an action.
Decided decide_on(const Case& held, const Episode& episode, const RecordReturnInterview& command, Context& context) {
  if (!episode.returned) return std::unexpected(return_first());
  if (!episode.return_interview_offer) return std::unexpected(not_yet("Record the offer of the return home interview first."));
  const auto child = name_of(held.details);
  auto wrong = wrong_outcome(command, child);
  const auto at = time_of(command.at, context.now, episode.returned->what.at, "at", "This is before the child was found. Check both times.");
  if (!at) wrong.push_back(at.error());
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  std::vector<Event> events{ReturnInterviewRecorded{command.outcome, *at, command.by, command.summary, command.refusal_reason,
                                                    command.independent, command.carers_asked}};
  auto mentions = mention_events(command.mentions, "return_interview", context);
  std::move(mentions.begin(), mentions.end(), std::back_inserter(events));
  const auto follow_up = [&](std::string text) { events.push_back(ActionSet{owned_action(episode, std::move(text), "non_answer", {}, context)}); };
  if (command.outcome == ReturnInterviewOutcome::refused && !command.carers_asked)
    follow_up(fmt::format("Ask those who care for {} what they know: {} did not take up the return home interview.", child, child));
  if (!episode.is_open() && !command.mentions.empty()) {
    std::vector<std::string> labels;
    for (const auto& mention : command.mentions) labels.push_back(mid_sentence(mention.label));
    follow_up(fmt::format("Find out whether {} is safe: the return home interview named {}.", child, fmt::join(labels, "; ")));
  }
  return on(episode.id, std::move(events));
}

// ---- folding -------------------------------------------------------------------------------------------------------------
namespace {


OwnedAction* action_in(Episode& episode, ItemId id) {
  for (auto& kept : episode.actions)
    if (kept.what.id == id) return &kept.what;
  return nullptr;
}

struct Fold {
  Episode& episode;
  const Stamp& stamp;

  void operator()(const ReturnRecorded& e) { episode.returned = {stamp, e}; episode.reopened.reset(); }
  void operator()(const QuestionSet& e) {
    if (!find_question(episode, e.question.id)) episode.interview.questions.push_back(e.question);
  }
  void operator()(const InterviewHeld& e) { episode.interview.held = {stamp, e}; episode.interview.mode_agreed.reset(); }
  void operator()(const InterviewModeAgreed& e) { episode.interview.mode_agreed = {stamp, e}; }
  void operator()(const QuestionAnswered& e) {
    for (auto& question : episode.interview.questions) {
      if (question.id != e.question) continue;
      question.outcome = e.outcome;
      question.safety = e.safety;
      question.answer = e.answer;
      question.disclosure = e.disclosure;
    }
  }
  void operator()(const ActionSet& e) {
    if (!find_action(episode, e.action.id)) episode.actions.push_back({stamp, e.action});
  }
  void operator()(const ActionReassigned& e) { if (auto* action = action_in(episode, e.action)) action->owner = e.to; }
  void operator()(const ActionDone& e) { if (auto* action = action_in(episode, e.action)) action->result = e.result; }
  void operator()(const ReturnInterviewOffered& e) { episode.return_interview_offer = {stamp, e}; }
  void operator()(const ReturnInterviewRecorded& e) { episode.return_interviews.push_back({stamp, e}); }
};

}  // namespace

void evolve_returns(Case& held, const Recorded& recorded) {
  if (!recorded.episode || !held.episode(*recorded.episode)) return;
  std::visit(
      [&](const auto& event) {
        if constexpr (std::is_invocable_v<Fold, decltype(event)>) Fold{held.edit(*recorded.episode), recorded.stamp}(event);
      },
      recorded.event);
}

}  // namespace lapwing::casework
