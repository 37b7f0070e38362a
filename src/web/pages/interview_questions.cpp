// The interview's questions on the page: those answered as a summary, those still to ask as fields, grouped and folded so that
// forty of them can be read. All fields are in one form, so that any number is saved at once and nothing typed is lost.
#include <fmt/format.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "web/pages/interview_parts.hpp"

namespace lapwing::web {

using namespace render;
using namespace casework;

namespace {

const Choices& outcome_choices() {
  static const Choices choices{{"answered", "Answered"}, {"would_not_say", "Would not say"}, {"not_asked", "Not asked"}};
  return choices;
}

const Choices& safety_choices() {
  static const Choices choices{{"safe", "Safe"}, {"not_safe", "Not safe"}, {"not_known", "Not known"}};
  return choices;
}

std::string word_for(const Choices& choices, std::string_view value) {
  const auto found = std::ranges::find(choices, value, &Choice::value);
  return found == choices.end() ? std::string() : found->label;
}

template <class E>
std::string wire(const std::optional<E>& value) {
  return value ? boost::describe::enum_to_string(*value, "") : "";
}

std::string field_of(const Question& question, std::string_view field) { return question.id.text() + "." + std::string(field); }

// Something was typed for this question and the form was refused.
bool was_typed(const EpisodeView& view, const Question& question) {
  if (!view.refused) return false;
  const auto prefix = "q." + question.id.text() + ".";
  return std::ranges::any_of(view.visit.form, [&](const auto& pair) {
    return pair.first.starts_with(prefix) && !pair.first.ends_with(".kind") && !pair.second.empty();
  });
}

bool is_asked_for(const EpisodeView& view, const Question& question) {
  return view.visit.query.get("question") == question.id.text();
}

bool as_fields(const EpisodeView& view, const Question& question) {
  return !question.outcome || is_asked_for(view, question) || was_typed(view, question);
}

// ---- answered ----

void add_line(std::string& lines, const std::string& line) { lines += (lines.empty() ? "" : "\n") + line; }

std::string answer_words(const EpisodeView& view, const Question& question) {
  std::string lines = word_for(outcome_choices(), wire(question.outcome));
  if (question.outcome == QuestionOutcome::answered && question.safety) lines = word_for(safety_choices(), wire(question.safety));
  if (question.answer && !question.answer->empty())
    lines += question.outcome == QuestionOutcome::not_asked ? ", because: " + *question.answer : ". " + *question.answer;
  if (question.disclosure) add_line(lines, fmt::format("{} told us of harm.", sentence_case(child_word(view))));
  for (const auto& kept : view.episode().actions) {
    const auto& action = kept.what;
    if (action.question != question.id && std::ranges::count(action.also, question.id) == 0) continue;
    add_line(lines, fmt::format("Action {} {}.", action.result ? "done by" : "with", action.owner.name));
  }
  return lines;
}

SummaryRow answered_row(const EpisodeView& view, const Question& question) {
  SummaryRow row{question.text, {answer_words(view, question)}};
  if (!view.may_work("answer-questions")) return row;
  row.action = "Change";
  row.action_href = page_href(view, "interview", "question=" + question.id.text()) + "#" + field_id("q." + field_of(question, "outcome"));
  row.action_hidden = "the answer to: " + question.text;
  return row;
}

// ---- still to ask ----

json::object owner_field(Form& form, const EpisodeView& view, const std::string& field) {
  const auto& owner = view.episode().owner;
  const auto hint = fmt::format("Leave empty for {}", owner ? owner->name + ", who owns the episode" : "yourself");
  const auto name = form.name(field), value = form.value(field), error = form.error(field);
  auto made = render::input({.name = name, .label = "Who will do it", .value = value, .error = error, .hint = hint, .width = "20",
                             .spellcheck = false});
  made["kind"] = "interview-owner";
  return made;
}

json::object what_follows(const EpisodeView& view, const Question& question) {
  auto form = view.form("q");
  const auto text = field_of(question, "action.text"), due = field_of(question, "action.due");
  form.textarea({.name = text, .label = "What must be done because of this answer", .rows = 2});
  form.add(owner_field(form, view, field_of(question, "action.owner.name")));
  form.when(due, "By when", "Leave empty for the time the rules give.");
  form.add(named_row(view, "q", field_of(question, "mentions[0]"), "Somebody or something new that the answer names"));
  auto part = details("Set an action, or add who or what was named", form.take_fields());
  const auto typed = [&](std::string_view field) { return !form.value(field_of(question, field)).empty(); };
  part["open"] = view.refused && (typed("action.text") || typed("action.owner.name") || typed("action.due-day") ||
                                  typed("action.due-time") || typed("mentions[0].label") || typed("mentions[0].detail"));
  return part;
}

json::object question_fields(const EpisodeView& view, const Question& question) {
  auto form = view.form("q");
  const auto child = child_word(view);
  const auto outcome = field_of(question, "outcome"), safety = field_of(question, "safety"), answer = field_of(question, "answer");
  const auto held_outcome = wire(question.outcome), held_safety = wire(question.safety);
  form.radios({.name = outcome, .legend = "Was it answered?", .items = outcome_choices(), .chosen = held_outcome, .in_line = true,
               .small = true});
  if (question.asks_safety) {
    const auto legend = fmt::format("What does the answer say about {}'s safety?", child);
    form.radios({.name = safety, .legend = legend, .items = safety_choices(), .chosen = held_safety, .in_line = true, .small = true});
  }
  const auto label = fmt::format("What {} said, or why it was not asked", child);
  const auto held_answer = question.answer.value_or("");
  form.textarea({.name = answer, .label = label, .value = held_answer, .rows = 2});
  form.checkbox(field_of(question, "disclosure"), fmt::format("{} told us of harm", sentence_case(child)), question.disclosure);
  form.add(what_follows(view, question));
  return fieldset(question.text, form.take_fields(), "s");
}

bool has_fields(const EpisodeView& view, const QuestionGroup& group) {
  return std::ranges::any_of(group.questions, [&](const auto* question) { return as_fields(view, *question); });
}

bool is_pointed_at(const EpisodeView& view, const QuestionGroup& group) {
  return std::ranges::any_of(group.questions, [&](const auto* question) {
    return is_asked_for(view, *question) || was_typed(view, *question);
  });
}

json::object group_part(const EpisodeView& view, const QuestionGroup& group, bool open, int& room) {
  json::array fields;
  std::vector<SummaryRow> rows;
  int waiting = 0;
  for (const auto* question : group.questions) {
    if (!view.may_work("answer-questions") || !as_fields(view, *question)) {
      rows.push_back(question->outcome ? answered_row(view, *question) : SummaryRow{question->text, {"Still to ask"}});
    } else if (room > 0 || is_asked_for(view, *question) || was_typed(view, *question)) {
      fields.push_back(question_fields(view, *question));
      --room;
    } else {
      ++waiting;
    }
  }
  if (waiting != 0) fields.push_back(inset(fmt::format("{} more questions here can be answered once those above are saved.", waiting)));
  if (!rows.empty()) fields.push_back(summary_list(rows));
  const auto& first = *group.questions.front();
  open = open || is_pointed_at(view, group);
  return {{"kind", "interview-group"},
          {"about", first.mention ? first.about : "Asked of every child who comes back"},
          {"because", first.mention ? sentence_case(first.because) : ""},
          {"progress", words_of(progress_of(view.episode(), group.questions))},
          {"open", open},
          {"fields", std::move(fields)}};
}

json::object staff_names(const Visit& visit) {
  json::array names;
  for (const auto& choice : staff_choices(visit)) {
    const auto account = UserId::parse(choice.value);
    if (const auto held = account ? visit.desk().staff().find(*account) : nullptr) names.push_back(json::object{{"name", held->name}});
  }
  return {{"kind", "interview-staff"}, {"names", std::move(names)}};
}

}  // namespace

void questions_part(const EpisodeView& view, const std::vector<QuestionGroup>& groups, json::array& main) {
  int room = questions_at_once_max;
  bool opened = std::ranges::any_of(groups, [&](const auto& group) { return is_pointed_at(view, group); });
  json::array parts;
  for (const auto& group : groups) {
    const bool open = !opened && progress_of(view.episode(), group.questions).left() != 0;   // the first with something left
    opened = opened || open;
    parts.push_back(group_part(view, group, open, room));
  }
  const bool any_to_ask = std::ranges::any_of(groups, [&](const auto& group) { return has_fields(view, group); });
  if (!any_to_ask || !view.may_work("answer-questions")) return move_into(main, std::move(parts));
  auto form = view.form("q");
  for (auto& part : parts) form.add(std::move(part.as_object()));
  form.add(staff_names(view.visit));
  form.add(paragraph("Answer as many as you can. Those left blank stay to be asked. A question that was not answered, and an answer that "
                     "leaves doubt, becomes somebody's action."));
  main.push_back(form.done(view.action("answer-questions"), "Save the answers", view.held().version));
}

}  // namespace lapwing::web
