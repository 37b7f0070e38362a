// Checks the wording of a text against the language rules. Show a finding's text with its `why` in a line and offer its rule's
// suggestions; never replace anything unasked. A finding that is not counted is shown as quoted, told or spoken of, and needs no answer.
//
//   const auto checker = language::Checker::make(language::built_in_rules());
//   for (const auto& finding : checker->check(note)) …
//
// Immutable once made, and made in milliseconds: make one at start and share it between threads. Findings point into the checker's
// rules and must not outlive it.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/context.hpp"
#include "language/rules.hpp"

namespace lapwing::language {

struct Finding {
  std::size_t start = 0, end = 0;                       // bytes of the text checked
  std::size_t start_character = 0, end_character = 0;   // Unicode code points
  std::string_view text;                                // those bytes; into the text checked
  const Rule* rule = nullptr;                           // id, family, source, suggestions
  Severity severity = Severity::blames;                 // the rule's, or what it says of a younger child
  std::string_view why;
  Exemption exemption = Exemption::none;
  std::size_t words = 0;                                // how many the finding covers
  bool counted() const { return exemption == Exemption::none; }
};

class Checker {
 public:
  static std::expected<Checker, policy::Problems> make(const policy::RuleTexts& files);
  Checker(Checker&&) noexcept;
  Checker& operator=(Checker&&) noexcept;
  ~Checker();

  // The findings of a UTF-8 text of any length, in order, none over another: of two that overlap the one of more words stays. Memory beside the findings does not grow with the text.
  std::vector<Finding> check(std::string_view text, const Facts& facts = {}) const;
  // How many places a phrase might stand: the first half of a check, for measuring.
  std::size_t candidates(std::string_view text) const;

  const RuleSet& rules() const;
  std::string version() const;                          // "2026.11, sha256 0123456789ab": what a finding is made under

 private:
  struct State;
  explicit Checker(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace lapwing::language
