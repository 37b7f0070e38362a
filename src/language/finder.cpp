#include "language/finder.hpp"

#include <fmt/format.h>
#include <hs.h>

#include <algorithm>
#include <limits>
#include <new>

namespace lapwing::language {
namespace {

// How often a word is likely to be met, so that the rarest of a phrase is looked for. Only the order matters.
int cost(Word word, const RuleSet& rules) {
  const auto text = rules.vocabulary.text(word);
  const auto bytes = static_cast<int>(text.size());
  return (rules.common[word] ? 60 : 0) + (bytes <= 3 ? 200 : 0) + std::max(2, 14 - bytes) + (text.find('\'') != text.npos ? 300 : 0);
}

constexpr int never = 1'000'000;

int cost(const WordSet& set, const RuleSet& rules) {
  if (set.special() || set.words().empty()) return never;
  int sum = 0;
  for (const auto word : set.words()) sum += cost(word, rules);
  return sum;
}

std::size_t rarest(const Alternative& way, const RuleSet& rules) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < way.size(); ++i)
    if (cost(way[i], rules) < cost(way[best], rules)) best = i;
  return best;
}

int cost(const Node& node, const RuleSet& rules) {
  if (node.optional || node.alternatives.empty()) return never;
  int sum = 0;
  for (const auto& way : node.alternatives) sum = std::min(never, sum + cost(way[rarest(way, rules)], rules));
  return sum;
}

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

struct Search {
  std::string_view text;
  const std::vector<Word>& words;
  const std::vector<std::uint8_t>& lengths;
  std::vector<Hit>& hits;
};

int on_match(unsigned id, unsigned long long, unsigned long long to, unsigned, void* context) {
  auto& search = *static_cast<Search*>(context);
  const auto end = static_cast<std::size_t>(to), start = end - search.lengths[id];
  if ((start > 0 && in_word(search.text[start - 1])) || (end < search.text.size() && in_word(search.text[end]))) return 0;
  search.hits.push_back({static_cast<std::uint32_t>(start), search.words[id]});
  return 0;
}

void free_database(hs_database* database) { hs_free_database(database); }
void free_scratch(hs_scratch* scratch) { hs_free_scratch(scratch); }

}  // namespace

std::expected<Finder, std::string> Finder::make(const RuleSet& rules) {
  Finder out;
  out.uses_.resize(rules.vocabulary.size());
  for (std::size_t r = 0; r < rules.rules.size(); ++r) {
    const auto& rule = rules.rules[r];
    for (std::size_t p = 0; p < rule.phrases.size(); ++p) {
      const auto& nodes = rule.phrases[p].pattern.nodes;
      const auto node = static_cast<std::size_t>(
          std::ranges::min_element(nodes, {}, [&](const Node& n) { return cost(n, rules); }) - nodes.begin());
      if (cost(nodes[node], rules) >= never)
        return std::unexpected(fmt::format("{}: \"{}\" has no part that always stands and has words of its own", rule.id, rule.phrases[p].text));
      for (std::size_t a = 0; a < nodes[node].alternatives.size(); ++a) {
        const auto offset = rarest(nodes[node].alternatives[a], rules);
        for (const auto word : nodes[node].alternatives[a][offset].words())
          out.uses_[word].push_back({static_cast<std::uint32_t>(r), static_cast<std::uint16_t>(p), static_cast<std::uint16_t>(a),
                                     static_cast<std::uint8_t>(node), static_cast<std::uint8_t>(offset)});
      }
    }
  }
  if (auto compiled = out.compile(rules); !compiled) return std::unexpected(compiled.error());
  return out;
}

std::expected<void, std::string> Finder::compile(const RuleSet& rules) {
  std::vector<std::string> literals;
  for (Word word = 1; word < uses_.size(); ++word) {
    if (uses_[word].empty()) continue;
    std::string text(rules.vocabulary.text(word));
    auto plain = text;
    std::erase(plain, '\'');
    for (const auto& each : plain == text ? std::vector{text} : std::vector{text, plain}) {
      literals.push_back(each);
      words_.push_back(word);
      lengths_.push_back(static_cast<std::uint8_t>(each.size()));
    }
  }
  if (literals.empty()) return std::unexpected("there are no language rules");
  std::vector<const char*> texts;
  std::vector<std::size_t> sizes;
  std::vector<unsigned> flags(literals.size(), HS_FLAG_CASELESS), ids;
  for (const auto& literal : literals) {
    texts.push_back(literal.data());
    sizes.push_back(literal.size());
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* wrong = nullptr;
  if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(), static_cast<unsigned>(literals.size()), HS_MODE_BLOCK,
                           nullptr, &database, &wrong) != HS_SUCCESS) {
    std::string message = fmt::format("the language rules cannot be prepared for searching: {}", wrong ? wrong->message : "no reason given");
    hs_free_compile_error(wrong);
    return std::unexpected(std::move(message));
  }
  database_ = {database, free_database};
  hs_scratch_t* scratch = nullptr;
  if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) throw std::bad_alloc();
  first_scratch_ = {scratch, free_scratch};
  return {};
}

Finder::Scratch Finder::scratch() const {
  hs_scratch_t* scratch = nullptr;
  if (hs_clone_scratch(first_scratch_.get(), &scratch) != HS_SUCCESS) throw std::bad_alloc();
  return {scratch, free_scratch};
}

void Finder::find(std::string_view text, hs_scratch& scratch, std::vector<Hit>& hits) const {
  hits.clear();
  Search search{text, words_, lengths_, hits};
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) return;
  hs_scan(database_.get(), text.data(), static_cast<unsigned>(text.size()), 0, &scratch, on_match, &search);
  std::ranges::sort(hits, {}, [](const Hit& hit) { return std::pair(hit.start, hit.word); });
}

}  // namespace lapwing::language
