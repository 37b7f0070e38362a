#include "links/graph/things.hpp"

#include <gtest/gtest.h>

#include "links/groups/alike.hpp"

namespace lapwing::links {
namespace {

TEST(Things, AnAddressIsMetAgainHoweverItIsWritten) {
  const auto key = place_key("16 Sedge Street, Fellside, ZZ13 5ST", {}, {});
  EXPECT_EQ(place_key("16 SEDGE ST. FELLSIDE ZZ135ST", {}, {}), key);
  EXPECT_EQ(place_key("16, sedge street zz13 5st", 54.9, -0.5), key);
  EXPECT_NE(place_key("18 Sedge Street, Fellside, ZZ13 5ST", {}, {}), key);
  EXPECT_EQ(place_key("Golden Grill, Quay Rd", {}, {}), place_key("golden grill quay road", {}, {}));
}

TEST(Things, WhereThereIsNoAddressTheSpotIsTheKey) {
  EXPECT_EQ(place_key("", 54.95000, -0.6), place_key("", 54.95001, -0.6));
  EXPECT_NE(place_key("", 54.95, -0.6), place_key("", 54.96, -0.6));
  EXPECT_EQ(place_key("", {}, {}), "");
}

TEST(Things, APhoneIsOneNumberInEveryForm) {
  for (const auto* form : {"07700 900123", "+44 7700 900123", "0044 7700900123", "+44 (0)7700 900123", "(07700) 900-123"})
    EXPECT_EQ(phone_key(form), "07700900123") << form;
  EXPECT_EQ(phone_key("oh seven seven"), "");
}

TEST(Things, APlateThatIsNoPlateHasNoKey) {
  EXPECT_EQ(plate_text("ab12 cde"), "AB12CDE");
  EXPECT_EQ(plate_text("?b12-cd?"), "?B12CD?");
  EXPECT_EQ(plate_text("blue, with a dent!"), "");
  EXPECT_EQ(plate_text("??"), "");
  EXPECT_TRUE(plates_agree("AB12CDE", "A?12C?E"));
  EXPECT_FALSE(plates_agree("AB12CDE", "A?13C?E"));
  EXPECT_TRUE(plates_misread("AB12CDE", "A812CDE"));
  EXPECT_FALSE(plates_misread("AB12CDE", "AX12CDE"));
}

TEST(Things, SlipsOfTheEarAreCounted) {
  EXPECT_EQ(slips("hartton", "hartton", 2), 0);
  EXPECT_EQ(slips("hartton", "hratton", 2), 1);
  EXPECT_EQ(slips("hartton", "hartn", 2), 2);
  EXPECT_EQ(slips("hartton", "oakengate", 2), 3);
}

}  // namespace
}  // namespace lapwing::links
