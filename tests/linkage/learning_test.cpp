// Weights learnt on invented forces whose habits are known.
#include "links/linkage/learning.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "linkage/people.hpp"

namespace lapwing::linkage {
namespace {

// How mentions are written here: how often what is written is the person's own, and how often it is written at all.
struct Habits {
  std::size_t people = 700, mentions_each = 5;
  double date_right = 0.9, date_told = 0.8, phone_right = 0.8, phone_told = 0.5, sex_right = 0.97;
  double in_household = 0.0, same_family_name = 0.75;   // of those in a household with the person before: the same house
};

class Force {
 public:
  Force(std::uint64_t seed, const Habits& habits) : random_(seed), habits_(habits) {
    std::vector<Human> people;
    for (std::size_t i = 0; i < habits.people; ++i) {
      auto person = human();
      if (i > 0 && chance(habits.in_household)) {
        person.house = people.back().house;
        if (chance(habits.same_family_name)) person.family = people.back().family;
      }
      people.push_back(person);
    }
    for (std::size_t k = 0; k < habits.mentions_each; ++k)
      for (std::size_t i = 0; i < people.size(); ++i) mention(people[i], i);
  }
  LearnFrom from;
  std::vector<std::size_t> who;            // by record

 private:
  struct Human {
    std::string given, family, phone, house;
    PartialDate born;
    bool female = false;
  };
  bool chance(double share) { return std::uniform_real_distribution<>(0, 1)(random_) < share; }
  std::size_t below(std::size_t n) { return random_() % n; }
  // Pronounceable and unlike one another: slips are not what these tests are about.
  std::string word(std::size_t of) {
    static constexpr std::string_view first[] = {"Bal", "Cor", "Dun", "Fer", "Gam", "Hul", "Jav", "Kip", "Lom", "Mur"};
    static constexpr std::string_view then[] = {"bert", "dica", "fosk", "gan", "hurst", "lith", "mond", "nop", "rix", "tave"};
    static constexpr std::string_view last[] = {"", "em", "uz"};
    const auto pick = below(of);
    return fmt::format("{}{}{}", first[pick % 10], then[pick / 10 % 10], last[pick / 100 % 3]);
  }
  PartialDate date() { return {1960 + static_cast<int>(below(55)), 1 + static_cast<int>(below(12)), 1 + static_cast<int>(below(28))}; }
  std::string phone() { return fmt::format("07{:09}", 100'000'000 + random_() % 900'000'000); }
  Human human() {
    return {word(100), word(300), phone(), fmt::format("{} {} Street, Linby ZX{} {}AB", 1 + below(300), word(300), 1 + below(60), 1 + below(9)), date(), chance(0.5)};
  }
  void mention(const Human& person, std::size_t is) {
    PersonRecord said;
    said.id = from.records.size() + 1;
    said.name = person.given + " " + person.family;
    if (chance(habits_.date_told)) said.born = chance(habits_.date_right) ? person.born : date();
    if (chance(habits_.phone_told)) said.phones = {chance(habits_.phone_right) ? person.phone : phone()};
    said.sex = chance(habits_.sex_right) == person.female ? Sex::female : Sex::male;
    if (habits_.in_household > 0) said.address = person.house;
    from.records.push_back(said);
    from.origin.push_back(0);
    who.push_back(is);
  }
  std::mt19937_64 random_{0};           // the seed given takes its place
  Habits habits_;
};

std::expected<Learnt, std::string> learnt_from(const LearnFrom& from, const LearnLimits& limits = {}) {
  return learn_links(from, policy::built_in_linking(), shipped_forms(), limits);
}

const LearntLevel& at(const Learnt& learnt, std::string_view evidence, std::string_view level) {
  return *std::ranges::find_if(learnt.levels, [&](const auto& one) { return one.evidence == evidence && one.level == level; });
}

bool warned(const Learnt& learnt, std::string_view start) {
  return std::ranges::any_of(learnt.warnings, [&](const auto& one) { return one.starts_with(start); });
}

// The rules' own values keep a twentieth of the say, and chance has its part.
constexpr double close_by = 0.07;

TEST(Learning, ComesCloseToHowAForceReallyWritesWhateverItsHabits) {
  std::mt19937_64 random(41);
  const auto between = [&](double low, double high) { return std::uniform_real_distribution<>(low, high)(random); };
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    Habits habits;
    habits.date_right = between(0.7, 0.99), habits.phone_right = between(0.6, 0.97), habits.sex_right = between(0.9, 0.999);
    const auto learnt = learnt_from(Force(seed, habits).from);
    ASSERT_TRUE(learnt) << learnt.error();
    const auto both = [](double right) { return right * right; };
    EXPECT_NEAR(at(*learnt, "birth_date", "same").same.learnt, both(habits.date_right), close_by) << seed;
    EXPECT_NEAR(at(*learnt, "phone", "same").same.learnt, both(habits.phone_right), close_by) << seed;
    EXPECT_NEAR(at(*learnt, "sex", "same").same.learnt, both(habits.sex_right) + both(1 - habits.sex_right), close_by) << seed;
    EXPECT_NEAR(at(*learnt, "given_name", "same").same.learnt, 1, close_by) << seed;
  }
}

TEST(Learning, CountsWhatStrangersShareByChance) {
  const Force force(7, {});
  const auto learnt = learnt_from(force.from);
  ASSERT_TRUE(learnt) << learnt.error();
  double apart = 0, sex = 0;
  for (std::size_t a = 0; a < force.who.size(); a += 3)
    for (std::size_t b = a + 1; b < force.who.size(); b += 3)
      if (force.who[a] != force.who[b]) apart += 1, sex += force.from.records[a].sex == force.from.records[b].sex;
  EXPECT_NEAR(at(*learnt, "sex", "same").other.learnt, sex / apart, 0.01);
  EXPECT_NEAR(at(*learnt, "given_name", "same").other.learnt, 0.01, 0.003);   // a hundred names
}

TEST(Learning, LearnsHowOftenTwoMentionsAreOfOnePerson) {
  const Habits habits;
  const auto learnt = learnt_from(Force(8, habits).from);
  ASSERT_TRUE(learnt) << learnt.error();
  const double truth = static_cast<double>(habits.mentions_each - 1) / static_cast<double>(habits.people * habits.mentions_each - 1);
  EXPECT_NEAR(learnt->prior_same.learnt / truth, 1, 0.1);
}

TEST(Learning, TellsAHouseholdsSharedNameFromAPersons) {
  Habits habits;
  habits.people = 1'500, habits.in_household = 0.5, habits.same_family_name = 0.6;
  const auto learnt = learnt_from(Force(9, habits).from);
  ASSERT_TRUE(learnt) << learnt.error();
  EXPECT_FALSE(at(*learnt, "family_name", "same").relative.kept);
  EXPECT_NEAR(at(*learnt, "family_name", "same").relative.learnt, habits.same_family_name, 0.15);
  EXPECT_LT(at(*learnt, "given_name", "same").relative.learnt, 0.1);
  EXPECT_GT(at(*learnt, "given_name", "same").same.learnt, 0.9);
}

TEST(Learning, LeavesTheRulesValuesWhereTooLittleIsTold) {
  Habits habits;
  habits.phone_told = 0.02;
  const auto learnt = learnt_from(Force(10, habits).from);
  ASSERT_TRUE(learnt) << learnt.error();
  for (const auto* thing : {"phone", "address", "other_names"}) {
    EXPECT_TRUE(warned(*learnt, fmt::format("{}: known of both", thing))) << thing;
    for (const auto& [level, odds] : learnt->policy.odds.at(thing)) {
      const auto& rule = *policy::built_in_linking().find(thing, level);
      EXPECT_EQ(odds.same, rule.same) << thing << level;
      EXPECT_EQ(odds.other, rule.other) << thing << level;
    }
  }
  EXPECT_FALSE(warned(*learnt, "birth_date: known of both in about 0 pairs of one person"));
}

TEST(Learning, NeverCallsImpossibleWhatItHasNotSeen) {
  const auto learnt = learnt_from(Force(11, {}).from);
  ASSERT_TRUE(learnt) << learnt.error();
  for (const auto& level : learnt->levels)
    for (const auto* value : {&level.same, &level.other, &level.relative}) EXPECT_GE(value->learnt, value->rule * 0.04) << level.evidence << " " << level.level;
}

TEST(Learning, RefusesAForceThatTellsTooLittle) {
  Habits habits;
  habits.people = 30;
  const auto learnt = learnt_from(Force(12, habits).from);
  ASSERT_FALSE(learnt);
  EXPECT_TRUE(learnt.error().starts_with("Too little to learn from")) << learnt.error();
  EXPECT_FALSE(learnt_from({}));
}

TEST(Learning, RefusesWhatDoesNotSettle) {
  LearnLimits limits;
  limits.rounds_max = 1;
  const auto learnt = learnt_from(Force(13, {}).from, limits);
  ASSERT_FALSE(learnt);
  EXPECT_NE(learnt.error().find("did not settle"), std::string::npos) << learnt.error();
}

TEST(Learning, DoesNotBelieveThatAgreementSpeaksAgainstOnePerson) {
  Force force(14, {});
  for (std::size_t i = 0; i < force.from.records.size(); ++i) force.from.records[i].sex = i / 700 % 2 == 0 ? Sex::female : Sex::male;   // each round of mentions another
  for (std::size_t i = 0; i < force.from.records.size(); ++i)
    if (i / 700 >= 2) force.from.records[i].sex = Sex::unknown;
  const auto learnt = learnt_from(force.from);
  ASSERT_TRUE(learnt) << learnt.error();
  EXPECT_TRUE(warned(*learnt, "sex: what was learnt would count agreement against"));
  EXPECT_EQ(at(*learnt, "sex", "same").same.learnt, policy::built_in_linking().find("sex", "same")->same);
}

TEST(Learning, TakesWhatPeopleRuledAsKnown) {
  // By a first name and a sex alone nobody is known for the same; and the phones that they give always differ.
  Habits habits;
  habits.date_told = 0, habits.phone_told = 1, habits.phone_right = 0, habits.mentions_each = 2;
  Force force(15, habits);
  for (auto& record : force.from.records) record.name = record.name.substr(0, record.name.find(' '));
  ASSERT_FALSE(learnt_from(force.from));
  for (std::size_t i = 0; i < 400; ++i) force.from.ruled.push_back({i + 1, i + 701, true});
  const auto learnt = learnt_from(force.from);
  ASSERT_TRUE(learnt) << learnt.error();
  EXPECT_EQ(learnt->ruled_same, 400u);
  EXPECT_LT(at(*learnt, "phone", "same").same.learnt, policy::built_in_linking().find("phone", "same")->same / 2);
}

TEST(Learning, LearnsNothingFromAChildsOwnRecordWrittenOutAgain) {
  Habits habits;
  habits.people = 60, habits.mentions_each = 2;
  Force force(16, habits);
  const auto child = force.from.records.front();
  for (int i = 0; i < 400; ++i) {
    auto again = child;
    again.id = force.from.records.size() + 1;
    force.from.records.push_back(again);
    force.from.origin.push_back(1);
  }
  EXPECT_FALSE(learnt_from(force.from));
}

TEST(Learning, TheSameRecordTeachesTheSameAndWithinItsBounds) {
  const Force force(17, {});
  LearnLimits limits;
  limits.pairs_max = 2'000;
  const auto one = learnt_from(force.from, limits), two = learnt_from(force.from, limits);
  ASSERT_TRUE(one && two);
  EXPECT_EQ(policy::linking_text(one->policy), policy::linking_text(two->policy));
  EXPECT_LE(one->pairs, limits.pairs_max + Resolver::Limits{}.candidates_max);
  EXPECT_LT(one->asked, force.from.records.size());
}

}  // namespace
}  // namespace lapwing::linkage
