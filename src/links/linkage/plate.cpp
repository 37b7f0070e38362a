#include "links/linkage/plate.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "links/linkage/similarity.hpp"

namespace lapwing::linkage {
namespace {

constexpr std::size_t marks_min = 2, marks_max = 8, read_in_both_min = 3;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return c >= 'A' && c <= 'Z'; }

// The current form (since 2001): AB12 CDE. Prefix (1983) and suffix (1963), Northern Ireland and dateless ones.
constexpr std::array<std::string_view, 17> forms = {"AA99AAA", "A9AAA", "A99AAA", "A999AAA", "AAA9A", "AAA99A", "AAA999A", "AAA9999",
                                                    "AA9999", "AAA999", "AAA99", "AAA9", "AA999", "A9999", "9999AA", "999AAA", "9999A"};

bool fits(std::string_view marks, std::string_view form) {
  if (marks.size() != form.size()) return false;
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (marks[i] != '?' && digit(marks[i]) != (form[i] == '9')) return false;
  return true;
}

char look(char c) {
  switch (c) {
    case 'O': case 'Q': case 'D': return '0';
    case 'I': case 'L': return '1';
    case 'B': return '8';
    case 'S': return '5';
    case 'Z': return '2';
    case 'G': return '6';
    case 'U': case 'Y': return 'V';
    case 'N': return 'M';
    default: return c;
  }
}

struct Counted {
  std::size_t same = 0, alike = 0, unread = 0, off = 0;
};
Counted count(std::string_view a, std::string_view b) {
  Counted out;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == '?' || b[i] == '?') ++out.unread;
    else if (a[i] == b[i]) ++out.same;
    else if (look(a[i]) == look(b[i])) ++out.alike;
    else ++out.off;
  }
  return out;
}

}  // namespace

PlateReading read_plate(std::string_view text) {
  PlateReading out;
  std::string marks;
  for (const char raw : text) {
    const char c = raw >= 'a' && raw <= 'z' ? static_cast<char>(raw - 32) : raw;
    if (digit(c) || letter(c)) marks += c;
    else if (c == '?' || c == '*' || c == '_') marks += '?';
    else if (c != ' ' && c != '-' && c != '.' && c != '\t') return out.problem = "holds characters that no registration mark has", out;
  }
  if (marks.empty()) return out;
  const auto read = static_cast<std::size_t>(std::ranges::count_if(marks, [](char c) { return c != '?'; }));
  if (marks.size() < marks_min || marks.size() > marks_max) return out.problem = "a registration mark has two to eight characters", out;
  if (read == 0) return out.problem = "no character of the registration mark was read", out;
  if (std::ranges::none_of(marks, [](char c) { return digit(c) || c == '?'; }) && marks.size() > 3)
    return out.problem = "a registration mark holds a digit: this reads like a word", out;
  out.partial = read < marks.size();
  out.usual = std::ranges::any_of(forms, [&](std::string_view form) { return fits(marks, form); });
  out.marks = std::move(marks);
  return out;
}

PlateMatch match_plates(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return PlateMatch::differs;
  const bool whole = a.find('?') == std::string_view::npos && b.find('?') == std::string_view::npos;
  if (a.size() != b.size()) return whole && std::min(a.size(), b.size()) >= 5 && edits(a, b) == 1 ? PlateMatch::misread : PlateMatch::differs;
  const auto counted = count(a, b);
  if (whole) {
    if (counted.off == 0) return counted.alike == 0 ? PlateMatch::same : counted.alike <= 3 ? PlateMatch::misread : PlateMatch::differs;
    return a.size() >= 5 && edits(a, b) == 1 ? PlateMatch::misread : PlateMatch::differs;
  }
  if (counted.off > 0 || counted.same + counted.alike < read_in_both_min || counted.alike > 1) return PlateMatch::differs;
  return PlateMatch::may;
}

double plate_weight(std::string_view a, std::string_view b) {
  // A character agrees by chance about once in 15 (letters and digits are not equally common); misread as a look-alike about once in 30.
  constexpr double agrees = 2.7, looks_alike = -0.8, slip = -3.5, differs = -9;
  const auto match = match_plates(a, b);
  if (match == PlateMatch::differs) return differs;
  if (a.size() != b.size()) return agrees * static_cast<double>(std::min(a.size(), b.size())) + slip;
  const auto counted = count(a, b);
  return agrees * static_cast<double>(counted.same) + looks_alike * static_cast<double>(counted.alike) + (counted.off > 0 ? slip : 0);
}

std::string plate_shape(std::string_view marks) {
  std::string out(marks);
  std::ranges::transform(out, out.begin(), look);
  return out;
}

}  // namespace lapwing::linkage
