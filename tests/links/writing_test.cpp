// Groups and graphs as other programs read them.
#include "links/writing.hpp"

#include <boost/json.hpp>
#include <sstream>

#include "links/made.hpp"
#include "links/reading.hpp"
#include "links/sureness.hpp"

namespace lapwing::links {
namespace {

using reports::LinkKind;
using reports::LinkThing;

class Writing : public ::testing::Test {
 protected:
  Writing() {
    links->take(Made("W-1", "2026-01-02").child("p1", "=Ava <Stone>", "2010-05-01").adult("p2", "Rick \"R\" Holt", "1990-02-02").place("l1", "3 Dock Road, ZZ1 1AA")
                    .link(LinkKind::met, "p2", "p1", "", "l1").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::drugs), "");
    links->take(Made("W-2", "2026-01-09").child("p1", "Bea Marsh", "2011-07-03").adult("p2", "Rick \"R\" Holt", "1990-02-02").car("v1", "AB12 CDE")
                    .link(LinkKind::lift, "p2", "p1", "v1").link(LinkKind::gave, "p2", "p1", "", "", LinkThing::alcohol), "");
  }
  std::unique_ptr<Links> links = fresh_links();
};

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t out = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
  return out;
}

TEST_F(Writing, GroupsAreTheContractsJson) {
  std::ostringstream out;
  write_groups_json(out, links->groups());
  const auto read = boost::json::parse(out.str());
  ASSERT_EQ(read.as_array().size(), 1u);
  const auto& group = read.at(0);
  for (const auto* field : {"group", "score", "probability", "adults", "children", "evidence", "first_seen", "last_seen", "weaken"})
    EXPECT_TRUE(group.as_object().contains(field)) << field;
  EXPECT_EQ(group.at("likelihood").as_string(), sureness_words(links->groups().at(0).probability));
  EXPECT_EQ(group.at("likelihood_rests_on").as_string(), sureness_rests_on);
  EXPECT_EQ(group.at("probability").to_number<double>(), told_probability(links->groups().at(0).probability));
  EXPECT_EQ(group.at("children").as_array().size(), 2u);
  EXPECT_EQ(group.at("adults").at(0).at("mentions").at(0), (boost::json::value{"W-1", "p2"}));
  EXPECT_TRUE(group.at("evidence").at(0).as_object().contains("contribution"));
}

TEST_F(Writing, NoGroupIsAnEmptyArray) {
  std::ostringstream out;
  write_groups_json(out, {});
  EXPECT_EQ(boost::json::parse(out.str()), boost::json::array());
}

TEST_F(Writing, GraphMlAndGexfHoldEveryNodeAndFactAndEscapeNames) {
  std::ostringstream graphml, gexf;
  write_graphml(graphml, *links, whole(*links));
  write_gexf(gexf, *links, whole(*links));
  EXPECT_EQ(count(graphml.str(), "<node "), 5u);
  EXPECT_EQ(count(graphml.str(), "<edge "), count(gexf.str(), "<edge "));
  EXPECT_EQ(count(graphml.str(), "<edge "), links->store().fact_count());
  EXPECT_EQ(graphml.str().find("<Stone>"), std::string::npos);
  EXPECT_NE(graphml.str().find("&lt;Stone&gt;"), std::string::npos);
}

TEST_F(Writing, ACellIsNoFormula) {
  std::ostringstream out;
  write_entities_csv(out, *links, whole(*links));
  EXPECT_NE(out.str().find("\"'=Ava <Stone>\""), std::string::npos);
  EXPECT_NE(out.str().find("\"Rick \"\"R\"\" Holt\""), std::string::npos);
}

TEST_F(Writing, LinksOfSomebodyNameTheirReportsNewestFirst) {
  const auto lines = links_of(*links, "W-1/p2");
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.front().report, "W-2");
  EXPECT_EQ(lines.back().report, "W-1");
  EXPECT_TRUE(std::ranges::any_of(lines, [](const LinkLine& line) { return line.what == "given drugs"; }));
  EXPECT_EQ(neighbours(*links, "W-1/p2").size(), 4u);
}

}  // namespace
}  // namespace lapwing::links
