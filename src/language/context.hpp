// What stands around a wording: whether it is taken back, quoted, told by somebody, spoken of as a wording, or about a suspect; and which
// ages are near. Only places where a phrase was found are looked at. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "language/matcher.hpp"
#include "language/rules.hpp"

namespace lapwing::language {

// Why a finding is shown and not counted.
enum class Exemption { none, quoted, reported, discussed };
BOOST_DESCRIBE_ENUM(Exemption, none, quoted, reported, discussed)

// What is known beside the text, such as from the child's record.
struct Facts {
  std::optional<int> child_age_years;
};

class Context {
 public:
  Context(const RuleSet& rules, const Tokens& tokens, const Facts& facts) : words_(rules.context), tokens_(tokens), matcher_(tokens), facts_(facts) {}

  // Whether the rule's own conditions hold for the words at `span`, and nothing takes them back.
  bool is_finding(const Rule& rule, Span span) const;
  // Whether what a phrase wants near it is in its sentence.
  bool stands_near(const Phrase& phrase, Span span) const;
  // Whether one of them is in its sentence.
  bool in_sentence(const Patterns& patterns, Span span) const;
  Exemption exemption(Span span) const;
  std::optional<int> youngest_child_years(Span span) const;

 private:
  struct Ages {
    std::vector<std::uint8_t> children, adults;
  };
  std::size_t sentence_start(std::size_t token) const;
  std::size_t sentence_end(std::size_t token) const;
  Span neighbourhood(Span span, int sentences_before, int sentences_after) const;
  Ages ages(Span within) const;
  bool age_stands(std::size_t token) const;
  bool any_of(const Patterns& patterns, std::size_t from, std::size_t until, std::size_t end_max) const;
  bool overlaps(const Patterns& patterns, Span span) const;
  bool negated(Span span) const;
  bool negated_after(Span span) const;
  Subject subject(Span span) const;
  bool nobody_named(Span span) const;
  bool child_within(Span within) const;
  bool child_is_near(Span span) const;
  bool only_grown(Span span) const;
  template <class Stop>
  bool carried_back(Span span, Stop&& stop) const;
  bool age_gap(Span span) const;
  bool quoted(Span span) const;
  bool reported(Span span) const;
  bool challenged(Span span) const;
  bool discussed(Span span) const;

  const ContextWords& words_;
  const Tokens& tokens_;
  Matcher matcher_;
  const Facts& facts_;
};

}  // namespace lapwing::language
