// What is linked to somebody or something, by page, API and file: who may, what is shown of whom, that it is bounded, and that looks are noted.
#include <fmt/format.h>

#include "desk/link_keeper.hpp"
#include "web/api_support.hpp"
#include "web/chart_sentences.hpp"
#include "web/opened_chart.hpp"

namespace lapwing::web {
namespace {

class LinkPages : public ApiTest {
 protected:
  void SetUp() override {
    keeper = std::make_shared<desk::LinkKeeper>(policy::built_in_group_rules(), links::people_by_name());
    options.links = keeper;
    site_options.links = keeper;
    ApiTest::SetUp();
    told(1, "2026-02-01", "Kayleigh Marsh", "2011-02-14");
    told(2, "2026-02-08", "Kayleigh Marsh", "2011-02-14");
    told(3, "2026-02-15", "Aisha Brook", "2011-06-02");
  }
  void told(int number, std::string_view day, std::string_view girl, std::string_view born) {
    receive(fmt::format(
        R"({{"report":"R-{0}","received_at":"{1}T21:00:00Z","kind":"intelligence","agency":"police","grading":{{"source":2,"information":"C","handling":"P"}},)"
        R"("occurred":{{"from":"{1}T20:00:00Z","to":"{1}T20:30:00Z"}},"people":[{{"ref":"p1","role":"child","name":"{2}","dob":"{3}","ethnicity_self":"W1","nationality":"GB"}},)"
        R"({{"ref":"darren","role":"adult","name":"Darren Cole","dob":"1995-01-02","phones":["07700 900123"]}}],"places":[{{"ref":"l1","address":"14 Alder Row, TS1 4XX","kind":"home"}}],)"
        R"("vehicles":[{{"ref":"v1","vrm":"LB12 WNG"}}],"links":[{{"kind":"lift","from":"darren","to":"p1","with":["v1"],"at":"l1"}}]}})",
        number, day, girl, born));
  }
  void receive(const std::string& sent) {
    const auto done = desk->submit(desk::SentOnLinks{casework::Actor{}, casework::ReceiveReport{sent}});
    ASSERT_TRUE(done) << done.error().message;
  }
  void restrict(ChildId child) {
    must({actor("supervisor"), child, {}, casework::RestrictRecord{"a relative works here", {{actor("supervisor").user, "The Supervisor"}}}, {}, {}, {}});
  }
  std::size_t looks_at(ChildId child, const std::string& who) {
    std::size_t out = 0;
    const auto history = desk->history(child, {}, true).value();
    for (const auto& recorded : history)
      if (const auto* look = std::get_if<casework::RecordRead>(&recorded.event); look && recorded.stamp.by.name == actor(who).name) out += look->times;
    return out;
  }
  bool noted_list(const std::string& who, const std::string& what) {
    const auto history = desk->account_history(*actor(who).user).value();
    return std::ranges::any_of(history, [&](const auto& one) {
      const auto* look = std::get_if<casework::BoardRead>(&one.event);
      return look && look->what == what;
    });
  }

  std::shared_ptr<desk::LinkKeeper> keeper;
};

const std::string of_kayleigh = "/links/R-1~1p1", of_darren = "/links/R-1~1darren", of_house = "/links/R-1~1l1";

TEST_F(LinkPages, ThePageSaysTheSentenceFirstAndEachLinkWithItsSource) {
  const auto page = get(of_kayleigh, "officer");
  ASSERT_EQ(page.status, 200);
  for (const auto* words : {"What is linked to Kayleigh Marsh", "Darren Cole were at the same house", "on two dates", "a lift, at 14 Alder Row, TS1 4XX", "was in it", "LB12WNG",
                            "Source 2: untested", "Information C: known indirectly", "Handling P: lawful sharing permitted", "Intelligence, police", "1 February 2026"})
    EXPECT_TRUE(page.says(words)) << words;
  EXPECT_LT(page.body.find("on two dates"), page.body.find("<table")) << "the sentence comes first";
  EXPECT_TRUE(page.says("href=\"/reports/" + keeper->report_id("R-1")->text()));
  EXPECT_TRUE(get(of_house, "officer").says("were at the same house, 14 Alder Row, TS1 4XX, on two dates"));
}

TEST_F(LinkPages, AnswersAreForThoseWhoReadReports) {
  for (const auto* who : {"call_handler", "officer", "analyst", "supervisor"}) EXPECT_EQ(get(of_darren, who).status, 200) << who;
  for (const auto* who : {"auditor", "administrator"}) {
    EXPECT_EQ(get(of_darren, who).status, 403) << who;
    expect_problem(read(of_darren, who), 403);
    EXPECT_EQ(get(of_darren + "/file?format=gexf", who).status, 403) << who;
  }
}

TEST_F(LinkPages, ARoleWithoutNamesSeesTheShapeAndNobody) {
  for (const auto& answer : {get("/links/R-1~1@0", "inspector"), read("/links/R-1~1@0", "inspector"), get(of_darren, "inspector")}) {
    EXPECT_EQ(answer.status, 200);
    for (const auto* name : {"Kayleigh", "Aisha", "Darren", "Alder", "LB12", "07700"}) EXPECT_FALSE(answer.says(name)) << name;
    EXPECT_TRUE(answer.says("a lift"));
  }
  EXPECT_FALSE(get("/links/R-1~1@0", "inspector").says("darren")) << "a ref is the sender's own word";
  EXPECT_TRUE(get("/links/R-1~1@0", "inspector").says("Child (R-1/@0)"));
  EXPECT_EQ(get(of_kayleigh + "/file?format=graphml", "inspector").status, 403);
}

TEST_F(LinkPages, ARestrictedChildIsNotShownToThoseWhoMayNotSeeThem) {
  const auto child = report_missing();   // Kayleigh Marsh, of the same birth date
  restrict(child.child);
  for (const auto& answer : {get(of_darren, "analyst"), read(of_darren, "analyst"), get(of_darren + "/file?format=graphml", "analyst"), get(of_darren + "/file?format=links", "analyst")}) {
    EXPECT_EQ(answer.status, 200);
    EXPECT_FALSE(answer.says("Kayleigh"));
    EXPECT_FALSE(answer.says("R-1/p1"));
  }
  EXPECT_TRUE(get(of_darren, "analyst").says("Aisha Brook"));
  EXPECT_TRUE(get(of_darren, "analyst").says("Some links are not shown to you"));
  EXPECT_EQ(get(of_kayleigh, "analyst").status, 403);
  expect_problem(read(of_kayleigh, "analyst"), 403);
  EXPECT_TRUE(get(of_darren, "supervisor").says("Kayleigh Marsh"));
  EXPECT_FALSE(get(of_darren, "supervisor").says("Some links are not shown to you"));
}

TEST_F(LinkPages, WhatWasRecordedOnARestrictedRecordIsNotShownEither) {
  const auto child = report_missing("Mia", "Field");
  must({actor("officer"), child.child, child.episode,
        casework::RecordSighting{time->now(), {"14 Alder Row, TS1 4XX", {}, {}, {}}, {}, {}, "Darren Cole", {}, true, {{MentionKind::vehicle, "LB12 WNG", {}, {}}}}, {}, {}, {}});
  const auto reference = desk->children().find(child.child)->episodes.back().reference;
  EXPECT_TRUE(get(of_house, "officer").says("Mia Field"));
  EXPECT_TRUE(get(of_house, "officer").says(reference));
  restrict(child.child);
  for (const auto* path : {"/links/R-1~1l1", "/links/R-1~1v1", "/links/R-1~1l1/file?format=links", "/links/R-1~1v1/file?format=gexf"}) {
    EXPECT_FALSE(get(path, "officer").says("Mia")) << path;
    EXPECT_FALSE(get(path, "officer").says(reference)) << path;
  }
}

TEST_F(LinkPages, EveryLookIsInTheLedger) {
  const auto child = report_missing();
  (void)get(of_kayleigh, "officer");
  (void)read(of_kayleigh, "analyst");
  (void)get(of_kayleigh + "/file?format=graphml", "supervisor");
  for (const auto* who : {"officer", "analyst", "supervisor"}) EXPECT_EQ(looks_at(child.child, who), 1u) << who;
  (void)read(of_darren, "officer");
  EXPECT_TRUE(noted_list("officer", "the links of R-1/darren"));
}

TEST_F(LinkPages, TheApiAnswersWhatIsDescribedAndWhatThePageSays) {
  const auto answer = read(of_darren, "officer");
  ASSERT_EQ(answer.status, 200);
  const auto said = object_of(answer);
  const auto described = object_of(get("/api/openapi.json"));
  const auto& schema = described.at("components").at("schemas").at("Links").as_object();
  for (const auto& wanted : schema.at("required").as_array()) EXPECT_TRUE(said.contains(wanted.as_string())) << wanted;
  for (const auto& [key, value] : said) EXPECT_TRUE(schema.at("properties").as_object().contains(key)) << std::string(key);
  EXPECT_EQ(said.at("entities").at(0).at("name"), "Darren Cole");
  EXPECT_EQ(text(said.at("entities").at(0).as_object(), "path"), of_darren);
  const auto page = get(of_darren, "officer");
  for (const auto& link : said.at("links").as_array()) {
    EXPECT_TRUE(page.says(fmt::format("data-link=\"{}\"", std::string(link.at("id").as_string()))));
    EXPECT_TRUE(page.says(std::string(link.at("when_words").as_string())));
  }
  std::size_t rows = 0;
  for (auto at = page.body.find("data-link=\""); at != std::string::npos; at = page.body.find("data-link=\"", at + 1)) ++rows;
  EXPECT_EQ(rows, said.at("links").as_array().size());
  // The page's own random tokens may hold any two letters, so there the word is looked for, between tags the code.
  EXPECT_FALSE(page.says("thnic") || page.says(">W1") || page.says(" W1")) << "ethnicity is no part of it";
  EXPECT_FALSE(answer.says("W1"));
}

TEST_F(LinkPages, OnlyWhatHappenedBetweenTheDatesIsShownAndBadOnesAreRefused) {
  const auto page = get(of_darren + "?from=02/02/2026&to=10/02/2026", "officer");
  EXPECT_TRUE(page.says(">R-2<"));
  EXPECT_FALSE(page.says(">R-1<"));
  EXPECT_FALSE(page.says(">R-3<"));
  EXPECT_EQ(get(of_darren + "?from=yesterday", "officer").status, 400);
  expect_problem(read(of_darren + "?from=yesterday", "officer"), 400);
  for (const auto* cursor : {"x", "-1", "1x", "99999999999999999999999"}) expect_problem(read(of_darren + "?cursor=" + cursor, "officer"), 400);
  EXPECT_EQ(object_of(read(of_darren + "?cursor=999999", "officer")).at("links").as_array().size(), 0u);
  EXPECT_EQ(get(of_darren + "/file?format=png", "officer").status, 400);
}

TEST_F(LinkPages, NothingIsKnownBeforeAReportCameInNorOfNobody) {
  for (const auto* who : {"/links/R-9~1p1", "/links/R-1~1nobody", "/links/~", "/links/R-1", "/links/R-1~1@99999999999"}) {
    EXPECT_EQ(get(who, "officer").status, 404) << who;
    expect_problem(read(who, "officer"), 404);
  }
  expect_problem(read(of_darren + "?as_known_at=2026-03-03T17:00:00Z", "officer"), 404);
  wait(std::chrono::hours(2));
  EXPECT_EQ(read(of_darren + "?as_known_at=2026-03-03T19:00:00Z", "officer").status, 200);
}

TEST_F(LinkPages, AHubIsShownAsOneAndAnAnswerIsBounded) {
  for (std::size_t i = 0; i <= links::chart_hub_from_links; ++i)
    receive(fmt::format(R"({{"report":"H-{0}","received_at":"2026-03-01T{1:02}:{2:02}:00Z","kind":"sighting","people":[{{"ref":"p1","role":"child","name":"Girl Number{0}","dob":"2011-01-01"}}],)"
                        R"("places":[{{"ref":"l1","address":"Bus Station, Middlebrough","kind":"station"}}],"links":[{{"kind":"stayed","from":"p1","at":"l1"}}]}})",
                        i, i / 60, i % 60));
  const auto hub = object_of(read("/links/H-0~1l1", "officer"));
  EXPECT_EQ(hub.at("hub"), true);
  EXPECT_EQ(hub.at("links").as_array().size(), links::chart_hub_links_max);
  EXPECT_EQ(hub.at("entities").at(0).at("reports").as_int64(), static_cast<std::int64_t>(links::chart_hub_from_links) + 1);
  EXPECT_EQ(text(hub, "next"), std::to_string(links::chart_hub_links_max));
  const auto more = object_of(read("/links/H-0~1l1?cursor=" + text(hub, "next"), "officer"));
  EXPECT_NE(more.at("links").at(0).at("id"), hub.at("links").at(0).at("id"));
  EXPECT_TRUE(get("/links/H-0~1l1", "officer").says("Earlier links"));
  EXPECT_TRUE(get("/links/H-0~1p1", "officer").says("Very many reports tell of it"));
}

TEST_F(LinkPages, AddressesKeepWhateverASenderPutsIntoANumber) {
  for (const auto* id : {"R-1/p2", "M-2026-000001/sighting/1/p1", "a~1b/p1", "~/~0", "50% & more?/é#"}) {
    const auto path = entity_path(id);
    EXPECT_EQ(entity_named(transport::percent_decode(path.substr(7)).value()), id);
    EXPECT_EQ(path.find('/', 7), std::string::npos) << "one part of the address";
  }
  EXPECT_EQ(entity_path("R-1/p2"), "/links/R-1~1p2");
}

TEST_F(LinkPages, AFileIsSentToBeKept) {
  for (const auto& [format, type] : {std::pair{"graphml", "application/graphml+xml"}, {"gexf", "application/gexf+xml"}, {"entities", "text/csv"}, {"links", "text/csv"}}) {
    const auto file = get(of_darren + "/file?format=" + format, "officer");
    EXPECT_EQ(file.status, 200) << format;
    EXPECT_TRUE(file.header("Content-Type").starts_with(type)) << format;
    EXPECT_TRUE(file.header("Content-Disposition").starts_with("attachment; filename=\"")) << format;
    EXPECT_TRUE(file.says(std::string(format) == "links" ? "R-1" : "Darren Cole")) << format;
  }
}

TEST_F(LinkPages, AGroupsChartShowsItsMembersLinksToThoseWhoReadGroups) {
  for (const auto& [number, girl, man, gave] : {std::tuple{4, "Aisha Brook", "Darren Cole", "alcohol"}, {5, "Aisha Brook", "Wayne Pike", "drugs"},
                                                {6, "Kayleigh Marsh", "Wayne Pike", "phone"}, {7, "Kayleigh Marsh", "Darren Cole", "drugs"}})
    receive(fmt::format(
        R"({{"report":"R-{0}","received_at":"2026-02-2{0}T21:00:00Z","kind":"intelligence","agency":"police","grading":{{"source":1,"information":"A","handling":"P"}},)"
        R"("people":[{{"ref":"p1","role":"child","name":"{1}","dob":"{2}"}},{{"ref":"p2","role":"adult","name":"{3}","dob":"{4}"}}],)"
        R"("places":[{{"ref":"l1","address":"14 Alder Row, TS1 4XX","kind":"home"}}],"vehicles":[{{"ref":"v1","vrm":"LB12 WNG"}}],)"
        R"("links":[{{"kind":"lift","from":"p2","to":"p1","with":["v1"],"at":"l1"}},{{"kind":"gave","from":"p2","to":"p1","what":"{5}"}}]}})",
        number, girl, std::string_view(girl) == "Aisha Brook" ? "2011-06-02" : "2011-02-14", man, std::string_view(man) == "Darren Cole" ? "1995-01-02" : "1993-05-06", gave));
  const auto groups = keeper->groups();
  ASSERT_FALSE(groups->ranked.empty() && groups->near.empty());
  const auto path = group_path((groups->ranked.empty() ? groups->near : groups->ranked).front().group.id) + "/chart";
  const auto page = get(path, "analyst");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("Chart of a group"));
  EXPECT_TRUE(page.says("data-link-chart"));
  EXPECT_TRUE(page.says("Darren Cole"));
  EXPECT_TRUE(noted_list("analyst", "the chart of group " + (groups->ranked.empty() ? groups->near : groups->ranked).front().group.id));
  EXPECT_EQ(get(path, "officer").status, 403);
  EXPECT_EQ(get("/groups/none/chart", "analyst").status, 404);
  EXPECT_FALSE(get(path, "inspector").says("Darren"));
  EXPECT_EQ(get(path + "/file?format=gexf", "analyst").status, 200);
}

TEST(ChartSentences, SayWhatIsNotKnownAsNotKnown) {
  links::Chart chart;
  chart.entities.resize(1);
  EXPECT_EQ(chart_sentences(chart, {"Kayleigh Marsh"}).front(),
            "No report that is shown here links them to anybody or anything. That nothing is known does not mean that there is nothing.");
}

}  // namespace
}  // namespace lapwing::web
