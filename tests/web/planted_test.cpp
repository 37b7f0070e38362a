// A force with planted truths, looked at as an inspector would: each truth is found on the pages of figures, and what was not planted is not.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "synth/measured.hpp"
#include "web/access/secrets.hpp"
#include "web/pages/measures/measure_pages.hpp"
#include "web/site.hpp"

namespace lapwing::web {
namespace {

// Filled once: every test looks at the same force.
class Planted : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string name = (std::filesystem::temp_directory_path() / "lapwing-planted-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    data = name;
    std::filesystem::create_directories(data / "rules");
    std::filesystem::create_directories(data / "record");
    for (const auto& [file, text] : synth::measured_rules()) std::ofstream(data / "rules" / file, std::ios::binary) << text;
    desk::Options options;
    options.data = data / "record";
    options.rules = data / "rules";
    options.time = std::make_shared<desk::ManualTime>(synth::measured_from());
    options.ids = std::make_shared<SeededIds>(1);
    auto opened = desk::Desk::open(options);
    ASSERT_TRUE(opened) << opened.error();
    desk = std::move(*opened);
    auto filled = synth::fill_measured(*desk, {.episodes_a_team_a_month = 5});
    ASSERT_TRUE(filled) << filled.error();
    truth = std::move(*filled);
    site = std::make_unique<Site>(*desk, SiteOptions{.refusal_ms_min = 0});
    const auto added = desk->submit(desk::SentOnAccount{{}, {}, casework::AddAccount{"inspector", "The inspector", Role::inspector, {}, {}, {}, false}});
    ASSERT_TRUE(added) << added.error().message;
    secret = random_secret();
    ASSERT_TRUE(desk->submit(desk::SentOnAccount{{}, added->user, casework::IssueToken{"a test", secret_hash(secret), {}}}));
  }
  static void TearDownTestSuite() {
    site.reset();
    desk.reset();
    std::filesystem::remove_all(data);
  }

  static std::string month(Date day) { return to_iso(day).substr(0, 7); }

  // The section of a page of figures, over all the months of the force.
  static json::object section(std::string_view page, std::string_view id) {
    Request asked;
    asked.method = "GET";
    asked.path = "/api/v1/measures/" + std::string(page);
    asked.query = "from=" + month(truth.first) + "&to=" + month(truth.last);
    asked.target = asked.path + "?" + asked.query;
    asked.headers = {{"Host", "127.0.0.1:8080"}, {"Authorization", "Bearer " + secret}};
    asked.peer_address = "127.0.0.1";
    asked.id = "planted";
    asked.arrival = desk->now();
    const auto answer = site->handle(asked);
    EXPECT_EQ(answer.status, 200) << answer.body.view();
    const auto whole = json::parse(answer.body.view());
    for (const auto& one : whole.at("sections").as_array())
      if (one.at("id").as_string() == id) return one.as_object();
    ADD_FAILURE() << page << " has no section " << id;
    return {};
  }
  static json::object table(const json::object& in, std::string_view id) {
    for (const auto& one : in.at("tables").as_array())
      if (one.at("id").as_string() == id) return one.as_object();
    ADD_FAILURE() << "there is no table " << id;
    return {{"rows", json::array{}}, {"columns", json::array{}}};
  }
  static std::size_t column(const json::object& in, std::string_view name) {
    const auto& columns = in.at("columns").as_array();
    const auto at = std::ranges::find_if(columns, [&](const auto& one) { return one.at("name").as_string() == name; });
    EXPECT_NE(at, columns.end()) << name;
    return static_cast<std::size_t>(at - columns.begin());
  }
  static std::string text(const json::value& row, std::size_t at) { return std::string(row.at(at).at("text").as_string()); }

  static inline std::filesystem::path data;
  static inline std::unique_ptr<desk::Desk> desk;
  static inline std::unique_ptr<Site> site;
  static inline std::string secret;
  static inline synth::MeasuredTruth truth;
};

TEST_F(Planted, TheSlowTeamAloneIsFarBelowTheOthersInSendingAnOfficer) {
  const auto funnel = table(section("response", "first-deployment"), "first-deployment-by-team");
  const auto signal = column(funnel, "Signal");
  ASSERT_EQ(funnel.at("rows").as_array().size(), truth.teams.size());
  for (const auto& row : funnel.at("rows").as_array())
    EXPECT_EQ(text(row, signal).find("elow") != std::string::npos, text(row, 0) == truth.slow_team) << json::serialize(row);
}

TEST_F(Planted, NoTeamIsSaidToBeBehindInWhatAllDoAlike) {
  for (const auto* duty : {"review", "prevention-interview", "rhi-offered"}) {
    const auto funnel = table(section("response", duty), std::string(duty) + "-by-team");
    const auto signal = column(funnel, "Signal");
    for (const auto& row : funnel.at("rows").as_array()) EXPECT_EQ(text(row, signal).find("elow"), std::string::npos) << duty << json::serialize(row);
  }
}

// "How we are doing" may work a headline out without the rest of its page: it is the page's to the letter.
TEST_F(Planted, HeadlinesWorkedOutByThemselvesAreThoseOfTheirPages) {
  for (const auto* query : {"", "team=Response+G", "from=2025-03&to=2025-03", "from=2019-01&to=2019-02"}) {
    Request asked;
    asked.method = "GET";
    asked.query = query;
    asked.arrival = desk->now();
    for (const auto& page : measure_pages()) {
      if (!page.headlines) continue;
      Visit visit(*site, asked);
      visit.visitor.actor = casework::Actor{{}, "Supt K. Vale", Role::superintendent};
      visit.visitor.access = &desk->rules().access.roles.at(Role::superintendent);
      visit.query = transport::decode_form(asked.query).value();
      const auto months = measure_asked(visit).value();
      const auto said = [](const std::vector<measures::Section>& sections) {
        std::vector<std::string> out;
        for (const auto& one : sections)
          if (!one.headline.empty()) out.push_back(one.id + ": " + one.headline);
        return out;
      };
      const auto body = page.body(visit, months);
      ASSERT_TRUE(body);
      EXPECT_EQ(said(page.headlines(visit, months)), said(body->sections)) << page.path << " " << query;
    }
  }
}

// Which group a child belongs to whose ethnicity is blank, nobody knows: it shows by how officers saw them.
TEST_F(Planted, TheGroupWhoseEthnicityIsLeftBlankIsSeenAndNoOther) {
  ASSERT_EQ(truth.under_recorded_code, "B1");
  const auto seen = table(section("equity", "completeness"), "completeness-by-observed");
  const std::string says(seen.at("says").as_string());
  const auto less_often = says.substr(0, says.find("More often"));
  EXPECT_NE(less_often.find("Black"), std::string::npos) << says;
  for (const auto* other : {"White", "Asian"}) EXPECT_EQ(less_often.find(other), std::string::npos) << says;
}

TEST_F(Planted, OnlyTheCourseThatWorksIsSaidToHaveChangedSomething) {
  for (const auto* id : {"course-1", "course-2"}) {
    const auto course = section("training", id);
    const std::string says(course.at("says").as_string());
    const bool works = course.at("title").as_string() == truth.works.name;
    EXPECT_EQ(says.find("face to face rose") != std::string::npos, works) << says;
    EXPECT_EQ(says.find("fell"), std::string::npos) << says;
    if (!works) {
      EXPECT_EQ(says.find("rose"), std::string::npos) << says;
    }
  }
}

TEST_F(Planted, HalfOfThePostsOfOneTeamAreSeenToBeVacantAndNoOthers) {
  const auto posts = table(section("workforce", "posts"), "posts");
  const auto vacant = column(posts, "Share vacant");
  for (const auto& row : posts.at("rows").as_array())
    EXPECT_EQ(text(row, vacant), text(row, 0) == truth.vacant_team ? "50%" : "0%") << json::serialize(row);
}

TEST_F(Planted, TheSelfAssessmentSaysWhereTheForceFails) {
  const auto leadership = table(section("inspection", "leadership"), "leadership");
  const auto figure = column(leadership, "Figure");
  const auto& rows = leadership.at("rows").as_array();
  EXPECT_EQ(text(rows.at(0), figure), "50% (4 of 8)") << json::serialize(rows.at(0));
}

}  // namespace
}  // namespace lapwing::web
