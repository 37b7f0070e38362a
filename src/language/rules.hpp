// The wordings that harm, as rules/language/*.toml and a force's own files have them: phrases in families, each rule with the reason,
// the publication it rests on and what to write instead. A set has a version, which its authors give, and a digest over its files.
//
// Immutable once made: share it freely between threads.
#pragma once
#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "language/challenge.hpp"
#include "language/pattern.hpp"
#include "language/subject.hpp"
#include "policy/policies.hpp"

namespace lapwing::language {

// blames: puts on the child what was done to them. minimises: makes it smaller. obscures: hides a crime or a risk. labels: names the
// child by a behaviour.
enum class Severity { blames, minimises, obscures, labels };
BOOST_DESCRIBE_ENUM(Severity, blames, minimises, obscures, labels)

// What must be known near a wording before it is a finding. not_grown: that not only grown people are spoken of. age_gap: a child and an
// older or adult person, or a child under 16 and somebody of unknown age. child_here: a child, in the same sentence.
enum class Needs { nothing, not_grown, age_gap, child_here };
BOOST_DESCRIBE_ENUM(Needs, nothing, not_grown, age_gap, child_here)

// Whose conduct a rule is about. child: a finding only if the words are not about a suspect. child_acts: nor about a parent, a carer or a
// professional, and nobody is said to make the child do it. anyone: whoever the words are about.
enum class About { child, child_acts, anyone };
BOOST_DESCRIBE_ENUM(About, child, child_acts, anyone)

// The word that files and the API use for it.
template <class E>
std::string_view word_for(E value) {
  return boost::describe::enum_to_string(value, "");
}

struct Phrase {
  std::string text, example;     // as written; the example must be found by this phrase
  Pattern pattern;
  Patterns near;                 // one of these must stand in the same sentence; empty: nothing must
};

struct Younger {                 // what is said instead of a child younger than this
  int under_years = 0;
  Severity severity = Severity::obscures;
  std::string why;
};

struct Rule {
  std::string id, family, why, source;            // source: the publication's title
  Severity severity = Severity::blames;
  Needs needs = Needs::nothing;
  About about = About::child;
  bool negation_counts = false;                   // "not" before it does not take it back
  std::vector<std::string> suggestions;           // each may stand in the phrase's place
  std::vector<Phrase> phrases;
  std::vector<std::string> counter_examples;      // sentences without this finding
  Patterns unless, unless_near;       // no finding where one overlaps it, or stands in its sentence
  std::optional<Younger> younger;
};

// How what stands around a wording is read.
struct ContextWords {
  PeopleWords people;
  ChallengeWords challenge;
  WordSet grown, contrast, age_before, be, peer, older, not_age_unit, negator, negation_light;
  std::vector<Pattern> negated, discussed_directly;   // directly before
  Patterns negated_after;                             // a few words after
  Patterns reported;                                  // before, in the same clause
  Patterns made_to, adult_acts;                       // in the same sentence
  Patterns discussed_before, discussed_after, discussed_anywhere;
};

// How common a word is in the notes that are read.
enum class WordUse : std::uint8_t { rare, common, everywhere };

struct RuleSet {
  std::string version, digest;
  std::vector<Rule> rules;
  ContextWords context;
  Words words;
  Vocabulary vocabulary;
  std::vector<WordTraits> traits;                 // by word
  std::vector<WordUse> use;                       // by word
  std::vector<std::string> never_held_back;       // commands whose form is recorded at once, whatever its wording (prompts.toml)
  std::size_t phrase_count() const;
};

// `files` are (name, text), the built-in ones and a force's; words.toml and context.toml must be among them. Each problem names its
// file and line.
std::expected<RuleSet, policy::Problems> load_rules(const policy::RuleTexts& files);
// The built-in files, and every *.toml of DATA/rules/language on top: a file of the same name takes the built-in one's place.
std::expected<policy::RuleTexts, std::string> rule_files_for(const std::filesystem::path& data);

const policy::RuleTexts& built_in_rules();        // rules/language/*.toml as when the binary was built

}  // namespace lapwing::language
