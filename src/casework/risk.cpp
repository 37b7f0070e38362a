#include "casework/risk.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

constexpr std::size_t lower_reason_characters_min = 10;   // more than a token; a supervisor reads whether it is a reason

Refusal refuse_answer(const std::string& path, std::size_t index, std::string_view field, std::string message) {
  return invalid(fmt::format("{}[{}].{}", path, index, field), std::move(message));
}

bool says_why(const std::optional<std::string>& reason) {
  const auto text = tidied(reason.value_or(""));
  const auto characters = std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
  return is_reason(text) && static_cast<std::size_t>(characters) >= lower_reason_characters_min;
}

std::string names_of_floors(const policy::RiskPolicy& rules, const RiskPointer& pointed, RiskLevel above) {
  std::string out;
  for (const auto& reason : pointed.reasons) {
    const auto* rule = rules.rule(reason.rule);
    if (rule && rule->floor && rule->level > above)
      out += fmt::format("{}{} (rule {})", out.empty() ? "" : " ", reason.why, reason.rule);
  }
  return out;
}

std::string level_word(RiskLevel level) {
  auto word = for_people(std::string_view(boost::describe::enum_to_string(level, "")));
  if (!word.empty()) word.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(word.front())));
  return word;
}

// The strongest reason that was not there, or rests on more, when the risk was last decided: what a decision has not yet weighed.
bool has_news(const RiskPointer& now, const RiskPointer& then, RiskLevel above) {
  return std::any_of(now.reasons.begin(), now.reasons.end(), [&](const RiskReason& reason) {
    if (reason.level <= above) return false;
    const auto old = std::find_if(then.reasons.begin(), then.reasons.end(), [&](const auto& r) { return r.rule == reason.rule; });
    if (old == then.reasons.end()) return true;
    return std::any_of(reason.questions.begin(), reason.questions.end(), [&](const auto& question) {
      return std::find(old->questions.begin(), old->questions.end(), question) == old->questions.end();
    });
  });
}

// The episode as it would be with these facts: what is decided next looks at them.
Episode with_facts(const Episode& episode, const std::vector<RiskFact>& facts, const Context& context) {
  auto out = episode;
  for (const auto& fact : facts) out.facts.push_back({Stamp{0, context.now, context.by}, fact});
  return out;
}

void add_enquiries(std::vector<Event>& events, const Case& held, const Episode& episode, RiskLevel level, Context& context) {
  if (episode.returned) return;   // first-hour enquiries are for finding the child
  auto enquiries = enquiries_for(context.rules, held, episode, level, context);
  std::move(enquiries.begin(), enquiries.end(), std::back_inserter(events));
}

std::vector<Event> recorded(const std::vector<RiskFact>& facts) {
  std::vector<Event> out;
  for (const auto& fact : facts) out.push_back(RiskFactRecorded{fact});
  return out;
}

}  // namespace

std::expected<std::vector<RiskFact>, Refusal> facts_from(const std::vector<RiskAnswer>& answers, const std::string& supplied_by_default,
                                                         const std::string& path, Context& context) {
  std::vector<RiskFact> out;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const auto& answer = answers[i];
    if (!context.rules.risk.question(answer.question))
      return std::unexpected(refuse_answer(path, i, "question", fmt::format("There is no risk question \"{}\"", answer.question)));
    if (answer.known_at && *answer.known_at > context.now)
      return std::unexpected(refuse_answer(path, i, "known_at", "Enter when this was known: it cannot be later than now"));
    // A question left unasked is no fact: recorded, it would hide an answer that someone gave before.
    if (answer.answer == Answer::not_asked) continue;
    const auto supplier = answer.supplied_by && !is_blank(*answer.supplied_by) ? *answer.supplied_by : supplied_by_default;
    out.push_back({context.ids.next<ItemId>(), answer.question, answer.answer, answer.detail, answer.supplier_contact,
                   is_blank(supplier) ? context.by.name : supplier, answer.known_at.value_or(context.now)});
  }
  return out;
}

std::expected<RiskAssessed, Refusal> assess(const policy::RiskPolicy& rules, const RiskPointer& pointed,
                                            std::optional<RiskLevel> level, const std::optional<std::string>& lower_reason,
                                            const std::string& reason_path) {
  RiskAssessed out{level.value_or(pointed.level), pointed, {}, !level, rules.scheme, rules.rules_digest};
  if (out.level < pointed.floor)
    return std::unexpected(invalid("level", fmt::format("The risk cannot be {}: {}", level_word(out.level),
                                                        names_of_floors(rules, pointed, out.level))));
  if (out.level < pointed.level && !says_why(lower_reason))
    return std::unexpected(invalid(
        reason_path, fmt::format("The facts point to {}. Say why you decide {}, in {} characters or more", level_word(pointed.level),
                                 level_word(out.level), lower_reason_characters_min)));
  if (lower_reason && !is_blank(*lower_reason)) out.lower_reason = lower_reason;
  return out;
}

// What the facts now point to is raised at once, so that the clocks tighten; it is never lowered without a person. A decision that
// stands below what the facts pointed to already stays until something new is learned.
Decided decide_on(const Case& held, const Episode& episode, const RecordRiskFacts& c, Context& context) {
  auto facts = facts_from(c.answers, context.by.name, "answers", context);
  if (!facts) return std::unexpected(std::move(facts.error()));
  if (facts->empty()) return std::unexpected(invalid("answers", "Answer at least one question: yes, no or not known"));
  const auto after = with_facts(episode, *facts, context);
  const auto& rules = context.rules.risk;
  const auto pointed = point_to(rules, held.details, after.facts, context.now);
  auto events = recorded(*facts);
  const auto before = episode.assessments.empty() ? RiskPointer{} : episode.assessments.back().what.pointed_to;
  auto level = episode.level();
  if (pointed.level > level && has_news(pointed, before, level)) {
    level = pointed.level;
    events.push_back(RiskAssessed{level, pointed, {}, true, rules.scheme, context.rules.digest});
  }
  add_enquiries(events, held, after, level, context);
  return on(episode.id, std::move(events));
}

Decided decide_on(const Case& held, const Episode& episode, const AssessRisk& c, Context& context) {
  auto facts = facts_from(c.answers, context.by.name, "answers", context);
  if (!facts) return std::unexpected(std::move(facts.error()));
  const auto after = with_facts(episode, *facts, context);
  const auto pointed = point_to(context.rules.risk, held.details, after.facts, context.now);
  auto assessed = assess(context.rules.risk, pointed, c.level, c.lower_reason, "lower_reason");
  if (!assessed) return std::unexpected(std::move(assessed.error()));
  auto events = recorded(*facts);
  events.push_back(std::move(*assessed));
  add_enquiries(events, held, after, c.level, context);
  return on(episode.id, std::move(events));
}

void evolve_risk(Case& held, const Recorded& recorded) {
  if (!recorded.episode || !held.episode(*recorded.episode)) return;
  auto& episode = held.edit(*recorded.episode);
  if (const auto* fact = std::get_if<RiskFactRecorded>(&recorded.event)) episode.facts.push_back({recorded.stamp, fact->fact});
  if (const auto* assessed = std::get_if<RiskAssessed>(&recorded.event)) episode.assessments.push_back({recorded.stamp, *assessed});
}

}  // namespace lapwing::casework
