#include <fmt/format.h>

#include <algorithm>

#include "casework/risk_answers.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

using policy::RiskPolicy;
using policy::RiskRule;

// What the rules look at: nothing of the child but age and learning disability.
struct Circumstances {
  const RiskPolicy& rules;
  RiskAnswers answers;
  std::optional<int> age;
  bool learning_disability = false;
  std::vector<std::string> exploitation;   // the signs of exploitation answered yes
  int unknown = 0;                         // how many questions are not asked or not known
};

Circumstances circumstances(const RiskPolicy& rules, const ChildDetails& child, const std::vector<Kept<RiskFact>>& facts,
                            Instant now) {
  Circumstances out{rules, RiskAnswers(facts), child.age_about, child.learning_disability == Answer::yes, {}, 0};
  if (child.born) out.age = age_in_years(*child.born, london_date(now));
  for (const auto& question : rules.questions) {
    if (question.exploitation && out.answers.answer(question.id) == Answer::yes) out.exploitation.push_back(question.id);
    if (out.answers.unknown(question.id)) ++out.unknown;
  }
  return out;
}

// An override must not be escaped by leaving the age out, so a floor also holds while it is not known.
bool age_holds(const RiskRule& rule, std::optional<int> age) {
  if (!rule.under_age) return true;
  return age ? *age < *rule.under_age : rule.floor;
}

std::optional<RiskReason> fires(const RiskRule& rule, const Circumstances& given) {
  RiskReason reason{rule.id, rule.level, rule.why, {}, rule.harm};
  const auto holds = [&](const auto& condition) { return given.answers.holds(condition); };
  if (!age_holds(rule, given.age) || (rule.learning_disability && !given.learning_disability)) return std::nullopt;
  if (!std::all_of(rule.all.begin(), rule.all.end(), holds)) return std::nullopt;
  for (const auto& condition : rule.all) reason.questions.push_back(condition.question);
  const auto questions_of_all = reason.questions.size();
  for (const auto& condition : rule.any)
    if (holds(condition)) reason.questions.push_back(condition.question);
  if (!rule.any.empty() && reason.questions.size() == questions_of_all) return std::nullopt;
  if (rule.exploitation_at_least) {
    if (static_cast<int>(given.exploitation.size()) < *rule.exploitation_at_least) return std::nullopt;
    for (const auto& id : given.exploitation)
      if (std::find(reason.questions.begin(), reason.questions.end(), id) == reason.questions.end()) reason.questions.push_back(id);
  }
  if (rule.unknown_at_least && given.unknown < *rule.unknown_at_least) return std::nullopt;
  if (rule.under_age && !given.age) reason.why = "Not ruled out while the child's age is not known: " + reason.why;
  return reason;
}

}  // namespace

RiskPointer point_to(const RiskPolicy& rules, const ChildDetails& child, const std::vector<Kept<RiskFact>>& facts, Instant now) {
  const auto given = circumstances(rules, child, facts, now);
  RiskPointer out{RiskLevel::very_low, {}, {}, RiskLevel::very_low};
  for (const auto& rule : rules.rules) {
    auto reason = fires(rule, given);
    if (!reason) continue;
    out.level = std::max(out.level, rule.level);
    if (rule.floor) out.floor = std::max(out.floor, rule.level);
    out.reasons.push_back(std::move(*reason));
  }
  if (given.unknown == static_cast<int>(rules.questions.size()) && out.level < rules.when_nothing_known) {
    out.level = rules.when_nothing_known;
    out.reasons.push_back({"nothing-known", out.level, "No question has been answered. Not knowing is not a sign that the child is safe.",
                           {}, false});
  }
  // Within a level, harm first, then as the file has them.
  std::stable_sort(out.reasons.begin(), out.reasons.end(), [](const auto& a, const auto& b) {
    return std::pair(a.level, a.harm) > std::pair(b.level, b.harm);
  });
  for (const auto& question : rules.questions)
    if (given.answers.unknown(question.id)) out.still_to_ask.push_back(question.id);
  return out;
}

}  // namespace lapwing::casework
