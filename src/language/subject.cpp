#include "language/subject.hpp"

namespace lapwing::language {
namespace {

constexpr std::size_t phrase_words_max = 8;   // "the unknown older white 34 year old male"
constexpr std::uint8_t parts = comma | bracket | clause | sentence | paragraph;

}  // namespace

bool SubjectReader::is_age(std::size_t token) const {
  const auto& said = tokens_[token];
  if (said.number == 0) return false;
  if (said.word == Vocabulary::unknown && tokens_.text(token).size() > 2) return true;   // 34yo
  return token + 1 < tokens_.size() && words_.age_unit.holds(tokens_[token + 1]);
}

// "Bashir, 44, is": an age between commas.
bool SubjectReader::set_off(std::size_t token) const {
  constexpr std::uint8_t aside = comma | bracket;
  return token > 0 && token + 1 < tokens_.size() && (tokens_[token].between & aside) && (tokens_[token + 1].between & aside);
}

// Back from a person over what belongs to them.
SubjectReader::Phrase SubjectReader::phrase_ending(std::size_t token) const {
  Phrase out;
  auto at = token;
  for (std::size_t words = 0;; --at, ++words) {
    if (is_age(at)) (tokens_[at].number < 18 ? out.young : out.grown) = true;
    out.young |= words_.young.holds(tokens_[at]);
    if (at == 0 || (tokens_[at].between & parts)) {
      out.leads = true;
      return out;
    }
    const auto& before = tokens_[at - 1];
    if (words == phrase_words_max || !(words_.beside.holds(before) || before.lightly || before.number > 0)) {
      out.governed = words_.preposition.holds(before);
      out.leads = words_.joining.holds(before);
      return out;
    }
  }
}

// "Mr Khan", "DC 4410 Walsh": a name after a title, over numbers and another name.
bool SubjectReader::titled(std::size_t token, const WordSet& titles) const {
  constexpr std::size_t words_max = 3;
  for (std::size_t words = 1; words <= words_max && words <= token; ++words) {
    const auto& before = tokens_[token - words];
    if (titles.holds(before)) return true;
    const bool number = tokens_.text(token - words)[0] >= '0' && tokens_.text(token - words)[0] <= '9';
    if (!number && !(before.capital && before.word == Vocabulary::unknown)) return false;
  }
  return false;
}

Subject SubjectReader::of(std::size_t first, std::size_t after, std::size_t here, std::size_t from) const {
  const auto carries = [&] {
    for (auto token = here; token < after; ++token)
      if (words_.he_or_they.holds(tokens_[token])) return true;
    return false;
  };
  for (auto token = first; token > from; --token) {
    const auto at = token - 1;
    if (token == here && !carries()) return Subject::unsaid;   // no "he" that would lead to the sentence before
    const auto& said = tokens_[at];
    if (said.word == Vocabulary::unknown) {
      if (said.capital && titled(at, words_.title_of_adult)) return Subject::suspect;
      if (said.capital && titled(at, words_.title)) return Subject::grown;
      if (said.capital && token == first && said.number == 0) return Subject::child;   // "Ellie refuses"
      if (is_age(at) && said.number >= 18 && !phrase_ending(at).governed) return Subject::suspect;
      if (said.number >= 18 && set_off(at) && phrase_ending(at - 1).leads) return Subject::suspect;
      continue;
    }
    if (words_.suspect.holds(said)) return Subject::suspect;
    if (words_.she.holds(said)) return Subject::child;
    if (words_.victim.holds(said)) return Subject::child;
    if (words_.child.holds(said)) {
      if (!phrase_ending(at).governed || at + 1 == first) return Subject::child;
    } else if (words_.male.holds(said) || words_.adult.holds(said)) {
      const auto phrase = phrase_ending(at);
      if (phrase.young && !phrase.grown) return Subject::child;
      const bool does = phrase.leads || (at + 1 < tokens_.size() && words_.relative.holds(tokens_[at + 1]));
      if (words_.adult.holds(said) || phrase.grown ? does || (!phrase.governed && at + 1 == first) : does && at > 0) return Subject::suspect;
    } else if (words_.carer.holds(said)) {
      if (phrase_ending(at).leads) return Subject::grown;
    } else if (is_age(at) && said.number >= 18 && phrase_ending(at).leads) {
      return Subject::suspect;
    }
  }
  return Subject::unsaid;
}

}  // namespace lapwing::language
