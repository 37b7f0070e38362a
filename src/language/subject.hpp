// Who the words at a place are about: the child, a suspect or another adult, or somebody grown who looks after the child. Read from the
// nearest person named before the words who does something there: "with the man" and "by officers" are passed over, and "he" may lead back
// to the sentence before. Only places where a phrase was found are looked at. Pure.
#pragma once
#include <cstddef>

#include "language/pattern.hpp"
#include "language/tokens.hpp"

namespace lapwing::language {

// unsaid: nobody is named, as in "Refused to come home.", which in these records is the child.
enum class Subject { unsaid, child, suspect, grown };

// The words of rules/language/context.toml that tell people apart.
struct PeopleWords {
  WordSet suspect, adult, male, carer, title, title_of_adult;   // male: an adult unless an age or "young" says otherwise
  WordSet child, victim, young, she, he_or_they;
  WordSet age_unit;
  WordSet beside;           // articles, ages and the like, between a preposition and whom it governs
  WordSet preposition;
  WordSet joining;          // words after which somebody new may act
  WordSet relative;         // words that make the person before them act
  WordSet linking;          // between a person and what is said of them
  WordSet aged, grown_up, article, step;
  WordSet bystander, followed;   // of the carers, who looks after no child; "is": what follows is said of them
  WordSet going_on;         // words after which the same person goes on acting
};

class SubjectReader {
 public:
  SubjectReader(const PeopleWords& words, const Tokens& tokens) : words_(words), tokens_(tokens) {}
  // [first, after): the words. here: where their sentence begins; from: how far back to look at most.
  Subject of(std::size_t first, std::size_t after, std::size_t here, std::size_t from) const;

 private:
  struct Phrase {
    bool governed = false;   // by a preposition
    bool leads = false;      // begins a sentence or a clause
    bool young = false;      // an age under 18, or a word for a young person, is in it
    bool grown = false;      // an age of 18 or more is in it
  };
  Phrase phrase_ending(std::size_t token) const;
  bool is_age(std::size_t token) const;
  bool set_off(std::size_t token) const;
  bool born_long_ago(std::size_t token) const;
  bool named_thing(std::size_t token) const;
  bool next_to(std::size_t token, std::size_t first) const;
  bool linked(std::size_t from, std::size_t first) const;
  bool numbered(std::size_t token) const;
  bool says_adult(std::size_t token) const;
  bool goes_on(std::size_t first) const;
  bool titled(std::size_t token, const WordSet& titles) const;

  const PeopleWords& words_;
  const Tokens& tokens_;
};

}  // namespace lapwing::language
