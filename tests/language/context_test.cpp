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

TEST(LanguageContext, WhatIsDeniedAfterTheWordsIsNoFinding) {
  for (const auto* text : {"Going back to him doesn't mean that she wants to be hurt.", "Being promiscuous is no excuse for what he did.",
                           "A lifestyle choice should not be read into this.", "That she went back to him proves nothing about consent.",
                           "We have no reason at all to regard her as an unreliable witness.", "None of what he did for them makes him a drug dealer."})
    EXPECT_EQ(counted_in(text), Texts{}) << text;
  for (const auto* text : {"She is promiscuous and does not mean to stop.", "Her risky behaviour, it does not show signs of stopping.",
                           "She is manipulative. This does not mean that she is safe."})
    EXPECT_FALSE(counted_in(text).empty()) << text;
}

TEST(LanguageContext, NotUnderstandingTakesNothingBack) {
  EXPECT_FALSE(counted_in("She does not understand that she is putting herself at risk.").empty());
}

TEST(LanguageContext, TheChildsOwnWordsAreShownAndNotCounted) {
  EXPECT_EQ(exemptions("She said \"I put myself there, I am promiscuous\" and cried."), std::vector{Exemption::quoted});
  EXPECT_EQ(exemptions("She said “he says I am promiscuous” and cried."), std::vector{Exemption::quoted});
  EXPECT_EQ(exemptions("\"He's my boyfriend, we're in love,\" she told PC Ahmed of a man aged 29."), (std::vector{Exemption::quoted, Exemption::quoted}));
  EXPECT_EQ(exemptions("The girl told officers that she sleeps around."), std::vector{Exemption::reported});
}

TEST(LanguageContext, AnApostropheOpensNoQuotation) {
  EXPECT_EQ(counted_in("The girls' home says that she's promiscuous and it's the staff's view."), Texts{"promiscuous"});
}

TEST(LanguageContext, WhatTheAuthorAddsToAnAccountCounts) {
  EXPECT_EQ(counted_in("She said that she was with friends but she is clearly promiscuous."), Texts{"promiscuous"});
}

TEST(LanguageContext, WhatSomebodyElseSaidIsNotCountedWhereTheAuthorChallengesIt) {
  for (const auto* text : {"The referral form says he is a drug runner. That is not how we describe a child who is being exploited.",
                           "Her tutor reckons she is attention seeking, a view nobody at the meeting shared.",
                           "The night duty sergeant wrote that it was a lifestyle choice. I have spoken to him and the entry now reads \"exploited\".",
                           "Minutes of the January meeting record her as promiscuous. The chair apologised and the minutes have been amended.",
                           "Mum's partner says she was asking for it. We reminded him that she is thirteen and that only the man is to blame.",
                           "It had been suggested that he chose to deal. The evidence tells a different story.",
                           "The receptionist said she was with her boyfriend, but he is a man of 40 who is abusing her.",
                           "Dad is of the view that she could have left. I pointed out that the door was locked and that she was afraid.",
                           "The last team had her down as streetwise. She was not.",
                           "I challenged the carer who said that she is attention seeking."})
    EXPECT_EQ(exemptions(text), std::vector{Exemption::reported}) << text;
}

TEST(LanguageContext, WhatIsPassedOnWithoutDistanceCounts) {
  for (const auto* text : {"Mum says she puts herself at risk.",
                           "Mum said that she puts herself at risk and asked for an officer to ring her back. I explained that we would do a check at ten.",
                           "Foster carer feels he is attention seeking. Discussed with the duty sergeant, medium risk agreed.",
                           "School say he is a drug dealer. He was challenged about where he had been.",
                           "Carer reports that he absconded at nine. He was not at his friend's address.",
                           "Dad thinks she is making poor choices. I told her that she could be exploited.",
                           "Grandmother is of the opinion that she is promiscuous and I agree with her.",
                           "The carers describe her as manipulative, but she is also vulnerable."})
    EXPECT_EQ(exemptions(text), std::vector{Exemption::none}) << text;
}

TEST(LanguageContext, NobodyTakesADistanceFromTheirOwnWords) {
  EXPECT_EQ(exemptions("She is promiscuous. The men are responsible."), std::vector{Exemption::none});
  EXPECT_EQ(exemptions("I have recorded her as promiscuous. The men are responsible."), std::vector{Exemption::none});
  EXPECT_EQ(exemptions("Her carer says she was in but she is promiscuous. We do not share this view."), std::vector{Exemption::none});
}

TEST(LanguageContext, AChallengeReachesTheNextSentenceOfItsParagraphAndNoFurther) {
  EXPECT_EQ(exemptions("School describe her as promiscuous. We do not accept this."), std::vector{Exemption::reported});
  EXPECT_EQ(exemptions("School describe her as promiscuous. She is at home. We do not accept this."), std::vector{Exemption::none});
  EXPECT_EQ(exemptions("School describe her as promiscuous.\n\nWe do not accept this."), std::vector{Exemption::none});
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

TEST(LanguageContext, AnotherAdultsConductIsNotAChilds) {
  for (const auto* text : {"Mum's partner is manipulative.", "Her step-father is manipulative.", "The woman who rents the flat is promiscuous.",
                           "Ryan Pratt, DOB 04/05/1988, absconded.", "Liam, 28, is streetwise.", "Male 2 is streetwise.", "Her adult brother is promiscuous.",
                           "She is 34, streetwise and lives at the flat.", "The neighbour is a habitual liar.", "The man in the blue Audi is streetwise.",
                           "The perpetrator seeks out children from the home and flirts with them.", "He chose to drive her to the hotel knowing she was 14.",
                           "He chose to ignore the notice and was arrested on suspicion of child abduction."})
    EXPECT_EQ(counted_in(text), Texts{}) << text;
  for (const auto* text : {"Kayla is manipulative.", "The 16 year old male is manipulative.", "Her brother is manipulative.", "The girl went with the man and is manipulative.",
                           "She is 14, manipulative and lives at the home.", "He chose to stay out.", "Mum has a partner and the girl is manipulative."})
    EXPECT_FALSE(counted_in(text).empty()) << text;
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
