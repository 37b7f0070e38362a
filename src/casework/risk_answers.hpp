// Which answer counts for each risk question, when several people have answered.
//
// The latest known answer counts, by when its supplier knew it, with two exceptions on the side of safety: "not asked" is no answer at
// all, and "not known" never takes back an earlier yes (someone who does not know does not undo what someone else knew; only a "no"
// does). Pure, and safe on any thread.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "casework/case.hpp"
#include "policy/policies.hpp"

namespace lapwing::casework {

class RiskAnswers {
 public:
  explicit RiskAnswers(const std::vector<Kept<RiskFact>>& facts);   // keeps pointers into `facts`

  Answer answer(std::string_view question) const;                   // not_asked when nobody answered
  const Kept<RiskFact>* fact(std::string_view question) const;      // the one that counts, or none
  bool unknown(std::string_view question) const;                    // not asked or not known
  bool holds(const policy::RiskCondition& condition) const;         // not_known holds for not asked, too

 private:
  std::map<std::string, const Kept<RiskFact>*, std::less<>> counting_;
};

}  // namespace lapwing::casework
