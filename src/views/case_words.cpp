// Reading names, numbers and kinds of place out of what people said. Only what is plain is taken: a wrong tie costs more than a missed one.
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "views/case_reports.hpp"

namespace lapwing::views {

namespace {

constexpr std::size_t phone_digits_min = 10, phone_digits_max = 14;

bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) || (static_cast<unsigned char>(c) >= 0x80); }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_alpha(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n') {
      if (!word.empty()) out.push_back(std::exchange(word, {}));
    } else {
      word += c;
    }
  }
  if (!word.empty()) out.push_back(word);
  return out;
}

// Begins a label with a capital and is no name.
bool is_no_name(const std::string& word) {
  static constexpr std::array words{"the", "a", "an", "her", "his", "their", "my", "our", "some", "someone", "somebody", "unknown", "not", "man",
                                    "woman", "male", "female", "older", "old", "young", "two", "three", "friend", "friends", "boyfriend",
                                    "girlfriend", "uncle", "aunt", "auntie", "mum", "dad", "mother", "father", "sister", "brother", "cousin",
                                    "mr", "mrs", "ms", "miss", "dr", "boy", "girl", "lad", "person", "people", "group", "driver", "possibly", "maybe"};
  return std::ranges::find(words, lower(word)) != words.end();
}

}  // namespace

std::string name_in(std::string_view label) {
  std::string out;
  for (auto word : words_of(label)) {
    const bool ends = word.ends_with(',') || word.ends_with(';') || word.starts_with('(');
    std::erase_if(word, [](char c) { return c == ',' || c == ';' || c == '(' || c == ')' || c == '"' || c == '.'; });
    const bool name = !word.empty() && is_upper(word.front()) && !is_no_name(word) && std::ranges::none_of(word, is_digit);
    if (name) out += (out.empty() ? "" : " ") + word;
    if (!out.empty() && (!name || ends)) break;
  }
  return out;
}

std::string phone_in(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) && text[i] != '+') continue;
    std::size_t end = i + 1, digits = is_digit(text[i]);
    while (end < text.size() && (is_digit(text[end]) || text[end] == ' ' || text[end] == '-')) digits += is_digit(text[end++]);
    if (digits >= phone_digits_min && digits <= phone_digits_max && (text[i] == '0' || text[i] == '+')) {
      auto found = text.substr(i, end - i);
      while (!found.empty() && !is_digit(found.back())) found.remove_suffix(1);
      return std::string(found);
    }
    i = end;
  }
  return {};
}

// The form since 2001, "AB12 CDE"; '?' for a character not read.
std::string plate_in(std::string_view text) {
  const auto letter = [](char c) { return c == '?' || (is_alpha(c) && is_upper(c)); };
  const auto digit = [](char c) { return c == '?' || is_digit(c); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && std::isalnum(static_cast<unsigned char>(text[i - 1]))) continue;
    std::string plate;
    for (std::size_t at = i; at < text.size() && plate.size() < 7; ++at) {
      if (text[at] == ' ' && plate.size() == 4) continue;
      const bool fits = plate.size() < 2 || plate.size() > 3 ? letter(text[at]) : digit(text[at]);
      if (!fits) break;
      plate += text[at];
    }
    if (plate.size() == 7 && std::ranges::count(plate, '?') <= 3) return plate.substr(0, 4) + " " + plate.substr(4);
  }
  return {};
}

std::optional<int> age_in(std::string_view text) {
  const auto words = words_of(lower(text));
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string number;
    for (const char c : words[i])
      if (is_digit(c)) number += c;
      else break;
    if (number.size() != 2) continue;
    const auto rest = words[i].substr(2);
    const bool before = i > 0 && (words[i - 1] == "about" || words[i - 1] == "aged" || words[i - 1] == "age" || words[i - 1] == "around");
    const bool after = i + 1 < words.size() && (words[i + 1].starts_with("year") || words[i + 1] == "or");
    if ((before && (rest.empty() || rest == "," || rest == ".")) || after || rest.starts_with("-year")) return std::stoi(number);
  }
  return std::nullopt;
}

reports::PlaceKind place_kind_in(std::string_view text) {
  using reports::PlaceKind;
  static constexpr std::pair<std::string_view, PlaceKind> said[] = {
      {"children's home", PlaceKind::childrens_home}, {"childrens home", PlaceKind::childrens_home}, {"hotel", PlaceKind::hotel},
      {"takeaway", PlaceKind::takeaway}, {"kebab", PlaceKind::takeaway}, {"pizza", PlaceKind::takeaway}, {"taxi", PlaceKind::taxi_office},
      {"park", PlaceKind::park}, {"station", PlaceKind::station}, {"school", PlaceKind::school}, {"college", PlaceKind::school},
      {"academy", PlaceKind::school}, {"shop", PlaceKind::shop}, {"retail", PlaceKind::shop}, {"house", PlaceKind::home},
      {"flat", PlaceKind::home}};
  const auto words = lower(text);
  for (const auto& [word, kind] : said)
    if (const auto at = words.find(word); at != words.npos && (at == 0 || !is_alpha(words[at - 1])) &&
                                          (at + word.size() == words.size() || !is_alpha(words[at + word.size()])))
      return kind;
  // A number and a street, with nothing else said, is somebody's home.
  return !words.empty() && is_digit(words.front()) ? PlaceKind::home : PlaceKind::other;
}

}  // namespace lapwing::views
