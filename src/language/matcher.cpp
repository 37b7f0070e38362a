#include "language/matcher.hpp"

namespace lapwing::language {

namespace {
constexpr std::ptrdiff_t nowhere = -1;
}

// Whether `token` may go on with what the token before it began. An empty line may fall between two words that follow each other closely:
// scanned pages have them.
bool Matcher::joined(std::size_t token, bool closely) const {
  const auto between = tokens_[token].between;
  return !(between & (sentence | clause)) && (closely || !(between & paragraph));
}

bool Matcher::stands(const Alternative& way, std::size_t token) const {
  if (token + way.size() > tokens_.size()) return false;
  for (std::size_t i = 0; i < way.size(); ++i)
    if (!way[i].holds(tokens_[token + i]) || (i > 0 && !joined(token + i, true))) return false;
  return true;
}

// Where the nodes from `node` on end when they begin at `token`. may_skip: something of the phrase stands before.
std::ptrdiff_t Matcher::forward(const Pattern& pattern, std::size_t node, std::size_t token, bool may_skip) const {
  if (node == pattern.nodes.size()) return static_cast<std::ptrdiff_t>(token);
  const auto& part = pattern.nodes[node];
  if (part.alternatives.empty()) {
    for (int words = 0; words <= part.gap_words_max; ++words, ++token) {
      if (const auto end = forward(pattern, node + 1, token, true); end != nowhere) return end;
      if (token >= tokens_.size() || !joined(token, false)) return nowhere;
    }
    return nowhere;
  }
  for (std::size_t skipped = 0, at = token; at < tokens_.size(); ++skipped, ++at) {
    if (may_skip && !joined(at, skipped == 0)) break;
    if (part.firsts.holds(tokens_[at]))
      for (const auto& way : part.alternatives)
        if (stands(way, at))
          if (const auto end = forward(pattern, node + 1, at + way.size(), true); end != nowhere) return end;
    if (!may_skip || skipped == light_words_max || !tokens_[at].lightly) break;
  }
  return part.optional ? forward(pattern, node + 1, token, may_skip) : nowhere;
}

// Where the first `nodes_left` nodes begin when they end before `token`.
std::ptrdiff_t Matcher::backward(const Pattern& pattern, std::size_t nodes_left, std::size_t token) const {
  if (nodes_left == 0) return static_cast<std::ptrdiff_t>(token);
  const auto& part = pattern.nodes[nodes_left - 1];
  if (part.alternatives.empty()) {
    for (int words = 0; words <= part.gap_words_max; ++words) {
      if (const auto start = backward(pattern, nodes_left - 1, token); start != nowhere) return start;
      if (token == 0 || token >= tokens_.size() || !joined(token, false)) return nowhere;
      --token;
    }
    return nowhere;
  }
  auto end = token;
  for (std::size_t skipped = 0; end > 0; ++skipped, --end) {
    if (end < tokens_.size() && !joined(end, skipped == 0)) break;
    if (part.lasts.holds(tokens_[end - 1]))
      for (const auto& way : part.alternatives)
        if (way.size() <= end && stands(way, end - way.size()))
          if (const auto start = backward(pattern, nodes_left - 1, end - way.size()); start != nowhere) return start;
    if (skipped == light_words_max || !tokens_[end - 1].lightly) break;
  }
  return part.optional ? backward(pattern, nodes_left - 1, token) : nowhere;
}

std::optional<Span> Matcher::around(const Pattern& pattern, std::size_t node, std::size_t alternative, std::size_t token) const {
  const auto& way = pattern.nodes[node].alternatives[alternative];
  if (way.size() > 1 && !stands(way, token)) return std::nullopt;   // a single word was found by its literal
  const auto start = backward(pattern, node, token);
  if (start == nowhere) return std::nullopt;
  const auto end = forward(pattern, node + 1, token + way.size(), true);
  if (end == nowhere) return std::nullopt;
  return Span{static_cast<std::size_t>(start), static_cast<std::size_t>(end)};
}

std::optional<Span> Matcher::starting_at(const Pattern& pattern, std::size_t token) const {
  const auto end = forward(pattern, 0, token, false);
  if (end == nowhere || end == static_cast<std::ptrdiff_t>(token)) return std::nullopt;
  return Span{token, static_cast<std::size_t>(end)};
}

bool Matcher::ending_before(const Pattern& pattern, std::size_t token) const {
  return backward(pattern, pattern.nodes.size(), token) != nowhere;
}

}  // namespace lapwing::language
