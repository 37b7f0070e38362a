// What is drawn around one entity and among several: from small graphs whose answers are known by hand.
#include "links/chart.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

#include "links/writing.hpp"
#include "policy/group_rules.hpp"
#include "reports/read_report.hpp"

namespace lapwing::links {
namespace {

class Charts : public ::testing::Test {
 protected:
  void take(const std::string& text) {
    const auto read = reports::read_report(text);
    ASSERT_TRUE(read) << text;
    links.take(read->report, "");
  }
  // A lift by Darren Cole to a girl, in a car, at a house.
  void lift(int number, std::string_view day, std::string_view girl, std::string_view born) {
    take(fmt::format(
        R"({{"report":"R-{0}","received_at":"{1}T21:00:00Z","kind":"intelligence","agency":"police","grading":{{"source":2,"information":"C","handling":"P"}},)"
        R"("occurred":{{"from":"{1}T20:00:00Z","to":"{1}T20:30:00Z"}},"people":[{{"ref":"p1","role":"child","name":"{2}","dob":"{3}"}},)"
        R"({{"ref":"p2","role":"adult","name":"Darren Cole","dob":"1995-01-02"}}],"places":[{{"ref":"l1","address":"14 Alder Row, TS1 4XX","kind":"home"}}],)"
        R"("vehicles":[{{"ref":"v1","vrm":"LB12 WNG"}}],"links":[{{"kind":"lift","from":"p2","to":"p1","with":["v1"],"at":"l1"}}]}})",
        number, day, girl, born));
  }
  static std::vector<std::string> deeds(const Chart& chart) {
    std::vector<std::string> out;
    for (const auto& link : chart.links)
      out.push_back(fmt::format("{} {}: {} - {}", link.report, link_words(chart, link), chart.entities[link.x].name, chart.entities[link.y].name));
    std::ranges::sort(out);
    return out;
  }

  Links links{policy::built_in_group_rules(), people_by_name()};
};

TEST_F(Charts, AllThatReportsSayOfOneIsThereWithItsSource) {
  lift(1, "2026-02-01", "Kayleigh Marsh", "2011-02-14");
  const auto chart = chart_of(links, "R-1/p1", {});
  ASSERT_TRUE(chart);
  EXPECT_EQ(chart->entities.front().name, "Kayleigh Marsh");
  EXPECT_TRUE(chart->entities.front().child);
  EXPECT_EQ(deeds(*chart), (std::vector<std::string>{"R-1 a lift: Darren Cole - Kayleigh Marsh", "R-1 was in it: Kayleigh Marsh - LB12WNG",
                                                     "R-1 was there: Kayleigh Marsh - 14 Alder Row, TS1 4XX"}));
  for (const auto& link : chart->links) {
    EXPECT_EQ(link.agency, "police");
    EXPECT_EQ(link.grading.source, 2);
    EXPECT_TRUE(link.timed);
  }
  EXPECT_FALSE(chart->next);
  EXPECT_FALSE(chart_of(links, "R-2/p1", {}));
}

TEST_F(Charts, TheSameLinkHasTheSameIdFromBothItsEnds) {
  lift(1, "2026-02-01", "Kayleigh Marsh", "2011-02-14");
  const auto id_of = [&](std::string_view from) {
    const auto chart = chart_of(links, from, {});
    for (const auto& link : chart->links)
      if (link_words(*chart, link) == "a lift") return link.id;
    return std::string();
  };
  EXPECT_FALSE(id_of("R-1/p1").empty());
  EXPECT_EQ(id_of("R-1/p1"), id_of("R-1/p2"));
}

TEST_F(Charts, AnIdWithoutTheSendersWordsFindsTheSame) {
  lift(1, "2026-02-01", "Kayleigh Marsh", "2011-02-14");
  const auto chart = chart_of(links, "R-1/p1", {});
  ASSERT_TRUE(chart);
  for (const auto& one : chart->entities) {
    EXPECT_EQ(entity_id(links, one.id_unnamed), one.id);
    EXPECT_EQ(chart_of(links, one.id_unnamed, {})->entities.front().id, one.id);
  }
  for (const auto* wrong : {"R-1/@99", "R-1/@", "R-1/@1x", "R-9/@0", "", "/", "R-1"}) EXPECT_FALSE(chart_of(links, wrong, {})) << wrong;
}

TEST_F(Charts, OnlyWhatHappenedBetweenTheDatesIsThere) {
  for (int day = 1; day <= 5; ++day) lift(day, fmt::format("2026-02-{:02}", day), "Kayleigh Marsh", "2011-02-14");
  const auto at = [](std::string_view text) { return parse_rfc3339(text).value(); };
  const auto chart = chart_of(links, "R-1/p1", {at("2026-02-02T00:00:00Z"), at("2026-02-04T00:00:00Z")});
  std::set<std::string> reports;
  for (const auto& link : chart->links) reports.insert(link.report);
  EXPECT_EQ(reports, (std::set<std::string>{"R-2", "R-3"}));
  EXPECT_EQ(chart->links.front().report, "R-3") << "the latest first";
}

TEST_F(Charts, AHubIsShownWithItsCountAndGivenInParts) {
  const std::size_t many = chart_hub_from_links + 50;
  links.hold();
  for (std::size_t i = 0; i < many; ++i)
    take(fmt::format(R"({{"report":"H-{0:04}","received_at":"2026-02-01T{1:02}:{2:02}:00Z","kind":"sighting","people":[{{"ref":"p1","role":"child","name":"Child {0}","dob":"2011-01-01"}}],)"
                     R"("places":[{{"ref":"l1","address":"Bus Station, Middlebrough","kind":"station"}}],"links":[{{"kind":"stayed","from":"p1","at":"l1"}}]}})",
                     i, i / 60, i % 60));
  links.settle();
  const auto child = chart_of(links, "H-0000/p1", {});
  ASSERT_EQ(child->entities.size(), 2u);
  EXPECT_TRUE(child->entities[1].hub);
  EXPECT_EQ(child->entities[1].reports, many);
  std::set<std::string> seen;
  std::optional<std::size_t> skip = 0;
  for (std::size_t parts = 0; skip && parts < 100; ++parts) {
    const auto part = chart_of(links, "H-0000/l1", {{}, {}, *skip});
    EXPECT_TRUE(part->hub);
    EXPECT_LE(part->links.size(), chart_hub_links_max);
    EXPECT_LE(part->entities.size(), chart_entities_max);
    for (const auto& link : part->links) EXPECT_TRUE(seen.insert(link.id).second) << "given twice";
    skip = part->next;
  }
  EXPECT_EQ(seen.size(), many);
  EXPECT_EQ(chart_of(links, "H-0000/l1", {{}, {}, many + 7})->links.size(), 0u);
}

TEST_F(Charts, AmongMembersOnlyTheirOwnLinksAreThere) {
  lift(1, "2026-02-01", "Kayleigh Marsh", "2011-02-14");
  lift(2, "2026-02-08", "Aisha Brook", "2011-06-02");
  const auto chart = chart_among(links, {"R-1/p1", "R-2/p1", "R-1/p2", "R-1/p2", "nobody"}, {});
  EXPECT_EQ(chart.entities.size(), 3u);
  EXPECT_EQ(deeds(chart), (std::vector<std::string>{"R-1 a lift: Darren Cole - Kayleigh Marsh", "R-2 a lift: Darren Cole - Aisha Brook"}));
}

TEST_F(Charts, AFileHasNoLinkOfAReportThatIsLeftOut) {
  lift(1, "2026-02-01", "Kayleigh Marsh", "2011-02-14");
  lift(2, "2026-02-08", "Kayleigh Marsh", "2011-02-14");
  auto extract = of_entities(links, {"R-1/p1", "R-1/p2", "R-2/p1"});
  EXPECT_EQ(extract.nodes.size(), 2u);
  extract.without.insert("R-1");
  for (const auto write : {write_graphml, write_gexf, write_links_csv}) {
    std::ostringstream out;
    write(out, links, extract);
    EXPECT_EQ(out.str().find("<data key=\"report\">R-1<"), std::string::npos);
    EXPECT_EQ(out.str().find("value=\"R-1\""), std::string::npos);
    EXPECT_EQ(out.str().find("\"R-1\","), std::string::npos);
    EXPECT_NE(out.str().find("R-2"), std::string::npos);
  }
}

}  // namespace
}  // namespace lapwing::links
