// The mustache that templates may rely on.
#include "web/render/mustache.hpp"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

namespace lapwing::render {
namespace {

std::string rendered(std::string_view text, std::string_view model, std::map<std::string, std::string> partials = {}) {
  std::map<std::string, Mustache, std::less<>> parsed;
  for (const auto& [name, partial] : partials) parsed.emplace(name, Mustache(partial));
  std::string out;
  Mustache(text).render(
      boost::json::parse({model.data(), model.size()}),
      [&](std::string_view name) -> const Mustache& {
        const auto found = parsed.find(name);
        if (found == parsed.end()) throw std::logic_error("no partial");
        return found->second;
      },
      out);
  return out;
}

TEST(Mustache, EscapesUnlessTold) {
  EXPECT_EQ(rendered("{{x}}|{{{x}}}|{{&x}}", R"({"x":"<a href=\"'&\">"})"),
            "&lt;a href=&quot;&#39;&amp;&quot;&gt;|<a href=\"'&\">|<a href=\"'&\">");
}

TEST(Mustache, WritesNumbersAndNothingForWhatIsAbsent) {
  EXPECT_EQ(rendered("{{n}} {{d}} {{b}} {{gone}} {{null}}.", R"({"n":-7,"d":1.5,"b":true,"null":null})"), "-7 1.5 true  .");
}

TEST(Mustache, FollowsDotsAndLooksOutwards) {
  EXPECT_EQ(rendered("{{a.b.c}}{{#a}}{{out}}{{b.c}}{{/a}}", R"({"a":{"b":{"c":"1"}},"out":"2"})"), "121");
  EXPECT_EQ(rendered("{{a.b.c}}", R"({"a":{"b":"text"}})"), "");
}

TEST(Mustache, RepeatsForAListAndSkipsWhatIsFalse) {
  EXPECT_EQ(rendered("{{#l}}<{{.}}>{{/l}}", R"({"l":["a","b"]})"), "<a><b>");
  for (const char* falsy : {R"({"x":[]})", R"({"x":false})", R"({"x":""})", R"({"x":null})", "{}"})
    EXPECT_EQ(rendered("{{#x}}yes{{/x}}{{^x}}no{{/x}}", falsy), "no") << falsy;
  EXPECT_EQ(rendered("{{#x}}yes{{/x}}", R"({"x":0})"), "yes");
}

TEST(Mustache, LeavesNoLineForATagAloneOnIt) {
  EXPECT_EQ(rendered("a\n  {{#x}}\n  b\n  {{/x}}\n{{! note }}\nc", R"({"x":true})"), "a\n  b\nc");
  EXPECT_EQ(rendered("a {{#x}}b{{/x}} c\n", R"({"x":true})"), "a b c\n");
}

TEST(Mustache, GivesAPartialItsSurroundingsButADynamicOneOnlyItself) {
  const std::map<std::string, std::string> partials{{"p", "[{{own}}{{outer}}]"}};
  const auto* model = R"({"outer":"o","item":{"kind":"p","own":"i"}})";
  EXPECT_EQ(rendered("{{#item}}{{> p}}{{/item}}", model, partials), "[io]");
  EXPECT_EQ(rendered("{{#item}}{{>*kind}}{{/item}}", model, partials), "[i]");
}

TEST(Mustache, RefusesTemplatesThatAreWrongAndSaysWhere) {
  for (const char* bad : {"{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{a", "{{}}", "{{#a}}{{#b}}{{/a}}{{/b}}"})
    EXPECT_THROW(Mustache{bad}, std::logic_error) << bad;
  try {
    Mustache("one\ntwo {{/x}}");
    FAIL();
  } catch (const std::logic_error& mistake) {
    EXPECT_NE(std::string(mistake.what()).find("line 2"), std::string::npos);
  }
}

TEST(Mustache, RefusesAPartialThatHoldsItselfAndOneThatDoesNotExist) {
  EXPECT_THROW(rendered("{{> p}}", "{}", {{"p", "{{> p}}"}}), std::logic_error);
  EXPECT_THROW(rendered("{{> gone}}", "{}"), std::logic_error);
  EXPECT_THROW(rendered("{{>*kind}}", "{}"), std::logic_error);
}

}  // namespace
}  // namespace lapwing::render
