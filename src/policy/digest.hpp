// One number for a set of rule files, so that a decision or a finding can name exactly the rules it was made under. Pure.
#pragma once
#include <string>

#include "policy/policies.hpp"

namespace lapwing::policy {

// SHA-256 in lower-case hex over, for each file in order of name: its name, a zero byte, its length in decimal, a zero byte, its bytes.
std::string digest_of(RuleTexts files);

}  // namespace lapwing::policy
