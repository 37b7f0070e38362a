#include "language/folding.hpp"

#include <algorithm>
#include <array>

namespace lapwing::language {
namespace {

struct Look {
  char32_t code;
  std::string_view as;
};

// Latin letters with marks are the letters without; letters of other scripts are what they look like. In order of code.
constexpr std::array looks = std::to_array<Look>({
    {0x00C6, "AE"}, {0x00D0, "D"},  {0x00D8, "O"},  {0x00DF, "ss"}, {0x00E6, "ae"}, {0x00F0, "d"},  {0x00F8, "o"},  {0x0131, "i"},
    {0x0141, "L"},  {0x0142, "l"},  {0x0152, "OE"}, {0x0153, "oe"}, {0x0251, "a"},  {0x0261, "g"},  {0x026A, "i"},  {0x0391, "A"},
    {0x0392, "B"},  {0x0395, "E"},  {0x0396, "Z"},  {0x0397, "H"},  {0x0399, "I"},  {0x039A, "K"},  {0x039C, "M"},  {0x039D, "N"},
    {0x039F, "O"},  {0x03A1, "P"},  {0x03A4, "T"},  {0x03A5, "Y"},  {0x03A7, "X"},  {0x03B1, "a"},  {0x03B3, "y"},  {0x03B5, "e"},
    {0x03B7, "n"},  {0x03B9, "i"},  {0x03BA, "k"},  {0x03BD, "v"},  {0x03BF, "o"},  {0x03C1, "p"},  {0x03C4, "t"},  {0x03C5, "u"},
    {0x03C7, "x"},  {0x03C9, "w"},  {0x03F2, "c"},  {0x0405, "S"},  {0x0406, "I"},  {0x0408, "J"},  {0x0410, "A"},  {0x0412, "B"},
    {0x0415, "E"},  {0x041A, "K"},  {0x041C, "M"},  {0x041D, "H"},  {0x041E, "O"},  {0x0420, "P"},  {0x0421, "C"},  {0x0422, "T"},
    {0x0423, "Y"},  {0x0425, "X"},  {0x0430, "a"},  {0x0432, "b"},  {0x0433, "r"},  {0x0435, "e"},  {0x0438, "u"},  {0x043A, "k"},
    {0x043C, "m"},  {0x043D, "h"},  {0x043E, "o"},  {0x043F, "n"},  {0x0440, "p"},  {0x0441, "c"},  {0x0442, "t"},  {0x0443, "y"},
    {0x0445, "x"},  {0x0455, "s"},  {0x0456, "i"},  {0x0458, "j"},  {0x0475, "v"},  {0x04AE, "Y"},  {0x04AF, "y"},  {0x04BB, "h"},
    {0x04C0, "I"},  {0x04CF, "l"},  {0x0501, "d"},  {0x051B, "q"},  {0x051C, "W"},  {0x051D, "w"},  {0x0555, "O"},  {0x0578, "n"},
    {0x057D, "u"},  {0x0585, "o"},  {0x13A0, "D"},  {0x13B3, "W"},  {0x1D00, "a"},  {0x1D04, "c"},  {0x1D05, "d"},  {0x1D07, "e"},
    {0x1D0A, "j"},  {0x1D0B, "k"},  {0x1D0D, "m"},  {0x1D0F, "o"},  {0x1D18, "p"},  {0x1D1B, "t"},  {0x1D1C, "u"},  {0x1D20, "v"},
    {0x1D21, "w"},  {0x1D22, "z"},  {0xFB00, "ff"}, {0xFB01, "fi"}, {0xFB02, "fl"}, {0xFB03, "ffi"}, {0xFB04, "ffl"}, {0xFB05, "st"},
    {0xFB06, "st"},
});
static_assert(std::ranges::is_sorted(looks, {}, &Look::code));

// U+00C0 to U+017F, the letter without its mark; a dot where `looks` says, or nothing does.
constexpr std::string_view marked =
    "AAAAAA.CEEEEIIII.NOOOOO..UUUUY..aaaaaa.ceeeeiiii.nooooo..uuuuy.y"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiI...JjKk.LlLlLlL"
    "l..NnNnNnn..OoOoOo..RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
static_assert(marked.size() == 0x180 - 0xC0);

constexpr std::string_view ascii =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
constexpr std::string_view one(char letter) { return ascii.substr(static_cast<std::size_t>(letter - ' '), 1); }

constexpr bool between(char32_t code, char32_t least, char32_t most) { return code >= least && code <= most; }

bool left_out(char32_t code) {
  return code == 0xAD || code == 0x34F || code == 0x61C || code == 0x180E || code == 0xFEFF || between(code, 0x300, 0x36F) ||
         between(code, 0x200B, 0x200F) || between(code, 0x202A, 0x202E) || between(code, 0x2060, 0x206F) || between(code, 0xFE00, 0xFE0F) ||
         between(code, 0xE0000, 0xE01EF);
}

// Punctuation and signs from U+2000 on.
std::optional<std::string_view> sign(char32_t code) {
  if (between(code, 0x2018, 0x201B) || code == 0x2032 || code == 0x2035) return "'";
  if (between(code, 0x201C, 0x201F) || code == 0x2033 || code == 0x2036) return "\"";
  if (between(code, 0x2010, 0x2015) || code == 0x2212) return "-";
  if (code == 0x2026) return "...";
  if (code == 0x2022 || between(code, 0x25A0, 0x25FF) || code == 0x2043) return "*";
  if (code == 0x2028 || code == 0x2029) return "\n";
  if (between(code, 0x24B6, 0x24CF)) return one(static_cast<char>('A' + (code - 0x24B6)));
  if (between(code, 0x24D0, 0x24E9)) return one(static_cast<char>('a' + (code - 0x24D0)));
  if (between(code, 0x2000, 0x2BFF) || code == 0x3000 || between(code, 0x1F000, 0x1FAFF)) return " ";
  if (between(code, 0xFF01, 0xFF5E)) return one(static_cast<char>(code - 0xFEE0));
  if (between(code, 0x1D400, 0x1D6A3)) {
    const auto letter = static_cast<char>((code - 0x1D400) % 52);
    return one(static_cast<char>(letter < 26 ? 'A' + letter : 'a' + (letter - 26)));
  }
  return std::nullopt;
}

}  // namespace

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const auto lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xC2 && lead < 0xE0 && follows(at + 1)) return {(lead & 0x1F) << 6 | (byte(at + 1) & 0x3F), 2};
  if (lead >= 0xE0 && lead < 0xF0 && follows(at + 1) && follows(at + 2)) {
    const char32_t code = (lead & 0x0F) << 12 | (byte(at + 1) & 0x3F) << 6 | (byte(at + 2) & 0x3F);
    if (code >= 0x800 && !between(code, 0xD800, 0xDFFF)) return {code, 3};
  }
  if (lead >= 0xF0 && lead < 0xF5 && follows(at + 1) && follows(at + 2) && follows(at + 3)) {
    const char32_t code = (lead & 0x07) << 18 | (byte(at + 1) & 0x3F) << 12 | (byte(at + 2) & 0x3F) << 6 | (byte(at + 3) & 0x3F);
    if (between(code, 0x10000, 0x10FFFF)) return {code, 4};
  }
  return {0, 1};
}

std::optional<std::string_view> folded(char32_t code) {
  if (code == 0) return "";
  if (left_out(code)) return "";
  if (between(code, 0xC0, 0x17F) && marked[code - 0xC0] != '.') return one(marked[code - 0xC0]);
  const auto* look = std::ranges::lower_bound(looks, code, {}, &Look::code);
  if (look != looks.end() && look->code == code) return look->as;
  if (code == 0xA0 || code == 0x85 || code == 0x1680) return " ";
  if (code == 0xAB || code == 0xBB) return "\"";
  if (code == 0xB4 || code == 0x2BC || code == 0x2B9) return "'";
  if (code == 0xB7) return "*";
  if (between(code, 0x80, 0xBF) || code == 0xD7 || code == 0xF7) return " ";
  return code >= 0x2000 ? sign(code) : std::nullopt;
}

}  // namespace lapwing::language
