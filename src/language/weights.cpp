#include "language/weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace lapwing::language {
namespace {

constexpr std::size_t sentence_words_min = 2, sentence_words_max = 80;
constexpr std::size_t sentence_of_nobody_words_max = 14;   // a note that leaves the child out is short: "Off out again tonight."

bool vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

// "refusing", "refused" and "refuses" are "refus".
std::string without_ending(std::string word) {
  const auto cut = [&](std::size_t bytes) { word.resize(word.size() - bytes); };
  const auto ends = [&](std::string_view with, std::size_t stem_min) { return word.size() >= with.size() + stem_min && word.ends_with(with); };
  if (ends("ies", 3)) {
    cut(3);
    word += 'y';
  } else if (ends("ing", 3) || ends("ed", 3)) {
    cut(word.ends_with("ing") ? 3 : 2);
    if (word[word.size() - 1] == word[word.size() - 2] && !vowel(word.back()) && word.back() != 's' && word.back() != 'l') cut(1);
  } else if (ends("es", 3) && std::string_view("sxzh").find(word[word.size() - 3]) != std::string_view::npos) {
    cut(2);
  } else if (ends("s", 3) && !word.ends_with("ss") && !word.ends_with("us")) {
    cut(1);
  } else if (ends("ly", 4)) {
    cut(2);
  }
  if (word.size() > 3 && word.back() == 'e') cut(1);
  return word;
}

}  // namespace

Symbols::Symbols() : texts_{"", "<S>", "<E>", "<name>", "<child_age>", "<adult_age>", "<number>"} {
  for (Symbol symbol = 1; symbol < texts_.size(); ++symbol) sorted_.emplace_back(texts_[symbol], symbol);
  std::ranges::sort(sorted_);
}

Symbol Symbols::find(const std::string& stem) const {
  const auto at = std::ranges::lower_bound(sorted_, stem, {}, &std::pair<std::string, Symbol>::first);
  return at != sorted_.end() && at->first == stem ? at->second : none;
}

Symbol Symbols::add(const std::string& stem) {
  const auto at = std::ranges::lower_bound(sorted_, stem, {}, &std::pair<std::string, Symbol>::first);
  if (at != sorted_.end() && at->first == stem) return at->second;
  if (texts_.size() >= symbols_max) throw std::length_error("too many different words are weighed");
  texts_.push_back(stem);
  return sorted_.insert(at, {stem, static_cast<Symbol>(texts_.size() - 1)})->second;
}

std::string Symbols::stem(std::string_view word, const Words& words) {
  // "They" is the child in some notes and everybody in others, so that it is a word of its own.
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> people = {
      {{"she", "<she>"}, {"he", "<she>"}, {"yp", "<she>"}, {"her", "<her>"}, {"his", "<her>"}, {"hers", "<her>"}, {"him", "<him>"}, {"herself", "<self>"}, {"himself", "<self>"}}};
  std::string plain(word);
  std::erase(plain, '\'');
  for (const auto& [from, to] : people)
    if (plain == from) return std::string(to);
  if (const auto* base = words.base_of(plain)) plain = *base;
  return without_ending(std::move(plain));
}

void Symbols::map(const Vocabulary& vocabulary, const Words& words) {
  by_word_.assign(vocabulary.size(), none);
  for (Word word = 1; word < vocabulary.size(); ++word) by_word_[word] = find(stem(vocabulary.text(word), words));
}

Symbol Symbols::other(const Tokens& tokens, std::size_t token) const {
  const auto& said = tokens[token];
  const char first = tokens.text(token)[0];
  if (said.number > 0) return said.number < 18 ? child_age : adult_age;
  if (first >= '0' && first <= '9') return number;
  return said.capital ? name : none;
}

std::expected<Weights, std::string> Weights::read(Thresholds thresholds, std::vector<std::string> kinds, const std::vector<std::string>& people,
                                                  const std::vector<std::string>& lines) {
  Weights out;
  out.thresholds_ = thresholds;
  out.kinds_ = std::move(kinds);
  out.slots_.resize(std::bit_ceil(lines.size() * 2 + 16));
  for (const auto& line : lines) {
    const auto first = line.find(' '), second = line.find(' ', first + 1);
    const auto kind = std::ranges::find(out.kinds_, second == line.npos ? "" : line.substr(second + 1));
    Weight weight{0, static_cast<std::uint8_t>(kind - out.kinds_.begin())};
    if (second == line.npos || kind == out.kinds_.end() || std::from_chars(line.data(), line.data() + first, weight.weight).ec != std::errc())
      return std::unexpected(fmt::format("\"{}\" is not a weight, a word or two, and one of the kinds", line));
    const auto words = line.substr(first + 1, second - first - 1);
    const auto plus = words.find('+');
    if (plus == words.npos) {
      const auto symbol = out.symbols_.add(words);
      if (out.alone_.size() <= symbol) out.alone_.resize(symbol + 1u);
      out.alone_[symbol] = weight;
    } else {
      const bool apart = words[plus + 1] == '+';
      const auto a = out.symbols_.add(words.substr(0, plus)), b = out.symbols_.add(words.substr(plus + (apart ? 2 : 1)));
      out.add(apart ? Feature::near(a, b) : Feature::next(a, b), weight);
    }
    ++out.count_;
  }
  for (const auto& stem : people) {
    const auto symbol = out.symbols_.add(stem);
    if (out.people_.size() <= symbol) out.people_.resize(symbol + 1u);
    out.people_[symbol] = true;
  }
  out.alone_.resize(out.symbols_.size());
  out.people_.resize(out.symbols_.size());
  return out;
}

void Weights::add(std::uint32_t feature, Weight weight) {
  const auto mask = slots_.size() - 1;
  filter_[spread(feature) % filter_bits / 64] |= std::uint64_t{1} << (spread(feature) % 64);
  auto at = spread(feature) & mask;
  while (slots_[at].feature != 0 && slots_[at].feature != feature) at = (at + 1) & mask;
  slots_[at] = {feature, weight};
}

const Weight* Weights::find(std::uint32_t feature) const {
  if (feature >> 30 == 0) return &alone_[feature];
  const auto spread_out = spread(feature);
  if (!(filter_[spread_out % filter_bits / 64] >> (spread_out % 64) & 1)) return nullptr;
  const auto mask = slots_.size() - 1;
  for (auto at = spread_out & mask;; at = (at + 1) & mask) {
    if (slots_[at].feature == feature) return &slots_[at].weight;
    if (slots_[at].feature == 0) return nullptr;
  }
}

std::optional<Weights::Weighed> Weights::weigh(const Tokens& tokens, std::size_t first, std::size_t after, std::vector<Symbol>& room) const {
  const auto words = after - first;
  if (words < sentence_words_min || words > sentence_words_max) return std::nullopt;
  room.clear();
  room.push_back(Symbols::start);
  bool of_a_child = false;
  for (auto token = first; token < after; ++token) {
    room.push_back(symbols_.of(tokens, token));
    of_a_child |= people_[room.back()];
  }
  if (!of_a_child && words > sentence_of_nobody_words_max) return std::nullopt;
  room.push_back(Symbols::end);
  float sum = 0;
  each_feature(room, [&](std::uint32_t feature, std::size_t) {
    if (const auto* weight = find(feature)) sum += weight->weight;
  });
  if (sum <= (of_a_child ? thresholds_.of_a_child : thresholds_.other) * std::sqrt(static_cast<double>(words))) return std::nullopt;
  return heaviest(room, first);
}

// The run of words of the greatest weight, and what most of its weight speaks for.
Weights::Weighed Weights::heaviest(const std::vector<Symbol>& symbols, std::size_t first) const {
  std::vector<float> by_word(symbols.size(), 0);
  std::vector<float> by_kind(kinds_.size(), 0);
  each_feature(symbols, [&](std::uint32_t feature, std::size_t at) {
    const auto* weight = find(feature);
    if (!weight) return;
    by_word[std::clamp<std::size_t>(at, 1, symbols.size() - 2)] += weight->weight;
    if (weight->weight > 0) by_kind[weight->kind] += weight->weight;
  });
  float best = -1, here = 0;
  std::size_t begin = 1, from = 1, until = 2;
  for (std::size_t i = 1; i + 1 < symbols.size(); ++i) {
    if (here <= 0) here = 0, begin = i;
    here += by_word[i];
    if (here > best) best = here, from = begin, until = i + 1;
  }
  if (until - from < 2 && from > 1) --from;   // two words at least: one alone says too little
  const auto kind = std::ranges::max_element(by_kind) - by_kind.begin();
  return {{first + from - 1, first + until - 1}, static_cast<std::uint8_t>(kind)};
}

}  // namespace lapwing::language
