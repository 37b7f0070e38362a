// Reports by page and by API: sent, listed, read, written down; who may, and who sees names.
#include <algorithm>

#include "web/api_support.hpp"

namespace lapwing::web {
namespace {

constexpr std::string_view a_report =
    R"({"report":"R-1","received_at":"2026-03-03T14:05:00Z","kind":"intelligence","agency":"police","text":"Kayleigh got a lift","shoe":9,)"
    R"("grading":{"source":2,"information":"C","handling":"P"},)"
    R"("people":[{"ref":"p1","role":"child","name":"Kayleigh Marsh","dob":"2011-02-14","phones":["07700 900123"]},{"ref":"p2","role":"adult","aliases":["Daz"]}],)"
    R"("places":[{"ref":"l1","address":"4 Larch Close","kind":"shop"}],"vehicles":[{"ref":"v1","vrm":"AB12 ?DE"}],)"
    R"("links":[{"kind":"lift","from":"p2","to":"p1","with":["v1"],"at":"l1"}]})";

class ReportsWeb : public ApiTest {
 protected:
  std::string sent(std::string body = std::string(a_report)) { return text(object_of(send("/reports", body, "officer")), "id"); }
};

// ---- API --------------------------------------------------------------------------------------------------------------------

TEST_F(ReportsWeb, AReportSentIsAnsweredWithItsIdAndWhatWasNotUnderstood) {
  const auto answer = send("/reports", std::string(a_report), "officer");
  EXPECT_EQ(answer.status, 201);
  const auto said = object_of(answer);
  EXPECT_EQ(answer.location(), "/api/v1/reports/" + text(said, "id"));
  ASSERT_EQ(said.at("notes").as_array().size(), 1u);
  EXPECT_EQ(said.at("notes").at(0).at("path"), "shoe");
  EXPECT_EQ(said.at("notes").at(0).at("fault"), "unknown_field");
}

TEST_F(ReportsWeb, OneHeldAlreadyIsAnsweredWith200AndOtherContentIsSaidToBeBesideIt) {
  const auto first = sent();
  const auto before = desk->sequence();
  const auto again = send("/reports", std::string(a_report) + "\n", "officer");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(text(object_of(again), "id"), first);
  EXPECT_EQ(object_of(again).at("held_already"), true);
  EXPECT_EQ(desk->sequence(), before);
  const auto other = send("/reports", R"({"report":"R-1","received_at":"2026-03-03T14:05:00Z","kind":"stop"})", "officer");
  EXPECT_EQ(other.status, 201);
  EXPECT_EQ(text(object_of(other), "beside"), first);
}

TEST_F(ReportsWeb, WhatCannotBeTakenIsRefusedByField) {
  const auto answer = send("/reports", R"({"report":"R-1","received_at":"yesterday"})", "officer");
  expect_problem(answer, 422);
  std::vector<std::string> paths;
  const auto said = object_of(answer);
  for (const auto& error : said.at("errors").as_array()) paths.emplace_back(error.at("path").as_string());
  EXPECT_EQ(paths, (std::vector<std::string>{"received_at", "kind"}));
  expect_problem(send("/reports", "not json", "officer"), 400);
  expect_problem(send("/reports", std::string(a_report), "inspector"), 403);
  expect_problem(read("/reports", "auditor"), 403);
}

TEST_F(ReportsWeb, TheSameKeyDoesItOnceAndAnswersTheSame) {
  const auto first = send("/reports", std::string(a_report), "officer", {{"Idempotency-Key", "one"}});
  const auto again = send("/reports", std::string(a_report), "officer", {{"Idempotency-Key", "one"}});
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(text(object_of(again), "id"), text(object_of(first), "id"));
  EXPECT_EQ(object_of(again).at("repeated"), true);
}

TEST_F(ReportsWeb, AReportIsReadAsItWasSentAndAsItIsUnderstood) {
  const auto id = sent();
  const auto report = object_of(read("/reports/" + id, "officer"));
  EXPECT_EQ(text(report, "sent"), a_report);
  EXPECT_EQ(text(report, "number"), "R-1");
  EXPECT_EQ(report.at("people").at(0).at("dob"), "2011-02-14");
  EXPECT_EQ(report.at("links").at(0).at("kind"), "lift");
  EXPECT_EQ(report.at("recorded").at("by").at("role"), "officer");
  EXPECT_EQ(text(object_of(read("/reports/R-1", "officer")), "id"), id) << "by its number";
  expect_problem(read("/reports/R-7", "officer"), 404);
}

TEST_F(ReportsWeb, NothingIsKnownOfAReportBeforeItCameIn) {
  const auto id = sent();
  wait(std::chrono::hours(2));
  EXPECT_EQ(read("/reports/" + id + "?as_known_at=2026-03-03T19:00:00Z", "officer").status, 200);
  expect_problem(read("/reports/" + id + "?as_known_at=2026-03-03T17:00:00Z", "officer"), 404);
  EXPECT_EQ(items_of(read("/reports?as_known_at=2026-03-03T17:00:00Z", "officer")).size(), 0u);
}

TEST_F(ReportsWeb, AListGoesOnWhereItStoppedAndIsFiltered) {
  for (int i = 1; i <= 5; ++i)
    ASSERT_EQ(send("/reports", R"({"report":"S-)" + std::to_string(i) + R"(","received_at":"2026-03-02T14:05:00Z","kind":"stop","agency":"health"})", "officer").status, 201);
  sent();
  const auto first = object_of(read("/reports?limit=2", "officer"));
  const auto next = object_of(read("/reports?limit=9&cursor=" + text(first, "next"), "officer"));
  EXPECT_EQ(first.at("items").at(0).at("number"), "R-1");
  EXPECT_EQ(next.at("items").as_array().size(), 4u);
  EXPECT_TRUE(next.at("next").is_null());
  EXPECT_EQ(items_of(read("/reports?kind=stop", "officer")).size(), 5u);
  EXPECT_EQ(items_of(read("/reports?agency=health&number=s-3", "officer")).size(), 1u);
  EXPECT_EQ(items_of(read("/reports?to=2026-03-02", "officer")).size(), 5u);
  EXPECT_EQ(items_of(read("/reports?from=2026-03-03", "officer")).size(), 1u);
  expect_problem(read("/reports?kind=gossip", "officer"), 400);
}

TEST_F(ReportsWeb, WhatIsAnsweredHasWhatIsDescribed) {
  const auto id = sent();
  const auto described = object_of(get("/api/openapi.json"));
  const auto& schemas = described.at("components").at("schemas").as_object();
  const auto fits = [&](const json::object& answer, std::string_view name) {
    const auto& schema = schemas.at(name).as_object();
    for (const auto& wanted : schema.at("required").as_array()) EXPECT_TRUE(answer.contains(wanted.as_string())) << name << " " << wanted;
    for (const auto& [key, value] : answer) EXPECT_TRUE(schema.at("properties").as_object().contains(key)) << name << " " << std::string(key);
  };
  fits(object_of(read("/reports/" + id, "officer")), "Report");
  fits(items_of(read("/reports", "officer")).at(0).as_object(), "ReportListed");
  fits(object_of(send("/reports", std::string(a_report), "officer")), "ReportReceived");
}

TEST_F(ReportsWeb, EveryLookIsInTheLedger) {
  const auto id = sent();
  ASSERT_EQ(read("/reports/" + id, "supervisor").status, 200);
  ASSERT_EQ(get("/reports/" + id, "officer").status, 200);
  const auto history = desk->report_history(*ReportId::parse(id)).value();
  std::vector<Role> looked;
  for (const auto& recorded : history)
    if (std::holds_alternative<casework::ReportRead>(recorded.event)) looked.push_back(recorded.stamp.by.role);
  EXPECT_EQ(looked, (std::vector<Role>{Role::supervisor, Role::officer}));
}

TEST_F(ReportsWeb, ARoleWithoutNamesReadsNone) {
  const auto id = sent();
  for (const auto& answer : {read("/reports/" + id, "inspector"), get("/reports/" + id, "inspector"), get("/reports", "inspector")}) {
    EXPECT_EQ(answer.status, 200);
    for (const auto* told : {"Kayleigh", "Daz", "07700", "Larch", "AB12", "2011-02-14", "14 February 2011", "The officer", "shoe"})
      EXPECT_FALSE(answer.says(told)) << told;
  }
  EXPECT_TRUE(get("/reports/" + id, "inspector").says("gave a lift to"));
}

// ---- pages ------------------------------------------------------------------------------------------------------------------

TEST_F(ReportsWeb, APageTellsTheReportInPlainWords) {
  const auto page = get("/reports/" + sent(), "officer");
  EXPECT_TRUE(page.says("A person known as “Daz” gave a lift to Kayleigh Marsh in a vehicle, AB12 ?DE (part of the plate) at 4 Larch Close."));
  EXPECT_TRUE(page.says("Source 2: untested"));
  EXPECT_TRUE(page.says("Information C: known indirectly"));
  EXPECT_TRUE(page.says("shoe is not a field of the form"));
  EXPECT_TRUE(page.says("What was sent, word for word"));
}

TEST_F(ReportsWeb, APageSaysThatAReportWasTakenBackOrStandsBesideAnother) {
  const auto id = sent();
  const auto other = sent(R"({"report":"R-1","received_at":"2026-03-03T14:05:00Z","kind":"stop"})");
  sent(R"({"report":"R-2","received_at":"2026-03-03T15:05:00Z","kind":"stop","withdraws":"R-1"})");
  EXPECT_TRUE(get("/reports/" + id, "officer").says("This report was taken back"));
  EXPECT_TRUE(get("/reports/" + other, "officer").says("Another report was held first under the number R-1"));
  EXPECT_TRUE(get("/reports", "officer").says("Taken back"));
}

TEST_F(ReportsWeb, WhatIsTypedBecomesTheTextOfAReport) {
  const auto answer = post("/reports/new", {{"kind", "intelligence"}, {"agency", "police"}, {"source", "2"}, {"information", "C"}, {"handling", "P"},
                                            {"text", "A lift"}, {"occurred_from-day", "2"}, {"occurred_from-month", "3"}, {"occurred_from-year", "26"},
                                            {"occurred_from-time", "2005"}, {"people[0].role", "unknown"}, {"people[1].aliases", "Daz, Dazzler"},
                                            {"people[1].role", "adult"}, {"people[1].age_about", "25"}, {"vehicles[0].vrm", "AB12 ?DE"},
                                            {"links[0].from", "p2"}, {"links[0].kind", "drives"}, {"links[0].with", "v1"}},
                           "officer");
  ASSERT_EQ(answer.status, 303) << answer.body;
  const auto id = ReportId::parse(answer.location().substr(std::string("/reports/").size()));
  ASSERT_TRUE(id);
  EXPECT_EQ(desk->report(*id).value()->sent,
            R"({"report":"R-2026-000001","received_at":"2026-03-03T18:00:00Z","kind":"intelligence","agency":"police",)"
            R"("grading":{"source":2,"information":"C","handling":"P"},"occurred":{"from":"2026-03-02T20:05:00Z"},"text":"A lift",)"
            R"("people":[{"ref":"p2","role":"adult","aliases":["Daz","Dazzler"],"age_about":25}],"vehicles":[{"ref":"v1","vrm":"AB12 ?DE","partial":true}],)"
            R"("links":[{"kind":"drives","from":"p2","with":["v1"]}]})");
  EXPECT_TRUE(get(answer.location(), "officer").says("The report was recorded as R-2026-000001."));
}

TEST_F(ReportsWeb, WhatIsWrongIsSaidBesideTheFieldAndNothingIsRecorded) {
  const auto before = desk->sequence();
  const auto page = post("/reports/new", {{"kind", "intelligence"}, {"people[1].name", "Kayleigh"}, {"people[1].dob-day", "31"}, {"people[1].dob-month", "2"},
                                          {"people[1].dob-year", "2011"}, {"links[0].kind", "met"}, {"occurred_to-day", "1"}, {"occurred_to-month", "13"},
                                          {"occurred_to-year", "2026"}},
                         "officer");
  EXPECT_EQ(page.status, 422);
  for (const auto* words : {"Say what was said", "Enter a date of birth, like 1 5 2010", "Link 1: choose who", "Enter a date and a time"})
    EXPECT_TRUE(page.says(words)) << words;
  EXPECT_TRUE(page.says("href=\"#people-1--dob\"") || page.says("people-1--dob-day")) << "the message leads to its field";
  EXPECT_EQ(desk->sequence(), before);
}

TEST_F(ReportsWeb, AWordingThatBlamesAChildComesBackOnceBeforeItIsRecorded) {
  FormFields form{{"kind", "intelligence"}, {"text", "She puts herself at risk"}};
  EXPECT_TRUE(post("/reports/new", form, "officer").says("Before this is recorded"));
  EXPECT_EQ(desk->reports().size(), 0u);
  form.emplace_back("_wording", "yes");
  EXPECT_EQ(post("/reports/new", form, "officer").status, 303);
  EXPECT_EQ(desk->reports().size(), 1u);
}

TEST_F(ReportsWeb, AnotherRowIsGivenAndWhatWasTypedIsKept) {
  const auto page = post("/reports/new", {{"_add", "people"}, {"_people", "2"}, {"text", "half a sentence"}}, "officer");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(page.says("Person 3"));
  EXPECT_FALSE(page.says("Person 4"));
  EXPECT_TRUE(page.says("half a sentence"));
}

TEST_F(ReportsWeb, ASentFormSentTwiceRecordsOneReport) {
  const FormFields form{{"kind", "sighting"}, {"text", "Seen by the station"}, {"_once", "the same page"}};
  EXPECT_EQ(post("/reports/new", form, "officer").location(), post("/reports/new", form, "officer").location());
  EXPECT_EQ(desk->reports().size(), 1u);
}

TEST_F(ReportsWeb, WhoMayNotSendIsNotOfferedTheForm) {
  EXPECT_EQ(get("/reports/new", "inspector").status, 403);
  EXPECT_FALSE(get("/reports", "inspector").says("Record a report"));
  EXPECT_TRUE(get("/reports", "analyst").says("Record a report"));
}

}  // namespace
}  // namespace lapwing::web
