#include "language/words.hpp"

namespace lapwing::language {
namespace {

bool ends(const std::string& word, std::string_view with) { return word.ends_with(with); }
bool vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool hisses(const std::string& word) {
  return ends(word, "s") || ends(word, "x") || ends(word, "z") || ends(word, "ch") || ends(word, "sh");
}
bool y_changes(const std::string& word) { return word.size() > 2 && ends(word, "y") && !vowel(word[word.size() - 2]); }

std::string with_s(const std::string& word) {
  if (y_changes(word)) return word.substr(0, word.size() - 1) + "ies";
  return word + (hisses(word) ? "es" : "s");
}

// One short syllable ends in a doubled letter: drop, dropping.
bool doubles(const std::string& word) {
  if (word.size() < 3 || word.size() > 4) return false;
  const char last = word.back(), middle = word[word.size() - 2], before = word[word.size() - 3];
  return !vowel(last) && vowel(middle) && !vowel(before) && last != 'w' && last != 'x' && last != 'y';
}

}  // namespace

std::vector<std::string> Words::verb(const std::string& base) const {
  if (const auto known = irregular_.find(base); known != irregular_.end()) {
    auto forms = known->second;
    forms.insert(forms.begin(), base);
    return forms;
  }
  if (ends(base, "e") && !ends(base, "ee")) {
    const auto stem = base.substr(0, base.size() - 1);
    return {base, base + "s", stem + "ing", base + "d"};
  }
  if (ends(base, "ee")) return {base, base + "s", base + "ing", base + "d"};
  if (y_changes(base)) return {base, with_s(base), base + "ing", base.substr(0, base.size() - 1) + "ied"};
  const auto stem = doubles(base) ? base + base.back() : base;
  return {base, with_s(base), stem + "ing", stem + "ed"};
}

std::vector<std::string> Words::noun(const std::string& base) const {
  if (const auto known = irregular_.find(base); known != irregular_.end()) {
    auto forms = known->second;
    forms.insert(forms.begin(), base);
    return forms;
  }
  return {base, with_s(base)};
}

const std::string* Words::base_of(const std::string& form) const {
  const auto found = bases_.find(form);
  return found == bases_.end() ? nullptr : &found->second;
}

const std::string* Words::class_of(const std::string& name) const {
  const auto found = classes_.find(name);
  return found == classes_.end() ? nullptr : &found->second;
}

}  // namespace lapwing::language
