// Components and pages as a reader, a screen reader and an attacker meet them.
#include "web/render/render.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <thread>

#include "render/sample.hpp"
#include "web/render/assets.hpp"

namespace lapwing::render {
namespace {

using testing::sample_model;

std::set<std::string> all_matches(const std::string& html, const char* pattern) {
  const std::regex expression(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator it(html.begin(), html.end(), expression), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

TEST(Page, ShowsWhatPeopleTypedAndNeverRunsIt) {
  const auto html = page("fields", sample_model("<script>alert(1)</script>\" onload='x", 3));
  EXPECT_EQ(html.find("<script>"), std::string::npos);
  EXPECT_EQ(html.find("\" onload='x"), std::string::npos);
  int shown = 0;
  for (auto at = html.find("&lt;script&gt;"); at != html.npos; at = html.find("&lt;script&gt;", at + 1)) ++shown;
  EXPECT_GT(shown, 40);
}

TEST(Page, LinksEveryErrorToAFieldThatExists) {
  const auto html = page("fields", sample_model("", 1));
  const auto ids = all_matches(html, R"re(\sid="([^"]+)")re");
  for (const auto& target : all_matches(html, R"re(href="#([^"]+)")re")) EXPECT_TRUE(ids.contains(target)) << target;
  for (const auto& target : all_matches(html, R"re(\sfor="([^"]+)")re")) EXPECT_TRUE(ids.contains(target)) << target;
  for (const auto& list : all_matches(html, R"re(aria-describedby="([^"]+)")re")) {
    std::istringstream words(list);
    for (std::string id; words >> id;) EXPECT_TRUE(ids.contains(id)) << id;
  }
  EXPECT_NE(html.find("href=\"#last-seen\""), std::string::npos);
}

TEST(Page, HasNoIdTwice) {
  const auto html = page("fields", sample_model("x", 5));
  std::multiset<std::string> ids;
  const std::regex id(R"re(\sid="([^"]+)")re");
  for (std::sregex_iterator it(html.begin(), html.end(), id), end; it != end; ++it) ids.insert((*it)[1]);
  for (const auto& one : ids) EXPECT_EQ(ids.count(one), 1u) << one;
}

TEST(Page, BeginsItsTitleWithErrorOnlyWhenThereIsOne) {
  PageHead head{.title = "Sign in"};
  auto model = page_model(head);
  model["fields"] = json::array{};
  EXPECT_NE(page("fields", model).find("<title>Sign in – Lapwing</title>"), std::string::npos);
  head.errors = {{"name", "Enter a name"}};
  model = page_model(head);
  model["fields"] = json::array{};
  const auto html = page("fields", model);
  EXPECT_NE(html.find("<title>Error: Sign in – Lapwing</title>"), std::string::npos);
  EXPECT_NE(html.find("There is a problem"), std::string::npos);
}

TEST(Page, ShowsNoNavigationToSomeoneWhoIsNotSignedIn) {
  auto model = page_model({.title = "Sign in"});
  model["fields"] = json::array{};
  const auto html = page("fields", model);
  for (const char* absent : {"moj-primary-navigation", "lw-account", "Report a child missing", "Sign out", "role=\"search\""})
    EXPECT_EQ(html.find(absent), std::string::npos) << absent;
}

TEST(Page, SaysThatItIsAnExerciseAndWhatItIsAsKnownAt) {
  auto model = page_model({.title = "Now", .exercise = "Exercise time 14:05", .as_known_at = "14:05 on 3 March 2026"});
  model["fields"] = json::array{};
  const auto html = page("fields", model);
  EXPECT_NE(html.find("This is an exercise."), std::string::npos);
  EXPECT_NE(html.find("As known at 14:05 on 3 March 2026."), std::string::npos);
}

TEST(Page, NamesItsStylesAndScriptByTheirHashedAddress) {
  const auto html = page("fields", sample_model("", 1));
  EXPECT_NE(html.find(asset_path("app.css")), std::string::npos);
  EXPECT_NE(html.find(asset_path("app.js")), std::string::npos);
}

TEST(Components, KeepRevealedFieldsBesideTheirChoice) {
  const Choices items{{"yes", "Yes", "", {input("which", "Which?", "")}}, {"no", "No"}};
  const json::object model{{"fields", json::array{radios("phone", "Has she a phone?", items, "no")}}};
  const auto html = render("fields", model);
  EXPECT_NE(html.find("data-aria-controls=\"phone-reveal\""), std::string::npos);
  EXPECT_NE(html.find("govuk-radios__conditional--hidden\" id=\"phone-reveal\""), std::string::npos);
  EXPECT_NE(html.find("id=\"phone-2\" name=\"phone\" type=\"radio\" value=\"no\" checked"), std::string::npos);
}

TEST(Components, DoNotBorrowKeysFromThePageAroundThem) {
  json::object model{{"hint", "the page's own hint"}, {"fields", json::array{input("a", "A", "")}}};
  EXPECT_EQ(render("fields", model).find("the page's own hint"), std::string::npos);
}

TEST(FieldId, IsALetterForLetterNameThatALinkCanHold) {
  EXPECT_EQ(field_id("last-seen"), "last-seen");
  EXPECT_EQ(field_id("people[0].name"), "people-0--name");
}

TEST(Render, SaysWhichTemplateDoesNotExist) { EXPECT_THROW(render("nothing", {}), std::logic_error); }

TEST(Render, GivesTheSameBytesOnManyThreads) {
  const auto model = sample_model("same", 20);
  const auto expected = page("fields", model);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) EXPECT_EQ(page("fields", model), expected);
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace lapwing::render
