#include "language/finder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace lapwing::language {
namespace {

// How often a word is likely to be met, so that the rarest of a phrase is looked for. Only the order matters.
int cost(Word word, const RuleSet& rules) {
  const auto text = rules.vocabulary.text(word);
  const auto bytes = static_cast<int>(text.size());
  const int by_use = rules.use[word] == WordUse::everywhere ? 4000 : rules.use[word] == WordUse::common ? 250 : 0;
  const int by_length = bytes <= 3 ? 150 : bytes == 4 ? 40 : 10 + std::max(0, 9 - bytes);
  return by_use + by_length + (text.find('\'') != text.npos ? 300 : 0);
}

constexpr int never = 1'000'000;

int cost(const WordSet& set, const RuleSet& rules) {
  if (set.special() || set.words().empty()) return never;
  int sum = 0;
  for (const auto word : set.words()) sum += cost(word, rules);
  return sum;
}

// What is looked for of an alternative: the word at `offset`, or that and the next.
struct Sought {
  std::size_t offset = 0, words = 1;
  int cost = never;
};

Sought rarest(const Alternative& way, const RuleSet& rules) {
  constexpr std::size_t pairs_max = 16;
  constexpr int pair_scale = 1500;
  Sought best;
  const auto offer = [&](const Sought& sought) {
    if (sought.cost < best.cost) best = sought;
  };
  for (std::size_t i = 0; i < way.size(); ++i) {
    offer({i, 1, cost(way[i], rules)});
    if (i + 1 == way.size() || way[i].special() || way[i + 1].special() || way[i].words().size() * way[i + 1].words().size() > pairs_max) continue;
    int sum = 0;
    for (const auto first : way[i].words())
      for (const auto second : way[i + 1].words()) sum += 8 + cost(first, rules) * cost(second, rules) / pair_scale;
    offer({i, 2, sum});
  }
  return best;
}

int cost(const Node& node, const RuleSet& rules) {
  if (node.optional || node.alternatives.empty()) return never;
  int sum = 0;
  for (const auto& way : node.alternatives) sum = std::min(never, sum + rarest(way, rules).cost);
  return sum;
}

using WordPair = std::pair<Word, Word>;

std::vector<WordPair> words_of(const Alternative& way, const Sought& sought) {
  std::vector<WordPair> out;
  for (const auto first : way[sought.offset].words()) {
    if (sought.words == 1) out.emplace_back(first, Vocabulary::unknown);
    else
      for (const auto second : way[sought.offset + 1].words()) out.emplace_back(first, second);
  }
  return out;
}

}  // namespace

std::expected<Finder, std::string> Finder::make(const RuleSet& rules) {
  Finder out;
  std::map<WordPair, std::vector<Use>> uses;
  for (std::size_t r = 0; r < rules.rules.size(); ++r) {
    const auto& rule = rules.rules[r];
    for (std::size_t p = 0; p < rule.phrases.size(); ++p) {
      const auto& pattern = rule.phrases[p].pattern;
      const auto& nodes = pattern.nodes;
      const auto node = static_cast<std::size_t>(
          std::ranges::min_element(nodes, {}, [&](const Node& n) { return cost(n, rules); }) - nodes.begin());
      if (cost(nodes[node], rules) >= never)
        return std::unexpected(fmt::format("{}: \"{}\" has no part that always stands and has words of its own", rule.id, rule.phrases[p].text));
      for (std::size_t a = 0; a < nodes[node].alternatives.size(); ++a) {
        const auto& way = nodes[node].alternatives[a];
        const auto sought = rarest(way, rules);
        const auto after_sought = sought.offset + sought.words;
        const auto* before = sought.offset > 0 ? &way[sought.offset - 1] : out.neighbour(pattern, static_cast<std::ptrdiff_t>(node) - 1, -1);
        const auto* after = after_sought < way.size() ? &way[after_sought] : out.neighbour(pattern, static_cast<std::ptrdiff_t>(node) + 1, 1);
        const Use use{&pattern,
                      before,
                      after,
                      static_cast<std::uint32_t>(r),
                      static_cast<std::uint16_t>(p),
                      static_cast<std::uint16_t>(a),
                      static_cast<std::uint8_t>(node),
                      static_cast<std::uint8_t>(sought.offset)};
        for (const auto& words : words_of(way, sought)) uses[words].push_back(use);
      }
    }
  }
  if (uses.empty()) return std::unexpected("there are no language rules");
  for (auto& [words, where] : uses) out.anchors_.push_back({words.first, words.second, std::move(where)});
  out.index(rules.vocabulary.size());
  return out;
}

void Finder::index(std::size_t words) {
  firsts_.assign(words, {});
  for (std::uint32_t i = 0; i < anchors_.size(); ++i) {
    auto& first = firsts_[anchors_[i].first];
    if (anchors_[i].words() == 1) first.alone = i;
    else if (first.pairs_end == 0) first.pairs = i, first.pairs_end = i + 1;
    else first.pairs_end = i + 1;   // they follow each other
  }
}

// What may stand at the edge of a phrase's part at `node`, read forwards (step 1) or backwards (-1): the part's own words and, where it may
// be left out, those of the parts beyond. Null: anything may.
const WordSet* Finder::neighbour(const Pattern& pattern, std::ptrdiff_t node, int step) {
  const auto count = static_cast<std::ptrdiff_t>(pattern.nodes.size());
  WordSet together;
  for (auto at = node; at >= 0 && at < count; at += step) {
    const auto& part = pattern.nodes[static_cast<std::size_t>(at)];
    if (part.alternatives.empty()) return nullptr;   // a gap: anything
    const auto& edge = step > 0 ? part.firsts : part.lasts;
    if (!part.optional && at == node) return &edge;
    together.add(edge);
    if (!part.optional) return &neighbours_.emplace_back(std::move(together));
  }
  return nullptr;   // the phrase may end here
}

std::span<const Hit> Finder::find(const Tokens& tokens, std::vector<Hit>& room) const {
  constexpr std::size_t hits_of_word_max = 2;   // alone, and with the next
  const auto count = static_cast<std::uint32_t>(tokens.size());
  if (room.size() < count * hits_of_word_max) room.resize(count * hits_of_word_max);
  auto* hit = room.data();
  for (std::uint32_t at = 0; at < count; ++at) {
    const auto& first = firsts_[tokens[at].word];
    *hit = {at, first.alone};
    hit += first.alone != nothing;    // no branch: nobody can foretell it
    if (first.pairs_end == 0 || at + 1 == count) continue;
    for (auto pair = first.pairs; pair < first.pairs_end; ++pair)
      if (anchors_[pair].second == tokens[at + 1].word) *hit++ = {at, pair};
  }
  return {room.data(), hit};
}

}  // namespace lapwing::language
