// Each published rule about missing periods, by a row that breaks it and one that only just does not.
#include <gmock/gmock.h>

#include <sstream>

#include "exchange/records.hpp"
#include "exchange/ssda903.hpp"

namespace lapwing::exchange::ssda903 {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const policy::EthnicityPolicy& ethnicity() {
  static const auto rules = policy::load(policy::built_in_rules()).value();
  return rules.ethnicity;
}

Return given(const std::string& text) {
  Return out;
  std::istringstream in(text);
  const auto read = read_stream(in, "file.csv", ethnicity(), out, {});
  EXPECT_TRUE(read) << read.error();
  return out;
}

Date on(const char* iso) { return parse_iso_date(iso).value(); }
const Year year = year_ending(on("2018-03-31"));

Checked check(const std::string& rows, const OpenBefore& open = {}) {
  return check_periods(given("CHILD,DOB,MISSING,MIS_START,MIS_END\n" + rows).periods, year, open);
}

std::vector<std::string> rules_broken(const std::string& row) {
  std::vector<std::string> rules;
  for (const auto& refused : check(row).refused) rules.push_back(refused.rule);
  return rules;
}

struct RowCase { const char* row; std::vector<std::string> rules; };
class PeriodRule : public ::testing::TestWithParam<RowCase> {};

TEST_P(PeriodRule, IsToldByItsNumberAndTheRowIsLeftOut) {
  EXPECT_EQ(rules_broken(GetParam().row), GetParam().rules) << GetParam().row;
  EXPECT_EQ(check(GetParam().row).periods.size(), GetParam().rules.empty() ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(Rows, PeriodRule, ::testing::Values(
    RowCase{"1,02/08/2008,M,10/12/2017,28/01/2018", {}},
    RowCase{"1,02/08/2008,A,10/12/2017,", {}},
    RowCase{"1,02/08/2008,M,,", {"1004", "564"}},
    RowCase{"1,02/08/2008,M,31/02/2018,", {"1004"}},
    RowCase{"1,02/08/2008,M,2017-12-10,", {"1004"}},
    RowCase{"1,02/08/2008,M,10/12/2017,30/02/2018", {"1005"}},
    RowCase{"1,02/08/2008,M,10/12/2017,soon", {"1005"}},
    RowCase{"1,02/08/2008,X,10/12/2017,28/01/2018", {"1006"}},
    RowCase{"1,02/08/2008,m,10/12/2017,28/01/2018", {"1006"}},
    RowCase{"1,02/08/2008,,10/12/2017,", {"565"}},
    RowCase{"1,02/08/2008,,10/12/2017,28/01/2018", {"565", "566"}},
    RowCase{"1,02/08/2008,,,28/01/2018", {"1004", "566"}},
    RowCase{"1,02/08/2008,M,10/12/2017,09/12/2017", {"567"}},
    RowCase{"1,02/08/2008,M,10/12/2017,10/12/2017", {}},
    RowCase{"1,02/08/2008,M,01/04/2018,", {"570"}},
    RowCase{"1,02/08/2008,M,31/03/2018,", {}},
    RowCase{"1,02/08/2008,M,01/03/2017,31/03/2017", {"571"}},
    RowCase{"1,02/08/2008,M,01/03/2017,01/04/2017", {}},
    RowCase{"1,02/08/2008,M,30/03/2018,01/04/2018", {"571"}},
    RowCase{"1,02/08/2008,M,30/03/2018,31/03/2018", {}},
    RowCase{"1,10/12/2017,M,10/12/2017,", {"586"}},
    RowCase{"1,09/12/2017,M,10/12/2017,", {}}));

TEST(PeriodRules, APeriodThatStartsBeforeTheOneBeforeEndedOverlaps574) {
  const auto got = check("1,02/08/2008,M,01/06/2017,10/06/2017\n1,02/08/2008,M,09/06/2017,12/06/2017\n1,02/08/2008,A,12/06/2017,13/06/2017\n");
  ASSERT_EQ(got.refused.size(), 1u);
  EXPECT_EQ(got.refused.front().rule, "574");
  EXPECT_EQ(got.refused.front().line, 3u);
  EXPECT_EQ(got.periods.size(), 2u);
}

TEST(PeriodRules, APeriodAfterOneThatIsStillOpenIsRefused574) {
  const auto got = check("1,02/08/2008,M,01/07/2017,02/07/2017\n1,02/08/2008,M,01/06/2017,\n2,02/08/2008,M,01/07/2017,02/07/2017\n");
  ASSERT_EQ(got.refused.size(), 1u);
  EXPECT_EQ(got.refused.front().rule, "574");
  EXPECT_EQ(got.refused.front().line, 2u);
}

TEST(PeriodRules, ARowRefusedForSomethingElseOverlapsNothing) {
  const auto got = check("1,02/08/2008,X,01/06/2017,\n1,02/08/2008,M,01/07/2017,02/07/2017\n");
  EXPECT_EQ(got.refused.size(), 1u);
  EXPECT_EQ(got.periods.size(), 1u);
}

TEST(PeriodRules, APeriodLeftOpenLastYearMustBeThereWithItsStart576) {
  const OpenBefore open{{"1", {on("2017-02-01")}}};
  EXPECT_THAT(check("1,02/08/2008,M,01/02/2017,04/05/2017\n", open).refused, IsEmpty());
  const auto other = check("1,02/08/2008,M,02/02/2017,04/05/2017\n2,02/08/2008,M,02/06/2017,\n", open);
  ASSERT_EQ(other.refused.size(), 1u);
  EXPECT_EQ(other.refused.front().rule, "576");
  EXPECT_EQ(other.refused.front().line, 2u);
  const auto absent = check("2,02/08/2008,M,02/06/2017,\n", open);
  ASSERT_EQ(absent.refused.size(), 1u);
  EXPECT_EQ(absent.refused.front().rule, "576");
  EXPECT_FALSE(absent.refused.front().line);
  EXPECT_EQ(absent.periods.size(), 1u);
}

TEST(Files, AreKnownByTheirHeaderLineWhateverTheOrderOfColumns) {
  const auto got = given("\xEF\xBB\xBFMIS_END,mis_start,MISSING,DOB,CHILD\r\n28/01/2018,10/12/2017,M,02/08/2008,46775\r\n");
  ASSERT_EQ(got.periods.size(), 1u);
  EXPECT_EQ(got.periods.front().code, "46775");
  EXPECT_EQ(got.periods.front().start, "10/12/2017");
  Return into;
  std::istringstream other("name,age\nx,1\n");
  EXPECT_FALSE(read_stream(other, "other.csv", ethnicity(), into, {}));
  std::istringstream empty("");
  EXPECT_FALSE(read_stream(empty, "empty.csv", ethnicity(), into, {}));
}

TEST(Files, AChildsRowIsRefusedByItsRuleAndTheRestKept) {
  const auto got = given("CHILD,SEX,DOB,ETHNIC,UPN\n1,2,01/02/2008,WBRI,A1\n2,3,01/02/2008,WBRI,\n3,1,31/02/2008,WBRI,\n4,1,01/02/2008,XXXX,\n"
                         ",1,01/02/2008,WBRI,\n1,2,01/02/2008,WBRI,\n5,1,01/02/2008,WROM,\n6,\"x\n7,1,01/02/2008,REFU,\n");
  std::vector<std::pair<std::uint64_t, std::string>> refused;
  for (const auto& one : got.refused) refused.emplace_back(one.line.value(), one.rule);
  EXPECT_THAT(refused, ElementsAre(std::pair(3, "101"), std::pair(4, "102"), std::pair(5, "103"), std::pair(6, ""), std::pair(7, ""),
                                   std::pair(9, "")));
  std::vector<std::string> kept;
  for (const auto& child : got.children) kept.push_back(child.code);
  EXPECT_THAT(kept, ElementsAre("1", "5", "7"));
}

TEST(Years, TheYearIsTheOneMostDatesFallIn) {
  const std::string head = "CHILD,DOB,MISSING,MIS_START,MIS_END\n";
  const auto found = year_of(given(head + "1,,M,20/03/2017,05/04/2017\n2,,M,31/03/2018,\n3,,M,01/04/2019,\n"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->starts, on("2017-04-01"));
  EXPECT_EQ(found->ends, on("2018-03-31"));
  EXPECT_FALSE(year_of(given(head + "1,,M,,\n")));
}

}  // namespace lapwing::exchange::ssda903
