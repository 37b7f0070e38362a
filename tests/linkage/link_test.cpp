#include "links/linkage/link.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "links/linkage/measure.hpp"
#include "people.hpp"

namespace lapwing::linkage {
namespace {

policy::LinkSpec spec_of(std::string_view toml) {
  auto spec = policy::parse_link_spec(toml);
  if (!spec) throw std::runtime_error(spec.error());
  return *spec;
}

const std::string people_spec = R"(
id = "id"
truth = "who"
[[field]]
column = "name"
kind = "name"
[[field]]
column = "born"
kind = "date"
[[field]]
column = "town"
kind = "text"
[[field]]
column = "postcode"
kind = "postcode"
)";

// Two hundred people, three records of each: one as it is, one with slips, one with gaps.
Table invented_table() {
  const std::vector<std::string> given{"katherine", "thomas", "sarah", "mohammed", "agnieszka", "william", "grace", "oliver"};
  const std::vector<std::string> start{"har", "wil", "mar", "ash", "pem", "tor", "lang", "cob", "dun", "fen"};
  const std::vector<std::string> end{"ton", "ley", "worth", "son", "field", "by", "well", "croft"};
  const std::vector<std::string> towns{"middlesbrough", "redcar", "stockton", "thornaby", "guisborough"};
  Table table{{"id", "who", "name", "born", "town", "postcode"}, {}};
  for (std::size_t p = 0; p < 200; ++p) {
    const auto name = given[p * 7 % given.size()] + " " + start[p % start.size()] + end[p * 3 / 4 % end.size()];
    const auto born = std::to_string(1900 + p * 37 % 90) + "-" + std::to_string(10 + p % 3) + "-" + std::to_string(10 + p * 11 % 18);
    const auto postcode = "TS" + std::to_string(1 + p % 19) + " " + std::to_string(p % 9 + 1) + "AB";
    auto slipped = name;
    std::swap(slipped[3], slipped[4]);
    const auto who = "p" + std::to_string(p), id = std::to_string(p);
    table.rows.push_back({"a" + id, who, name, born, towns[p % towns.size()], postcode});
    table.rows.push_back({"b" + id, who, slipped, born, "", postcode});
    table.rows.push_back({"c" + id, who, name, "", towns[p % towns.size()], postcode});
  }
  return table;
}

LinkResult linked(const Table& table, const policy::LinkSpec& spec, const Table* right = nullptr) {
  auto out = link(table, right, spec, shipped_forms(), {});
  if (!out) throw std::runtime_error(out.error());
  return std::move(*out);
}

Measures measured(const Table& table, const LinkResult& result) {
  std::vector<std::string> truth;
  for (const auto row : result.row) truth.push_back(table.rows[row][1]);
  return measure(truth, result.file, result.across_only, result.pairs, result.probability, result.cluster, 0.5);
}

std::set<std::set<std::string>> clusters_of(const LinkResult& result) {
  std::map<std::uint32_t, std::set<std::string>> by_cluster;
  for (std::size_t i = 0; i < result.ids.size(); ++i) by_cluster[result.cluster[i]].insert(result.ids[i]);
  std::set<std::set<std::string>> out;
  for (auto& [cluster, ids] : by_cluster) out.insert(ids);
  return out;
}

TEST(Link, PutsTheRecordsOfAPersonTogether) {
  const auto table = invented_table();
  const auto m = measured(table, linked(table, spec_of(people_spec)));
  EXPECT_GT(m.candidate_recall, 0.99);
  EXPECT_GT(m.clustered.precision, 0.98);
  EXPECT_GT(m.clustered.recall, 0.95);
}

TEST(Link, NeverReadsTheTruth) {
  auto table = invented_table();
  const auto before = linked(table, spec_of(people_spec));
  for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i][1] = table.rows[i * 7 % table.rows.size()][1] + "x";
  const auto after = linked(table, spec_of(people_spec));
  EXPECT_EQ(before.ids, after.ids);
  EXPECT_EQ(before.pairs, after.pairs);
  EXPECT_EQ(before.probability, after.probability);
  EXPECT_EQ(before.contribution, after.contribution);
  EXPECT_EQ(before.cluster, after.cluster);
}

TEST(Link, GivesTheSameClustersWhateverTheOrderOfRows) {
  auto table = invented_table();
  const auto before = linked(table, spec_of(people_spec));
  std::ranges::reverse(table.rows);
  std::ranges::rotate(table.rows, table.rows.begin() + 77);
  const auto after = linked(table, spec_of(people_spec));
  EXPECT_EQ(clusters_of(before), clusters_of(after));
  EXPECT_EQ(before.probability, after.probability);
}

TEST(Link, ContributionsAddUpToTheProbability) {
  const auto result = linked(invented_table(), spec_of(people_spec));
  ASSERT_GT(result.pairs.size(), 10u);
  const auto log_odds = [&](std::size_t p) { return std::log(result.probability[p] / (1 - result.probability[p])); };
  std::set<int> intercepts;   // the same for every pair
  for (std::size_t p = 0; p < result.pairs.size(); ++p) {
    if (result.probability[p] < 0.01F || result.probability[p] > 0.99F) continue;
    float sum = 0;
    for (const auto& field : result.contribution) sum += field[p];
    intercepts.insert(static_cast<int>(std::lround((log_odds(p) - sum) * 50)));
  }
  EXPECT_LE(intercepts.size(), 2u);
}

TEST(Link, ComparesAcrossTwoFilesAloneUnlessTheSpecSaysOtherwise) {
  const auto table = invented_table();
  Table left{table.columns, {}}, right{table.columns, {}};
  for (std::size_t i = 0; i < table.rows.size(); ++i) (i % 3 == 0 ? left : right).rows.push_back(table.rows[i]);
  const auto across = linked(left, spec_of(people_spec), &right);
  EXPECT_GT(across.pairs.size(), 300u);
  for (const auto& [a, b] : across.pairs) EXPECT_NE(across.file[a], across.file[b]);
  const auto all = linked(left, spec_of("within_files = true\n" + people_spec), &right);
  EXPECT_TRUE(std::ranges::any_of(all.pairs, [&](const Pair& pair) { return all.file[pair.first] == 1 && all.file[pair.second] == 1; }));
}

TEST(Link, SaysWhichColumnIsMissing) {
  Table table{{"id", "name"}, {{"1", "ann"}}};
  const auto result = link(table, nullptr, spec_of(people_spec), shipped_forms(), {});
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().find("born"), std::string::npos);
}

TEST(Link, RefusesAnIdThatStandsTwice) {
  auto table = invented_table();
  table.rows.push_back(table.rows.front());
  EXPECT_FALSE(link(table, nullptr, spec_of(people_spec), shipped_forms(), {}));
}

TEST(Link, TakesATableOfNothingAndOfOne) {
  Table table{invented_table().columns, {}};
  EXPECT_TRUE(linked(table, spec_of(people_spec)).pairs.empty());
  table.rows.push_back({"1", "p", "ann lee", "1950-01-02", "redcar", "TS10 1AA"});
  EXPECT_EQ(linked(table, spec_of(people_spec)).cluster.size(), 1u);
}

TEST(LinkSpec, NamesTheLineOfWhatIsWrong) {
  for (const auto* wrong : {"id = 3", "id = \"a\"", "id = \"a\"\nfrom = 2", "id = \"a\"\n[[field]]\ncolumn = \"b\"\nkind = \"colour\"",
                            "id = \"a\"\ntruth = \"b\"\n[[field]]\ncolumn = \"b\"\nkind = \"text\"", "id = ["}) {
    const auto spec = policy::parse_link_spec(wrong);
    ASSERT_FALSE(spec) << wrong;
    EXPECT_NE(spec.error().find("spec"), std::string::npos) << spec.error();
  }
}

TEST(LinkSpec, TakesTheShortForm) {
  const auto spec = spec_of("id = \"a\"\n[fields]\nsurname = \"name\"\nfirst_name = \"name\"\ndob = \"date\"\n");
  ASSERT_EQ(spec.fields.size(), 3u);
  for (const auto& field : spec.fields) {
    const auto part = field.column == "surname"      ? policy::NamePart::family
                      : field.column == "first_name" ? policy::NamePart::given
                                                     : policy::NamePart::none;
    EXPECT_EQ(field.part, part) << field.column;
  }
}

TEST(Measure, CountsAsItIsDoneByHand) {
  // Records 0-1-2 are one person, 3-4 another. Pairs found: 0-1, 1-2, 2-3.
  const std::vector<std::string> truth{"x", "x", "x", "y", "y"};
  const std::vector<std::uint8_t> file(5);
  const auto m = measure(truth, file, false, {{0, 1}, {1, 2}, {2, 3}}, {0.9F, 0.4F, 0.6F}, {0, 0, 2, 2, 4}, 0.5);
  EXPECT_EQ(m.true_pairs, 4u);
  EXPECT_DOUBLE_EQ(m.candidate_recall, 0.5);
  EXPECT_DOUBLE_EQ(m.pairwise.precision, 0.5);
  EXPECT_DOUBLE_EQ(m.pairwise.recall, 0.25);
  EXPECT_DOUBLE_EQ(m.clustered.precision, 0.5);
  EXPECT_DOUBLE_EQ(m.clustered.recall, 0.25);
  EXPECT_DOUBLE_EQ(m.best_f1, 2 * 2.0 / (3 + 4));
  EXPECT_NEAR(m.calibration_error, (0.6 + 0.6) / 2, 1e-6);   // 0.4 is true, 0.6 is not
}

}  // namespace
}  // namespace lapwing::linkage
