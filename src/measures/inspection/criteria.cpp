#include "measures/inspection/criteria.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "measures/inspection/evidence.hpp"
#include "policy/own_files.hpp"
#include "policy/section.hpp"

namespace lapwing::measures {

using policy::Problems;
using policy::Section;

namespace {

constexpr std::string_view judging_file = "judging.toml";
constexpr std::array<std::string_view, 4> grade_keys = {"requires_improvement", "adequate", "good", "outstanding"};

// Each grade asks for more than the one below it.
std::array<double, 4> read_thresholds(Section& in, double per, int most, bool less_is_better) {
  std::array<double, 4> out{};
  for (std::size_t grade = 0; grade < grade_keys.size(); ++grade) out[grade] = in.number(grade_keys[grade], 0, most) / per;
  const bool rises = less_is_better ? std::ranges::is_sorted(out, std::greater<>()) : std::ranges::is_sorted(out);
  if (!rises) in.problem("each grade must ask for no less than the one below it");
  in.finish();
  return out;
}

Statement read_statement(Section& in) {
  Statement out;
  out.id = in.text("id");
  out.text = in.text("text");
  out.evidence = in.text("evidence");
  if (!out.evidence.empty() && !is_evidence(out.evidence)) in.problem("evidence", fmt::format("\"{}\" is no figure that is counted", out.evidence));
  out.essential = in.flag("essential");
  out.raise = in.text("raise");
  out.less_is_better = in.has("per_thousand_words_hundredths");
  if (auto asked = in.section(out.less_is_better ? "per_thousand_words_hundredths" : "percent"))
    out.thresholds = read_thresholds(*asked, 100, out.less_is_better ? 100'000 : 100, out.less_is_better);
  in.finish();
  return out;
}

Topic read_topic(Section& file, policy::UniqueIds& ids) {
  Topic out;
  out.id = file.text("topic");
  out.title = file.text("title");
  out.source = file.text("source");
  out.order = file.number("order", 1, 100);
  for (auto& in : file.sections("statement")) {
    out.statements.push_back(read_statement(in));
    ids.add(in, "id", out.statements.back().id);
  }
  if (out.statements.empty()) file.problem("a topic has at least one [[statement]]");
  file.finish();
  return out;
}

void read_judging(Section& file, Criteria& out) {
  out.source = file.text("source");
  out.label = file.text("label");
  out.counted_min = file.number("counted_min", 1, 1000);
  out.above_worst_essential_max = file.number("above_worst_essential_max", 0, 4);
  out.not_judged_max = file.number("not_judged_percent_max", 0, 100) / 100.0;
  out.trend_quarters = file.number("trend_quarters", 1, 40);
  out.sample_files = file.number("sample_files", 1, 500);
  for (auto& in : file.sections("cause_of_concern")) {
    out.causes.push_back({in.text("id"), in.text("text"), in.text("source"), in.texts("statements")});
    in.finish();
  }
  file.finish();
}

}  // namespace

std::string_view words(Grade grade) {
  switch (grade) {
    case Grade::inadequate: return "Inadequate";
    case Grade::requires_improvement: return "Requires improvement";
    case Grade::adequate: return "Adequate";
    case Grade::good: return "Good";
    case Grade::outstanding: return "Outstanding";
  }
  return "";
}

bool Criteria::is_answered(std::string_view id) const { return find(id) || std::ranges::find(causes, id, &CauseOfConcern::id) != causes.end(); }

bool Criteria::is_audited(std::string_view id) const {
  const auto* statement = find(id);
  return statement && statement->evidence == "files";
}

const Statement* Criteria::find(std::string_view id) const {
  for (const auto& topic : topics)
    for (const auto& statement : topic.statements)
      if (statement.id == id) return &statement;
  return nullptr;
}

std::expected<Criteria, Problems> load_criteria(const policy::RuleTexts& files) {
  Criteria out;
  Problems problems;
  policy::UniqueIds ids;
  bool judged = false;
  for (const auto& [name, text] : files) {
    const auto before = problems.size();
    const auto document = policy::parse_document(name, text, problems);
    if (problems.size() > before) continue;   // not TOML: its contents cannot be judged
    Section file(name, document, problems);
    if (name == judging_file) read_judging(file, out), judged = true;
    else out.topics.push_back(read_topic(file, ids));
  }
  if (!judged) problems.push_back(fmt::format("{} is missing", judging_file));
  if (out.topics.empty()) problems.push_back("there is no topic to judge");
  std::ranges::stable_sort(out.topics, {}, &Topic::order);
  for (const auto& cause : out.causes)
    for (const auto& statement : cause.statements)
      if (!ids.has(statement)) problems.push_back(fmt::format("{}: cause of concern \"{}\" names no statement \"{}\"", judging_file, cause.id, statement));
  if (!problems.empty()) return std::unexpected(std::move(problems));
  return out;
}

std::expected<policy::RuleTexts, std::string> criteria_files_for(const std::filesystem::path& data) {
  if (data.empty()) return built_in_rules();
  return policy::with_own_files(built_in_rules(), data / "rules" / "inspection");
}

}  // namespace lapwing::measures
