#include "links/linkage/values.hpp"

#include <gtest/gtest.h>

#include "links/linkage/address.hpp"
#include "links/linkage/fold.hpp"
#include "links/linkage/phone.hpp"
#include "links/linkage/plate.hpp"
#include "links/linkage/similarity.hpp"

namespace lapwing::linkage {
namespace {

using policy::FieldKind;

Level level(FieldKind kind, std::string_view a, std::string_view b) { return compare(kind, prepare(kind, a), prepare(kind, b)); }

TEST(Fold, MakesOtherScriptsAndAccentsComparable) {
  EXPECT_EQ(fold("  O'Brien-Łukasz "), "obrien lukasz");
  EXPECT_EQ(fold("Иванова"), "ivanova");
}

TEST(Sound, IsOneForNamesSpelledByEar) {
  EXPECT_EQ(sound_of("smith"), sound_of("smyth"));
  EXPECT_EQ(sound_of("phillips"), sound_of("filips"));
  EXPECT_NE(sound_of("smith"), sound_of("jones"));
}

TEST(Similarity, GivesThePublishedExamples) {
  EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.9611, 1e-4);   // Winkler 1990
  EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.8133, 1e-4);
  EXPECT_NEAR(jaro_winkler("dwayne", "duane"), 0.84, 1e-4);
  EXPECT_EQ(edits("kitten", "sitting"), 3);
  EXPECT_EQ(edits("smiht", "smith"), 1);
  EXPECT_EQ(edits("ca", "abc"), 3);   // each place edited once
}

TEST(Dates, AreReadInTheFormsPeopleWrite) {
  for (const auto* text : {"1851-06-08", "18510608", "08/06/1851", "8.6.1851", "1851-06-08T00:00:00Z"}) EXPECT_EQ(date_digits(text), "18510608") << text;
  EXPECT_EQ(date_digits("in spring"), "");
}

TEST(Dates, AgreeByDegrees) {
  const auto against = [](std::string_view other) { return level(FieldKind::date, "1851-06-08", other); };
  EXPECT_EQ(against(""), level_missing);
  EXPECT_EQ(against("1851-06-08"), 9);
  EXPECT_EQ(against("1851-06-09"), 8);
  EXPECT_EQ(against("1815-06-08"), 8);
  EXPECT_EQ(against("1851-08-06"), 7);
  EXPECT_EQ(against("1851-06-21"), 6);
  EXPECT_EQ(against("1851-11-21"), 4);
  EXPECT_EQ(against("1790-11-21"), level_differs);
}

TEST(Postcodes, AgreeByUnitSectorDistrictAndArea) {
  const auto against = [](std::string_view other) { return level(FieldKind::postcode, "TS1 3AB", other); };
  EXPECT_EQ(against("ts13ab"), 6);
  EXPECT_EQ(against("TS1 3XY"), 4);
  EXPECT_EQ(against("TS1 9XY"), 3);
  EXPECT_EQ(against("TS5 9XY"), 2);
  EXPECT_EQ(against("NE1 4ST"), level_differs);
}

TEST(Phones, AreOneNumberHoweverWritten) {
  for (const auto* text : {"07700 900123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700900123", "07700-900-123", "7700900123"})
    EXPECT_EQ(read_phone(text).digits, "07700900123") << text;
}

TEST(Phones, InWordsAreNoNumberAndItIsSaid) {
  EXPECT_EQ(read_phone("oh seven seven hundred").digits, "");
  EXPECT_FALSE(read_phone("oh seven seven hundred").problem.empty());
  EXPECT_FALSE(read_phone("07").problem.empty());
  EXPECT_TRUE(read_phone("").problem.empty());
}

TEST(Plates, AreReadWithSpacesAndGaps) {
  EXPECT_EQ(read_plate("ab12 cde").marks, "AB12CDE");
  EXPECT_TRUE(read_plate("ab12 cde").usual);
  EXPECT_TRUE(read_plate("AB1? C*E").partial);
}

TEST(Plates, ThatAreNoneAreSaidToBeNone) {
  for (const auto* text : {"red car", "???", "A", "AB12CDE99", "£$%"}) {
    EXPECT_TRUE(read_plate(text).marks.empty()) << text;
    EXPECT_FALSE(read_plate(text).problem.empty()) << text;
  }
}

TEST(Plates, MatchThroughLookAlikesAndGaps) {
  EXPECT_EQ(match_plates("AB12CDE", "AB12CDE"), PlateMatch::same);
  EXPECT_EQ(match_plates("AB12CDE", "A812CDE"), PlateMatch::misread);
  EXPECT_EQ(match_plates("BO51SOI", "8051501"), PlateMatch::differs);   // more look-alikes than one reading gets wrong
  EXPECT_EQ(match_plates("AB12CDE", "BA12CDE"), PlateMatch::misread);
  EXPECT_EQ(match_plates("AB12CDE", "AB12???"), PlateMatch::may);
  EXPECT_EQ(match_plates("AB12CDE", "AB?????"), PlateMatch::differs);   // two characters are too few to say
  EXPECT_EQ(match_plates("AB12CDE", "XY34FGH"), PlateMatch::differs);
  EXPECT_GT(plate_weight("AB12CDE", "AB12CDE"), plate_weight("AB12CDE", "AB12???"));
  EXPECT_LT(plate_weight("AB12CDE", "XY34FGH"), 0);
  EXPECT_EQ(plate_shape("AB12CDO"), plate_shape("A812C00"));
}

TEST(Addresses, AreReadInParts) {
  const auto read = read_address("Flat 2, 12a Acacia Rd, Middlesbrough, ts1 3ab");
  EXPECT_EQ(read.flat, "2");
  EXPECT_EQ(read.number, "12a");
  EXPECT_EQ(read.postcode, "TS13AB");
  EXPECT_EQ(read.words, (std::vector<std::string>{"acacia", "road", "middlesbrough"}));
}

TEST(Addresses, MatchByHouseStreetAndNeighbourhood) {
  const auto match = [](std::string_view a, std::string_view b) { return match_addresses(key_of(read_address(a)), key_of(read_address(b))); };
  EXPECT_EQ(match("12 Acacia Road TS1 3AB", "12 Acacia Rd, Middlesbrough"), AddressMatch::same);
  EXPECT_EQ(match("12 Acacia Road TS1 3AB", "14 Acacia Road TS1 3AB"), AddressMatch::street);
  EXPECT_EQ(match("12 Acacia Road TS1 3AB", "9 Birch Close TS1 3XY"), AddressMatch::near);
  EXPECT_EQ(match("12 Acacia Road TS1 3AB", "9 Birch Close NE1 4ST"), AddressMatch::differs);
  EXPECT_EQ(match("12 Acacia Road TS1 3AB", ""), AddressMatch::unknown);
}

}  // namespace
}  // namespace lapwing::linkage
