#include "domain/ids.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/words.hpp"

namespace lapwing {
namespace {

TEST(Ids, PrintAndReadBackTheSame) {
  const std::string text = "0f8fad5b-d9cb-469f-a165-70867728950e";
  const auto id = ChildId::parse(text);
  ASSERT_TRUE(id);
  EXPECT_EQ(id->text(), text);
  EXPECT_EQ(ChildId::parse("0F8FAD5B-D9CB-469F-A165-70867728950E"), id);
}

TEST(Ids, RefuseTextThatIsNotAUuid) {
  for (const auto* text : {"", "x", "0f8fad5bd9cb469fa16570867728950e", "0f8fad5b-d9cb-469f-a165-70867728950",
                           "0f8fad5b-d9cb-469f-a165-70867728950e0", "0f8fad5b-d9cb-469f-a165-70867728950g",
                           "0f8fad5b-d9cb-469f-a16570867728950e--", "{f8fad5b-d9cb-469f-a165-70867728950}",
                           "0f8fad5-bd9cb-469f-a165-70867728950e"})
    EXPECT_FALSE(ChildId::parse(text)) << text;
}

TEST(Ids, FromOneSeedRepeatAndAreVersion4) {
  SeededIds first(7), again(7), other(8);
  for (int i = 0; i < 100; ++i) {
    const auto id = first.next<EpisodeId>();
    EXPECT_EQ(id, again.next<EpisodeId>());
    EXPECT_NE(id, other.next<EpisodeId>());
    EXPECT_EQ(id.text()[14], '4');
    EXPECT_NE(std::string("89ab").find(id.text()[19]), std::string::npos);
    EXPECT_FALSE(id.is_nil());
  }
}

RC_GTEST_PROP(Ids, EveryValueRoundTrips, (const IdBytes& bytes)) {
  const ChildId id{bytes};
  RC_ASSERT(ChildId::parse(id.text()) == id);
}

TEST(Words, ReadAsASentenceStarts) {
  EXPECT_EQ(for_people("very_low"), "Very low");
  EXPECT_EQ(for_people("HIGH"), "High");
  EXPECT_EQ(for_people("call_handler"), "Call handler");
  EXPECT_EQ(for_people(""), "");
}

}  // namespace
}  // namespace lapwing
