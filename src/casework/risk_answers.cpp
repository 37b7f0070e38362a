#include "casework/risk_answers.hpp"

#include <algorithm>

namespace lapwing::casework {
namespace {

bool takes_over(Answer later, Answer held) { return !(later == Answer::not_known && held == Answer::yes); }

}  // namespace

RiskAnswers::RiskAnswers(const std::vector<Kept<RiskFact>>& facts) {
  // In order of when they were known; of two known at once, the one recorded later counts.
  std::vector<const Kept<RiskFact>*> in_order;
  for (const auto& fact : facts)
    if (fact.what.answer != Answer::not_asked) in_order.push_back(&fact);
  std::stable_sort(in_order.begin(), in_order.end(),
                   [](const auto* a, const auto* b) { return a->what.known_at < b->what.known_at; });
  for (const auto* fact : in_order) {
    auto [held, first] = counting_.emplace(fact->what.question, fact);
    if (!first && takes_over(fact->what.answer, held->second->what.answer)) held->second = fact;
  }
}

const Kept<RiskFact>* RiskAnswers::fact(std::string_view question) const {
  const auto found = counting_.find(question);
  return found == counting_.end() ? nullptr : found->second;
}

Answer RiskAnswers::answer(std::string_view question) const {
  const auto* counts = fact(question);
  return counts ? counts->what.answer : Answer::not_asked;
}

bool RiskAnswers::unknown(std::string_view question) const {
  const auto said = answer(question);
  return said == Answer::not_asked || said == Answer::not_known;
}

bool RiskAnswers::holds(const policy::RiskCondition& condition) const {
  return condition.answer == Answer::not_known ? unknown(condition.question) : answer(condition.question) == condition.answer;
}

}  // namespace lapwing::casework
