#include "language/subject.hpp"

namespace lapwing::language {
namespace {

constexpr std::size_t linked_words_max = 4;
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

// "DOB 04/05/1988": a year that makes nobody a child in any record that is still read.
bool SubjectReader::born_long_ago(std::size_t token) const {
  const auto text = tokens_.text(token);
  return text.size() == 4 && text.starts_with("19") && text[2] >= '0' && text[2] <= '8' && text[3] >= '0' && text[3] <= '9';
}

// "the blue Audi": no person's name stands after an article.
bool SubjectReader::named_thing(std::size_t token) const {
  constexpr std::size_t words_max = 3;
  for (std::size_t words = 1; words <= words_max && words <= token; ++words) {
    const auto& before = tokens_[token - words];
    if (words_.article.holds(before)) return true;
    if (before.capital || words_.preposition.holds(before)) return false;
  }
  return false;
}

// Whether a person at `token` is whom the words at `first` are said of: "the owner is also a known". Nothing that begins another part of
// the sentence stands between.
bool SubjectReader::next_to(std::size_t token, std::size_t first) const {
  if (first - token > linked_words_max + 1) return false;
  for (auto at = token + 1; at < first; ++at) {
    const auto& said = tokens_[at];
    const bool age = said.number > 0 || tokens_[at - 1].number > 0;   // "the driver, 34, is"
    if (said.between & (sentence | paragraph | clause | (age ? 0 : comma))) return false;
    if (words_.preposition.holds(said) || words_.joining.holds(said) || words_.going_on.holds(said) || (said.capital && said.word == Vocabulary::unknown)) return false;
  }
  return true;
}

// Whether only words that link stand in between.
bool SubjectReader::linked(std::size_t from, std::size_t first) const {
  for (auto at = from; at < first; ++at)
    if (!(words_.linking.holds(tokens_[at]) || tokens_[at].lightly) || (tokens_[at].between & parts)) return false;
  return true;
}

// "Male 2"
bool SubjectReader::numbered(std::size_t token) const {
  return token + 1 < tokens_.size() && tokens_[token + 1].number > 0 && !is_age(token + 1) && !(tokens_[token + 1].between & parts);
}

// "She is 34,": the age of whoever the pronoun or the name at `token` is.
bool SubjectReader::says_adult(std::size_t token) const {
  if (token + 2 >= tokens_.size() || !words_.followed.holds(tokens_[token + 1]) || tokens_[token + 2].number < 18) return false;
  return token + 3 >= tokens_.size() || (tokens_[token + 3].between & parts) || words_.going_on.holds(tokens_[token + 3]);
}

// Whether the words follow an "and", so that whoever leads the sentence still acts.
bool SubjectReader::goes_on(std::size_t first) const {
  auto at = first;
  while (at > 0 && linked(at - 1, at)) --at;
  return at > 0 && words_.going_on.holds(tokens_[at - 1]);
}

// Back from a person over what belongs to them.
SubjectReader::Phrase SubjectReader::phrase_ending(std::size_t token) const {
  Phrase out;
  auto at = token;
  for (std::size_t words = 0;; --at, ++words) {
    if (is_age(at)) (tokens_[at].number < 18 ? out.young : out.grown) = true;
    out.young |= words_.young.holds(tokens_[at]);
    out.grown |= words > 0 && words_.grown_up.holds(tokens_[at]);
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
  if (tokens_[first].word == Vocabulary::unknown && tokens_[first].capital && titled(first, words_.title_of_adult)) return Subject::suspect;
  bool acted_on = false, pronoun = false;
  const bool same_goes_on = goes_on(first);
  for (auto token = first; token > from; --token) {
    const auto at = token - 1;
    if (token == here && (acted_on || !carries())) return acted_on ? Subject::child : Subject::unsaid;   // no "he" that would lead to the sentence before
    const auto& said = tokens_[at];
    const bool beside_words = next_to(at, first);
    if (beside_words && (born_long_ago(at) || (said.number >= 18 && (set_off(at) || (at > 0 && words_.aged.holds(tokens_[at - 1])))))) return Subject::suspect;
    if (said.word == Vocabulary::unknown) {
      if (said.capital && titled(at, words_.title_of_adult)) return Subject::suspect;
      if (said.capital && titled(at, words_.title)) return Subject::grown;
      if (said.capital && token == first && said.number == 0 && !named_thing(at)) return Subject::child;   // "Ellie refuses"
      if (is_age(at) && said.number >= 18 && !phrase_ending(at).governed) return Subject::suspect;
      if (said.number >= 18 && set_off(at) && phrase_ending(at - 1).leads) return Subject::suspect;
      continue;
    }
    if (words_.suspect.holds(said)) return Subject::suspect;
    if (words_.she.holds(said)) return says_adult(at) ? Subject::suspect : Subject::child;
    if (words_.he_or_they.holds(said) && says_adult(at)) return Subject::suspect;
    pronoun |= words_.he_or_they.holds(said);   // "treats the girls to drink and they"
    if (words_.victim.holds(said)) return Subject::child;
    if (words_.child.holds(said)) {
      const auto phrase = phrase_ending(at);
      if (phrase.grown && phrase.leads) return Subject::suspect;   // "her 24-year-old brother"
      if (phrase.leads || (!phrase.governed && pronoun) || (token == first && !same_goes_on)) return Subject::child;
      acted_on |= !phrase.governed && !same_goes_on;   // "put children at risk by": a child, unless somebody else leads the sentence
    } else if (words_.male.holds(said) || words_.adult.holds(said)) {
      const auto phrase = phrase_ending(at);
      if (phrase.young && !phrase.grown) return Subject::child;
      const bool does = phrase.leads || (at + 1 < tokens_.size() && words_.relative.holds(tokens_[at + 1]));
      if (words_.adult.holds(said) || phrase.grown ? does || (!phrase.governed && beside_words) : does && (at > 0 || numbered(at))) return Subject::suspect;
    } else if (words_.carer.holds(said)) {
      if (at > 0 && words_.step.holds(tokens_[at - 1])) return Subject::suspect;
      const bool leads = phrase_ending(at).leads;
      if (leads && words_.bystander.holds(said) && at + 1 < first && words_.followed.holds(tokens_[at + 1]) && beside_words)
        return Subject::suspect;
      if (leads) return acted_on ? Subject::child : Subject::grown;
    } else if (is_age(at) && said.number >= 18 && phrase_ending(at).leads) {
      return Subject::suspect;
    }
  }
  return acted_on ? Subject::child : Subject::unsaid;
}

}  // namespace lapwing::language
