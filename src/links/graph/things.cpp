#include "links/graph/things.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <utility>
#include <vector>

#include "links/graph/derive.hpp"

namespace lapwing::links {

namespace {

constexpr std::size_t plate_characters_min = 4, plate_characters_max = 8, phone_digits_min = 7;
constexpr double cells_a_degree = 4000;   // of latitude: about 28 metres

bool letter(char c) { return c >= 'a' && c <= 'z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

bool outward(std::string_view t) {
  if (t.size() < 2 || t.size() > 4 || !letter(t[0])) return false;
  const std::size_t letters = letter(t[1]) ? 2 : 1;
  return t.size() > letters && digit(t[letters]) && std::all_of(t.begin() + static_cast<std::ptrdiff_t>(letters), t.end(), [](char c) { return letter(c) || digit(c); });
}
bool inward(std::string_view t) { return t.size() == 3 && digit(t[0]) && letter(t[1]) && letter(t[2]); }

std::vector<std::string> words_of(const std::string& plain) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < plain.size();) {
    const auto end = std::min(plain.find(' ', at), plain.size());
    out.push_back(plain.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string_view spelt_out(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> short_forms{{
      {"rd", "road"}, {"st", "street"}, {"str", "street"}, {"ave", "avenue"}, {"av", "avenue"}, {"ln", "lane"}, {"dr", "drive"}, {"cl", "close"},
      {"ct", "court"}, {"cres", "crescent"}, {"sq", "square"}, {"ter", "terrace"}, {"terr", "terrace"}, {"gdns", "gardens"}}};
  const auto found = std::ranges::find(short_forms, word, &std::pair<std::string_view, std::string_view>::first);
  return found == short_forms.end() ? word : found->second;
}

}  // namespace

std::string place_key(std::string_view address, std::optional<double> lat, std::optional<double> lon) {
  auto words = words_of(plain_words(address));
  std::string postcode;
  for (std::size_t i = 0; i < words.size() && postcode.empty(); ++i) {
    const auto& word = words[i];
    if (i + 1 < words.size() && outward(word) && inward(words[i + 1])) {
      postcode = word + words[i + 1];
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i) + 2);
    } else if (word.size() >= 5 && word.size() <= 7 && inward(std::string_view(word).substr(word.size() - 3)) &&
               outward(std::string_view(word).substr(0, word.size() - 3))) {
      postcode = word;
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  if (!postcode.empty()) {
    std::string numbers;
    for (const auto& word : words)
      if (digit(word[0])) numbers += word + " ";
    if (!numbers.empty()) return "at " + numbers + postcode;
  }
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + std::string(spelt_out(word));
  if (words.size() >= 2 || !postcode.empty()) return "at " + text + (postcode.empty() ? "" : " " + postcode);
  if (lat && lon) return fmt::format("near {} {}", std::lround(*lat * cells_a_degree), std::lround(*lon * cells_a_degree * 0.58));
  return text.empty() ? std::string() : "at " + text;
}

std::string phone_key(std::string_view number) {
  std::string digits;
  for (const char c : number)
    if (digit(c)) digits += c;
  const bool abroad = number.find('+') != std::string_view::npos;
  if (digits.starts_with("0044")) digits = "0" + digits.substr(4);
  else if (abroad && digits.starts_with("44")) digits = "0" + digits.substr(2);
  if (digits.starts_with("00") && digits.size() == 12) digits.erase(0, 1);   // +44 (0)7700
  if (digits.size() == 10 && digits[0] == '7') digits.insert(0, "0");
  return digits.size() < phone_digits_min ? std::string() : digits;
}

std::string plate_text(std::string_view vrm) {
  std::string out;
  std::size_t read = 0;
  for (const char c : vrm) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte)) out += static_cast<char>(std::toupper(byte)), ++read;
    else if (c == '?' || c == '*' || c == '_') out += '?';
    else if (c != ' ' && c != '-' && c != '.') return {};
  }
  return out.size() < 2 || out.size() > plate_characters_max || read < 2 ? std::string() : out;
}

bool plate_is_partial(std::string_view plate) { return plate.find('?') != std::string_view::npos || plate.size() < plate_characters_min; }

bool plates_agree(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  for (std::size_t i = 0; i < one.size(); ++i)
    if (one[i] != other[i] && one[i] != '?' && other[i] != '?') return false;
  return true;
}

bool plates_misread(std::string_view one, std::string_view other) {
  static constexpr std::array<std::string_view, 14> alike{"0O", "0D", "0Q", "1I", "1L", "2Z", "5S", "6G", "8B", "4A", "MN", "VY", "CG", "EF"};
  if (one.size() != other.size()) return false;
  std::size_t differing = 0, where = 0;
  for (std::size_t i = 0; i < one.size(); ++i)
    if (one[i] != other[i]) ++differing, where = i;
  if (differing != 1) return false;
  return std::ranges::any_of(alike, [&](std::string_view pair) {
    return (pair[0] == one[where] && pair[1] == other[where]) || (pair[1] == one[where] && pair[0] == other[where]);
  });
}

}  // namespace lapwing::links
