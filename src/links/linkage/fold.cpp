#include "links/linkage/fold.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

namespace lapwing::linkage {
namespace {

bool ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

std::string to_latin(std::string_view utf8) {
  // One for each thread: a transliterator may not be shared.
  thread_local const std::unique_ptr<icu::Transliterator> change = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
  }();
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  if (change) change->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

bool vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

constexpr std::array<std::string_view, 41> titles = {
    "mr",    "mrs",   "ms",      "miss",   "dr",     "sir",   "lord",  "lady",    "dame",   "rev", "reverend",
    "revd",  "hon",   "honourable", "capt", "captain", "major", "col", "colonel", "gen",    "general", "lt",
    "lieutenant", "admiral", "earl", "duke", "duchess", "baron", "baroness", "baronet", "bt", "bart", "viscount",
    "marquess", "marquis", "count", "countess", "prof", "professor", "jr", "snr"};

}  // namespace

std::string fold(std::string_view utf8) {
  const std::string latin = ascii(utf8) ? std::string(utf8) : to_latin(utf8);
  std::string out;
  out.reserve(latin.size());
  for (const char raw : latin) {
    const auto c = static_cast<unsigned char>(raw);
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += raw;
    else if (c == '\'' || c == '`' || c == '.' || c >= 0x80) continue;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  while (!folded.empty()) {
    const auto end = std::min(folded.find(' '), folded.size());
    if (end > 0) words.push_back(folded.substr(0, end));
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
  return words;
}

bool is_title(std::string_view word) {
  if (std::ranges::find(titles, word) != titles.end()) return true;
  if (word.size() < 3 || word[0] < '0' || word[0] > '9') return false;
  const auto end = word.substr(word.size() - 2);
  return end == "st" || end == "nd" || end == "rd" || end == "th";
}

std::string sound_of(std::string_view word) {
  constexpr std::size_t letters_max = 6;
  std::string key;
  const auto say = [&](char c) {
    if (key.empty() || key.back() != c) key += c;
  };
  for (std::size_t i = 0; i < word.size() && key.size() < letters_max; ++i) {
    const char c = word[i], next = i + 1 < word.size() ? word[i + 1] : '\0';
    if (c >= '0' && c <= '9') {
      key += c;
      continue;
    }
    if (i > 0 && word[i - 1] == c) continue;
    switch (c) {
      case 'b': case 'p':
        if (c == 'p' && next == 'h') say('F'), ++i;
        else say('P');
        break;
      case 'f': case 'v': say('F'); break;
      case 'c':
        if (next == 'h') say('X'), ++i;
        else if (next == 'e' || next == 'i' || next == 'y') say('S');
        else say('K');
        break;
      case 's':
        if (next == 'h') say('X'), ++i;
        else say('S');
        break;
      case 'z': say('S'); break;
      case 'x': say('K'), say('S'); break;
      case 'k': case 'q':
        if (!(c == 'k' && next == 'n' && i == 0)) say('K');
        break;
      case 'g':
        if (next == 'h') ++i;
        else if (next == 'n' && i == 0) break;
        else if (next == 'e' || next == 'i' || next == 'y') say('J');
        else say('K');
        break;
      case 'j': say('J'); break;
      case 'd': case 't':
        if (c == 't' && next == 'c' && i + 2 < word.size() && word[i + 2] == 'h') break;
        say('T');
        if (c == 't' && next == 'h') ++i;
        break;
      case 'l': say('L'); break;
      case 'm': say('M'); break;
      case 'n': say('N'); break;
      case 'r': say('R'); break;
      case 'w':
        if (i == 0 && next != 'r') say('W');
        break;
      case 'h':
        if (i == 0) say('H');
        break;
      default:
        if (i == 0 && vowel(c)) say('A');
    }
  }
  return key.empty() && !word.empty() ? std::string(1, 'A') : key;
}

}  // namespace lapwing::linkage
