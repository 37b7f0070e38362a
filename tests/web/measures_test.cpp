// A page of figures as it is shown and as files: sentences, tables, hidden cells, the way to the cases, months that cannot be read.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>

#include "measures/cells.hpp"
#include "web/pages/measures/measure_pages.hpp"
#include "web/pages/measures/table_files.hpp"
#include "web/support.hpp"

namespace lapwing::web {
namespace {

using namespace measures;
using testing::HasSubstr;
using testing::Not;

Table sample_table() {
  Table table{.id = "by-team", .caption = "Sent in time, by team", .says = "Response B sent an officer in time less often than chance explains.", .note = "Of episodes reported.",
              .columns = {{"Team"}, {"Month", Kind::date}, {"Late", Kind::count}, {"In time", Kind::share}, {"Half within", Kind::minutes}, {"Rate", Kind::rate, "per 100,000"}}};
  const auto march = cells::month(std::chrono::year(2026) / 3);
  table.rows = {{cells::label("Response <B>"), march, cells::count(1234, cells::cases({{"team", "Response <B>"}})), cells::share(0.4125), cells::minutes(1500), cells::rate(12.5)},
                {cells::label("=SUM(A1)"), march, cells::hidden(), cells::hidden(), cells::nothing(), cells::nothing()}};
  table.chart = Chart{.kind = ChartKind::bars, .x = 0, .y = {3}, .reference = 0.5};
  return table;
}

MeasureAnswer sample_body(Visit&, const MeasureAsked& asked) {
  Table empty{.id = "nothing", .caption = "Nothing", .says = "There is not enough to say.", .columns = {{"Team"}}};
  Section section{.id = "part", .title = "Sent in time", .says = asked.team.empty() ? "Every team." : "One team: " + asked.team + ".", .tables = {sample_table(), empty},
                  .points = {"A point."}, .links = {{"More", "/measures/more"}}};
  return MeasureBody{{section}};
}
const MeasurePage sample_page{"sample", "A sample", sample_body};

class Measures : public WebTest {
 protected:
  // The page for one who may see it, without its address being a route.
  Answer show(const std::string& query = {}, const std::string& file = {}) {
    const auto asked = request("GET", "/measures/sample" + (file.empty() ? "" : "/" + file) + (query.empty() ? "" : "?" + query), "supervisor", {});
    Visit visit(*site, asked);
    visit.visitor.actor = actor("supervisor");
    visit.visitor.access = &desk->rules().access.roles.at(Role::supervisor);
    visit.query = transport::decode_form(asked.query).value();
    Answer answer;
    answer.response = file.empty() ? measure_page(visit, sample_page) : measure_file(visit, sample_page, file);
    answer.status = answer.response.status;
    answer.body = answer.response.body.view();
    for (const auto& [name, value] : answer.response.headers) answer.headers[name] = value;
    return answer;
  }
};

TEST_F(Measures, SayWhatATableShowsBesideTheTableAndWhereItsChartGoes) {
  const auto page = show();
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Response B sent an officer in time less often than chance explains."));
  EXPECT_THAT(page.body, HasSubstr("<caption class=\"govuk-visually-hidden\">Sent in time, by team</caption>"));
  EXPECT_THAT(page.body, HasSubstr("Response &lt;B&gt;"));
  EXPECT_THAT(page.body, HasSubstr("data-figure=\"{&quot;kind&quot;:&quot;bars&quot;"));
  EXPECT_THAT(page.body, HasSubstr("data-value=\"0.4125\""));
  EXPECT_THAT(page.body, HasSubstr("data-says=\"Response B sent an officer")) << "what a chart is to those who cannot see it";
  EXPECT_THAT(page.body, HasSubstr("data-iso=\"2026-03\""));
  EXPECT_THAT(page.body, HasSubstr("A point."));
  EXPECT_THAT(page.body, HasSubstr("There is not enough to say."));
  EXPECT_THAT(page.body, HasSubstr("/assets/measures-"));
}

TEST_F(Measures, ExplainWhatIsHiddenAndGiveNoNumberAway) {
  const auto page = show();
  EXPECT_THAT(page.body, HasSubstr("Hidden: a small number"));
  const auto row = page.body.substr(page.body.find("=SUM(A1)"));
  EXPECT_THAT(row.substr(0, row.find("</tr>")), Not(HasSubstr("data-value")));
  EXPECT_THAT(row.substr(0, row.find("</tr>")), HasSubstr("hidden"));
}

TEST_F(Measures, LeadFromAFigureToItsCasesInTheMonthsShown) {
  EXPECT_THAT(show("from=2026-01&to=2026-02").body, HasSubstr("/measures/cases?team=Response%20%3CB%3E&amp;from=2026-01&amp;to=2026-02"));
  EXPECT_THAT(show("from=2026-01&to=2026-02&team=Response+A").body, HasSubstr("/measures/cases?team=Response%20%3CB%3E&amp;from=2026-01&amp;to=2026-02"))
      << "the cell's own team";
}

TEST_F(Measures, AreOfTheLastTwelveMonthsUnlessAskedOtherwise) {
  EXPECT_THAT(show().body, HasSubstr("April 2025 to March 2026"));
  EXPECT_THAT(show("from=2026-02&to=2026-02").body, HasSubstr("February 2026"));
  EXPECT_THAT(show("team=Response+A").body, HasSubstr("One team: Response A."));
}

TEST_F(Measures, MonthsThatCannotBeReadComeBackWithTheMessageBesideTheField) {
  for (const auto* query : {"from=May", "from=2026-13", "from=2026-05&to=2026-01", "from=0001-01&to=2026-01", "to=2026-1"}) {
    const auto page = show(query);
    EXPECT_EQ(page.status, 400) << query;
    EXPECT_THAT(page.body, HasSubstr("There is a problem")) << query;
    EXPECT_THAT(page.body, HasSubstr("govuk-input--error")) << query;
    EXPECT_THAT(page.body, Not(HasSubstr("Response &lt;B&gt;"))) << query;
  }
  EXPECT_EQ(show("from=May", "by-team.csv").status, 400);
}

TEST_F(Measures, AFileHoldsWhatThePageHolds) {
  const auto csv = show({}, "by-team.csv");
  EXPECT_EQ(csv.status, 200);
  EXPECT_EQ(csv.header("Content-Disposition"), "attachment; filename=\"by-team.csv\"");
  EXPECT_EQ(csv.body, "Team,Month,Late,In time,Half within (minutes),\"Rate per 100,000\"\r\n"
                      "Response <B>,2026-03,1234,0.4125,1500,12.5\r\n"
                      "'=SUM(A1),2026-03,hidden,hidden,not enough to say,not enough to say\r\n");
  EXPECT_EQ(show({}, "no-such.csv").status, 404);
  EXPECT_EQ(show({}, "by-team.pdf").status, 404);
}

TEST_F(Measures, AFileOfATextThatASpreadsheetWouldRunHasAnApostropheBeforeIt) {
  for (const auto* text : {"=1+1", "+44 7700", "-1+1", "@SUM(A1)", "\tTab", "\rReturn"}) {
    const Table table{.id = "t", .caption = "T", .says = "", .columns = {{"Who"}, {"Change", Kind::number}}, .rows = {{cells::label(text), cells::number(-1.5)}}};
    const auto csv = csv_of(table);
    const auto line = csv.substr(csv.find("\r\n") + 2);
    EXPECT_TRUE(line.starts_with("'") || line.starts_with("\"'")) << line;
    EXPECT_THAT(line, HasSubstr(",-1.5\r\n")) << "a number below 0 is a number";
  }
}

std::string unzipped(const std::string& archive, const std::string& part) {
  std::string out;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(fmt::format("python3 -c 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' '{}' '{}'", archive, part).c_str(), "r"), ::pclose);
  char buffer[4096];
  for (std::size_t got; pipe && (got = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) out.append(buffer, got);
  return out;
}

TEST_F(Measures, ASpreadsheetHoldsNumbersAsNumbersAndSaysWhatItIs) {
  const auto xlsx = show("from=2026-03&to=2026-03", "by-team.xlsx");
  ASSERT_EQ(xlsx.status, 200) << xlsx.body;
  const auto path = (data / "table.xlsx").string();
  std::ofstream(path, std::ios::binary) << xlsx.body;
  const auto sheet = unzipped(path, "xl/worksheets/sheet1.xml"), strings = unzipped(path, "xl/sharedStrings.xml");
  EXPECT_THAT(sheet, HasSubstr("<v>0.4125</v>"));
  EXPECT_THAT(sheet, HasSubstr("<v>1234</v>"));
  EXPECT_THAT(sheet, Not(HasSubstr("<f>"))) << "no formula";
  for (const auto* text : {"Sent in time, by team", "Response B sent an officer", "Of episodes reported.", "A sample. March 2026.", "at 18:00 on 3 March 2026", "Hidden: a small number",
                           "hidden", "not enough to say", "=SUM(A1)", "Response &lt;B&gt;"})
    EXPECT_THAT(strings, HasSubstr(text));
  EXPECT_THAT(unzipped(path, "docProps/core.xml"), HasSubstr("2026-03-03T18:00:00Z"));
  EXPECT_EQ(show("from=2026-03&to=2026-03", "by-team.xlsx").body, xlsx.body) << "the same bytes for the same record and time";
}

TEST_F(Measures, LooksAreInTheLedgerForPagesAndForFiles) {
  const auto before = desk->sequence();
  show();
  EXPECT_EQ(desk->sequence(), before + 1);
  show({}, "by-team.csv");
  EXPECT_EQ(desk->sequence(), before + 2);
}

TEST_F(Measures, AreForThoseWhoReadThem) {
  for (const auto* path : {"/measures", "/measures/cases"}) {
    for (const auto* who : {"supervisor", "duty_inspector", "superintendent", "missing_coordinator", "analyst", "inspector"})
      EXPECT_EQ(get(path, who).status, 200) << path << " " << who;
    for (const auto* who : {"officer", "call_handler", "auditor", "administrator"}) EXPECT_EQ(get(path, who).status, 403) << path << " " << who;
  }
  EXPECT_TRUE(get("/now", "inspector").says("href=\"/measures\""));
  EXPECT_FALSE(get("/now", "officer").says("href=\"/measures\""));
}

TEST_F(Measures, EveryPageAnswersOnAnEmptyRecordAndInTheApi) {
  const auto analyst = token("analyst");
  for (const auto& page : measure_pages()) {
    EXPECT_EQ(get(fmt::format("/measures/{}", page.path), "analyst").status, 200) << page.path;
    std::string name(page.path);
    std::ranges::replace(name, '/', '-');
    const auto answer = get_json("/api/v1/measures/" + name, analyst);
    EXPECT_EQ(answer.status, 200) << page.path << answer.body;
    EXPECT_TRUE(boost::json::parse(answer.body).at("sections").is_array());
  }
  EXPECT_EQ(get_json("/api/v1/measures/none", analyst).status, 404);
  EXPECT_EQ(get("/measures/none", "analyst").status, 404);
}

TEST_F(Measures, CasesAreListedByReferenceWithoutNames) {
  const auto done = report_missing("Zephyrine", "Quill");
  const auto reference = desk->children().find(done.child)->episodes.back().reference;
  for (const auto* who : {"supervisor", "inspector"}) {
    const auto page = get("/measures/cases?from=2026-03&to=2026-03", who);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.says("/episodes/" + reference)) << page.body;
    EXPECT_FALSE(page.says("Zephyrine"));
  }
  EXPECT_FALSE(get("/measures/cases?from=2026-02&to=2026-02", "supervisor").says(reference));
  EXPECT_EQ(get("/measures/cases?level=severe", "supervisor").status, 400);
}

}  // namespace
}  // namespace lapwing::web
