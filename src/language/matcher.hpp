// Whether a phrase stands at a place of a text. Between two words of a phrase up to three light words are passed over; nothing runs over
// the end of a sentence. Pure.
#pragma once
#include <cstddef>
#include <optional>

#include "language/pattern.hpp"
#include "language/tokens.hpp"

namespace lapwing::language {

struct Span {
  std::size_t first = 0, after = 0;   // tokens
};

class Matcher {
 public:
  explicit Matcher(const Tokens& tokens) : tokens_(tokens) {}

  // The phrase around an alternative of its node that begins at `token`.
  std::optional<Span> around(const Pattern& pattern, std::size_t node, std::size_t alternative, std::size_t token) const;
  std::optional<Span> starting_at(const Pattern& pattern, std::size_t token) const;
  bool ending_before(const Pattern& pattern, std::size_t token) const;

 private:
  static constexpr std::size_t light_words_max = 3;
  std::ptrdiff_t forward(const Pattern& pattern, std::size_t node, std::size_t token, bool may_skip) const;
  std::ptrdiff_t backward(const Pattern& pattern, std::size_t nodes_left, std::size_t token) const;
  bool stands(const Alternative& way, std::size_t token) const;
  bool joined(std::size_t token, bool closely) const;

  const Tokens& tokens_;
};

}  // namespace lapwing::language
