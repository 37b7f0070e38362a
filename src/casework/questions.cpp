// Building the prevention interview from what has been named, and taking its answers.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

// One person, place or thing to ask about, however many times and ways it was named.
struct Subject {
  Instant first_named{};
  std::string label;
  MentionKind kind = MentionKind::person;
  ItemId mention;
  bool in_this_episode = false;
  std::set<std::pair<Instant, std::string>> sources;   // "named in the report on 3 March 2026", oldest first
};
using Keys = std::map<ItemId, std::string>;

Keys keys_of(const Case& held, const Episode& current) {
  Keys keys;
  const auto take = [&](const Episode& episode) {
    for (const auto& kept : episode.mentions) keys.emplace(kept.what.id, mention_key(kept.what.kind, kept.what.label));
  };
  for (const auto& episode : held.episodes) take(*episode);
  take(current);
  for (const auto& kept : current.linked_groups)
    for (const auto& subject : kept.what.ask_about) keys.emplace(subject.id, mention_key(subject.kind, subject.label));
  return keys;
}

bool is_same(const std::optional<std::string>& text, MentionKind kind, const Mention& mention) {
  return text && mention.kind == kind && mention_key(kind, *text) == mention_key(kind, mention.label);
}

std::pair<Instant, std::string> how_it_arose_on_return(const Mention& mention, const ReturnRecorded& returned) {
  std::string how = "named when the child was found";
  if (is_same(returned.where.text, MentionKind::place, mention)) how = "found there";
  else if (is_same(returned.with, MentionKind::person, mention)) how = "found with the child";
  else if (is_same(returned.brought_back, MentionKind::thing, mention)) how = "brought back";
  return {returned.at, how};
}

// When and how it came to be named: "named by Sam Hale in the report", with the time whose date is told.
std::pair<Instant, std::string> how_it_arose(const Episode& episode, const Kept<Mention>& kept) {
  static const std::map<std::string, std::string, std::less<>> places = {
      {"report", " in the report"},       {"sighting", " in a sighting"},
      {"enquiry", " in an enquiry"},      {"interview", " in the interview"},
      {"return_interview", " in the return home interview"}, {"advance_information", " in information held in advance"}};
  const auto& mention = kept.what;
  if (mention.arose_from == "return" && episode.returned) return how_it_arose_on_return(mention, episode.returned->what);
  const auto place = places.find(mention.arose_from);
  const auto by = mention.said_by && !is_blank(*mention.said_by) ? " by " + tidied(*mention.said_by) : "";
  return {mention.arose_from == "report" ? episode.report.reported_at : kept.stamp.at,
          "named" + by + (place == places.end() ? "" : place->second)};
}

// The earliest naming speaks for the subject; among equals the label decides, so the order of recording changes nothing.
Subject& add(std::map<std::string, Subject>& subjects, const Episode& episode, const Kept<Mention>& kept,
             const std::string& key) {
  const auto [at, how] = how_it_arose(episode, kept);
  const auto label = tidied(kept.what.label);
  auto [found, is_new] = subjects.try_emplace(key);
  auto& subject = found->second;
  if (is_new || std::tie(at, label) < std::tie(subject.first_named, subject.label)) {
    subject.first_named = at;
    subject.label = label;
    subject.kind = kept.what.kind;
    subject.mention = kept.what.id;
  }
  subject.sources.emplace(at, fmt::format("{} on {}", how, for_people(london_date(at))));
  return subject;
}

// Whether an episode's interview settled a subject: known safe by the answer to its safety question, or, where the rules ask none,
// every question about it answered. Anything else (not safe, not known, not asked) is carried into the next interview.
bool is_settled(const Episode& episode, const std::string& key, const Keys& keys) {
  bool asked = false, all_answered = true, asks_safety = false, safe = true;
  for (const auto& question : episode.interview.questions) {
    if (!question.mention) continue;
    const auto found = keys.find(*question.mention);
    if (found == keys.end() || found->second != key) continue;
    asked = true;
    all_answered = all_answered && question.outcome == QuestionOutcome::answered;
    if (!question.asks_safety) continue;
    asks_safety = true;
    safe = safe && question.outcome == QuestionOutcome::answered && question.safety == QuestionSafety::safe;
  }
  return asked && (asks_safety ? safe : all_answered);
}

std::map<std::string, Subject> subjects_to_ask_about(const Case& held, const Episode& current, const Keys& keys) {
  std::map<std::string, Subject> subjects;
  for (const auto& earlier : held.episodes) {
    if (earlier->id == current.id) break;                      // oldest first: what follows is later
    std::erase_if(subjects, [&](const auto& entry) { return is_settled(*earlier, entry.first, keys); });
    for (const auto& kept : earlier->mentions) {
      const auto& key = keys.at(kept.what.id);
      if (!is_settled(*earlier, key, keys)) add(subjects, *earlier, kept, key);
    }
  }
  for (const auto& kept : current.mentions) add(subjects, current, kept, keys.at(kept.what.id)).in_this_episode = true;
  return subjects;
}

// What this episode named first, then what earlier ones left open; each in the order it was named.
std::vector<std::pair<std::string, Subject>> in_asking_order(std::map<std::string, Subject> subjects) {
  std::vector<std::pair<std::string, Subject>> out(subjects.begin(), subjects.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(!a.second.in_this_episode, a.second.first_named) <
           std::make_tuple(!b.second.in_this_episode, b.second.first_named);
  });
  return out;
}

std::string filled(std::string text, std::string_view name, std::string_view value) {
  for (auto at = text.find(name); at != text.npos; at = text.find(name, at + value.size())) text.replace(at, name.size(), value);
  return text;
}

// The rules say "the child"; a child is asked, and read about, by name. "The children" are others and stay.
std::string by_name(std::string text, const std::string& child) {
  static constexpr std::string_view plain = "the child";
  for (auto at = text.find(plain); at != text.npos; at = text.find(plain, at)) {
    const auto end = at + plain.size();
    const bool whole = end == text.size() || !std::isalpha(static_cast<unsigned char>(text[end]));
    if (whole) text.replace(at, plain.size(), child);
    at += whole ? child.size() : plain.size();
  }
  return text;
}

std::string because(const Subject& subject) {
  std::string out;
  for (const auto& [unused, source] : subject.sources)
    if (out.find(source) == out.npos) out += (out.empty() ? "" : "; ") + source;
  return out;
}

Question question_from(const policy::InterviewRule& rule, const std::string& child, Context& context) {
  Question question;
  question.id = context.ids.next<ItemId>();
  question.rule = rule.id;
  question.about = "General";
  question.text = sentence_case(by_name(rule.text, child));
  question.because = "asked of every child who comes back";
  question.asks_safety = rule.asks_safety;
  return question;
}

Question linked_question(const policy::InterviewRule& rule, const LinkedSubject& subject, const std::string& child, Context& context) {
  auto question = question_from(rule, child, context);
  question.mention = subject.id;
  question.about = sentence_case(subject.label);
  question.text = sentence_case(filled(by_name(rule.text, child), "{label}", mid_sentence(subject.label)));
  question.because = subject.because;
  return question;
}

void check_answer(const QuestionAnswer& answer, const Question& question, const std::string& child, const std::string& path,
                  std::vector<FieldError>& wrong) {
  const bool answered = answer.outcome == QuestionOutcome::answered;
  const bool has_text = answer.answer && !is_blank(*answer.answer);
  if (answered && question.asks_safety && !answer.safety)
    wrong.push_back({path + ".safety", FieldFault::required, fmt::format("Say whether {} is safe, is not safe, or that it is not known.", child)});
  if (answered && !has_text && !answer.safety)
    wrong.push_back({path + ".answer", FieldFault::required, fmt::format("Write what {} said.", child)});
  if (!answered && answer.safety && *answer.safety != QuestionSafety::not_known)
    wrong.push_back({path + ".safety", FieldFault::not_allowed, "Leave this as not known: the question was not answered."});
  if (answer.outcome == QuestionOutcome::not_asked && !is_reason(answer.answer.value_or("")))
    wrong.push_back({path + ".answer", FieldFault::required, "Say why this was not asked."});
  if (answer.disclosure && answer.outcome == QuestionOutcome::not_asked)
    wrong.push_back({path + ".disclosure", FieldFault::not_allowed, "This was not asked. Record what the child told us under the question it answers."});
  else if (answer.disclosure && !has_text)
    wrong.push_back({path + ".answer", FieldFault::required, fmt::format("Write what {} told us, in the child's own words.", child)});
}

std::vector<FieldError> wrong_answers(const Case& held, const Episode& episode, const AnswerQuestions& command, Instant now) {
  std::vector<FieldError> wrong;
  std::set<ItemId> seen;
  if (command.answers.empty()) wrong.push_back({"answers", FieldFault::required, "Give at least one answer."});
  for (std::size_t i = 0; i < command.answers.size(); ++i) {
    const auto& answer = command.answers[i];
    const auto path = fmt::format("answers[{}]", i);
    const auto* question = find_question(episode, answer.question);
    if (!question) {
      wrong.push_back({path + ".question", FieldFault::unknown_value, "This is not a question of this episode's interview."});
      continue;
    }
    if (!seen.insert(answer.question).second)
      wrong.push_back({path + ".question", FieldFault::not_allowed, "This question is answered twice here. Send one answer."});
    check_answer(answer, *question, name_of(held.details), path, wrong);
    if (answer.action) check_action(*answer.action, now, path + ".action", wrong);
    check_labels(answer.mentions, path + ".mentions", wrong);
  }
  return wrong;
}

}  // namespace

std::vector<Event> questions_for(const policy::Policies& rules, const Case& held, const Episode& episode, Context& context) {
  std::vector<Event> events;
  if (!episode.returned || !episode.is_open()) return events;
  const auto keys = keys_of(held, episode);
  const auto child = name_of(held.details);
  std::set<std::pair<std::string, std::string>> set_already;   // rule, subject
  for (const auto& question : episode.interview.questions) {
    const auto found = question.mention ? keys.find(*question.mention) : keys.end();
    set_already.emplace(question.rule, found == keys.end() ? "" : found->second);
  }
  for (const auto& rule : rules.interview.rules)
    if (!rule.about && set_already.emplace(rule.id, "").second) events.push_back(QuestionSet{question_from(rule, child, context)});
  const auto named = subjects_to_ask_about(held, episode, keys);
  for (const auto& [key, subject] : in_asking_order(named)) {
    for (const auto& rule : rules.interview.rules) {
      if (rule.about != subject.kind || rule.linked || !set_already.emplace(rule.id, key).second) continue;
      auto question = question_from(rule, child, context);
      question.mention = subject.mention;
      question.about = sentence_case(subject.label);
      question.text = sentence_case(filled(by_name(rule.text, child), "{label}", mid_sentence(subject.label)));
      question.because = because(subject);
      events.push_back(QuestionSet{std::move(question)});
    }
  }
  // What only others linked to the same group were found with or at comes last: the child's own account is heard first.
  for (const auto& kept : episode.linked_groups) {
    for (const auto& subject : kept.what.ask_about) {
      const auto& key = keys.at(subject.id);
      if (named.contains(key)) continue;
      for (const auto& rule : rules.interview.rules)
        if (rule.linked && rule.about == subject.kind && set_already.emplace(rule.id, key).second)
          events.push_back(QuestionSet{linked_question(rule, subject, child, context)});
    }
  }
  return events;
}

Decided decide_on(const Case& held, const Episode& episode, const AnswerQuestions& command, Context& context) {
  if (auto closed = refuse_if_closed(episode)) return std::unexpected(*closed);
  if (!episode.returned) return std::unexpected(not_yet("Record the return first: the interview is built from it."));
  if (auto wrong = wrong_answers(held, episode, command, context.now); !wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  std::vector<Event> events;
  for (const auto& answer : command.answers)
    events.push_back(QuestionAnswered{answer.question, answer.outcome, answer.safety, answer.answer, answer.disclosure});
  for (const auto& answer : command.answers) {
    auto mentions = mention_events(answer.mentions, "interview", context);
    std::move(mentions.begin(), mentions.end(), std::back_inserter(events));
  }
  auto actions = actions_after(held, episode, command.answers, context);
  std::move(actions.begin(), actions.end(), std::back_inserter(events));
  return on(episode.id, std::move(events));
}

}  // namespace lapwing::casework
