// Whether the author keeps a distance from words that somebody else said: "The school describes her as streetwise. We do not accept this."
// Two things must stand: who said it, in the words' own sentence and not the author; and, in that sentence or the next one of its
// paragraph, that it is denied, put right, or set against what was done to the child. Only places where a phrase was found are looked at.
// Pure.
#pragma once
#include <cstddef>

#include "language/matcher.hpp"
#include "language/pattern.hpp"

namespace lapwing::language {

// The phrases of rules/language/context.toml that tell it.
struct ChallengeWords {
  WordSet first_person, carried_by, of_nobody;                 // "I have", "Considered to be": the author's own view
  WordSet told_by, contrast;                                         // "recorded by the school"; after "but" the author speaks again
  Patterns attributed, attributed_after;                       // who said it: before or around the words, after them
  Patterns before, anywhere;                                   // the challenge: before the words; after them
  Patterns set_against;                                        // facts: in the words' sentence, or where the next one begins
  Patterns leading;                                            // where it begins a sentence or a clause
  Patterns shortly;                                            // between two marks
};

class ChallengeReader {
 public:
  ChallengeReader(const ChallengeWords& words, const Tokens& tokens) : words_(words), tokens_(tokens), matcher_(tokens) {}
  // words: where the phrase stands; sentence: the one it stands in; until: where the next sentence of the paragraph ends, or this one.
  bool challenged(Span words, Span sentence, std::size_t until) const;

 private:
  bool attributed(Span words, Span sentence) const;
  bool authors_own(std::size_t token) const;
  bool leads(std::size_t token) const;
  bool marked(std::size_t token) const;

  const ChallengeWords& words_;
  const Tokens& tokens_;
  Matcher matcher_;
};

}  // namespace lapwing::language
