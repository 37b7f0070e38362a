#include "web/transport/form.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lapwing::transport {
namespace {

TEST(Form, IsDecodedInOrderWithRepeatedNames) {
  const auto fields = decode_form("a=1&b=two+words&a=%C3%A9&empty=&bare&&=x");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->get("a"), "1");
  EXPECT_EQ(fields->all("a"), (std::vector<std::string_view>{"1", "\xC3\xA9"}));
  EXPECT_EQ(fields->get("b"), "two words");
  EXPECT_TRUE(fields->has("bare"));
  EXPECT_FALSE(fields->has("nothing"));
  EXPECT_EQ(fields->get(""), "x");
  EXPECT_EQ(fields->size(), 6u);
}

TEST(Form, IsRefusedWhenItIsNotUtf8OrIsBrokenOrHoldsAZero) {
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "%ff=1", "a=%C3", "a=%ED%A0%80", "a=%C0%80", "a=%F4%90%80%80", "a=%00"})
    EXPECT_FALSE(decode_form(bad)) << bad;
}

TEST(Form, IsRefusedWhenItHasTooManyFields) {
  std::string many;
  for (std::size_t i = 0; i <= form_fields_max; ++i) many += "a=&";
  EXPECT_FALSE(decode_form(many));
}

TEST(Cookies, AreReadAndMalformedOnesLeftOut) {
  const auto cookies = decode_cookies("session=abc; theme=\"dark\"; nonsense; =x; b ad=1;last=z=");
  EXPECT_EQ(cookies.get("session"), "abc");
  EXPECT_EQ(cookies.get("theme"), "dark");
  EXPECT_EQ(cookies.get("last"), "z=");
  EXPECT_EQ(cookies.size(), 3u);
}

RC_GTEST_PROP(Form, SurvivesEncodingAndDecoding, (const std::vector<std::pair<std::string, std::string>>& pairs)) {
  std::vector<Fields::Pair> clean;
  for (const auto& [name, value] : pairs)
    if (is_utf8(name) && is_utf8(value) && name.find('\0') == name.npos && value.find('\0') == value.npos)
      clean.emplace_back(name, value);
  const auto again = decode_form(encode_form(Fields(clean)));
  RC_ASSERT(again.has_value());
  RC_ASSERT(std::equal(again->begin(), again->end(), clean.begin(), clean.end()));
}

RC_GTEST_PROP(PercentDecode, GivesUtf8OrARefusalForAnyBytes, (const std::string& bytes)) {
  const auto decoded = percent_decode(bytes);
  if (decoded) RC_ASSERT(is_utf8(*decoded));
}

}  // namespace
}  // namespace lapwing::transport
