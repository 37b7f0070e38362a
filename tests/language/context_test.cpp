// What stands around a wording decides whether it is a finding, and whether it counts.
#include <gtest/gtest.h>

#include "language/checked.hpp"

namespace lapwing::language {
namespace {

using Texts = std::vector<std::string>;

std::vector<Exemption> exemptions(std::string_view text) {
  std::vector<Exemption> out;
  for (const auto& finding : shipped().check(text)) out.push_back(finding.exemption);
  return out;
}

TEST(LanguageContext, SmallInsertionsDoNotHideAPhrase) {
  EXPECT_EQ(counted_in("Amy is putting herself, again, at risk."), Texts{"putting herself, again, at risk"});
  EXPECT_EQ(counted_in("Amy is putting herself very clearly at risk."), Texts{"putting herself very clearly at risk"});
}

TEST(LanguageContext, OnlyWholeWordsAreFound) {
  EXPECT_EQ(counted_in("The prepromiscuousness of it."), Texts{});
  EXPECT_EQ(counted_in("A place to park."), Texts{});
}

TEST(LanguageContext, APhraseDoesNotRunOverASentence) {
  EXPECT_EQ(counted_in("She was putting herself to bed. At risk of flooding, the road was closed."), Texts{});
}

TEST(LanguageContext, WhatIsTakenBackIsNoFinding) {
  for (const auto* text : {"She is not promiscuous.", "There is no suggestion that she chose to go with them.", "He has never been a gang member.",
                           "No child can be a prostitute.", "It would be wrong to call her promiscuous.", "He isn't manipulative."})
    EXPECT_TRUE(shipped().check(text).empty()) << text;
}

TEST(LanguageContext, NotUnderstandingTakesNothingBack) {
  EXPECT_FALSE(counted_in("She does not understand that she is putting herself at risk.").empty());
}

TEST(LanguageContext, TheChildsOwnWordsAreShownAndNotCounted) {
  EXPECT_EQ(exemptions("She said \"I put myself there, I am promiscuous\" and cried."), std::vector{Exemption::quoted});
  EXPECT_EQ(exemptions("She said “he says I am promiscuous” and cried."), std::vector{Exemption::quoted});
  EXPECT_EQ(exemptions("The girl told officers that she sleeps around."), std::vector{Exemption::reported});
}

TEST(LanguageContext, AnApostropheOpensNoQuotation) {
  EXPECT_EQ(counted_in("The girls' home says that she's promiscuous and it's the staff's view."), Texts{"promiscuous"});
}

TEST(LanguageContext, WhatTheAuthorAddsToAnAccountCounts) {
  EXPECT_EQ(counted_in("She said that she was with friends but she is clearly promiscuous."), Texts{"promiscuous"});
}

TEST(LanguageContext, TalkAboutAWordingIsNotCounted) {
  for (const auto* text : {"The phrase 'lifestyle choice' must not be used.", "Avoid the term promiscuous.", "Do not write that she is streetwise.",
                           "Instead of misper write missing child."})
    EXPECT_TRUE(counted_in(text).empty()) << text;
}

TEST(LanguageContext, ASuspectsConductIsNotAChilds) {
  EXPECT_EQ(counted_in("The suspect absconded from custody."), Texts{});
  EXPECT_EQ(counted_in("The suspect was bailed. He is manipulative."), Texts{});
  EXPECT_EQ(counted_in("The boy was found. He is manipulative."), Texts{"manipulative"});
  EXPECT_EQ(counted_in("The suspect drove the car. She is manipulative."), Texts{"manipulative"});
}

TEST(LanguageContext, ABoyfriendIsAFindingOnlyWhereAnAdultIsNearAChild) {
  EXPECT_FALSE(counted_in("She is 13 and her boyfriend is 24.").empty());
  EXPECT_EQ(counted_in("Josh, 15, and his girlfriend, also 15, went to the cinema."), Texts{});
  EXPECT_EQ(counted_in("The informant's boyfriend, 41, called at noon."), Texts{});
}

TEST(LanguageContext, TheChildsAgeMayBeKnownFromElsewhere) {
  EXPECT_EQ(counted_in("Her boyfriend collected her."), Texts{});
  EXPECT_EQ(counted_in("Her boyfriend collected her.", {.child_age_years = 13}), Texts{"boyfriend"});
}

TEST(LanguageContext, OfAYoungerChildTheSameWordsAreGraver) {
  const auto one = [](std::string_view text, const Facts& facts = {}) { return shipped().check(text, facts).at(0); };
  EXPECT_EQ(one("Tia is sexually active.").severity, Severity::minimises);
  EXPECT_EQ(one("Tia, 12, is sexually active.").severity, Severity::obscures);
  EXPECT_EQ(one("Tia is sexually active.", {.child_age_years = 12}).severity, Severity::obscures);
  EXPECT_NE(one("Tia, 12, is sexually active.").why, one("Tia is sexually active.").why);
}

TEST(LanguageContext, AShortFormIsReadAsTheTwoWordsItStandsFor) {
  EXPECT_FALSE(counted_in("She's in love with him.").empty());
  EXPECT_FALSE(counted_in("She is in love with him.").empty());
  EXPECT_FALSE(counted_in("If she'd stayed in the house she would not have been attacked.").empty());
  EXPECT_TRUE(counted_in("She's not in a relationship with him. He is 29 and she's 14.").empty());
}

TEST(LanguageContext, AnAgeBetweenCommasTellsThatAGrownPersonIsSpokenOf) {
  EXPECT_TRUE(counted_in("Doyle, 26, is a career criminal who threatened a boy.").empty());
  EXPECT_FALSE(counted_in("Doyle, 14, is a career criminal.").empty());
}

}  // namespace
}  // namespace lapwing::language
