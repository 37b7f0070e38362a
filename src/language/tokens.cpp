#include "language/tokens.hpp"

#include <algorithm>
#include <array>
#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace lapwing::language {
namespace {

enum Kind : std::uint8_t { letter, digit, apostrophe, space, newline, comma_sign, dash_sign, quote_sign, bracket_sign, clause_sign, stop, sign };

constexpr std::array<std::uint8_t, 256> kinds = [] {
  std::array<std::uint8_t, 256> out{};
  for (int c = 0; c < 256; ++c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    out[c] = is_letter ? letter : c >= '0' && c <= '9' ? digit : c <= ' ' ? space : sign;
  }
  out['\n'] = newline;
  out['\''] = apostrophe;
  out[','] = comma_sign;
  out['-'] = dash_sign;
  out['"'] = quote_sign;
  out['`'] = quote_sign;
  out['('] = out[')'] = out['['] = out[']'] = bracket_sign;
  out[';'] = out[':'] = clause_sign;
  out['.'] = out['!'] = out['?'] = stop;
  out['*'] = out['_'] = out['#'] = space;   // marks of emphasis
  return out;
}();

std::uint8_t kind_at(std::string_view text, std::size_t at) {
  return at < text.size() ? kinds[static_cast<unsigned char>(text[at])] : static_cast<std::uint8_t>(newline);
}

constexpr std::size_t glance_bytes = 16;

// How many letters and digits stand from `text` on, at most glance_bytes. Reads that many.
std::size_t letters_at(const char* text) {
#ifdef __SSE2__
  const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
  const auto at_most = [](__m128i from, char most) { return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(most)), from); };
  const auto is_letter = at_most(_mm_sub_epi8(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), _mm_set1_epi8('a')), 'z' - 'a');
  const auto is_digit = at_most(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), 9);
  const auto beyond_ascii = _mm_cmplt_epi8(bytes, _mm_setzero_si128());
  return static_cast<std::size_t>(std::countr_one(static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(is_letter, is_digit), beyond_ascii)))));
#else
  std::size_t count = 0;
  while (count < glance_bytes && kinds[static_cast<unsigned char>(text[count])] <= digit) ++count;
  return count;
#endif
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

// Whether the apostrophe at `at` begins a possessive's 's.
bool possessive(std::string_view text, std::size_t at) { return lower(text[at + 1]) == 's' && kind_at(text, at + 2) > apostrophe; }

// What the letters after the apostrophe at `at` stand for where the word from `start` is a pronoun: "she's been", "they're a couple".
// Empty: it is no such place.
std::string_view shortened(std::string_view text, std::size_t start, std::size_t at) {
  static constexpr std::array<std::string_view, 13> pronouns = {"she", "he",   "it",    "they", "we",    "you",  "i",
                                                                "that", "who", "there", "what", "where", "here"};
  constexpr std::size_t longest = 5;
  if (at - start > longest || kind_at(text, at + 1) != letter) return {};
  char small[longest];
  std::ranges::transform(text.substr(start, at - start), small, lower);
  if (std::ranges::find(pronouns, std::string_view(small, at - start)) == pronouns.end()) return {};
  const bool two = kind_at(text, at + 2) == letter;
  const auto after = at + (two ? 3 : 2);
  if (kind_at(text, after) <= apostrophe) return {};
  const auto next = text.substr(std::min(text.size(), after + 1), longest + 1);
  const auto goes_on = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view word) { return next.starts_with(word); });
  };
  const char first = lower(text[at + 1]), second = two ? lower(text[at + 2]) : ' ';
  if (first == 'r' && second == 'e') return "are";
  if (first == 'v' && second == 'e') return "have";
  if (first == 'l' && second == 'l') return "will";
  if (two) return {};
  if (first == 'm') return "am";
  if (first == 's') return goes_on({"been ", "got ", "had ", "done ", "made ", "taken ", "chosen", "put ", "gone ", "lied "}) ? "has" : "is";
  if (first == 'd') return goes_on({"be ", "go ", "get ", "have ", "rather", "like ", "do ", "say ", "tell ", "want "}) ? "would" : "had";
  return {};
}

// Titles and the like, after which a full stop ends no sentence.
bool is_abbreviation(std::string_view word) {
  if (word.size() == 1) return true;
  static constexpr std::array<std::string_view, 13> known = {"mr", "mrs", "ms",  "dr",   "st",  "dc",  "pc",
                                                             "ds", "sgt", "insp", "approx", "vs", "aka"};
  if (word.size() > 6) return false;
  char small[6];
  std::ranges::transform(word, small, lower);
  return std::ranges::find(known, std::string_view(small, word.size())) != known.end();
}

bool is_digit(char c) { return kinds[static_cast<unsigned char>(c)] == digit; }

// Of "7", "14", "34yo"; more digits are no number that a rule reads.
std::uint8_t number_of(std::string_view letters) {
  if (letters.size() > 2 && (letters.size() > 6 || !is_digit(letters[1]) || kinds[static_cast<unsigned char>(letters[2])] != letter)) return 0;
  const auto first = static_cast<std::uint8_t>(letters[0] - '0');
  return letters.size() > 1 && is_digit(letters[1]) ? static_cast<std::uint8_t>(first * 10 + (letters[1] - '0')) : first;
}

// What a token's letters say, with `word` their number in the vocabulary.
inline void describe(Token& token, std::string_view letters, Word word, const std::vector<WordTraits>& traits) {
  token.word = word;
  token.capital = is_upper(letters[0]);
  if (is_digit(letters[0])) token.number = number_of(letters);
  if (word != Vocabulary::unknown) {
    token.lightly = traits[word].lightly;
    if (traits[word].number) token.number = traits[word].number;
  } else if (letters.size() >= 6 && !token.capital) {
    token.lightly = lower(letters[letters.size() - 1]) == 'y' && lower(letters[letters.size() - 2]) == 'l';
  }
}

}  // namespace

void Tokens::read(std::string_view normal, const Vocabulary& vocabulary, const std::vector<WordTraits>& traits) {
  text_ = normal;
  vocabulary_ = &vocabulary;
  traits_ = &traits;
  tokens_.clear();
  read_ = 0;
  while (read_plainly() || read_one()) {
  }
}

// A word after one space, with no apostrophe: most of them.
bool Tokens::read_plainly() {
  const auto start = read_ + 1;
  if (tokens_.empty() || start + glance_bytes > text_.size() || text_[read_] != ' ') return false;
  const auto bytes = letters_at(text_.data() + start);
  if (bytes == 0 || bytes == glance_bytes || text_[start + bytes] == '\'') return false;
  const auto letters = text_.substr(start, bytes);
  auto& token = tokens_.emplace_back();
  token.start = static_cast<std::uint32_t>(start);
  token.end = static_cast<std::uint32_t>(read_ = start + bytes);
  describe(token, letters, vocabulary_->by_hash(Vocabulary::hash(letters, text_.size() - start)), *traits_);
  return true;
}

std::uint8_t Tokens::read_between() {
  std::uint8_t seen = tokens_.empty() ? std::uint8_t{paragraph} : std::uint8_t{0};
  int lines = 0;
  for (; read_ < text_.size(); ++read_) {
    switch (kind_at(text_, read_)) {
      case letter:
      case digit: return seen;
      case space:
        if (lines > 0 && text_[read_] == '*' && kind_at(text_, read_ + 1) == space) seen |= paragraph;
        break;
      case newline:
        if (++lines > 1) seen |= paragraph;
        break;
      case comma_sign: seen |= comma; break;
      case dash_sign:
        seen |= lines > 0 && kind_at(text_, read_ + 1) == space ? paragraph : dash;
        break;
      case apostrophe:
      case quote_sign: seen |= quote; break;
      case bracket_sign: seen |= bracket; break;
      case clause_sign: seen |= clause; break;
      case stop: {
        const auto next = kind_at(text_, read_ + 1);
        const bool ends = next != letter && next != digit;
        if (ends && !(text_[read_] == '.' && !tokens_.empty() && tokens_.back().end == read_ && is_abbreviation(text(tokens_.size() - 1)) &&
                      read_ + 2 < text_.size()))
          seen |= sentence;
        break;
      }
      default: seen |= other_sign;
    }
  }
  return seen;
}

void Tokens::read_word(Token& token) {
  const auto limit = std::min(text_.size(), read_ + token_bytes_max);
  const auto within = [&](std::size_t at) { return kinds[static_cast<unsigned char>(text_[at])] <= digit; };
  auto at = read_ + 1;
  while (at < limit && within(at)) ++at;
  std::uint64_t hash = 0;
  if (at < limit && text_[at] == '\'' && !shortened(text_, read_, at).empty()) {
    describe(token, text_.substr(read_, at - read_), vocabulary_->by_hash(Vocabulary::hash(text_.substr(read_, at - read_), text_.size() - read_)), *traits_);
    read_ = at;
    return;
  }
  if (at < limit && text_[at] == '\'' && kind_at(text_, at + 1) == letter && !possessive(text_, at)) {
    std::string plain(text_.substr(read_, at - read_));
    while (at < limit && (within(at) || (text_[at] == '\'' && kind_at(text_, at + 1) == letter && !possessive(text_, at)))) {
      if (text_[at] != '\'') plain += text_[at];
      ++at;
    }
    hash = Vocabulary::hash(plain, plain.size());
  } else {
    hash = Vocabulary::hash(text_.substr(read_, at - read_), text_.size() - read_);
  }
  describe(token, text_.substr(read_, at - read_), vocabulary_->by_hash(hash), *traits_);
  if (kind_at(text_, at) == apostrophe && kind_at(text_, at + 1) == letter) at += 2;
  read_ = at;
}

bool Tokens::read_one() {
  const auto between = read_between();
  if (read_ >= text_.size()) return false;
  Token token;
  token.between = between;
  token.start = static_cast<std::uint32_t>(read_);
  read_word(token);
  token.end = static_cast<std::uint32_t>(read_);
  tokens_.push_back(token);
  if (kind_at(text_, read_) != apostrophe) return true;
  const auto full = shortened(text_, token.start, read_);
  if (full.empty()) return true;
  Token rest;   // "'s" of "she's", as the word it stands for
  rest.start = token.end;
  while (kind_at(text_, ++read_) == letter) {
  }
  rest.end = static_cast<std::uint32_t>(read_);
  describe(rest, full, vocabulary_->find(full), *traits_);
  tokens_.push_back(rest);
  return true;
}

}  // namespace lapwing::language
