// rules/inspection/*.toml: what the force judges itself by between inspections. A topic is one of a child protection inspection's; a
// statement says what good looks like, which figure of the record it is judged on, and from which figure on each grade is given. It is
// the force's own self-assessment and says so wherever it is shown. Immutable once read; any thread.
#pragma once
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "policy/policies.hpp"

namespace lapwing::measures {

// The inspectorate's five words, the worst first so that a greater one is better.
enum class Grade : std::uint8_t { inadequate, requires_improvement, adequate, good, outstanding };
std::string_view words(Grade grade);                     // "Requires improvement"

struct Statement {
  std::string id, text;
  std::string evidence;                                  // the figure it is judged on (inspection/evidence.hpp), or "files"
  bool essential = false;
  bool less_is_better = false;                           // a rate per 1,000 words; else a share
  // From this on, by grade from requires_improvement to outstanding: shares 0 to 1, or at most so many per 1,000 words.
  std::array<double, 4> thresholds{};
  std::string raise;                                     // what would raise it, in plain words
};

struct Topic {
  std::string id, title, source;
  int order = 0;
  std::vector<Statement> statements;
};

struct CauseOfConcern {
  std::string id, text, source;
  std::vector<std::string> statements;                   // ids
};

struct Criteria {
  std::string label, source;                             // whose judgement it is
  int counted_min = 0;
  int above_worst_essential_max = 0;
  double not_judged_max = 0;                             // a share of a topic's statements
  int trend_quarters = 0;
  int sample_files = 0;
  std::vector<Topic> topics;                             // in their order
  std::vector<CauseOfConcern> causes;
  const Statement* find(std::string_view id) const;
  bool is_answered(std::string_view id) const;           // by an action of the plan: a statement or a cause of concern
  bool is_audited(std::string_view id) const;            // a statement that files are audited for
};

std::expected<Criteria, policy::Problems> load_criteria(const policy::RuleTexts& files);
// The files built in, each replaced by the one of its name in DATA/rules/inspection where there is one.
std::expected<policy::RuleTexts, std::string> criteria_files_for(const std::filesystem::path& data);

const policy::RuleTexts& built_in_rules();               // rules/inspection/*.toml as when the binary was built

}  // namespace lapwing::measures
