// What is known about one child's risk, built answer by answer, for tests of what it points to.
#pragma once
#include "casework/support.hpp"

namespace lapwing::casework {

class RiskGiven {
 public:
  static const policy::RiskPolicy& rules() { return test_rules().risk; }

  RiskGiven& age(std::optional<int> years) { child.age_about = years; return *this; }
  RiskGiven& learning_disability(Answer answer) { child.learning_disability = answer; return *this; }
  // Each answer is known a minute after the one before.
  RiskGiven& answer(const std::string& question, Answer answer) {
    now += Minutes(1);
    facts.push_back({Stamp{facts.size() + 1, now, officer()}, {ids.next<ItemId>(), question, answer, {}, {}, "Dawn Marsh", now}});
    return *this;
  }
  RiskGiven& everything_else(Answer answer) {
    for (const auto& question : rules().questions) {
      const bool given = std::any_of(facts.begin(), facts.end(), [&](const auto& f) { return f.what.question == question.id; });
      if (!given) this->answer(question.id, answer);
    }
    return *this;
  }
  RiskPointer pointer() const { return point_to(rules(), child, facts, now); }

  ChildDetails child;
  std::vector<Kept<RiskFact>> facts;
  Instant now = at("2026-03-03T18:00:00Z");
  SeededIds ids{7};
};

}  // namespace lapwing::casework
