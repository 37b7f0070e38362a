#include "views/names.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "views/nicknames.hpp"
#include "views/search_query.hpp"

namespace lapwing::views {
namespace {

std::string folded(std::string_view text) {
  std::string out;
  for (const auto& word : name_words(text))
    out += (out.empty() ? "" : word.hyphenated ? "-" : " ") + word.text;
  return out;
}

TEST(NameWords, FoldCaseDiacriticsAndApostrophes) {
  EXPECT_EQ(folded("  Zoë  O’Brien "), "zoe obrien");
  EXPECT_EQ(folded("O'BRIEN"), "obrien");
  EXPECT_EQ(folded("Łukasz Żółć"), "lukasz zolc");
  EXPECT_EQ(folded("Zoe\xCC\x88"), "zoe") << "a combining mark is the same as the composed letter";
  EXPECT_EQ(folded("Smith-Jones"), "smith-jones");
  EXPECT_EQ(folded("Smith - Jones, Anna"), "smith-jones anna");
}

TEST(NameWords, TurnOtherScriptsIntoLatin) {
  EXPECT_EQ(folded("Александр"), "aleksandr");
  EXPECT_EQ(folded("Μαρία"), "maria");
  EXPECT_EQ(folded("محمد"), "mhmd");
}

TEST(NameWords, SurviveBytesThatAreNotText) {
  EXPECT_EQ(folded("An\xFF\xFE na"), "an na");
  EXPECT_EQ(folded(""), "");
  EXPECT_EQ(folded("-'-"), "");
}

RC_GTEST_PROP(NameWords, AreAlwaysPlainAndShort, (const std::string& text)) {
  for (const auto& word : name_words(text)) {
    RC_ASSERT(!word.text.empty() && word.text.size() <= name_word_letters_max);
    RC_ASSERT(word.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos);
  }
}

rc::Gen<std::string> word() {
  return rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcdeimnos")));
}

RC_GTEST_PROP(JaroWinkler, IsSymmetricAndWithinBounds, ()) {
  const auto a = *word(), b = *word();
  const double likeness = jaro_winkler(a, b);
  RC_ASSERT(likeness >= 0 && likeness <= 1.0000001);
  RC_ASSERT(likeness == jaro_winkler(b, a));
  RC_ASSERT(jaro_winkler(a, a) > 0.9999999);
}

TEST(JaroWinkler, GivesThePublishedFigures) {  // Winkler 1990 and 2006, table of example comparisons
  EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.961, 0.001);
  EXPECT_NEAR(jaro_winkler("dwayne", "duane"), 0.840, 0.001);
  EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.813, 0.001);
  EXPECT_EQ(jaro_winkler("abc", "xyz"), 0.0);
}

// The textbook recurrence that the bit-parallel one must equal.
int plain_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

RC_GTEST_PROP(EditDistance, EqualsTheTextbook, ()) {
  const auto a = (*word()).substr(0, name_word_letters_max), b = (*word()).substr(0, name_word_letters_max);
  const auto distance = TypedWord(a).distance_to(b);
  RC_ASSERT(distance.whole == plain_distance(a, b));
  int prefix = static_cast<int>(a.size());
  for (std::size_t n = 0; n <= b.size(); ++n) prefix = std::min(prefix, plain_distance(a, b.substr(0, n)));
  RC_ASSERT(distance.prefix == prefix);
}

bool alike(std::string_view a, std::string_view b) { return sound_alike(sound_keys(a), sound_keys(b)); }

TEST(Sounds, MeetAcrossSpellings) {
  const std::pair<const char*, const char*> pairs[] = {
      {"siobhan", "shivaun"},    {"siobhan", "chevonne"},
      {"sean", "shaun"},         {"niamh", "neve"},
      {"saoirse", "seersha"},    {"aoife", "eefa"},
      {"sinead", "shinade"},     {"caoimhe", "keeva"},
      {"mohammed", "muhamad"},   {"mohammed", "mhmd"},
      {"szymon", "shimon"},      {"jakub", "yakub"},
      {"khalid", "kaled"},       {"stephen", "stefan"},
      {"catherine", "kathryn"},  {"philip", "fillip"},
      {"knight", "nite"},        {"wright", "rite"},
      {"kayleigh", "kaylee"},    {"lewandowski", "levandofski"},
      {"mcdonald", "macdonald"}, {"gemma", "jemma"},
      {"thomas", "tomas"},       {"subhan", "suban"},
      {"vaughan", "vawn"}};
  for (const auto& [a, b] : pairs) EXPECT_TRUE(alike(a, b)) << a << " " << b;
}

TEST(Sounds, StayApartWhenTheConsonantsDo) {
  const std::pair<const char*, const char*> pairs[] = {
      {"siobhan", "sarah"}, {"niamh", "nina"}, {"walker", "wilson"},
      {"anna", "hannah"},   {"", ""},          {"12", "12"}};
  for (const auto& [a, b] : pairs) EXPECT_FALSE(alike(a, b)) << a << " " << b;
}

RC_GTEST_PROP(Sounds, AreSymmetric, ()) {
  const auto a = *word(), b = *word();
  RC_ASSERT(alike(a, b) == alike(b, a));
}

TEST(Nicknames, RelateFormsBothWaysAndSayOfWhat) {
  const std::vector<NamePair> spellings{{"Catherine", "Katherine"}, {"Abdur Rahman", "Abdul Rahman"}};
  const std::vector<NamePair> nicknames{{"Kate", "Katherine"}, {"Kay", "Katherine"}, {"Kay", "Kayleigh"}};
  const Nicknames names(spellings, nicknames);
  const auto kind = [&](std::string_view a, std::string_view b) -> std::optional<Nicknames::Kind> {
    for (const auto& related : names.of(a))
      if (related.word == b) return related.kind;
    return std::nullopt;
  };
  EXPECT_EQ(kind("katherine", "catherine"), Nicknames::Kind::spelling);
  EXPECT_EQ(kind("catherine", "kate"), Nicknames::Kind::nickname);
  EXPECT_EQ(kind("kate", "catherine"), Nicknames::Kind::nickname);
  EXPECT_EQ(kind("kate", "kay"), Nicknames::Kind::both_nicknames);
  EXPECT_EQ(kind("kay", "kayleigh"), Nicknames::Kind::nickname);
  EXPECT_EQ(kind("kate", "kayleigh"), std::nullopt) << "one shared nickname does not join two names";
  EXPECT_EQ(kind("abdulrahman", "abdurrahman"), Nicknames::Kind::spelling);
  EXPECT_EQ(names.of("kate")[0].full_name, "Katherine");
  EXPECT_TRUE(names.of("walker").empty());
  EXPECT_TRUE(Nicknames().of("kate").empty());
}

// What each part was read as: "kay", "born 2010-05-02", "aged 15", "digits 07700900123".
std::string read(std::string_view text) {
  std::string out;
  for (const auto& part : read_query(text)) {
    if (!out.empty()) out += ", ";
    out += part.word;
    if (part.born)
      out += "born " + std::to_string(year_of(part.born)) + "-" + std::to_string(month_of(part.born)) + "-" +
             std::to_string(day_of(part.born));
    if (part.age_years) out += "aged " + std::to_string(*part.age_years);
    if (!part.digits.empty()) out += (part.born ? " or digits " : "digits ") + part.digits;
  }
  return out;
}

TEST(Query, ReadsBirthDatesInEveryForm) {
  for (const auto* text :
       {"02/05/2010", "2/5/2010", "2.5.10", "2010-05-02", "2 may 2010", "2nd May 2010", "02 MAY 2010"})
    EXPECT_EQ(read(text).substr(0, 13), "born 2010-5-2") << text;
  EXPECT_EQ(read("2 may"), "born 0-5-2");
  EXPECT_EQ(read("02/05"), "born 0-5-2");
  EXPECT_EQ(read("02/05/"), "born 0-5-2");
  EXPECT_EQ(read("may 2010"), "born 2010-5-0");
  EXPECT_EQ(read("2010"), "born 2010-0-0 or digits 2010");
  EXPECT_EQ(read("02052010"), "born 2010-5-2 or digits 02052010");
}

TEST(Query, LeavesWhatIsNoDateAlone) {
  EXPECT_EQ(read("May Walker"), "may, walker");
  EXPECT_EQ(read("31/02/2010").find("born"), std::string::npos);
  EXPECT_EQ(read("April 15"), "april, aged 15");
}

TEST(Query, ReadsAges) {
  for (const auto* text : {"15", "age 15", "aged 15", "15yo", "15 years old", "15yrs"})
    EXPECT_EQ(read(text), "aged 15") << text;
  EXPECT_EQ(read("kay 15 walker"), "kay, aged 15, walker");
  EXPECT_EQ(read("80"), "");
}

TEST(Query, ReadsPhonesAsDialledInBritain) {
  for (const auto* text : {"07700900123", "07700 900123", "07700 900 123", "+447700900123", "+44 7700 900123",
                           "+44 (0)7700 900 123"})
    EXPECT_EQ(read(text), "digits 07700900123") << text;
  EXPECT_EQ(read("900 123"), "digits 900123");
  EXPECT_EQ(read("0191-498-0123"), "digits 01914980123");
  EXPECT_EQ(read("kay 07700 9001"), "kay, digits 077009001");
}

TEST(Query, JoinsAPostcode) {
  EXPECT_EQ(read("ts1 3qx"), "ts13qx");
  EXPECT_EQ(read("walker TS1 3Q"), "walker, ts13q");
  EXPECT_EQ(address_words("12 Linthorpe Rd, TS1 3QX"),
            (std::vector<std::string>{"12", "linthorpe", "rd", "ts13qx"}));
}

RC_GTEST_PROP(Query, AnyTextIsReadWithinLimits, (const std::string& text)) {
  RC_ASSERT(read_query(text).size() <= query_parts_max);
}

RC_GTEST_PROP(Query, TypedPiecesAreReadWithinLimits, ()) {
  const std::vector<std::string> pieces{"kay", "02/05", "/",   "+44", "(0)", "may",      "2010",      "15",
                                        "yo",  "ts1",   "3qx", "-",   "900", "12345678", "31/31/3131"};
  std::string text;
  for (const auto& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)))
    text += piece + " ";
  RC_ASSERT(read_query(text).size() <= query_parts_max);
}

}  // namespace
}  // namespace lapwing::views
