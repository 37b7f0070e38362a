#include "language/pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <stdexcept>

namespace lapwing::language {
namespace {

constexpr std::size_t alternatives_max = 600, nodes_max = 24, class_depth_max = 4;
constexpr int gap_words_max = 8;

struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Parser {
 public:
  Parser(const Words& words, Vocabulary& vocabulary) : words_(words), vocabulary_(vocabulary) {}

  Pattern pattern(std::string_view text) {
    Pattern out;
    for (const auto& item : split(text, ' ')) out.nodes.push_back(node(item));
    if (out.nodes.empty()) throw Wrong("a phrase needs a word");
    if (out.nodes.size() > nodes_max) throw Wrong(fmt::format("more than {} words", nodes_max));
    if (std::ranges::all_of(out.nodes, [](const Node& n) { return n.optional || n.alternatives.empty(); }))
      throw Wrong("every word may be left out, so that it would match nothing");
    if (out.nodes.front().alternatives.empty() || out.nodes.back().alternatives.empty()) throw Wrong("a gap at the edge says nothing");
    return out;
  }

 private:
  // At the top level only: what is within braces and brackets stays together.
  static std::vector<std::string_view> split(std::string_view text, char by) {
    std::vector<std::string_view> out;
    int depth = 0;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && (text[i] == '{' || text[i] == '[')) ++depth;
      if (i < text.size() && (text[i] == '}' || text[i] == ']')) --depth;
      if (depth < 0) throw Wrong("a bracket closes that was not opened");
      if (i < text.size() && (text[i] != by || depth > 0)) continue;
      if (i > start) out.push_back(text.substr(start, i - start));
      else if (by == '|') throw Wrong("an empty alternative");
      start = i + 1;
    }
    if (depth != 0) throw Wrong("a bracket is not closed");
    return out;
  }

  Node node(std::string_view item) {
    Node out;
    if (item.starts_with("..")) {
      const auto* end = item.data() + item.size();
      const auto [stopped, failed] = std::from_chars(item.data() + 2, end, out.gap_words_max);
      if (failed != std::errc() || stopped != end || out.gap_words_max < 1 || out.gap_words_max > gap_words_max)
        throw Wrong(fmt::format("\"{}\": a gap is ..1 to ..{}", item, gap_words_max));
      return out;
    }
    out.optional = item.front() == '[';
    out.alternatives = item.front() == '[' ? choices(inside(item), 0) : choices(item, 0);
    for (const auto& way : out.alternatives) {
      out.firsts.add(way.front());
      out.lasts.add(way.back());
    }
    return out;
  }

  static std::string_view inside(std::string_view item) {
    const char closes = item.front() == '[' ? ']' : '}';
    if (item.size() < 3 || item.back() != closes) throw Wrong(fmt::format("\"{}\": the bracket must close at the end", item));
    return item.substr(1, item.size() - 2);
  }

  // "a b|{class}|c~": every way to say it, with single words taken together in one set.
  std::vector<Alternative> choices(std::string_view text, std::size_t depth) {
    std::vector<Alternative> out;
    WordSet together;
    bool any_single = false;
    for (const auto& choice : split(text, '|')) {
      for (auto& way : sequence(choice, depth)) {
        if (way.empty()) throw Wrong(fmt::format("\"{}\": a choice that says nothing", choice));
        if (way.size() != 1 || way[0].special()) {
          out.push_back(std::move(way));
          continue;
        }
        any_single = true;
        for (const auto word : way[0].words()) together.add(word);
      }
    }
    if (any_single) out.push_back({together});
    if (out.size() > alternatives_max) throw Wrong(fmt::format("more than {} ways to say one part", alternatives_max));
    std::ranges::stable_sort(out, std::ranges::greater{}, [](const Alternative& way) { return way.size(); });
    return out;
  }

  std::vector<Alternative> sequence(std::string_view text, std::size_t depth) {
    std::vector<Alternative> out{{}};
    for (const auto& item : split(text, ' ')) {
      const auto ways = part(item, depth);
      std::vector<Alternative> longer;
      for (const auto& start : out)
        for (const auto& way : ways) {
          longer.push_back(start);
          longer.back().insert(longer.back().end(), way.begin(), way.end());
        }
      if (longer.size() > alternatives_max) throw Wrong(fmt::format("more than {} ways to say one part", alternatives_max));
      out = std::move(longer);
    }
    return out;
  }

  std::vector<Alternative> part(std::string_view item, std::size_t depth) {
    if (item.front() == '{') {
      const auto within = inside(item);
      if (within.find_first_of("| ~^-") == within.npos && within.front() != '{') {
        const auto* of = words_.class_of(std::string(within));
        if (!of) throw Wrong(fmt::format("there is no class of words {{{}}}", within));
        if (depth >= class_depth_max) throw Wrong(fmt::format("{{{}}} is made of itself", within));
        return choices(*of, depth + 1);
      }
      return choices(within, depth);
    }
    if (item.front() == '[') {   // within alternatives: with it or without
      auto ways = choices(inside(item), depth);
      ways.push_back({});
      return ways;
    }
    if (item.front() == '<') return {special(item)};
    return word(item);
  }

  static Alternative special(std::string_view item) {
    WordSet set;
    if (item == "<name>") set.add(WordSet::any_name);
    else if (item == "<number>") set.add(WordSet::any_number);
    else if (item == "<child_age>") set.add(WordSet::child_age);
    else if (item == "<adult_age>") set.add(WordSet::adult_age);
    else throw Wrong(fmt::format("{} is not one of <name>, <number>, <child_age>, <adult_age>", item));
    return {set};
  }

  std::vector<std::string> forms(std::string_view item) const {
    std::string base(item.substr(0, item.find_first_of("~^")));
    const auto mark = item.substr(base.size());
    if (base.ends_with("'s")) base.resize(base.size() - 2);   // a possessive is read as its word
    if (mark != "" && mark != "~" && mark != "^") throw Wrong(fmt::format("\"{}\": ~ or ^ stands at a word's end", item));
    for (const char c : base)
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\''))
        throw Wrong(fmt::format("\"{}\": words are written in small letters a to z", item));
    if (base.empty() || base.size() > 40) throw Wrong(fmt::format("\"{}\" is no word", item));
    return mark == "~" ? words_.verb(base) : mark == "^" ? words_.noun(base) : std::vector{base};
  }

  // "she's" is read as two words, as in a text.
  static const std::vector<std::string_view>* said_short(std::string_view item) {
    static const std::map<std::string_view, std::vector<std::string_view>> endings = {
        {"s", {"is", "has"}}, {"re", {"are"}}, {"ve", {"have"}}, {"ll", {"will"}}, {"m", {"am"}}, {"d", {"had", "would"}}};
    static constexpr std::array<std::string_view, 13> pronouns = {"she", "he",   "it",    "they", "we",    "you",  "i",
                                                                  "that", "who", "there", "what", "where", "here"};
    const auto at = item.find('\'');
    if (at == item.npos || std::ranges::find(pronouns, item.substr(0, at)) == pronouns.end()) return nullptr;
    const auto found = endings.find(item.substr(at + 1));
    return found == endings.end() ? nullptr : &found->second;
  }

  std::vector<Alternative> word(std::string_view item) {
    std::vector<Alternative> out;
    if (const auto* ending = said_short(item)) {
      WordSet pronoun, rest;
      pronoun.add(vocabulary_.add(item.substr(0, item.find('\''))));
      for (const auto one : *ending) rest.add(vocabulary_.add(one));
      return {{pronoun, rest}};
    }
    const auto set_of = [&](const std::vector<std::string>& all, const std::string& before) {
      WordSet set;
      for (const auto& one : all) set.add(vocabulary_.add(before + one));
      return set;
    };
    Alternative apart;
    std::string before;
    const auto parts = split(item, '-');
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      apart.push_back(set_of(forms(parts[i]), ""));
      before += parts[i];
    }
    const auto last = forms(parts.back());
    apart.push_back(set_of(last, ""));
    if (parts.size() > 1) out.push_back({set_of(last, before)});
    out.push_back(std::move(apart));
    return out;
  }

  const Words& words_;
  Vocabulary& vocabulary_;
};

}  // namespace

void WordSet::add(const WordSet& other) {
  for (const auto word : other.words_) add(word);
  special_ |= other.special_;
}

void WordSet::add(Word word) {
  if (bits_.size() <= word / 64u) bits_.resize(word / 64u + 1);
  const auto bit = std::uint64_t{1} << (word % 64u);
  if (bits_[word / 64u] & bit) return;
  bits_[word / 64u] |= bit;
  folded_[word / 64u % folded_.size()] |= bit;
  words_.push_back(word);
}

bool WordSet::holds_special(const Token& token) const {
  if ((special_ & any_name) && token.capital && token.number == 0 && token.word == Vocabulary::unknown) return true;
  if ((special_ & any_number) && token.number > 0) return true;
  if ((special_ & child_age) && token.number > 0 && token.number < 18) return true;
  return (special_ & adult_age) && token.number >= 18;
}

std::expected<Pattern, std::string> parse_pattern(std::string_view text, const Words& words, Vocabulary& vocabulary) {
  try {
    return Parser(words, vocabulary).pattern(text);
  } catch (const Wrong& wrong) {
    return std::unexpected(std::string(wrong.what()));
  } catch (const std::length_error& wrong) {
    return std::unexpected(std::string(wrong.what()));
  }
}

}  // namespace lapwing::language
