#include "links/linkage/learning.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "links/linkage/learning_pairs.hpp"
#include "links/linkage/model.hpp"

namespace lapwing::linkage {
namespace {

constexpr double settled_change = 0.0005;      // of any probability, from one round to the next
constexpr double settled_prior = 0.005;        // of a prior, as a part of it
constexpr double prior_least = 1e-9, prior_most = 0.01;
constexpr int rounds_free = 5;
constexpr double value_least = 1e-6;

constexpr std::size_t levels_held = 8;             // of one thing compared, with that which says nothing
constexpr std::size_t compared_count = evidence_count - 1;   // the household is no thing compared
using Levels = std::array<double, levels_held>;
using Counts = std::array<Levels, compared_count>;
constexpr auto as(Evidence evidence) { return static_cast<std::size_t>(evidence); }

constexpr std::array columns{&LearntLevel::same, &LearntLevel::other, &LearntLevel::relative};
constexpr std::array<std::string_view, 3> columns_of{"one person", "two strangers", "one household"};

// What one round expects: pairs at each level, by which of the three a pair is.
struct Expected {
  Counts same{}, other{}, relative{};
  double matched = 0, all_same = 0, all_relative = 0;
};

// What relatives agree on can be counted only where a pair was met for another reason, or the reason would count as agreement.
bool met_otherwise(const PersonLevels& levels, std::size_t evidence) {
  const bool by_phone = levels.phone != 0, by_house = levels.house != 0;
  if (evidence == as(Evidence::phone)) return by_house;
  return evidence == as(Evidence::address) ? by_phone : by_phone || by_house;
}

class Learning {
 public:
  Learning(const LearnPairs& drawn, const policy::LinkingPolicy& rules, const LearnLimits& limits) : drawn_(drawn), rules_(rules), limits_(limits), policy_(rules) {}

  // False: it did not settle.
  bool run(std::size_t records, Learnt& out, const LearnProgress& progress) {
    for (int round = 1; round <= limits_.rounds_max; ++round) {
      if (progress) progress("Learning", static_cast<std::uint64_t>(round), static_cast<std::uint64_t>(limits_.rounds_max));
      const auto expected = expect();
      out.rounds = round;
      out.matched = expected.matched;
      if (expected.matched < limits_.matched_least) return true;
      const auto before = policy_;
      improve(expected, records, round > rounds_free, out);
      if (settled(before)) return true;
    }
    return false;
  }
  const policy::LinkingPolicy& policy() const { return policy_; }

 private:
  struct Likely { double same = 0, relative = 0; };
  Likely likely(const Weigher& weigher, const LearnPair& pair) const {
    const auto weighed = drawn_.weigh(weigher, pair);
    const double same = pair.known == LearnPair::Known::no ? probability_of(weighed.log_odds) : pair.known == LearnPair::Known::same;
    return {same, (1 - same) * -std::expm1(weighed.weight[as(Evidence::household)])};
  }

  static void count(Counts& counts, const LearnPair& pair, double weight, bool relative) {
    for (std::size_t e = 0; e < compared_count; ++e) {
      if (e == as(Evidence::birth_date) && !pair.dated) continue;
      if (!relative || met_otherwise(pair.levels, e)) counts[e][pair.levels.level[e]] += weight;
    }
  }

  Expected expect() const {
    Expected out;
    const auto weigher = drawn_.weigher(policy_);
    std::vector<Likely> group;
    for (std::size_t g = 0; g + 1 < drawn_.starts().size(); ++g) {
      group.clear();
      double same = 0, relative = 0;
      for (auto p = drawn_.starts()[g]; p < drawn_.starts()[g + 1]; ++p) {
        const auto one = group.emplace_back(likely(weigher, drawn_.pairs()[p]));
        same += one.same, relative += one.relative;
      }
      out.all_same += same, out.all_relative += relative, out.matched += std::min(1.0, same);
      same = 1 / std::max(1.0, same), relative = 1 / std::max(1.0, relative);
      for (std::size_t i = 0; i < group.size(); ++i) {
        const auto& pair = drawn_.pairs()[drawn_.starts()[g] + i];
        count(out.same, pair, same * group[i].same, false);
        count(out.relative, pair, relative * group[i].relative, true);
      }
    }
    for (const auto& pair : drawn_.random()) {
      const auto is = likely(weigher, pair);
      count(out.other, pair, 1 - is.same - is.relative, false);
    }
    return out;
  }

  // `bound`: what stood in the round before stands. Else a thing known of barely enough pairs could come and go for ever.
  void improve(const Expected& expected, std::size_t records, bool bound, Learnt& out) {
    const auto before = std::exchange(out.levels, {});
    out.warnings.clear();
    for (std::size_t e = 0; e < compared_count; ++e) {
      const auto first = out.levels.size();
      const auto evidence = static_cast<Evidence>(e);
      for (std::size_t level = 1; level < levels_held && !level_key(evidence, level).empty(); ++level) {
        const auto& rule = *rules_.find(evidence_key(evidence), level_key(evidence, level));
        const auto value = [](double said, double pairs) { return LearntValue{said, said, pairs, false}; };
        out.levels.push_back({std::string(evidence_key(evidence)), std::string(level_key(evidence, level)), value(rule.same, expected.same[e][level]),
                              value(rule.other, expected.other[e][level]), value(rule.relative, expected.relative[e][level])});
      }
      if (bound)
        for (std::size_t i = first; i < out.levels.size(); ++i)
          for (const auto column : columns) (out.levels[i].*column).kept = (before[i].*column).kept;
      const std::span levels(out.levels.begin() + static_cast<std::ptrdiff_t>(first), out.levels.end());
      for (std::size_t column = 0; column < columns.size(); ++column) learn_column(levels, columns[column], columns_of[column], out.warnings);
      refuse_nonsense(levels, out.warnings);
      for (const auto& level : levels) policy_.odds.find(level.evidence)->second.find(level.level)->second = {level.same.learnt, level.other.learnt, level.relative.learnt};
    }
    const double all = static_cast<double>(drawn_.asked()) * static_cast<double>(records - 1);
    out.prior_same = {rules_.prior_same, std::clamp(expected.all_same / all, prior_least, prior_most), expected.all_same, false};
    // Relatives who share neither a house nor a phone are not met: what is met is the least that there are.
    out.prior_relative = {rules_.prior_relative, std::clamp(expected.all_relative / all, rules_.prior_relative, prior_most), expected.all_relative, false};
    out.prior_relative.kept = out.prior_relative.learnt == rules_.prior_relative;
    policy_.prior_same = out.prior_same.learnt, policy_.prior_relative = out.prior_relative.learnt;
  }

  void learn_column(std::span<LearntLevel> levels, LearntValue LearntLevel::*column, std::string_view of, std::vector<std::string>& warnings) const {
    double known = 0, standing = 0, sum = 0, total = 0;
    bool stands = true;                    // bound to
    for (const auto& level : levels) known += (level.*column).pairs, stands = stands && (level.*column).kept;
    if (stands || known < limits_.evidence_least) {
      warnings.push_back(fmt::format("{}: known of both in about {:.0f} pairs of {}, too few to learn from; the rules' values stand", levels.front().evidence, known, of));
      for (auto& level : levels) (level.*column).kept = true;
      return;
    }
    const double weighs = limits_.rule_pairs + limits_.rule_share * known;
    // A date known in part answers another question (month, year): those levels stand beside the others and take no share of theirs.
    const auto apart = [](const LearntLevel& level) { return level.evidence == "birth_date" && (level.level == "month" || level.level == "year"); };
    for (auto& level : levels) {
      auto& value = level.*column;
      value.kept = value.kept || apart(level) || (value.pairs < limits_.level_least && known * value.rule < limits_.level_least);
      if (apart(level)) continue;
      total += value.rule;
      if (value.kept) standing += value.rule;
      else sum += value.pairs + weighs * value.rule;
    }
    for (auto& level : levels)
      if (auto& value = level.*column; !value.kept)
        value.learnt = std::clamp((value.pairs + weighs * value.rule) / sum * (total - standing), value_least, 1.0);
  }

  // Agreement that speaks against one person, or difference that speaks for it, is an estimate gone astray.
  static void refuse_nonsense(std::span<LearntLevel> levels, std::vector<std::string>& warnings) {
    const auto &differs = levels.front(), &agrees = levels.back();
    if (agrees.same.learnt > agrees.other.learnt && differs.same.learnt < differs.other.learnt) return;
    warnings.push_back(fmt::format("{}: what was learnt would count agreement against one person, which cannot be; the rules' values stand", differs.evidence));
    for (auto& level : levels)
      for (auto* value : {&level.same, &level.other, &level.relative}) value->learnt = value->rule, value->kept = true;
  }

  bool settled(const policy::LinkingPolicy& before) const {
    if (std::abs(policy_.prior_same - before.prior_same) > settled_prior * before.prior_same) return false;
    if (std::abs(policy_.prior_relative - before.prior_relative) > settled_prior * before.prior_relative) return false;
    for (const auto& [evidence, levels] : policy_.odds)
      for (const auto& [level, now] : levels) {
        const auto& then = *before.find(evidence, level);
        for (const auto& [a, b] : {std::pair{now.same, then.same}, {now.other, then.other}, {now.relative, then.relative}})
          if (std::abs(a - b) > settled_change) return false;
      }
    return true;
  }

  const LearnPairs& drawn_;
  const policy::LinkingPolicy& rules_;
  const LearnLimits& limits_;
  policy::LinkingPolicy policy_;
};

}  // namespace

std::expected<Learnt, std::string> learn_links(const LearnFrom& from, const policy::LinkingPolicy& rules, const policy::NameForms& forms,
                                               const LearnLimits& limits, const LearnProgress& progress) {
  const LearnPairs drawn(from, rules, forms, limits, progress);
  Learnt out;
  out.records = from.records.size(), out.asked = drawn.asked(), out.pairs = drawn.pairs().size(), out.random_pairs = drawn.random().size();
  out.ruled_same = drawn.ruled_same(), out.ruled_apart = drawn.ruled_apart();
  Learning learning(drawn, rules, limits);
  if (!learning.run(from.records.size(), out, progress))
    return std::unexpected(fmt::format("What was learnt did not settle in {} rounds: the rules are left as they are.", limits.rounds_max));
  if (out.matched < limits.matched_least)
    return std::unexpected(fmt::format("Too little to learn from: of {} mentions of people, about {:.0f} have another of the same person, and {:.0f} are needed. The "
                                       "rules are left as they are.", out.records, out.matched, limits.matched_least));
  out.policy = learning.policy();
  return out;
}

}  // namespace lapwing::linkage
