#include "language/context.hpp"

#include <algorithm>
#include <ranges>

#include "language/challenge.hpp"
#include "language/quotation.hpp"

namespace lapwing::language {
namespace {

constexpr std::size_t phrase_words_max = 16;       // how far before its end a context phrase may begin
constexpr std::size_t sentence_words_max = 80;     // a sentence longer than this is looked at in part
constexpr std::size_t carried_words_max = 9;
constexpr std::size_t spoken_of_words_max = 4;     // between the words and what is said of them
constexpr int peer_years_apart_max = 2;

}  // namespace

std::size_t Context::sentence_start(std::size_t token) const {
  const auto least = token > sentence_words_max ? token - sentence_words_max : 0;
  while (token > least && !(tokens_[token].between & (sentence | paragraph))) --token;
  return token;
}

std::size_t Context::sentence_end(std::size_t token) const {
  const auto most = std::min(tokens_.size(), token + sentence_words_max);
  for (++token; token < most && !(tokens_[token].between & (sentence | paragraph));) ++token;
  return std::min(token, tokens_.size());
}

Span Context::neighbourhood(Span span, int before, int after) const {
  Span out{sentence_start(span.first), sentence_end(span.after - 1)};
  // Another paragraph is about something else.
  for (; before > 0 && out.first > 0 && !(tokens_[out.first].between & paragraph); --before) out.first = sentence_start(out.first - 1);
  for (; after > 0 && out.after < tokens_.size() && !(tokens_[out.after].between & paragraph); --after) out.after = sentence_end(out.after);
  return out;
}

// Whether one of them begins in [from, until) and ends by end_max.
bool Context::any_of(const Patterns& patterns, std::size_t from, std::size_t until, std::size_t end_max) const {
  for (auto token = from; token < until; ++token)
    if (patterns.firsts.holds(tokens_[token]))
      for (const auto& pattern : patterns.all)
        if (const auto found = matcher_.starting_at(pattern, token); found && found->after <= end_max) return true;
  return false;
}

bool Context::overlaps(const Patterns& patterns, Span span) const {
  const auto from = span.first > phrase_words_max ? span.first - phrase_words_max : 0;
  for (auto token = from; token < span.after; ++token)
    if (patterns.firsts.holds(tokens_[token]))
      for (const auto& pattern : patterns.all)
        if (const auto found = matcher_.starting_at(pattern, token); found && found->after > span.first) return true;
  return false;
}

bool Context::stands_near(const Phrase& phrase, Span span) const {
  return phrase.near.empty() || in_sentence(phrase.near, span);
}

bool Context::in_sentence(const Patterns& patterns, Span span) const {
  const auto start = sentence_start(span.first), end = sentence_end(span.after - 1);
  return any_of(patterns, start, end, end);
}

bool Context::is_finding(const Rule& rule, Span span) const {
  if (overlaps(rule.unless, span)) return false;
  if (!rule.unless_near.empty() &&
      any_of(rule.unless_near, sentence_start(span.first), sentence_end(span.after - 1), tokens_.size()))
    return false;
  if (!rule.negation_counts && negated(span)) return false;
  if (rule.about != About::anyone) {
    const auto who = subject(span);
    if (who == Subject::suspect || (in_sentence(words_.adult_acts, span) && nobody_named(span))) return false;
    if (rule.about == About::child_acts && (who == Subject::grown || in_sentence(words_.made_to, span))) return false;
  }
  if (rule.needs == Needs::not_grown) return child_is_near(span) || !only_grown(span);
  if (rule.needs == Needs::age_gap) return age_gap(span);
  if (rule.needs == Needs::child_here) return child_within(neighbourhood(span, 0, 0));
  return true;
}

// Back over words that only carry a "not" on ("has not made a", "no evidence that he is involved in").
template <class Stop>
bool Context::carried_back(Span span, Stop&& stop) const {
  for (auto token = span.first;; --token) {
    if (stop(token)) return true;
    if (token == 0 || span.first - token >= carried_words_max) return false;
    if (token < tokens_.size() && (tokens_[token].between & (sentence | clause | paragraph | comma))) return false;
    if (!words_.negation_light.holds(tokens_[token - 1]) && !tokens_[token - 1].lightly) return false;
  }
}

// "Going back to him does not mean that": the words are what is spoken of.
bool Context::negated_after(Span span) const {
  for (auto token = span.after; token < tokens_.size() && token <= span.after + spoken_of_words_max; ++token) {
    if (tokens_[token].between & (comma | clause | sentence | paragraph)) return false;
    if (any_of(words_.negated_after, token, token + 1, tokens_.size())) return true;
    if (words_.people.going_on.holds(tokens_[token]) || words_.contrast.holds(tokens_[token])) return false;
  }
  return false;
}

bool Context::negated(Span span) const {
  if (negated_after(span)) return true;
  return carried_back(span, [&](std::size_t token) {
    if (token > 0 && words_.negator.holds(tokens_[token - 1]) && !(tokens_[token].between & (sentence | clause | paragraph))) return true;
    return std::ranges::any_of(words_.negated, [&](const Pattern& pattern) { return matcher_.ending_before(pattern, token); });
  });
}

// "He" and "they" may be anyone's, so the sentences before are looked at too.
Subject Context::subject(Span span) const {
  return SubjectReader(words_.people, tokens_).of(span.first, span.after, sentence_start(span.first), neighbourhood(span, 2, 0).first);
}

// Whether "he" or "they" acts in the words' sentence, who may be anybody.
bool Context::nobody_named(Span span) const {
  const auto here = sentence_start(span.first);
  const auto is_he = [&](std::size_t token) { return words_.people.he_or_they.holds(tokens_[token]); };
  const auto tokens = std::views::iota(here, span.after);
  return std::ranges::any_of(tokens, is_he) && SubjectReader(words_.people, tokens_).of(span.first, span.after, here, here) == Subject::unsaid;
}

bool Context::age_stands(std::size_t token) const {
  const auto& said = tokens_[token];
  if (said.number < 3) return false;
  const bool last = token + 1 >= tokens_.size();
  if (said.word == Vocabulary::unknown && tokens_.text(token).size() > 2) return tokens_.text(token).find_first_of("yY") != std::string_view::npos;
  if (!last && words_.people.age_unit.holds(tokens_[token + 1]) && !(tokens_[token + 1].between & (sentence | paragraph))) return true;
  if (token == 0) return false;
  const auto& before = tokens_[token - 1];
  const bool ends_here = last || (tokens_[token + 1].between & (comma | bracket | sentence | paragraph | clause | quote)) ||
                         !words_.not_age_unit.holds(tokens_[token + 1]);
  if (words_.age_before.holds(before)) return true;
  const bool alone = last || (tokens_[token + 1].between & (comma | bracket | sentence | paragraph | clause));
  if ((said.between & (comma | bracket)) && alone && said.number < 80) return true;
  return words_.be.holds(before) && ends_here;
}

Context::Ages Context::ages(Span within) const {
  Ages out;
  for (auto token = within.first; token < within.after; ++token)
    if (age_stands(token)) (tokens_[token].number < 18 ? out.children : out.adults).push_back(tokens_[token].number);
  return out;
}

std::optional<int> Context::youngest_child_years(Span span) const {
  const auto found = ages(neighbourhood(span, 2, 1)).children;
  if (facts_.child_age_years) return facts_.child_age_years;
  if (found.empty()) return std::nullopt;
  return *std::ranges::min_element(found);
}

bool Context::child_within(Span within) const {
  if (!ages(within).children.empty()) return true;
  for (auto token = within.first; token < within.after; ++token)
    if (words_.people.child.holds(tokens_[token])) return true;
  return false;
}

bool Context::child_is_near(Span span) const {
  return facts_.child_age_years.value_or(99) < 18 || child_within(neighbourhood(span, 1, 1));
}

// Whether somebody grown is named and nobody says that a child is spoken of.
bool Context::only_grown(Span span) const {
  const auto near = neighbourhood(span, 1, 0);
  for (auto token = near.first; token < near.after; ++token)
    if (words_.grown.holds(tokens_[token])) return true;
  return false;
}

// A child and somebody older, or a child under 16 and somebody whose age nobody has written down. Two children of nearly one age are
// peers, and so are adults.
bool Context::age_gap(Span span) const {
  const auto near = neighbourhood(span, 1, 1);
  const auto known = ages(near);
  bool peer = false, older = false;
  for (auto token = sentence_start(span.first); token < sentence_end(span.after - 1); ++token) {
    peer |= words_.peer.holds(tokens_[token]);
    older |= words_.older.holds(tokens_[token]);
  }
  auto children = known.children;
  if (facts_.child_age_years && *facts_.child_age_years < 18) children.push_back(static_cast<std::uint8_t>(*facts_.child_age_years));
  if ((older || !known.adults.empty()) && (child_is_near(span) || !only_grown(span))) return true;
  if (!known.adults.empty()) return false;
  if (peer || children.empty()) return false;
  const auto [least, most] = std::ranges::minmax(children);
  if (children.size() > 1 && most - least <= peer_years_apart_max && known.children.size() > 1) return false;
  return least < 16;
}

Exemption Context::exemption(Span span) const {
  if (discussed(span)) return Exemption::discussed;
  if (quoted(span)) return Exemption::quoted;
  if (reported(span) || challenged(span)) return Exemption::reported;
  return Exemption::none;
}

bool Context::discussed(Span span) const {
  if (carried_back(span, [&](std::size_t token) {
        return std::ranges::any_of(words_.discussed_directly, [&](const Pattern& pattern) { return matcher_.ending_before(pattern, token); });
      }))
    return true;
  const auto start = sentence_start(span.first), end = sentence_end(span.after - 1);
  return any_of(words_.discussed_before, start, span.first, span.first) || any_of(words_.discussed_after, span.after, end, end) ||
         any_of(words_.discussed_anywhere, start, end, end);
}

bool Context::quoted(Span span) const {
  // A phrase may run over the mark that closes: "we are in love," she says.
  return within_quotation(tokens_.text(), tokens_[span.first].start, tokens_[span.first].end);
}

// In the same clause: a "but" between the telling and the words ends what was told.
bool Context::reported(Span span) const {
  const auto start = sentence_start(span.first);
  for (auto token = span.first; token > start; --token) {
    const auto& said = tokens_[token - 1];
    if (words_.contrast.holds(said)) return false;
    if (words_.reported.firsts.holds(said))
      for (const auto& pattern : words_.reported.all)
        if (const auto found = matcher_.starting_at(pattern, token - 1); found && found->after <= span.first) return true;
    if (said.between & clause) return false;
  }
  return false;
}

bool Context::challenged(Span span) const {
  const Span here{sentence_start(span.first), sentence_end(span.after - 1)};
  return ChallengeReader(words_.challenge, tokens_).challenged(span, here, neighbourhood(span, 0, 1).after);
}

}  // namespace lapwing::language
