// However a phrase is written, it is found, and its place leads back to the author's bytes. Adding or changing what does not matter changes
// no finding.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "../../bench/notes.hpp"
#include "language/checked.hpp"

namespace lapwing::language {
namespace {

using Texts = std::vector<std::string>;

std::vector<std::string> found(std::string_view text) {
  std::vector<std::string> out;
  for (const auto& finding : shipped().check(text)) out.push_back(finding.rule->id + (finding.counted() ? "" : " not counted"));
  return out;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size()) text.replace(at, what.size(), by);
  return text;
}

std::vector<std::string> examples() {
  std::vector<std::string> out;
  for (const auto& rule : shipped().rules().rules)
    for (const auto& phrase : rule.phrases) out.push_back(phrase.example);
  return out;
}

template <class Change>
void changes_no_finding(Change&& change) {
  for (const auto& text : examples()) EXPECT_EQ(found(change(text)), found(text)) << change(text);
}

TEST(LanguagePlaces, AFindingIsWhereItsTextStands) {
  const std::string text = "Café notes: “no”. She is promi­scuous — again. Her lifestyle choice.";
  const auto findings = shipped().check(text);
  ASSERT_EQ(findings.size(), 2u);
  EXPECT_EQ(findings[0].text, "promi­scuous");
  EXPECT_EQ(text.substr(findings[1].start, findings[1].end - findings[1].start), "lifestyle choice");
  EXPECT_EQ(findings[0].start_character, 25u);
  EXPECT_EQ(findings[0].end_character, 37u);
}

TEST(LanguagePlaces, LookAlikesAndMarksHideNothing) {
  for (const auto* text : {"She is рrоmisсuous.",            // Cyrillic letters
                           "She is prοmiscuοus.",            // Greek
                           "She is ｐｒｏｍｉｓｃｕｏｕｓ.",          // full width
                           "She is promis\xE2\x80\x8B" "cuous.",  // zero width
                           "She is promis-\ncuous.", "She is promis\ncuous.", "She is promis-\r\n   cuous.", "She is PROMISCUOUS.",
                           "She is promíscuoús.", "She is\xC2\xA0promiscuous\xC2\xA0now.", "(promiscuous)", "*promiscuous*", "promiscuous😀"})
    EXPECT_EQ(counted_in(text).size(), 1u) << text;
  EXPECT_EQ(counted_in("This is his \xEF\xAC\x82irtation with drugs; her sister ﬂirts with men."), Texts{"ﬂirts with men"});
}

TEST(LanguagePlaces, CaseSpacesLinesAndSoftHyphensChangeNoFinding) {
  changes_no_finding([](const std::string& text) { return replaced(text, " ", "  "); });
  changes_no_finding([](const std::string& text) { return replaced(text, " ", "\n"); });
  changes_no_finding([](const std::string& text) { return replaced(text, " ", "\r\n"); });
  changes_no_finding([](const std::string& text) { return replaced(text, "e", "e\xC2\xAD"); });
  changes_no_finding([](const std::string& text) { return replaced(text, " ", "\xC2\xA0"); });
  for (const auto& text : examples()) {
    auto loud = text;
    std::ranges::transform(loud, loud.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    EXPECT_GE(found(loud).size(), 1u) << loud;
  }
}

TEST(LanguagePlaces, CurlyQuotationMarksAreStraightOnes) {
  for (const auto* text : {"She said \"he is promiscuous\" twice.", "It's the home's view that she's manipulative.", "He wrote 'streetwise' of her."}) {
    auto curly = replaced(replaced(text, "'", "’"), " ’", " ‘");
    curly = replaced(replaced(curly, "\"", "”"), " ”", " “");
    EXPECT_EQ(found(curly), found(text)) << curly;
  }
}

RC_GTEST_PROP(LanguagePlaces, NeutralTextAroundChangesNoFinding, ()) {
  static const auto all = examples();
  bench::NoteWriter writer(*rc::gen::arbitrary<std::uint64_t>());
  const auto& text = all[*rc::gen::inRange<std::size_t>(0, all.size())];
  const auto before = writer.note(*rc::gen::element<std::size_t>(200, 3000, 70'000)) + "\n\n", after = "\n\n" + writer.note(500);
  std::vector<std::string> alone, within;
  for (const auto& finding : shipped().check(text)) alone.emplace_back(finding.text);
  for (const auto& finding : shipped().check(before + text + after))
    if (finding.start >= before.size() && finding.end <= before.size() + text.size()) within.emplace_back(finding.text);
  RC_ASSERT(within == alone);
}

RC_GTEST_PROP(LanguagePlaces, AnyBytesAreCheckedAndEveryPlaceIsWithin, (const std::string& text)) {
  std::size_t last = 0;
  for (const auto& finding : shipped().check(text + " promiscuous " + text)) {
    RC_ASSERT(finding.start >= last);
    RC_ASSERT(finding.end > finding.start);
    RC_ASSERT(finding.end <= text.size() * 2 + 13);
    last = finding.end;
  }
}

TEST(LanguagePlaces, NeutralNotesAreLeftAlone) {
  bench::NoteWriter writer(7);
  std::size_t wrong = 0;
  const auto corpus = writer.corpus(1u << 20);
  for (const auto& finding : shipped().check(corpus)) wrong += finding.counted();
  EXPECT_LE(wrong, 20u) << "in about 190,000 words";
}

}  // namespace
}  // namespace lapwing::language
