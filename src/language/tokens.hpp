// The words of a normal text, in order. A token knows what stands between it
// and the one before, so that a phrase does not run over the end of a sentence. One thread.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "language/vocabulary.hpp"

namespace lapwing::language {

// What stands between a token and the one before; several may hold.
enum Between : std::uint8_t {
  comma = 1,
  dash = 2,         // any hyphen or dash
  quote = 4,
  bracket = 8,
  clause = 16,      // a semicolon or a colon
  sentence = 32,    // a full stop, a question, an exclamation
  paragraph = 64,   // an empty line, or a line that begins as an item of a list
  other_sign = 128,
};

struct Token {
  std::uint32_t start = 0, end = 0;   // in the normal text; a possessive's 's is within; of "she's" the 's is a token of its own, "is"
  Word word = Vocabulary::unknown;
  std::uint8_t between = 0;
  std::uint8_t number = 0;            // 1 to 99, written in digits or as a word; 0: none
  bool capital = false;               // begins with a capital letter
  bool lightly = false;               // an adverb in -ly, or another word that may stand within a phrase without changing it
};

// What is known of a word of the vocabulary, by its number.
struct WordTraits {
  bool lightly = false;
  std::uint8_t number = 0;
};

class Tokens {
 public:
  // Reads all words of `normal`, which with the other two must outlive this. At most 4 GiB.
  void read(std::string_view normal, const Vocabulary& vocabulary, const std::vector<WordTraits>& traits);

  const Token& operator[](std::size_t i) const { return tokens_[i]; }
  std::size_t size() const { return tokens_.size(); }
  std::string_view text() const { return text_; }
  std::string_view text(std::size_t i) const { return text_.substr(tokens_[i].start, tokens_[i].end - tokens_[i].start); }

  static constexpr std::size_t token_bytes_max = 256;

 private:
  bool read_plainly();
  bool read_one();
  void read_word(Token& token);
  std::uint8_t read_between();

  std::string_view text_;
  const Vocabulary* vocabulary_ = nullptr;
  const std::vector<WordTraits>* traits_ = nullptr;
  std::vector<Token> tokens_;
  std::size_t read_ = 0;     // how far the text has been read
};

}  // namespace lapwing::language
