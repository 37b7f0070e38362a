// How a word sounds, after the idea of Philips' Double Metaphone (2000) but with our own, shorter rules,
// which add what British files need: Irish bh, mh and slender s, Polish sz, cz, rz and w, and Arabic and
// South Asian kh, gh and dropped h.
#include <cstdint>
#include <string_view>

#include "views/names.hpp"

namespace lapwing::views {
namespace {

enum Code : std::uint32_t { silent = 0, A, P, K, T, F, J, L, M, N, R, S, X, H, Y, W };

class Sounding {
 public:
  explicit Sounding(std::string_view word) : word_(word) {}

  SoundKeys keys() {
    while (at_ < word_.size()) at_ += step();
    return keys_;
  }

 private:
  char letter(int ahead) const {
    const auto i = static_cast<std::ptrdiff_t>(at_) + ahead;
    return i < 0 || i >= static_cast<std::ptrdiff_t>(word_.size()) ? '\0' : word_[i];
  }
  bool follows(std::string_view text) const { return word_.substr(at_).starts_with(text); }
  bool follows_any(std::initializer_list<std::string_view> texts) const {
    for (const auto text : texts)
      if (follows(text)) return true;
    return false;
  }
  static bool vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }
  static bool soft(char c) { return c == 'e' || c == 'i' || c == 'y'; }
  bool first() const { return at_ == 0; }

  static void append(std::uint32_t& key, Code code) {
    if (code != silent && key < 1u << 28) key = key << 4 | code;
  }
  std::size_t say(Code usual, std::size_t letters) { return say(usual, usual, letters); }
  std::size_t say(Code usual, Code other, std::size_t letters) {
    append(keys_.usual, usual);
    append(keys_.other, other);
    return letters;
  }

  // Says what stands at `at_` and gives how many letters that took.
  std::size_t step() {
    const char c = letter(0);
    if (!vowel(c) && c == letter(-1)) return 1;  // a doubled consonant is said once
    switch (c) {
      case 'a':
      case 'e':
      case 'i':
      case 'o':
      case 'u':
        return say(first() ? A : silent, 1);
      case 'y':
        return say(!first() ? silent : vowel(letter(1)) ? Y : A, 1);
      case 'b':
        return b();
      case 'c':
        return hard_or_soft_c();
      case 'd':
        return letter(1) == 'j' || (letter(1) == 'g' && soft(letter(2))) ? say(J, 2)
                                                                         : say(T, letter(1) == 't' ? 2 : 1);
      case 'f':
      case 'v':
        return say(F, 1);
      case 'g':
        return g();
      case 'h':
        return say(first() ? H : silent, 1);
      case 'j':
        return say(J, Y, 1);
      case 'k':
        return first() && letter(1) == 'n' ? say(silent, 1) : say(K, 1);
      case 'l':
        return say(L, 1);
      case 'm':
        return m();
      case 'n':
        return say(N, 1);
      case 'p':
        return letter(1) == 'h' || letter(1) == 'f' ? say(F, 2) : say(P, 1);
      case 'q':
        return say(K, 1);
      case 'r':
        return letter(1) == 'z' ? say(X, R, 2) : say(R, 1);
      case 's':
        return s();
      case 't':
        return t();
      case 'w':
        return w();
      case 'x':
        return first() ? say(S, X, 1) : (say(K, 1), say(S, 1));
      case 'z':
        return letter(1) == 'h' ? say(J, X, 2) : say(S, 1);
      default:
        return 1;
    }
  }

  std::size_t b() {
    if (letter(1) == 'h' && !first()) return say(F, P, 2);              // Siobhan; Subhan
    if (letter(-1) == 'm' && letter(1) == '\0') return say(silent, 1);  // Lamb
    return say(P, 1);
  }
  std::size_t hard_or_soft_c() {
    if (follows("chr")) return say(K, 2);
    if (letter(1) == 'h') return say(X, K, 2);
    if (letter(1) == 'z') return say(X, 2);
    if (letter(1) == 'k') return say(K, 2);
    return soft(letter(1)) ? say(S, X, 1) : say(K, 1);
  }
  std::size_t g() {
    if (letter(1) == 'h') {
      if (first()) return say(K, 2);
      return say(silent, vowel(letter(2)) ? K : silent, 2);  // Vaughan, Kayleigh; Maghan
    }
    if (letter(1) == 'n' && (first() || letter(2) == '\0')) return say(silent, 1);
    return soft(letter(1)) ? say(J, K, 1) : say(K, 1);
  }
  std::size_t m() {
    if (letter(1) == 'h' && (first() || (vowel(letter(-1)) && !follows_any({"mha", "mho"}))))
      return say(F, M, 2);  // Niamh
    return say(M, 1);
  }
  std::size_t s() {
    if (follows("sch")) return say(X, S, 3);
    if (letter(1) == 'h' || letter(1) == 'z') return say(X, 2);
    if (letter(1) == 'c' && soft(letter(2))) return say(S, 2);
    if (first() && follows_any({"sio", "sea"})) return say(X, S, 1);  // Siobhan, Sean
    if (follows_any({"sion", "sia"})) return say(X, S, 1);
    return soft(letter(1)) ? say(S, X, 1) : say(S, 1);  // Sinead, Saoirse
  }
  std::size_t t() {
    if (letter(1) == 'h') return say(T, 2);
    if (follows("tch")) return say(X, 3);
    return follows_any({"tia", "tio"}) ? say(X, T, 1) : say(T, 1);
  }
  std::size_t w() {
    if (first() && letter(1) == 'r') return say(silent, 1);
    return say(vowel(letter(1)) ? W : silent, F, 1);  // Wojtek, Lewandowski
  }

  std::string_view word_;
  std::size_t at_ = 0;
  SoundKeys keys_;
};

}  // namespace

SoundKeys sound_keys(std::string_view folded) { return Sounding(folded).keys(); }

bool sound_alike(const SoundKeys& a, const SoundKeys& b) {
  const auto shared = [](std::uint32_t x, const SoundKeys& y) {
    return x != 0 && (x == y.usual || x == y.other);
  };
  return shared(a.usual, b) || shared(a.other, b);
}

}  // namespace lapwing::views
