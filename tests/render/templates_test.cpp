// What must hold for every template, whoever wrote it.
#include <gtest/gtest.h>

#include <regex>

#include "web/render/assets.hpp"
#include "web/render/mustache.hpp"
#include "web/render/render.hpp"

namespace lapwing::render {
namespace {

bool found_in(std::string_view text, const char* pattern) {
  return std::regex_search(text.begin(), text.end(), std::regex(pattern, std::regex::icase));
}

TEST(Templates, AllParseAndNameOnlyPartialsThatExist) {
  ASSERT_GT(templates().size(), 20u);
  const std::regex partial(R"(\{\{>\s*([\w/-]+)\s*\}\})");
  for (const auto& [name, text] : templates()) {
    EXPECT_NO_THROW(Mustache{text}) << name;
    for (std::cregex_iterator it(text.data(), text.data() + text.size(), partial), end; it != end; ++it) {
      const auto wanted = (*it)[1].str();
      EXPECT_TRUE(std::ranges::any_of(templates(), [&](const Template& t) { return t.name == wanted; }))
          << name << " names " << wanted;
    }
  }
}

TEST(Templates, HoldNoInlineScriptStyleOrHandler) {
  for (const auto& [name, text] : templates()) {
    EXPECT_FALSE(found_in(text, R"(<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:)")) << name;
  }
}

TEST(Templates, EscapeEverythingButTheLayoutsContent) {
  for (const auto& [name, text] : templates()) {
    std::string rest(text);
    if (name == "layout") rest = std::regex_replace(rest, std::regex(R"(\{\{\{content\}\}\})"), "");
    EXPECT_FALSE(found_in(rest, R"(\{\{\{|\{\{&)")) << name;
  }
}

TEST(Templates, UseNoWordThatBlamesAChild) {
  for (const auto& [name, text] : templates())
    EXPECT_FALSE(found_in(text, R"(absconded|absconding|misper|runaway|ran away|putting (her|him|them)sel)")) << name;
}

TEST(Assets, HaveAHashInTheirAddressAndAreFoundByIt) {
  for (const char* name : {"app.css", "app.js", "lapwing.svg", "favicon.svg"}) {
    const auto path = asset_path(name);
    ASSERT_FALSE(path.empty()) << name;
    EXPECT_TRUE(found_in(path, R"(^/assets/[a-z]+-[0-9a-f]{16}\.[a-z]+$)")) << path;
    const auto asset = find_asset(path);
    ASSERT_TRUE(asset) << path;
    EXPECT_FALSE(asset->bytes.empty());
    EXPECT_FALSE(asset->content_type.empty());
    EXPECT_TRUE(asset->etag.starts_with('"') && asset->etag.ends_with('"'));
  }
  EXPECT_FALSE(find_asset("/assets/app.css"));
  EXPECT_FALSE(find_asset("/assets/../secret"));
}

TEST(Assets, NeedNeitherEvalNorGdsFontsNorOtherHosts) {
  for (const auto& asset : assets()) {
    EXPECT_FALSE(found_in(asset.bytes.substr(0, 60'000), R"(\beval\(|new Function\()")) << asset.name;
    EXPECT_EQ(asset.bytes.find("GDS Transport"), std::string_view::npos) << asset.name;
    EXPECT_EQ(asset.bytes.find("@import"), std::string_view::npos) << asset.name;
  }
}

}  // namespace
}  // namespace lapwing::render
