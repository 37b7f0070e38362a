#include "views/search.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "policy/nicknames.hpp"

namespace lapwing::views {
namespace {

Date day(int y, unsigned m, unsigned d) {
  return {std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}
const Date today = day(2026, 3, 3);

Nicknames shipped_nicknames() {
  const auto forms = policy::load_nicknames(LAPWING_RULES_DIR "/nicknames.toml");
  if (!forms) throw std::runtime_error(forms.error());
  return {forms->spellings, forms->nicknames};
}

// A small force in which each child is known by a word of the test's own.
class Search : public testing::Test {
 protected:
  Search() : index(shipped_nicknames()) {
    put("kayleigh", {.given = "Kayleigh",
                     .family = "Walker",
                     .born = day(2010, 5, 2),
                     .address = "12 Linthorpe Road, TS1 3QX",
                     .phones = {"07700 900123"}});
    put("siobhan", {.given = "Siobhan", .family = "Quirke", .born = day(2011, 1, 9)});
    put("katherine", {.given = "Katherine", .family = "Hollis", .also_known_as = {"Duchess"}});
    put("mohammed", {.given = "Mohammed", .family = "al-Hassan", .born = day(2012, 7, 30)});
    put("zoe", {.given = "Zoë", .family = "O’Brien"});
    put("lukasz", {.given = "Łukasz", .family = "Wiśniewski"});
    put("double", {.given = "Anna Marie", .family = "Smith-Jones"});
    put("thomas", {.given = "Thomas", .family = "Scott", .born = day(2009, 12, 5)});
    put("scott", {.given = "Scott", .family = "Harding", .phones = {"+44 7700 900456", "0191 498 0789"}});
    for (int i = 0; i < 40; ++i)  // a crowd to be told apart from
      put("crowd" + std::to_string(i), {.given = std::string("Bre") + static_cast<char>('a' + i % 26) + "da",
                                        .family = i % 2 ? "Ormsby" : "Tindall"});
  }
  void put(const std::string& label, const SearchKeys& keys) {
    const auto known = labels.find(label);
    const auto id = known != labels.end() ? known->second : ids.next<ChildId>();
    labels[label] = id;
    index.put(id, keys);
  }
  std::vector<std::string> found(std::string_view text, std::size_t limit = 10) {
    std::vector<std::string> out;
    for (const auto& match : index.find(text, limit, today))
      for (const auto& [label, id] : labels)
        if (id == match.child) out.push_back(label);
    return out;
  }
  std::string first(std::string_view text) {
    const auto all = found(text);
    return all.empty() ? "nobody" : all[0];
  }
  std::string why(std::string_view text) {
    const auto matches = index.find(text, 1, today);
    return matches.empty() ? "" : matches[0].why;
  }

  SeededIds ids{1};
  std::map<std::string, ChildId> labels;
  SearchIndex index;
};

TEST_F(Search, FindsTheNameAsWritten) {
  EXPECT_EQ(first("Kayleigh Walker"), "kayleigh");
  EXPECT_EQ(why("Kayleigh Walker"), "same name");
  EXPECT_EQ(index.find("Kayleigh Walker", 1, today)[0].score, 1.0);
  EXPECT_EQ(first("WALKER"), "kayleigh");
}

TEST_F(Search, FindsTheMisspelt) {
  for (const auto* text :
       {"kayliegh walker", "kaylegh wallker", "kayleihg walkre", "kaleigh wakler", "kayleigh waker"})
    EXPECT_EQ(first(text), "kayleigh") << text;
  EXPECT_NE(why("kayleigh wolkar").find("Walker"), std::string::npos);
  EXPECT_EQ(why("hollid"), "spelled nearly like Hollis");
}

TEST_F(Search, FindsWhatSoundsTheSame) {
  EXPECT_EQ(first("Shivaun"), "siobhan");
  EXPECT_EQ(why("Shivaun"), "sounds like Siobhan");
  EXPECT_EQ(first("Chevonne Kwirk"), "siobhan");
}

TEST_F(Search, FindsNicknamesBothWays) {
  EXPECT_EQ(first("kate hollis"), "katherine");
  EXPECT_EQ(why("kate hollis"), "nickname of Katherine");
  EXPECT_EQ(first("tommy scott"), "thomas");
  put("bill", {.given = "Bill", .family = "Ashdown"});
  EXPECT_EQ(first("william ashdown"), "bill");
  EXPECT_EQ(first("willy ashdown"), "bill");
  EXPECT_EQ(why("willy ashdown"), "nickname of William");
}

TEST_F(Search, FindsOtherSpellingsOfOneName) {
  for (const auto* text :
       {"Muhammad Hassan", "mohamed al hassan", "Mo Hassan", "Mohd alhassan", "محمد hassan"})
    EXPECT_EQ(first(text), "mohammed") << text;
  EXPECT_EQ(why("muhammad"), "another spelling of Mohammed");
}

TEST_F(Search, FindsNamesSwapped) {
  EXPECT_EQ(first("walker kayleigh"), "kayleigh");
  EXPECT_EQ(why("walker kayleigh"), "names swapped");
  EXPECT_EQ(first("Quirke, Siobhan"), "siobhan");
}

TEST_F(Search, FindsThePartlyTyped) {
  EXPECT_EQ(first("kay wal"), "kayleigh");
  EXPECT_EQ(why("kayleig wal"), "beginning of Kayleigh; beginning of Walker");
  EXPECT_EQ(first("sio"), "siobhan");
  EXPECT_EQ(first("kayliegh wa"), "kayleigh");
  EXPECT_EQ(first("wisnei"), "lukasz") << "a slip before the end is typed";
  std::string typed;
  for (const char c : std::string("kayleigh walker")) {
    typed += c;
    const auto all = found(typed, 50);
    EXPECT_NE(std::ranges::find(all, "kayleigh"), all.end()) << typed;
  }
}

TEST_F(Search, FindsThroughDiacriticsScriptsHyphensAndApostrophes) {
  for (const auto* text : {"zoe obrien", "Zoë O'Brien", "zoe o brien", "ZOE O’BRIEN", "zoe brien"})
    EXPECT_EQ(first(text), "zoe") << text;
  for (const auto* text : {"lukasz wisniewski", "Łukasz", "Лукаш Вишневский"})
    EXPECT_EQ(first(text), "lukasz") << text;
  for (const auto* text : {"anna smith", "anna jones", "smithjones", "annamarie smith jones",
                           "Anna-Marie Smith-Jones", "jones smith"})
    EXPECT_EQ(first(text), "double") << text;
}

TEST_F(Search, FindsByAnotherNameUsed) {
  EXPECT_EQ(first("duchess"), "katherine");
  EXPECT_EQ(why("duchess"), "also known as Duchess");
}

TEST_F(Search, ABirthDateTypedAlongDecidesBetweenTwo) {
  put("other", {.given = "Kayleigh", .family = "Walker", .born = day(2013, 8, 20)});
  for (const auto* text : {"kayleigh walker 02/05/2010", "kayleigh walker 2010-05-02",
                           "kayleigh walker 2 may 2010", "kay wal 2/5", "kayleigh walker 15",
                           "15yo kayleigh walker", "kayleigh walker may 2010", "kayleigh walker 2010"})
    EXPECT_EQ(found(text, 2), (std::vector<std::string>{"kayleigh", "other"})) << text;
  EXPECT_EQ(found("kayleigh walker 20/08/2013", 2), (std::vector<std::string>{"other", "kayleigh"}));
  EXPECT_EQ(why("kayleigh walker 02/05/2010"), "same birth date");
  EXPECT_EQ(why("kayleigh walker aged 15"), "aged 15");
  EXPECT_EQ(why("kayleigh walker 05/02/2010"), "birth date with day and month swapped");
}

TEST_F(Search, ABirthDateFindsByItself) {
  EXPECT_EQ(found("30/07/2012"), (std::vector<std::string>{"mohammed"}));
  EXPECT_EQ(found("2 may"), (std::vector<std::string>{"kayleigh"}));
  EXPECT_EQ(first("16"), "thomas");
}

TEST_F(Search, ABirthDateNotHeldIsNoEvidenceAgainst) {
  put("unknown", {.given = "Carla", .family = "Penrose"});
  put("different", {.given = "Carla", .family = "Penrose", .born = day(2015, 1, 1)});
  EXPECT_EQ(found("carla penrose 03/04/2011", 2), (std::vector<std::string>{"unknown", "different"}));
  EXPECT_EQ(why("carla penrose 03/04/2011"), "birth date not held");
}

TEST_F(Search, FindsPhonesHoweverWritten) {
  for (const auto* text : {"07700900123", "+44 7700 900123", "07700 900 123", "0044 7700 900123"}) {
    EXPECT_EQ(first(text), "kayleigh") << text;
    EXPECT_EQ(why(text), "same phone number") << text;
  }
  EXPECT_EQ(first("900456"), "scott");
  EXPECT_EQ(first("0191 498"), "scott");
  EXPECT_EQ(first("kayleigh 900123"), "kayleigh");
  EXPECT_EQ(why("900456"), "phone number has 900456");
}

TEST_F(Search, FindsByAddressAndPostcode) {
  EXPECT_EQ(first("linthorpe"), "kayleigh");
  EXPECT_EQ(first("TS1 3QX"), "kayleigh");
  EXPECT_EQ(first("ts13qx"), "kayleigh");
  EXPECT_EQ(why("walker ts1 3qx"), "address has TS1 3QX");
}

TEST_F(Search, SiblingsAtOneAddressAreAllListed) {
  for (const auto* given : {"Ruth", "Seth", "Bethan"})
    put(given, {.given = given, .family = "Marlowe", .address = "4 Orchard Close TS5 6AA"});
  EXPECT_EQ(found("marlowe"), (std::vector<std::string>{"Bethan", "Ruth", "Seth"})) << "equals go by name";
  EXPECT_EQ(found("marlowe ts5 6aa").size(), 3u);
  EXPECT_EQ(first("seth marlowe"), "Seth");
  EXPECT_EQ(found("seth marlowe").size(), 3u) << "the others follow, since the caller may mean them";
}

TEST_F(Search, TwinsAreToldApartByTheirGivenNamesAlone) {
  put("isla", {.given = "Isla", .family = "Fenwick", .born = day(2011, 6, 6), .address = "1 Mill Lane"});
  put("ivy", {.given = "Ivy", .family = "Fenwick", .born = day(2011, 6, 6), .address = "1 Mill Lane"});
  EXPECT_EQ(found("fenwick 06/06/2011", 2), (std::vector<std::string>{"isla", "ivy"}));
  EXPECT_EQ(found("ivy fenwick 06/06/2011", 2), (std::vector<std::string>{"ivy", "isla"}));
}

TEST_F(Search, TwoChildrenOfOneNameAreBothListed) {
  put("one", {.given = "Jude", .family = "Carver"});
  put("two", {.given = "Jude", .family = "Carver"});
  auto both = found("jude carver", 2);
  std::ranges::sort(both);
  EXPECT_EQ(both, (std::vector<std::string>{"one", "two"}));
}

TEST_F(Search, SaysWhatDidNotMatch) { EXPECT_EQ(why("kayleigh zzyzx"), "no match for Zzyzx"); }

TEST_F(Search, NobodyAndNothingGiveNothing) {
  EXPECT_TRUE(found("zzyzx").empty());
  EXPECT_TRUE(found("").empty());
  EXPECT_TRUE(found("   ,;  ").empty());
  EXPECT_TRUE(found("kayleigh", 0).empty());
  EXPECT_TRUE(SearchIndex().find("kayleigh", 10, today).empty());
}

TEST_F(Search, NeverGivesMoreThanAsked) { EXPECT_EQ(found("ormsby", 7).size(), 7u); }

TEST_F(Search, PutReplacesAndRemoveForgets) {
  put("kayleigh", {.given = "Kayleigh", .family = "Farrow"});
  EXPECT_EQ(first("kayleigh farrow"), "kayleigh");
  EXPECT_TRUE(found("walker").empty());
  EXPECT_TRUE(found("07700900123").empty());
  EXPECT_TRUE(found("02/05/2010").empty());
  index.remove(labels["kayleigh"]);
  index.remove(labels["kayleigh"]);
  EXPECT_TRUE(found("farrow").empty());
  EXPECT_EQ(index.size(), labels.size() - 1);
}

// ---- properties
// ------------------------------------------------------------------------------------------------------------
const std::vector<std::string> givens{"Amber",  "Callum", "Demi",  "Ethan", "Freya",
                                      "Gethin", "Hollie", "Imran", "Jodie", "Kasim"};
const std::vector<std::string> families{"Abbott",   "Barlow",  "Cromwell", "Dunmore",
                                        "Eastgate", "Farnham", "Garside",  "Hepworth"};

// Puts every pair of names in the order that `shuffle` gives.
std::vector<ChildId> fill(SearchIndex& index, std::uint64_t shuffle) {
  SeededIds ids(42);
  std::vector<ChildId> children(givens.size() * families.size());
  std::vector<std::size_t> order(children.size());
  for (std::size_t i = 0; i < order.size(); ++i) children[i] = ids.next<ChildId>(), order[i] = i;
  for (std::size_t i = order.size(); i > 1;
       --i, shuffle = shuffle * 6364136223846793005u + 1442695040888963407u)
    std::swap(order[i - 1], order[(shuffle >> 33) % i]);
  for (const auto i : order)
    index.put(children[i], {.given = givens[i / families.size()], .family = families[i % families.size()]});
  return children;
}

RC_GTEST_PROP(SearchProperty, TheNameAsWrittenComesFirst, (std::uint64_t shuffle)) {
  SearchIndex index;
  const auto children = fill(index, shuffle);
  const auto i = *rc::gen::inRange<std::size_t>(0, children.size());
  const auto found = index.find(givens[i / families.size()] + " " + families[i % families.size()], 3, today);
  RC_ASSERT(found.size() == 3u);
  RC_ASSERT(found[0].child == children[i]);
  RC_ASSERT(found[0].score == 1.0);
  RC_ASSERT(found[1].score < 1.0);
}

RC_GTEST_PROP(SearchProperty, TheOrderOfArrivalChangesNothing, (std::uint64_t one, std::uint64_t other)) {
  SearchIndex first, second;
  fill(first, one);
  fill(second, other);
  const auto text = *rc::gen::elementOf(std::vector<std::string>{"a", "ba", "kasim", "jody", "farnam", "e g",
                                                                 "imran dunmoor", "hep", "ethan 12"});
  RC_ASSERT(first.find(text, 5, today) == second.find(text, 5, today));
}

RC_GTEST_PROP(SearchProperty, RemovingLeavesTheRestAsIfItHadNeverBeen, (std::uint64_t shuffle)) {
  SearchIndex index, without;
  const auto children = fill(index, shuffle);
  fill(without, shuffle);
  const auto i = *rc::gen::inRange<std::size_t>(0, children.size());
  without.remove(children[i]);
  const auto text = givens[i / families.size()] + " " + families[i % families.size()];
  auto expected = index.find(text, 80, today);
  std::erase_if(expected, [&](const Match& match) { return match.child == children[i]; });
  auto got = without.find(text, 79, today);
  expected.resize(std::min(expected.size(), got.size()));
  RC_ASSERT(got == expected);
}

RC_GTEST_PROP(SearchProperty, ScoresFallFromTheFirstAndStayWithinBounds, ()) {
  SearchIndex index;
  fill(index, 7);
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abdefhiklmnorstw  /0125+")));
  double before = 1;
  for (const auto& match : index.find(text, 30, today)) {
    RC_ASSERT(match.score <= before && match.score >= 0);
    RC_ASSERT(!match.why.empty());
    before = match.score;
  }
}

TEST(SearchThreads, ReadersSeeWholeChildrenWhileTheWriterWrites) {
  SearchIndex index;
  const auto children = fill(index, 1);
  std::atomic<bool> stop = false, wrong = false;
  std::vector<std::thread> readers;
  for (int reader = 0; reader < 3; ++reader)
    readers.emplace_back([&] {
      while (!stop) {
        const auto found = index.find("freya", 100, today);
        if (found.size() < families.size() - 1) wrong = true;
      }
    });
  SeededIds ids(9);
  for (int round = 0; round < 50; ++round) {
    const auto extra = ids.next<ChildId>();
    index.put(extra, {.given = "Novel" + std::to_string(round), .family = "Garside"});
    index.put(children[4 * families.size()], {.given = "Freya", .family = families[round % families.size()]});
    index.remove(extra);
  }
  stop = true;
  for (auto& reader : readers) reader.join();
  EXPECT_FALSE(wrong);
}

}  // namespace
}  // namespace lapwing::views
