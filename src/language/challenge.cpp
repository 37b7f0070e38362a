#include "language/challenge.hpp"

namespace lapwing::language {
namespace {

constexpr std::size_t carried_words_max = 3;
constexpr std::uint8_t marks = comma | dash | bracket | quote | clause | sentence | paragraph;

// Whether one of them begins in `within`, where `at_start` holds, and ends by its end, where `at_end` holds.
template <class AtStart, class AtEnd>
bool any_of(const Matcher& matcher, const Tokens& tokens, const Patterns& patterns, Span within, AtStart&& at_start, AtEnd&& at_end) {
  for (auto token = within.first; token < within.after; ++token)
    if (patterns.firsts.holds(tokens[token]) && at_start(token))
      for (const auto& pattern : patterns.all)
        if (const auto found = matcher.starting_at(pattern, token); found && found->after <= within.after && at_end(found->after)) return true;
  return false;
}

constexpr auto wherever = [](std::size_t) { return true; };

}  // namespace

// "I have recorded her as": the author's own words, whoever they are said to.
bool ChallengeReader::authors_own(std::size_t token) const {
  constexpr std::uint8_t begins = sentence | paragraph | clause;
  if (words_.of_nobody.holds(tokens_[token]) && (token == 0 || (tokens_[token].between & begins)) && !words_.told_by.holds(tokens_[token + 1])) return true;
  for (std::size_t words = 0; token > 0 && words <= carried_words_max; --token, ++words) {
    const auto& before = tokens_[token - 1];
    if (tokens_[token].between & (sentence | paragraph | clause)) return false;
    if (words_.first_person.holds(before)) return true;
    if (!words_.carried_by.holds(before) && !before.lightly) return false;
  }
  return false;
}

bool ChallengeReader::attributed(Span words, Span sentence) const {
  auto from = words.first;
  while (from > sentence.first && !words_.contrast.holds(tokens_[from - 1])) --from;
  return any_of(matcher_, tokens_, words_.attributed, {from, words.after},
                [&](std::size_t token) { return token < words.first && !authors_own(token); }, wherever) ||
         any_of(matcher_, tokens_, words_.attributed_after, {words.after, sentence.after}, wherever, wherever);
}

bool ChallengeReader::leads(std::size_t token) const {
  return marked(token) || words_.contrast.holds(tokens_[token - 1]) || words_.carried_by.holds(tokens_[token - 1]);
}

// Whether a mark stands before the token.
bool ChallengeReader::marked(std::size_t token) const { return token >= tokens_.size() || (tokens_[token].between & marks); }

bool ChallengeReader::challenged(Span words, Span sentence, std::size_t until) const {
  const auto starts = [&](std::size_t token) { return leads(token); };
  const auto at_mark = [&](std::size_t token) { return marked(token); };
  const auto opens = [&](std::size_t token) { return token == sentence.after; };
  const Span rest{words.after, until};
  return attributed(words, sentence) &&
         (any_of(matcher_, tokens_, words_.before, {sentence.first, words.first}, wherever, wherever) ||
          any_of(matcher_, tokens_, words_.anywhere, rest, wherever, wherever) ||
          any_of(matcher_, tokens_, words_.set_against, {words.after, sentence.after}, wherever, wherever) ||
          any_of(matcher_, tokens_, words_.set_against, {sentence.after, until}, opens, wherever) ||
          any_of(matcher_, tokens_, words_.leading, rest, starts, wherever) || any_of(matcher_, tokens_, words_.shortly, rest, at_mark, at_mark));
}

}  // namespace lapwing::language
