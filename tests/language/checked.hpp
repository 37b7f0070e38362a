// The shipped rules, made once for all tests, and short ways to ask for what they find. The rules are read from the source tree, so that
// a rule file can be tried without building it in.
#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "language/checker.hpp"

namespace lapwing::language {

inline const Checker& shipped() {
  static const Checker checker = [] {
    const auto files = policy::read_rule_files(LAPWING_RULES_DIR "/language");
    if (!files) throw std::runtime_error(files.error());
    auto made = Checker::make(*files);
    if (made) return std::move(*made);
    std::string all;
    for (const auto& problem : made.error()) all += problem + "\n";
    fmt::print(stderr, "{}", all);
    std::exit(1);
  }();
  return checker;
}

// The texts of the findings that count.
inline std::vector<std::string> counted_in(std::string_view text, const Facts& facts = {}) {
  std::vector<std::string> out;
  for (const auto& finding : shipped().check(text, facts))
    if (finding.counted()) out.emplace_back(finding.text);
  return out;
}

}  // namespace lapwing::language
