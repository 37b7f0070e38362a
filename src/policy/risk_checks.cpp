#include "policy/risk_checks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapwing::policy {
namespace {

bool rests_on_unknown(const RiskRule& rule) {
  return rule.unknown_at_least || std::any_of(rule.any.begin(), rule.any.end(),
                                              [](const auto& c) { return c.answer != Answer::yes; });
}

bool has_circumstances(const RiskRule& rule) {
  return rule.under_age || rule.learning_disability || rule.exploitation_at_least;
}

// The least level the rules point to when this question alone is answered yes.
RiskLevel level_of_yes(const RiskPolicy& risk, const RiskQuestion& question) {
  auto level = RiskLevel::very_low;
  for (const auto& rule : risk.rules) {
    if (rule.under_age || rule.learning_disability || rule.unknown_at_least) continue;
    const auto is_yes = [&](const auto& c) { return c.question == question.id && c.answer == Answer::yes; };
    const bool any = rule.any.empty() || std::any_of(rule.any.begin(), rule.any.end(), is_yes);
    const bool all = std::all_of(rule.all.begin(), rule.all.end(), is_yes);
    const bool exploitation = !rule.exploitation_at_least || (question.exploitation && *rule.exploitation_at_least == 1);
    if (any && all && exploitation) level = std::max(level, rule.level);
  }
  return level;
}

RiskLevel level_of_not_known(const RiskPolicy& risk, const RiskQuestion& question) {
  auto level = RiskLevel::very_low;
  for (const auto& rule : risk.rules) {
    const bool named = std::any_of(rule.any.begin(), rule.any.end(), [&](const auto& c) {
      return c.question == question.id && c.answer != Answer::yes;
    });
    if (named || rule.unknown_at_least) level = std::max(level, rule.level);
  }
  return level;
}

void check_question(Section& file, const RiskPolicy& risk, const RiskQuestion& question) {
  const auto yes = level_of_yes(risk, question);
  if (question.harm && yes < RiskLevel::high)
    file.problem(fmt::format("question {}: a sign of harm needs a rule that points to high on it alone", question.id));
  if (level_of_not_known(risk, question) > yes)
    file.problem(fmt::format("question {}: not knowing the answer points higher than a yes does; give yes a rule as high",
                             question.id));
}

bool is_floor_for(const RiskRule& rule, int age, bool learning_disability) {
  const bool only_exploitation = rule.all.empty() && rule.any.empty() && rule.exploitation_at_least == 1;
  const bool age_fits = rule.under_age ? *rule.under_age > age : true;
  return rule.floor && rule.level >= RiskLevel::medium && only_exploitation && age_fits &&
         (!rule.learning_disability || learning_disability);
}

}  // namespace

void check_rule(Section& from, const RiskRule& rule) {
  if (rule.all.empty() && rule.any.empty() && !has_circumstances(rule) && !rule.unknown_at_least)
    from.problem("the rule rests on nothing: give it all, any, or a circumstance");
  for (const auto* list : {&rule.all, &rule.any})
    for (const auto& condition : *list)
      if (condition.answer == Answer::no)
        from.problem(fmt::format("rule {}: may not rest on \"no\" ({})", rule.id, condition.question));
  for (const auto& condition : rule.all)
    if (condition.answer == Answer::not_known)
      from.problem("all", "use any for what is not known, in a rule of its own");
  const bool unknown = rests_on_unknown(rule);
  if (unknown && (has_circumstances(rule) || !rule.all.empty() || (rule.unknown_at_least && !rule.any.empty())))
    from.problem(fmt::format("rule {}: what is not known needs a rule of its own", rule.id));
  if (unknown && rule.floor)
    from.problem("floor", "a floor may not depend on what is unknown");
  if (rule.harm && rule.level != RiskLevel::high) from.problem("harm", "a rule about harm must point to high");
}

void check_risk(Section& file, const RiskPolicy& risk) {
  if (risk.questions.empty()) file.problem("there are no questions");
  for (const auto& question : risk.questions) check_question(file, risk, question);
  const auto has_floor = [&](int age, bool learning_disability) {
    return std::any_of(risk.rules.begin(), risk.rules.end(),
                       [&](const auto& rule) { return is_floor_for(rule, age, learning_disability); });
  };
  if (!has_floor(12, false))
    file.problem("there must be a floor of medium or higher for a child under 13 with any sign of exploitation");
  if (!has_floor(17, true))
    file.problem("there must be a floor of medium or higher for a learning-disabled child with any sign of exploitation");
}

}  // namespace lapwing::policy
