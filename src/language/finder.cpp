#include "language/finder.hpp"

#include <fmt/format.h>
#include <hs.h>

#include <algorithm>
#include <limits>
#include <map>
#include <new>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
struct Anchor {
  std::size_t offset = 0, words = 1;
  int cost = never;
};

Anchor rarest(const Alternative& way, const RuleSet& rules) {
  constexpr std::size_t pairs_max = 16;
  constexpr int pair_scale = 1500;
  Anchor best;
  const auto offer = [&](const Anchor& anchor) {
    if (anchor.cost < best.cost) best = anchor;
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

// The ways a word may be spelled where a literal stands: with its apostrophe and without.
std::vector<std::string> spellings(std::string_view word) {
  std::vector<std::string> out{std::string(word)};
  auto plain = out[0];
  std::erase(plain, '\'');
  if (plain != out[0]) out.push_back(plain);
  return out;
}

std::vector<std::string> literals_of(const Alternative& way, const Anchor& anchor, const RuleSet& rules) {
  std::vector<std::string> out;
  for (const auto word : way[anchor.offset].words())
    for (const auto& first : spellings(rules.vocabulary.text(word))) {
      if (anchor.words == 1) {
        out.push_back(first);
        continue;
      }
      for (const auto next : way[anchor.offset + 1].words())
        for (const auto& second : spellings(rules.vocabulary.text(next)))
          out.push_back(first + " " + second);
    }
  return out;
}

char plain_letter(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c | 0x20);
  const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0;
  return kept ? c : ' ';
}

// Small letters, digits and whatever is beyond ASCII stay; everything else is a space. Then a literal with a space at each end is a whole
// word in any case, and Vectorscan has little to confirm.
void make_plain(std::string_view text, char* out) {
  std::size_t at = 0;
#ifdef __SSE2__
  const auto above = [](__m128i bytes, char than) { return _mm_cmpgt_epi8(bytes, _mm_set1_epi8(than)); };
  const auto below = [](__m128i bytes, char than) { return _mm_cmplt_epi8(bytes, _mm_set1_epi8(than)); };
  const auto blank = _mm_set1_epi8(' ');
  for (; at + 16 <= text.size(); at += 16) {
    auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const auto upper = _mm_and_si128(above(bytes, 'A' - 1), below(bytes, 'Z' + 1));
    bytes = _mm_or_si128(bytes, _mm_and_si128(upper, blank));
    const auto letter = _mm_and_si128(above(bytes, 'a' - 1), below(bytes, 'z' + 1));
    const auto digit = _mm_and_si128(above(bytes, '0' - 1), below(bytes, '9' + 1));
    const auto kept = _mm_or_si128(_mm_or_si128(letter, digit), below(bytes, 0));
    bytes = _mm_or_si128(_mm_and_si128(kept, bytes), _mm_andnot_si128(kept, blank));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + at), bytes);
  }
#endif
  for (; at < text.size(); ++at) out[at] = plain_letter(text[at]);
}

int on_match(unsigned id, unsigned long long, unsigned long long to, unsigned, void* context) {
  static_cast<std::vector<Hit>*>(context)->push_back({static_cast<std::uint32_t>(to), id});
  return 0;
}

void free_database(hs_database* database) { hs_free_database(database); }
void free_scratch(hs_scratch* scratch) { hs_free_scratch(scratch); }

}  // namespace

std::expected<Finder, std::string> Finder::make(const RuleSet& rules) {
  Finder out;
  std::map<std::string, std::vector<Use>> uses;
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
        const auto anchor = rarest(way, rules);
        const auto after_anchor = anchor.offset + anchor.words;
        const auto* before = anchor.offset > 0 ? &way[anchor.offset - 1] : out.neighbour(pattern, static_cast<std::ptrdiff_t>(node) - 1, -1);
        const auto* after = after_anchor < way.size() ? &way[after_anchor] : out.neighbour(pattern, static_cast<std::ptrdiff_t>(node) + 1, 1);
        const Use use{&pattern,
                      before,
                      after,
                      static_cast<std::uint32_t>(r),
                      static_cast<std::uint16_t>(p),
                      static_cast<std::uint16_t>(a),
                      static_cast<std::uint8_t>(node),
                      static_cast<std::uint8_t>(anchor.offset)};
        for (const auto& literal : literals_of(way, anchor, rules)) uses[literal].push_back(use);
      }
    }
  }
  for (auto& [literal, where] : uses) {
    const auto words = static_cast<std::uint8_t>(1 + std::ranges::count(literal, ' '));   // an apostrophe begins no word
    auto& text = out.literals_.emplace_back(" " + literal + " ", words).text;
    std::ranges::transform(text, text.begin(), plain_letter);
    out.uses_.push_back(std::move(where));
  }
  if (auto compiled = out.compile(); !compiled) return std::unexpected(compiled.error());
  return out;
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

std::expected<void, std::string> Finder::compile() {
  if (literals_.empty()) return std::unexpected("there are no language rules");
  std::vector<const char*> texts;
  std::vector<std::size_t> sizes;
  std::vector<unsigned> flags(literals_.size(), 0), ids;
  for (const auto& literal : literals_) {
    texts.push_back(literal.text.data());
    sizes.push_back(literal.text.size());
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* wrong = nullptr;
  if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(), static_cast<unsigned>(literals_.size()), HS_MODE_BLOCK,
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

void Finder::find(std::string_view text, hs_scratch& scratch, std::string& plain, std::vector<Hit>& hits) const {
  hits.clear();
  if (text.empty() || text.size() + 2 > std::numeric_limits<std::uint32_t>::max()) return;
  plain.resize(text.size() + 2);
  plain.front() = plain.back() = ' ';
  make_plain(text, plain.data() + 1);
  hs_scan(database_.get(), plain.data(), static_cast<unsigned>(plain.size()), 0, &scratch, on_match, &hits);
  // Where the literal ended in the plain text, whose first byte is ours, becomes where its first word begins in the text.
  for (auto& hit : hits) hit.start -= static_cast<std::uint32_t>(literals_[hit.literal].text.size());
  // Found by where they end, they are nearly in order of where they begin.
  for (std::size_t i = 1; i < hits.size(); ++i)
    for (auto at = i; at > 0 && hits[at].start < hits[at - 1].start; --at) std::swap(hits[at], hits[at - 1]);
}

}  // namespace lapwing::language
