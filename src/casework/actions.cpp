// Actions: what somebody must now do, with a clock of its own. Harm that was told of and answers that were not given never pass
// without one: where the sender names nobody, the episode's owner has it.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

constexpr const char* no_such_action = "There is no such action in this episode.";
constexpr const char* due_in_past = "Give a time still to come.";

std::string_view kind_of(const QuestionAnswer& answer) {
  if (answer.disclosure) return "disclosure";
  if (answer.safety == QuestionSafety::not_safe) return "not_safe";
  return "non_answer";
}

Instant due_in(const policy::InterviewPolicy& rules, std::string_view kind, Instant now) {
  const auto found = rules.action_minutes.find(std::string(kind));
  return now + Minutes(found == rules.action_minutes.end() ? rules.default_action_minutes : found->second);
}

std::string how_left(const QuestionAnswer& answer, const std::string& child) {
  if (answer.outcome == QuestionOutcome::would_not_say) return sentence_case(child) + " would not say.";
  if (answer.outcome != QuestionOutcome::not_asked) return "Not known.";
  auto reason = tidied(answer.answer.value_or(""));
  if (reason.ends_with('.')) reason.pop_back();
  return fmt::format("Not asked: {}.", reason);
}

// As it was named, for the middle of a sentence; empty for a general question.
std::string subject_of(const Case& held, const Question& question) {
  if (!question.mention) return "";
  for (const auto& episode : held.episodes)
    for (const auto& kept : episode->mentions)
      if (kept.what.id == *question.mention) return mid_sentence(kept.what.label);
  return mid_sentence(question.about);
}

using Left = std::vector<std::pair<const QuestionAnswer*, const Question*>>;   // answers left without an action, about one subject

std::string action_text(const Case& held, std::string_view kind, const Left& left) {
  const auto& first = *left.front().second;
  const auto child = name_of(held.details), subject = subject_of(held, first);
  if (kind == "disclosure")
    return subject.empty() ? fmt::format("Act on what {} told us.", child)
                           : fmt::format("Act on what {} told us when asked about {}.", child, subject);
  if (kind == "not_safe") return fmt::format("Make {} safe. “{}” The answer was: not safe.", child, first.text);
  std::string text = subject.empty() ? "Find out:" : fmt::format("Find out about {}:", subject);
  for (const auto& [answer, question] : left) text += fmt::format(" “{}” {}", question->text, how_left(*answer, child));
  return text;
}

// Non-answers about a subject for which the sender gave an action are covered by it.
void cover(OwnedAction& action, const Left& left) {
  for (const auto& [answer, question] : left)
    if (question->id != action.question) action.also.push_back(question->id);
}

// In the order in which the subjects were answered about; "" is the questions about nobody and nothing in particular.
struct Group {
  std::string subject, kind;
  Left left;
};

Group& group_for(std::vector<Group>& groups, const std::string& subject, std::string_view kind) {
  for (auto& group : groups)
    if (group.subject == subject && group.kind == kind) return group;
  return groups.emplace_back(Group{subject, std::string(kind), {}});
}

}  // namespace

OwnedAction owned_action(const Episode& episode, std::string text, std::string_view kind, std::optional<ItemId> question,
                         Context& context) {
  OwnedAction action;
  action.id = context.ids.next<ItemId>();
  action.text = std::move(text);
  action.owner = episode.owner.value_or(person_of(context.by));
  action.question = question;
  action.due = due_in(context.rules.interview, kind, context.now);
  return action;
}

std::vector<Event> actions_after(const Case& held, const Episode& episode, const std::vector<QuestionAnswer>& answers,
                                 Context& context) {
  std::vector<OwnedAction> actions;
  std::vector<Group> groups;
  std::map<std::string, std::size_t> given;   // subject -> the action the sender gave
  for (const auto& answer : answers) {
    const auto* question = find_question(episode, answer.question);
    const auto subject = question->mention ? question->mention->text() : "";
    if (answer.action) {
      auto action = owned_action(episode, tidied(answer.action->text), kind_of(answer), question->id, context);
      action.owner = answer.action->owner.value_or(action.owner);
      action.due = answer.action->due.value_or(action.due);
      if (needs_action(answer.outcome, answer.safety, answer.disclosure)) given.try_emplace(subject, actions.size());
      actions.push_back(std::move(action));
    } else if (needs_action(answer.outcome, answer.safety, answer.disclosure)) {
      const auto kind = kind_of(answer);
      if (kind == "non_answer" && has_open_action(episode, question->id)) continue;   // somebody is already on it
      group_for(groups, subject, kind).left.emplace_back(&answer, question);
    }
  }
  for (const auto& group : groups) {
    const auto by_sender = given.find(group.subject);
    if (group.kind == "non_answer" && !group.subject.empty() && by_sender != given.end()) {
      cover(actions[by_sender->second], group.left);
      continue;
    }
    auto action = owned_action(episode, action_text(held, group.kind, group.left), group.kind,
                               group.left.front().second->id, context);
    cover(action, group.left);
    actions.push_back(std::move(action));
  }
  std::vector<Event> events;
  for (auto& action : actions) events.push_back(ActionSet{std::move(action)});
  return events;
}

void check_action(const NewAction& action, Instant now, const std::string& path, std::vector<FieldError>& wrong) {
  if (is_blank(action.text)) wrong.push_back({path + ".text", FieldFault::required, "Say what must be done."});
  if (action.owner && is_blank(action.owner->name))
    wrong.push_back({path + ".owner.name", FieldFault::required, "Say who will do it."});
  if (action.due && *action.due <= now) wrong.push_back({path + ".due", FieldFault::not_allowed, due_in_past});
}

// Actions outlive their episode's closing, and new ones may follow it.
Decided decide_on(const Case&, const Episode& episode, const SetAction& command, Context& context) {
  std::vector<FieldError> wrong;
  check_action({command.text, command.owner, command.due}, context.now, "", wrong);
  for (auto& field : wrong) field.path.erase(0, 1);   // the paths start at the command itself
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  if (command.question && !find_question(episode, *command.question))
    return std::unexpected(not_found("There is no such question in this episode's interview."));
  auto action = owned_action(episode, tidied(command.text), "set", command.question, context);
  action.owner = command.owner;
  action.due = command.due.value_or(action.due);
  return on(episode.id, {ActionSet{std::move(action)}});
}

Decided decide_on(const Case&, const Episode& episode, const ReassignAction& command, Context&) {
  const auto* action = find_action(episode, command.action);
  if (!action) return std::unexpected(not_found(no_such_action));
  if (action->result) return std::unexpected(invalid("action", "This action is already done. Set a new one for anything still to do."));
  if (is_blank(command.to.name)) return std::unexpected(invalid("to.name", "Say who will do it now."));
  if (command.to == action->owner) return std::unexpected(invalid("to", "This person already has the action."));
  if (is_blank(command.reason)) return std::unexpected(invalid("reason", "Say why it is passed on."));
  return on(episode.id, {ActionReassigned{command.action, command.to, command.reason}});
}

Decided decide_on(const Case&, const Episode& episode, const CompleteAction& command, Context&) {
  const auto* action = find_action(episode, command.action);
  if (!action) return std::unexpected(not_found(no_such_action));
  if (action->result) return std::unexpected(invalid("action", "This action is already done."));
  if (is_blank(command.result)) return std::unexpected(invalid("result", "Say what was done and what was found."));
  return on(episode.id, {ActionDone{command.action, command.result}});
}

}  // namespace lapwing::casework
