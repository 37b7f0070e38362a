#include "links/linkage/resolver.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "people.hpp"

namespace lapwing::linkage {
namespace {

using Clusters = std::set<std::vector<RecordId>>;

Clusters clusters_of(const Resolver& resolver, const std::vector<PersonRecord>& records) {
  Clusters out;
  for (const auto& record : records)
    if (const auto id = resolver.cluster_of(record.id)) out.insert(resolver.members(*id));
  return out;
}

Resolved added(Resolver& resolver, const PersonRecord& record) {
  auto out = resolver.add(record);
  if (!out) throw std::runtime_error(out.error());
  return *out;
}

bool noticed(const Resolved& resolved, const std::string& field) {
  return std::ranges::any_of(resolved.notices, [&](const Notice& one) { return one.field == field && !one.text.empty(); });
}

TEST(Resolver, JoinsARecordUnderANicknameToWhoItIs) {
  auto resolver = shipped_resolver();
  added(resolver, katherine(10));
  added(resolver, somebody_else(11));
  const auto found = added(resolver, katie(12));
  EXPECT_TRUE(found.joined);
  EXPECT_EQ(found.cluster, 10u);
  ASSERT_FALSE(found.matches.empty());
  EXPECT_EQ(found.matches.front().record, 10u);
  EXPECT_EQ(resolver.members(10), (std::vector<RecordId>{10, 12}));
}

TEST(Resolver, FindsGivenAndFamilyNameTheWrongWayRound) {
  auto resolver = shipped_resolver();
  added(resolver, katherine(1));
  EXPECT_TRUE(added(resolver, {2, "Jones Katherine", {}, PartialDate{2010, 5, 1}, {}, Sex::female, {}, ""}).joined);
  EXPECT_TRUE(added(resolver, {3, "JONES, Katherine", {}, PartialDate{2010, 5, 1}, {}, Sex::female, {}, ""}).joined);
}

TEST(Resolver, FindsADateWithDayAndMonthSwapped) {
  auto resolver = shipped_resolver();
  added(resolver, katherine(1));
  EXPECT_TRUE(added(resolver, {2, "Katherine Jones", {}, PartialDate{2010, 1, 5}, {}, Sex::female, {"+44 (0)7700 900123"}, ""}).joined);
}

TEST(Resolver, FindsByAnAlias) {
  auto resolver = shipped_resolver();
  added(resolver, {1, "Darren Pike", {"Spider"}, {}, AgeAbout{25, 2026}, Sex::male, {"07700 900555"}, ""});
  const auto found = added(resolver, {2, "Spider", {}, {}, AgeAbout{27, 2026}, Sex::male, {"07700900555"}, ""});
  ASSERT_FALSE(found.matches.empty());
  EXPECT_EQ(found.matches.front().record, 1u);
  EXPECT_TRUE(found.joined || !found.proposed.empty());
}

TEST(Resolver, KeepsBrotherAndSisterApartThoughTheyShareHouseAndPhone) {
  auto resolver = shipped_resolver();
  added(resolver, katherine(1));
  const auto brother = added(resolver, her_brother(2));
  EXPECT_FALSE(brother.joined);
  EXPECT_TRUE(brother.proposed.empty());
}

TEST(Resolver, KeepsTwinsApartAndEachsOwnRecordsTogether) {
  auto resolver = shipped_resolver();
  for (const auto& record : {katherine(1), her_twin(2), katie(3), her_twin(4)}) added(resolver, record);
  EXPECT_EQ(resolver.cluster_of(1), resolver.cluster_of(3));
  EXPECT_EQ(resolver.cluster_of(2), resolver.cluster_of(4));
  EXPECT_NE(resolver.cluster_of(1), resolver.cluster_of(2));
}

TEST(Resolver, DoesNotJoinTwoOfOneNameAndHouseBornAGenerationApart) {
  auto resolver = shipped_resolver();
  added(resolver, {1, "John Grey", {}, PartialDate{1970, 3, 2}, {}, Sex::male, {}, "4 Elm Grove TS4 2QQ"});
  EXPECT_FALSE(added(resolver, {2, "John Grey", {}, PartialDate{2009, 11, 24}, {}, Sex::male, {}, "4 Elm Grove TS4 2QQ"}).joined);
}

TEST(Resolver, LeavesACommonNameAloneToStandAlone) {
  auto resolver = shipped_resolver();
  added(resolver, katherine(1));
  EXPECT_FALSE(added(resolver, {2, "Katherine Jones", {}, {}, {}, Sex::unknown, {}, ""}).joined);
}

TEST(Resolver, WeighsARareNameAboveACommonOne) {
  auto resolver = shipped_resolver();
  RecordId id = 1;
  for (; id <= 3000; ++id) added(resolver, {id, id % 3 == 0 ? "John Smith" : "John Brown", {}, {}, {}, Sex::male, {}, ""});
  added(resolver, {id, "Zebedee Quillfeather", {}, {}, {}, Sex::male, {}, ""});
  added(resolver, {id + 1, "Zebedee Quillfeather", {}, {}, {}, Sex::male, {}, ""});
  EXPECT_GT(resolver.explain(id, id + 1)->probability, resolver.explain(3, 6)->probability);
}

TEST(Resolver, SaysWhatEachThingContributes) {
  auto resolver = shipped_resolver();
  added(resolver, katherine(1));
  added(resolver, her_twin(2));
  const auto why = resolver.explain(1, 2);
  ASSERT_TRUE(why);
  double sum = why->prior_weight;
  std::map<Evidence, double> weight;
  for (const auto& one : why->contributions) sum += one.weight, weight[one.evidence] = one.weight;
  EXPECT_NEAR(1 / (1 + std::exp(-sum)), why->probability, 1e-9);
  EXPECT_LT(weight[Evidence::given_name], 0);
  EXPECT_GT(weight[Evidence::family_name], 0);
  EXPECT_LT(weight[Evidence::household], 0);
  EXPECT_EQ(weight[Evidence::phone], 0);   // one has none: that says nothing
}

TEST(Resolver, TellsOfAnImpossibleDateAndGoesOnWithoutIt) {
  auto resolver = shipped_resolver();
  auto record = katherine(1);
  record.born = PartialDate{2010, 2, 31};
  EXPECT_TRUE(noticed(added(resolver, record), "birth date"));
  record = katherine(2), record.born = PartialDate{12, 5, 1};
  EXPECT_TRUE(noticed(added(resolver, record), "birth date"));
}

TEST(Resolver, TellsOfAPhoneInWordsAndReadsNoNumberFromIt) {
  auto resolver = shipped_resolver();
  auto one = katherine(1), other = somebody_else(2);
  one.phones = other.phones = {"oh seven seven double oh"};
  EXPECT_TRUE(noticed(added(resolver, one), "phone"));
  added(resolver, other);
  for (const auto& part : resolver.explain(1, 2)->contributions)
    if (part.evidence == Evidence::phone) {
      EXPECT_EQ(part.weight, 0);
    }
}

TEST(Resolver, ReadsANameInAnotherScript) {
  auto resolver = shipped_resolver();
  added(resolver, {1, "Мария Иванова", {}, PartialDate{2009, 7, 3}, {}, Sex::female, {}, ""});
  EXPECT_TRUE(added(resolver, {2, "Mariya Ivanova", {}, PartialDate{2009, 7, 3}, {}, Sex::female, {"07700 900111"}, ""}).matches.size() == 1);
}

TEST(Resolver, TellsOfANameThatIsNone) {
  auto resolver = shipped_resolver();
  EXPECT_TRUE(noticed(added(resolver, {1, "???", {}, {}, {}, Sex::unknown, {}, ""}), "name"));
}

TEST(Resolver, CountsTwoBirthDatesAgainstTheMatchButStillShowsIt) {
  auto resolver = shipped_resolver();
  added(resolver, katherine(1));
  auto other = katherine(2);
  other.born = PartialDate{2008, 12, 19};
  added(resolver, other);
  double born = 0;
  for (const auto& part : resolver.explain(1, 2)->contributions)
    if (part.evidence == Evidence::birth_date) born = part.weight;
  EXPECT_LT(born, 0);
}

TEST(Resolver, RefusesAnIdItHolds) {
  auto resolver = shipped_resolver();
  added(resolver, katherine(1));
  EXPECT_FALSE(resolver.add(somebody_else(1)));
}

TEST(Resolver, PartsWhatAPersonRuledToBeTwoAndJoinsItAgainWhenThatIsLifted) {
  auto resolver = shipped_resolver();
  const std::vector<PersonRecord> records{katherine(1), katie(2), somebody_else(3)};
  for (const auto& record : records) added(resolver, record);
  const auto before = clusters_of(resolver, records);
  const auto split = resolver.cannot_link(1, 2);
  ASSERT_TRUE(split);
  ASSERT_EQ(split->size(), 1u);
  EXPECT_EQ(split->front().kind, Change::Kind::split);
  EXPECT_NE(resolver.cluster_of(1), resolver.cluster_of(2));
  EXPECT_EQ(resolver.lift(1, 2).size(), 1u);
  EXPECT_EQ(clusters_of(resolver, records), before);
}

TEST(Resolver, JoinsWhatAPersonRuledToBeOneAndPartsItAgainWhenThatIsLifted) {
  auto resolver = shipped_resolver();
  const std::vector<PersonRecord> records{katherine(1), katie(2), somebody_else(3)};
  for (const auto& record : records) added(resolver, record);
  const auto before = clusters_of(resolver, records);
  ASSERT_TRUE(resolver.must_link(1, 3));
  EXPECT_EQ(resolver.cluster_of(3), 1u);
  resolver.lift(1, 3);
  EXPECT_EQ(clusters_of(resolver, records), before);
}

TEST(Resolver, RefusesARulingThatOthersStandAgainst) {
  auto resolver = shipped_resolver();
  for (const auto& record : {katherine(1), katie(2), somebody_else(3)}) added(resolver, record);
  ASSERT_TRUE(resolver.must_link(1, 2));
  ASSERT_TRUE(resolver.cannot_link(2, 3));
  EXPECT_FALSE(resolver.must_link(1, 3));
  EXPECT_FALSE(resolver.cannot_link(1, 3) && resolver.must_link(1, 3));
}

TEST(Resolver, WithdrawsARecordAsIfItHadNeverCome) {
  auto resolver = shipped_resolver();
  const std::vector<PersonRecord> records{katherine(1), katie(2), her_twin(3), somebody_else(4)};
  for (const auto& record : records) added(resolver, record);
  const auto before = clusters_of(resolver, records);
  added(resolver, katherine(5));
  EXPECT_TRUE(resolver.withdraw(5));
  EXPECT_FALSE(resolver.withdraw(5));
  EXPECT_EQ(clusters_of(resolver, records), before);
  EXPECT_EQ(resolver.record_count(), 4u);
}

TEST(Resolver, LooksWithoutChangingAnything) {
  auto resolver = shipped_resolver();
  added(resolver, katherine(1));
  EXPECT_EQ(resolver.look(katie(2)).cluster, 1u);
  EXPECT_EQ(resolver.record_count(), 1u);
  EXPECT_FALSE(resolver.cluster_of(2));
}

TEST(Resolver, PassesOverAValueThatVeryManyShare) {
  Resolver::Limits limits;
  limits.hub_records_max = 50;
  auto resolver = shipped_resolver(limits);
  constexpr RecordId many = 3000;
  for (RecordId id = 1; id <= many; ++id)   // a children's home's phone, given by everyone
    added(resolver, {id, "", {}, {}, {}, Sex::unknown, {"01642 496000"}, ""});
  const auto found = added(resolver, {many + 1, "", {}, {}, {}, Sex::unknown, {"01642 496000"}, ""});
  EXPECT_TRUE(found.hub_passed_over);
  EXPECT_TRUE(found.matches.empty());
}

TEST(Resolver, GoesOnFindingSomebodyWithVeryManyRecords) {
  Resolver::Limits limits;
  limits.hub_records_max = 40, limits.component_records_max = 16;
  auto resolver = shipped_resolver(limits);
  constexpr RecordId many = 300;   // a child who is missing every week
  for (RecordId id = 1; id <= many; ++id) EXPECT_TRUE(added(resolver, id % 2 == 0 ? katherine(id) : katie(id)).joined || id == 1) << id;
  EXPECT_FALSE(added(resolver, her_brother(many + 1)).joined);
  EXPECT_EQ(resolver.members(1).size(), many);
  resolver.settle();
  EXPECT_EQ(resolver.members(1).size(), many);
  EXPECT_TRUE(resolver.withdraw(many / 2));
  EXPECT_EQ(resolver.members(1).size(), many - 1);
  ASSERT_TRUE(resolver.cannot_link(1, many));
  EXPECT_NE(resolver.cluster_of(1), resolver.cluster_of(many));
  EXPECT_EQ(resolver.members(1).size(), many - 2);
  ASSERT_TRUE(resolver.must_link(1, many));
  EXPECT_EQ(resolver.members(1).size(), many - 1);
}

// A small force: some people, each with a few records that differ as records do.
std::vector<PersonRecord> invented_records() {
  const std::vector<std::string> given{"Katherine", "Thomas", "Sarah", "Mohammed", "Agnieszka", "William"};
  const std::vector<std::string> family{"Jones", "Akhtar", "Kowalska", "Smith", "Oyelaran"};
  const std::vector<std::string> home{"12 Acacia Road TS1 3AB", "3 Dock Street TS2 1AA", "44 Hill View TS5 6TT"};
  const auto people = *rc::gen::inRange(2, 7);
  std::vector<PersonRecord> out;
  for (int p = 0; p < people; ++p) {
    PersonRecord person;
    person.name = given[*rc::gen::inRange<std::size_t>(0, given.size())] + " " + family[*rc::gen::inRange<std::size_t>(0, family.size())];
    person.born = PartialDate{2005 + *rc::gen::inRange(0, 8), 1 + *rc::gen::inRange(0, 12), 1 + *rc::gen::inRange(0, 28)};
    person.address = home[*rc::gen::inRange<std::size_t>(0, home.size())];
    const auto records = *rc::gen::inRange(1, 4);
    for (int r = 0; r < records; ++r) {
      auto record = person;
      record.id = out.size() + 1;
      if (*rc::gen::inRange(0, 3) == 0) record.born.reset();
      if (*rc::gen::inRange(0, 3) == 0) record.address.clear();
      if (*rc::gen::inRange(0, 4) == 0) record.name.erase(record.name.size() / 2, 1);
      out.push_back(std::move(record));
    }
  }
  return out;
}

template <class List>
void shuffle(List& list) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[*rc::gen::inRange<std::size_t>(0, i)]);
}

RC_GTEST_PROP(Resolver, TheOrderOfArrivalDoesNotChangeTheSettledClusters, ()) {
  auto records = invented_records();
  auto one = shipped_resolver(), other = shipped_resolver();
  for (const auto& record : records) added(one, record);
  shuffle(records);
  for (const auto& record : records) added(other, record);
  one.settle(), other.settle();
  RC_ASSERT(clusters_of(one, records) == clusters_of(other, records));
}

RC_GTEST_PROP(Resolver, AMergeThenASplitRestores, ()) {
  const auto records = invented_records();
  auto resolver = shipped_resolver();
  for (const auto& record : records) added(resolver, record);
  resolver.settle();
  const auto before = clusters_of(resolver, records);
  const auto a = records[*rc::gen::inRange<std::size_t>(0, records.size())].id, b = records[*rc::gen::inRange<std::size_t>(0, records.size())].id;
  if (a == b) return;
  RC_ASSERT(resolver.must_link(a, b).has_value());
  RC_ASSERT(resolver.cluster_of(a) == resolver.cluster_of(b));
  resolver.lift(a, b);
  RC_ASSERT(clusters_of(resolver, records) == before);
}

RC_GTEST_PROP(Resolver, TheIncrementalAnswerEqualsTheBatchAnswer, ()) {
  auto records = invented_records();
  auto incremental = shipped_resolver(), batch = shipped_resolver();
  for (const auto& record : records) added(batch, record);
  batch.settle();
  // What came and was withdrawn, and rulings that were lifted, leave no trace.
  for (const auto& record : records) {
    added(incremental, record);
    if (*rc::gen::inRange(0, 3) == 0) {
      auto passing = record;
      passing.id += 1000;
      added(incremental, passing);
      incremental.withdraw(passing.id);
    }
  }
  const auto changes = incremental.settle();
  RC_ASSERT(clusters_of(incremental, records) == clusters_of(batch, records));
  RC_ASSERT(changes.size() <= 1);
}

}  // namespace
}  // namespace lapwing::linkage
