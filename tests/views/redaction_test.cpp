#include "views/redaction.hpp"

#include <gmock/gmock.h>

#include "casework/support.hpp"
#include "views/board_row.hpp"
#include "views/filled.hpp"
#include "views/timeline.hpp"

namespace lapwing::views {
namespace {

using namespace casework;
using testing::HasSubstr;
using testing::Not;

const std::string planted = "Zanziba Quillfeather";
const Instant noon = casework::at("2026-03-03T12:00:00Z");

std::vector<Recorded> planted_everywhere() {
  auto recorded = recorded_one_by_one(every_event(planted, noon), noon);
  for (auto& each : recorded) each.stamp.by.name = planted;
  return recorded;
}

// Events that take something away would leave nothing to look for.
template <class... Gone>
Case fold_without(const std::vector<Recorded>& recorded) {
  Case held;
  held.id = SeededIds(31).next<ChildId>();
  for (const auto& each : recorded)
    if (!(std::holds_alternative<Gone>(each.event) || ...)) evolve(held, each);
  return held;
}

template <class Ruling>
void put_mentions(Ruling& e) {
  e.from_report = "R-000001", e.from_ref = "p1", e.to_report = "R-000002", e.to_ref = "p2";
}
const std::vector<MentionRef> one_mention{{"R-000001", "p1"}};

// Of reports and links: numbers of reports and groups, and the name that a mention has within its report.
void put_link_codes(Recorded& each) {
  if (auto* e = std::get_if<LinkedGroupNoted>(&each.event)) e->group = "G-1";
  if (auto* e = std::get_if<LinkedGroupEnded>(&each.event)) e->group = "G-1";
  if (auto* e = std::get_if<ReportReceived>(&each.event)) e->number = "R-000001";
  if (auto* e = std::get_if<ReportRead>(&each.event)) e->what = "the report";
  if (auto* e = std::get_if<MatchConfirmed>(&each.event)) put_mentions(*e);
  if (auto* e = std::get_if<MatchRefused>(&each.event)) put_mentions(*e);
  if (auto* e = std::get_if<MatchRulingLifted>(&each.event)) put_mentions(*e);
  if (auto* e = std::get_if<GroupTakenOn>(&each.event)) e->group = "G-1", e->evidence = {"R-000001"}, e->children = one_mention;
  if (auto* e = std::get_if<GroupDismissed>(&each.event)) e->group = "G-1", e->evidence = {"R-000001"}, e->children = one_mention;
  if (auto* e = std::get_if<GroupsMerged>(&each.event)) e->into = "G-1", e->from = {"G-2"}, e->children = one_mention, e->other_children = one_mention;
  if (auto* e = std::get_if<GroupSplit>(&each.event)) e->group = "G-1", e->parts = {{one_mention, one_mention}};
  if (auto* e = std::get_if<GroupRulingLifted>(&each.event)) e->group = "G-1";
  if (auto* e = std::get_if<GroupNoticed>(&each.event)) e->group = "G-1", e->adults = one_mention, e->children = one_mention, e->evidence = {"R-000001"};
}

// The texts redaction keeps as codes and references are planted with codes here.
void put_force_codes(Recorded& each) {
  if (auto* e = std::get_if<AccreditationRecorded>(&each.event)) e->kind = "scaidp";
  if (auto* e = std::get_if<WorkingPatternSet>(&each.event)) e->shifts = {"Early"};
  if (auto* e = std::get_if<PostsSet>(&each.event)) e->team = "Response A", e->accreditation = "scaidp", e->name = "Complex exploitation";
  if (auto* e = std::get_if<CourseAdded>(&each.event)) e->name = "Speaking with children", e->about = "Interviews";
  if (auto* e = std::get_if<CourseSessionRecorded>(&each.event)) e->teams = {"Response A"};
  if (auto* e = std::get_if<PopulationSet>(&each.event)) e->source = "Census 2021", e->rows = {{"W1", 2}};
  if (auto* e = std::get_if<FileAudited>(&each.event))
    for (auto& finding : e->findings) finding.statement = "files-shared";
  if (auto* e = std::get_if<PlanActionSet>(&each.event)) e->about = "posts-filled";
}

void put_codes(std::vector<Recorded>& recorded) {
  for (auto& each : recorded) {
    if (auto* e = std::get_if<EpisodeOpened>(&each.event)) e->reference = "M-2026-000009", e->area = "Harbourside", e->team = "Response A";
    if (auto* e = std::get_if<EthnicityRecorded>(&each.event)) e->ethnicity.code = "W1", e->ethnicity.list_version = "18+1";
    if (auto* e = std::get_if<ObservedEthnicityRecorded>(&each.event)) e->code = "IC1";
    if (auto* e = std::get_if<NationalityRecorded>(&each.event)) e->country = "GB";
    if (auto* e = std::get_if<ConcernOpened>(&each.event)) e->concern.kind = "exploitation";
    if (auto* e = std::get_if<RecordRead>(&each.event)) e->what = "episode";
    if (auto* e = std::get_if<HistoricPeriodRecorded>(&each.event)) e->source = "ssda903", e->kind = "M";
    if (auto* e = std::get_if<ExternalReferenceAdded>(&each.event)) e->scheme = "ssda903";
    if (auto* e = std::get_if<MentionRecorded>(&each.event)) e->mention.arose_from = "report";
    if (auto* e = std::get_if<RiskFactRecorded>(&each.event)) e->fact.question = "q";
    if (auto* e = std::get_if<RiskAssessed>(&each.event))
      e->pointed_to = {RiskLevel::high, {{"r", RiskLevel::high, "a rule's words", {"q"}, true}}, {"q"}, RiskLevel::low},
      e->scheme = "s", e->rules_digest = "d";
    if (auto* e = std::get_if<ClockSet>(&each.event)) e->rules_digest = "d";
    if (auto* e = std::get_if<ClockStopped>(&each.event)) e->why = "the child was found";
    if (auto* e = std::get_if<WordingKept>(&each.event))
      e->command = "record-review", e->field = "plan", e->rule = "r", e->severity = "blames", e->rules_digest = "d";
    if (auto* e = std::get_if<RulesAdopted>(&each.event)) e->digest = "d", e->files = {};
    put_link_codes(each);
    put_force_codes(each);
  }
}

class Planted : public testing::Test {
 protected:
  Planted() : recorded(planted_everywhere()) { put_codes(recorded); }
  std::vector<Recorded> recorded;
};

TEST_F(Planted, NameLeavesNoTraceInARedactedCase) {
  const auto open = fold_without<EpisodeClosed, EpisodeReopened, HandoverAccepted, ConcernClosed, RestrictionLifted, ClockMet,
                                 ClockStopped>(recorded);
  const auto closed = fold_without<EpisodeReopened>(recorded);
  ASSERT_THAT(dump(open), HasSubstr(planted));
  for (const auto* held : {&open, &closed}) {
    const auto shown = dump(redact(*held, noon, test_rules()));
    EXPECT_THAT(shown, Not(HasSubstr("Zanziba")));
    EXPECT_THAT(shown, Not(HasSubstr("Quillfeather")));
    EXPECT_THAT(shown, Not(HasSubstr(one_user.text())));
    EXPECT_THAT(shown, Not(HasSubstr("\"born\""))) << "a birth date names a child";
    EXPECT_THAT(shown, HasSubstr("M-2026-000009"));
  }
}

TEST_F(Planted, NameLeavesNoTraceInAnyRedactedEvent) {
  for (const auto& each : recorded) {
    const auto shown = redact(each, test_rules());
    EXPECT_THAT(event_json(shown.event), Not(HasSubstr("Zanziba"))) << event_name(each.event);
    EXPECT_THAT(event_json(shown.event), Not(HasSubstr(one_user.text()))) << event_name(each.event);
    EXPECT_TRUE(shown.stamp.by.name.empty());
    EXPECT_EQ(shown.stamp.by.role, Role::supervisor);
    EXPECT_EQ(shown.stamp.at, each.stamp.at);
  }
}

TEST_F(Planted, NameLeavesNoTraceInATimelineWithoutNames) {
  for (const auto& item : timeline(recorded, test_rules(), {.episode = {}, .until = {}, .reads = true, .names = false})) {
    const auto shown = boost::json::serialize(codec::to_json(item));
    EXPECT_THAT(shown, Not(HasSubstr("Zanziba"))) << item.event;
    EXPECT_EQ(item.who, "a supervisor");
  }
}

TEST_F(Planted, NameLeavesNoTraceInARowWithoutNames) {
  const auto open = fold_without<EpisodeClosed, HandoverAccepted, ClockMet, ClockStopped>(recorded);
  const auto row = board_row(open, noon + Minutes(600), test_rules()).value();
  ASSERT_THAT(boost::json::serialize(codec::to_json(row)), HasSubstr("Zanziba"));
  const auto shown = boost::json::serialize(codec::to_json(without_names(row)));
  EXPECT_THAT(shown, Not(HasSubstr("Zanziba")));
  EXPECT_THAT(shown, Not(HasSubstr(one_user.text())));
}

TEST(Redaction, KeepsTimesCodesClocksAndWhatWasAsked) {
  Simulation sim(1, noon);
  const auto id = sim.report();
  sim.pass(Minutes(90));
  RecordReturn back;
  back.at = sim.now;
  back.where.text = "the house in Linthorpe";
  sim.must(back, id);
  const auto shown = redact(sim.held(), sim.now, test_rules());
  const auto &was = sim.episode(id), &is = *shown.episodes[0];
  EXPECT_EQ(dump_clocks(is), dump_clocks(was));
  EXPECT_EQ(is.returned->what.at, was.returned->what.at);
  EXPECT_EQ(is.level(), was.level());
  EXPECT_EQ(shown.details.age_about, 15);
  EXPECT_EQ(is.enquiries.size(), was.enquiries.size());
  ASSERT_EQ(is.interview.questions.size(), was.interview.questions.size());
  std::vector<std::string> asked;
  for (const auto& question : is.interview.questions) asked.push_back(question.text);
  EXPECT_THAT(asked, testing::Contains(HasSubstr("this place"))) << "what was asked can still be judged";
  EXPECT_THAT(asked, testing::Each(Not(HasSubstr("Linthorpe"))));
}

}  // namespace
}  // namespace lapwing::views
