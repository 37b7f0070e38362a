#include "language/checker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <tuple>

#include "language/finder.hpp"
#include "language/matcher.hpp"
#include "language/normal_text.hpp"

namespace lapwing::language {
namespace {

// A text is read a block at a time, so that it stays in the processor's cache. What stands around a block is read with it.
constexpr std::size_t block_bytes = 64 * 1024, around_before_bytes = 2048, around_after_bytes = 1024;

// What one check needs and the next can use again.
struct Workspace {
  NormalText normal;
  Tokens tokens;
  std::vector<Hit> room;
  std::span<const Hit> hits;   // in `room`
};

std::size_t next_space(std::string_view text, std::size_t at) {
  const auto limit = std::min(text.size(), at + Tokens::token_bytes_max);
  while (at < limit && text[at] != ' ' && text[at] != '\n') ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;   // never within a character
  return at;
}

struct Block {
  std::size_t from = 0, first = 0, until = 0, end = 0;   // read [from, end), keep what is found in [first, until)
};

template <class Each>
void in_blocks(std::string_view text, Each&& each) {
  for (std::size_t first = 0; first < text.size();) {
    const auto until = text.size() - first <= block_bytes + around_after_bytes ? text.size() : next_space(text, first + block_bytes);
    const auto from = first > around_before_bytes ? next_space(text, first - around_before_bytes) : 0;
    const auto end = until == text.size() ? until : next_space(text, std::min(text.size(), until + around_after_bytes));
    each(Block{from, first, until, end});
    first = until;
  }
}

// Of findings that overlap, the one of most words stays; of equal ones the graver, then the earlier rule.
void keep_apart(std::vector<Finding>& findings) {
  std::ranges::sort(findings, {}, [](const Finding& f) { return std::tuple(f.start, f.end, f.severity, f.rule); });
  std::vector<Finding> kept;
  const auto better = [](const Finding& left, const Finding& right) {
    return std::tuple(right.words, left.severity, left.rule, left.start) < std::tuple(left.words, right.severity, right.rule, right.start);
  };
  for (std::size_t i = 0; i < findings.size();) {
    auto reach = findings[i].end;
    auto cluster_end = i + 1;
    while (cluster_end < findings.size() && findings[cluster_end].start < reach) reach = std::max(reach, findings[cluster_end++].end);
    std::vector<Finding> cluster(findings.begin() + static_cast<std::ptrdiff_t>(i), findings.begin() + static_cast<std::ptrdiff_t>(cluster_end));
    std::ranges::stable_sort(cluster, better);
    const auto before = kept.size();
    for (const auto& finding : cluster)
      if (std::none_of(kept.begin() + static_cast<std::ptrdiff_t>(before), kept.end(),
                       [&](const Finding& other) { return finding.start < other.end && other.start < finding.end; }))
        kept.push_back(finding);
    std::sort(kept.begin() + static_cast<std::ptrdiff_t>(before), kept.end(),
              [](const Finding& left, const Finding& right) { return left.start < right.start; });
    i = cluster_end;
  }
  findings = std::move(kept);
}

void count_characters(std::string_view text, std::vector<Finding>& findings) {
  std::size_t at = 0, characters = 0;
  const auto count_to = [&](std::size_t end) {
    for (; at < end; ++at) characters += (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
    return characters;
  };
  for (auto& finding : findings) {
    finding.start_character = count_to(finding.start);
    finding.end_character = count_to(finding.end);
  }
}

}  // namespace

struct Checker::State {
  RuleSet rules;
  std::optional<Finder> finder;
  std::mutex guard;                                        // of what is below
  std::vector<std::unique_ptr<Workspace>> idle;

  std::unique_ptr<Workspace> take() {
    {
      const std::lock_guard lock(guard);
      if (!idle.empty()) {
        auto out = std::move(idle.back());
        idle.pop_back();
        return out;
      }
    }
    return std::make_unique<Workspace>(Workspace());
  }
  void give_back(std::unique_ptr<Workspace> workspace) {
    const std::lock_guard lock(guard);
    idle.push_back(std::move(workspace));
  }
  void find_places(std::string_view text, const Block& block, Workspace& work) const;
  void check_block(std::string_view text, const Block& block, const Facts& facts, Workspace& work, std::vector<Finding>& findings) const;
  void find(const Hit& hit, std::string_view text, std::size_t base, const Facts& facts, Workspace& work, std::vector<Finding>& findings) const;
  Finding finding(const Rule& rule, Span span, const Context& context, std::string_view text, std::size_t base, const Workspace& work) const;
};

namespace {
bool may_stand(const WordSet& wanted, const Token& token) { return wanted.holds(token) || token.lightly; }
}  // namespace

void Checker::State::find(const Hit& hit, std::string_view text, std::size_t base, const Facts& facts, Workspace& work,
                          std::vector<Finding>& findings) const {
  const auto& anchor = finder->anchor(hit.anchor);
  const std::size_t token = hit.token, after = token + anchor.words();
  for (const auto& use : anchor.uses) {
    if (token < use.offset) continue;
    if (use.before && !(token > 0 && may_stand(*use.before, work.tokens[token - 1]))) continue;
    if (use.after && !(after < work.tokens.size() && may_stand(*use.after, work.tokens[after]))) continue;
    const auto span = Matcher(work.tokens).around(*use.pattern, use.node, use.alternative, token - use.offset);
    if (!span) continue;
    const auto& rule = rules.rules[use.rule];
    const Context context(rules, work.tokens, facts);
    if (!context.stands_near(rule.phrases[use.phrase], *span)) continue;
    if (!context.is_finding(rule, *span)) continue;
    findings.push_back(finding(rule, *span, context, text, base, work));
  }
}

Finding Checker::State::finding(const Rule& rule, Span span, const Context& context, std::string_view text, std::size_t base,
                                const Workspace& work) const {
  Finding found;
  found.start = base + work.normal.original_start(work.tokens[span.first].start);
  found.end = base + work.normal.original_end(work.tokens[span.after - 1].end);
  found.text = text.substr(found.start, found.end - found.start);
  found.rule = &rule;
  found.words = span.after - span.first;
  found.severity = rule.severity;
  found.why = rule.why;
  if (rule.younger && context.youngest_child_years(span).value_or(99) < rule.younger->under_years) {
    found.severity = rule.younger->severity;
    found.why = rule.younger->why;
  }
  found.exemption = context.exemption(span);
  return found;
}

void Checker::State::find_places(std::string_view text, const Block& block, Workspace& work) const {
  work.normal.assign(text.substr(block.from, block.end - block.from), rules.vocabulary);
  work.tokens.read(work.normal.view(), rules.vocabulary, rules.traits);
  work.hits = finder->find(work.tokens, work.room);
}

void Checker::State::check_block(std::string_view text, const Block& block, const Facts& facts, Workspace& work,
                                 std::vector<Finding>& findings) const {
  find_places(text, block, work);
  const auto place = [&](const Hit& hit) { return block.from + work.normal.original_start(work.tokens[hit.token].start); };
  const auto first = std::ranges::lower_bound(work.hits, block.first, {}, place), until = std::ranges::lower_bound(work.hits, block.until, {}, place);
  for (auto hit = first; hit != until; ++hit) find(*hit, text, block.from, facts, work, findings);
}

std::expected<Checker, policy::Problems> Checker::make(const policy::RuleTexts& files) {
  auto rules = load_rules(files);
  if (!rules) return std::unexpected(rules.error());
  auto state = std::make_unique<State>();
  state->rules = std::move(*rules);
  auto finder = Finder::make(state->rules);
  if (!finder) return std::unexpected(policy::Problems{finder.error()});
  state->finder.emplace(std::move(*finder));
  return Checker(std::move(state));
}

Checker::Checker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Checker::Checker(Checker&&) noexcept = default;
Checker& Checker::operator=(Checker&&) noexcept = default;
Checker::~Checker() = default;

std::vector<Finding> Checker::check(std::string_view text, const Facts& facts) const {
  std::vector<Finding> findings;
  auto work = state_->take();
  in_blocks(text, [&](const Block& block) { state_->check_block(text, block, facts, *work, findings); });
  state_->give_back(std::move(work));
  keep_apart(findings);
  count_characters(text, findings);
  return findings;
}

std::size_t Checker::candidates(std::string_view text) const {
  std::size_t count = 0;
  auto work = state_->take();
  in_blocks(text, [&](const Block& block) {
    state_->find_places(text, block, *work);
    count += work->hits.size();
  });
  state_->give_back(std::move(work));
  return count;
}

const RuleSet& Checker::rules() const { return state_->rules; }

std::string Checker::version() const { return fmt::format("{}, sha256 {}", state_->rules.version, state_->rules.digest.substr(0, 12)); }

}  // namespace lapwing::language
