#include "reports/read_report.hpp"

#include <gtest/gtest.h>

namespace lapwing::reports {
namespace {

constexpr std::string_view start = R"({"report":"R-1","received_at":"2026-03-03T14:05:00Z","kind":"sighting")";

ReadReport read(std::string_view rest) {
  auto read = read_report(std::string(start) + std::string(rest));
  EXPECT_TRUE(read) << (read ? "" : read.error().front().path + " " + read.error().front().message);
  return read ? *read : ReadReport{};
}

std::vector<std::string> paths(const std::vector<FieldError>& list) {
  std::vector<std::string> out;
  for (const auto& one : list) out.push_back(one.path);
  return out;
}

TEST(ReadReport, takes_the_whole_form) {
  const auto [report, notes] = read(R"(,"agency":"police","team":"Response A","grading":{"source":2,"information":"C","handling":"P"},
    "occurred":{"from":"2026-03-02T20:00:00Z","to":"2026-03-03T02:00:00Z"},"text":"Seen in a car.",
    "people":[{"ref":"p1","role":"child","name":"Tamsin Orrell","aliases":["Taz"],"dob":"2010-05-01","sex":"female","phones":["06700 900123"],
               "ethnicity_self":"W1","nationality":"GB"},{"ref":"p2","role":"adult","age_about":25}],
    "places":[{"ref":"l1","address":"4 Quay Street","kind":"takeaway","lat":54.5,"lon":-1.2}],
    "vehicles":[{"ref":"v1","vrm":"AB1? CDE","colour":"red"}],
    "links":[{"kind":"lift","from":"p2","to":"p1","with":["v1"],"at":"l1","what":"lift"},{"kind":"drives","from":"p2","with":["v1"]}]})");
  EXPECT_TRUE(notes.empty()) << notes.front().path << notes.front().message;
  EXPECT_EQ(report.kind, ReportKind::sighting);
  EXPECT_EQ(report.grading.information, 'C');
  ASSERT_EQ(report.people.size(), 2u);
  EXPECT_EQ(report.people[0].dob, Date(std::chrono::year(2010) / 5 / 1));
  EXPECT_EQ(report.people[1].age_about, 25);
  EXPECT_TRUE(report.vehicle("v1")->partial) << "a '?' makes a plate partial";
  ASSERT_EQ(report.links.size(), 2u);
  EXPECT_EQ(report.links[0].what, LinkThing::lift);
  EXPECT_EQ(to_rfc3339(report.happened_at()), "2026-03-02T23:00:00Z");
}

TEST(ReadReport, is_refused_without_number_time_or_kind_and_says_all_three) {
  const auto none = read_report("{}");
  ASSERT_FALSE(none);
  EXPECT_EQ(paths(none.error()), (std::vector<std::string>{"report", "received_at", "kind"}));
  EXPECT_FALSE(read_report("[]"));
  EXPECT_FALSE(read_report("{\"report\":"));
  EXPECT_FALSE(read_report(R"({"report":"R-1","received_at":"yesterday","kind":"stop"})"));
}

TEST(ReadReport, keeps_words_outside_the_lists_as_other_and_says_so) {
  const auto [report, notes] = read(R"(,"people":[{"ref":"p1","role":"landlord"}],"places":[{"ref":"l1","kind":"barge"}],
    "links":[{"kind":"waved","from":"p1","at":"l1","what":"sweets"}]})");
  EXPECT_EQ(report.people[0].role, PersonRole::other);
  EXPECT_EQ(report.places[0].kind, PlaceKind::other);
  EXPECT_EQ(report.links[0].kind, LinkKind::other);
  EXPECT_EQ(paths(notes), (std::vector<std::string>{"people[0].role", "places[0].kind", "links[0].kind", "links[0].what"}));
}

TEST(ReadReport, notes_a_field_that_the_form_does_not_have) {
  const auto [report, notes] = read(R"(,"weather":"rain","people":[{"ref":"p1","shoe_size":4}]})");
  EXPECT_EQ(paths(notes), (std::vector<std::string>{"people[0].shoe_size", "weather"}));
}

TEST(ReadReport, an_impossible_date_is_noted_and_not_used) {
  const auto [report, notes] = read(R"(,"people":[{"ref":"p1","dob":"2010-02-30"},{"ref":"p2","dob":"2031-01-01"},{"ref":"p3","age_about":-4}]})");
  EXPECT_FALSE(report.people[0].dob || report.people[1].dob || report.people[2].age_about);
  EXPECT_EQ(paths(notes), (std::vector<std::string>{"people[0].dob", "people[1].dob", "people[2].age_about"}));
}

TEST(ReadReport, a_mention_without_a_ref_or_with_one_used_twice_gets_its_own) {
  const auto [report, notes] = read(R"(,"people":[{"name":"Somebody"},{"ref":"p1"},{"ref":"p1","name":"Another"}]})");
  EXPECT_EQ(report.people[0].ref, "p1");
  EXPECT_NE(report.people[1].ref, report.people[0].ref);
  EXPECT_NE(report.people[2].ref, report.people[1].ref);
  EXPECT_EQ(notes.size(), 3u);
}

TEST(ReadReport, a_link_to_nobody_is_noted_and_left_out) {
  const auto [report, notes] = read(R"(,"people":[{"ref":"p1"}],"links":[{"kind":"met","to":"p1"},{"kind":"met","from":"p1","to":"p9"},
    {"kind":"lives","from":"p1","at":"l7"}]})");
  EXPECT_TRUE(report.links.empty());
  EXPECT_EQ(paths(notes), (std::vector<std::string>{"links[0].from", "links[1].to", "links[1]", "links[2].at", "links[2]"}));
}

TEST(ReadReport, a_report_can_take_another_back) { EXPECT_EQ(read(R"(,"withdraws":"R-0"})").report.withdraws, "R-0"); }

}  // namespace
}  // namespace lapwing::reports
