#include <gmock/gmock.h>
#include <algorithm>

#include "views/known_at.hpp"
#include "views/redaction.hpp"
#include "views/rows.hpp"

namespace lapwing::views {
namespace {

using namespace casework;

std::vector<std::string> words(const std::vector<BoardClock>& clocks) {
  std::vector<std::string> out;
  for (const auto& clock : clocks) out.push_back(clock.words);
  return out;
}

class OneChild : public testing::Test {
 protected:
  OneChild() {
    auto report = plain_report();
    report.last_seen.at = six_pm - Minutes(45);
    report.details.looked_after = Answer::yes;
    report.level = RiskLevel::high;
    report.area = "Harbourside";
    episode = sim.report(report);
  }
  BoardRow row() const { return board_row(sim.held(), sim.now, test_rules()).value(); }
  const BoardClock& clock(const BoardRow& of, ClockKind kind) const {
    return *std::ranges::find(of.clocks, kind, &BoardClock::kind);
  }
  void found() {
    RecordReturn command;
    command.at = sim.now;
    command.where.text = "the bus station";
    sim.must(command, episode);
  }
  Simulation sim{1, six_pm};
  EpisodeId episode;
};

TEST_F(OneChild, IsOnTheBoardWithWhatTheReportSaid) {
  sim.pass(Minutes(9));
  const auto shown = row();
  EXPECT_EQ(shown.name, "Kayleigh Marsh");
  EXPECT_EQ(shown.reference, "M-2026-000001");
  EXPECT_EQ(shown.age, 15);
  EXPECT_TRUE(shown.age_approximate);
  EXPECT_EQ(shown.state_word, "Missing");
  EXPECT_EQ(shown.risk.word, "High");
  EXPECT_EQ(shown.risk.decided_by, "Asha Malik");
  EXPECT_EQ(shown.risk.decided_at, six_pm);
  EXPECT_EQ(shown.missing_since, six_pm - Minutes(45));
  EXPECT_EQ(shown.missing_for, "missing for 54 minutes");
  EXPECT_EQ(shown.idle_for, "nothing recorded for 9 minutes");
  EXPECT_EQ(shown.area, "Harbourside");
  EXPECT_TRUE(shown.marks.in_care);
  EXPECT_FALSE(shown.marks.harm_indicator);
  EXPECT_EQ(shown.marks.still_to_ask, static_cast<int>(test_rules().risk.questions.size()));
  EXPECT_EQ(shown.version, sim.held().version);
  ASSERT_TRUE(shown.next);
  EXPECT_EQ(shown.next->words, "deployment due in 6 min");
  EXPECT_EQ(shown.next->elapsed_percent, 60);
}

TEST_F(OneChild, ShowsHowLateAClockIsAndWhoHasHeard) {
  sim.run_until(minutes_after(six_pm, 27));
  const auto shown = row();
  EXPECT_TRUE(shown.breached);
  EXPECT_EQ(shown.next->words, "deployment 12 min late, with duty inspector");
  EXPECT_THAT(words(shown.alarms), testing::Contains("next update due in 3 min"));
}

TEST_F(OneChild, ReadsTheSameWhetherOrNotAnAlarmWasEverRecorded) {
  const auto unheard = sim.held();
  sim.run_until(minutes_after(six_pm, 300));
  auto from_records = row(), from_times = board_row(unheard, sim.now, test_rules()).value();
  EXPECT_EQ(words(from_records.clocks), words(from_times.clocks));
  EXPECT_EQ(from_records.pressing, from_times.pressing);
}

TEST_F(OneChild, NamesTheRungThatHeardLastThroughAnAcknowledgementAndAfterIt) {
  sim.run_until(minutes_after(six_pm, 31));
  const auto late = clock(row(), ClockKind::first_deployment);
  EXPECT_EQ(late.told, Rung::duty_inspector);
  const auto until = minutes_after(sim.now, 20);
  sim.by = supervisor();
  sim.must(AcknowledgeClock{late.id, "PC Reed leaves the Fellside job and goes", until}, episode);
  auto shown = row();
  EXPECT_EQ(clock(shown, ClockKind::first_deployment).words, "deployment acknowledged until 18:51");
  EXPECT_FALSE(clock(shown, ClockKind::first_deployment).told);
  EXPECT_EQ(clock(shown, ClockKind::first_deployment).silenced_by->name, "Sgt Jo Hall");
  EXPECT_TRUE(shown.overdue) << "acknowledged, but still late";
  for (int minute = 0; minute < 90; ++minute) {
    sim.run_until(minutes_after(until, minute));
    std::optional<Rung> heard;
    for (const auto& recorded : sim.recorded)
      if (const auto* climbed = std::get_if<ClockClimbed>(&recorded.event); climbed && climbed->clock == late.id && climbed->at >= until)
        heard = climbed->to;
    EXPECT_EQ(clock(row(), ClockKind::first_deployment).told, heard) << minute << " minutes after";
  }
}

TEST_F(OneChild, StaysOnTheBoardOnceFoundUntilTheEpisodeIsClosed) {
  sim.pass(Minutes(40));
  found();
  const auto shown = row();
  EXPECT_EQ(shown.state, BoardState::found);
  EXPECT_EQ(shown.state_word, "Found, not yet closed");
  EXPECT_EQ(shown.returned_at, sim.now);
  EXPECT_EQ(shown.missing_for, "found at 18:40");
  auto closed = sim.held();
  closed.edit(episode).closed = Kept<EpisodeClosed>{{}, {"Safe at home"}};
  EXPECT_FALSE(board_row(closed, sim.now, test_rules()));
}

TEST_F(OneChild, IsMarkedWhenTheLatestAnswerToAHarmQuestionIsYes) {
  const auto& questions = test_rules().risk.questions;
  const auto harm = std::ranges::find(questions, true, &policy::RiskQuestion::harm);
  ASSERT_NE(harm, questions.end());
  sim.must(RecordRiskFacts{{{harm->id, Answer::yes, {}, "mother", {}, {}}}}, episode);
  EXPECT_TRUE(row().marks.harm_indicator);
  EXPECT_EQ(row().marks.still_to_ask, static_cast<int>(questions.size()) - 1);
  sim.must(RecordRiskFacts{{{harm->id, Answer::no, {}, "mother", {}, {}}}}, episode);
  EXPECT_FALSE(row().marks.harm_indicator);
  sim.must(RecordRiskFacts{{{harm->id, Answer::not_known, {}, "mother", {}, {}}}}, episode);
  EXPECT_EQ(row().marks.still_to_ask, static_cast<int>(questions.size())) << "not known is still to ask";
}

TEST_F(OneChild, IsShownByReferenceAloneToARoleThatReadsWithoutNames) {
  sim.by = supervisor();
  sim.must(SetOwner{person(supervisor()), {}}, episode);
  sim.run_until(minutes_after(six_pm, 31));
  sim.must(AcknowledgeClock{row().next->id, "Sgt Hall rings Dawn Marsh at once", minutes_after(sim.now, 10)}, episode);
  const auto shown = seen_by(row(), viewer(actor(Role::inspector, "HMI Ana Pole", 9)), test_rules());
  EXPECT_EQ(shown.name, "M-2026-000001");
  EXPECT_EQ(shown.owner->name, left_out);
  EXPECT_FALSE(shown.owner->user);
  EXPECT_EQ(shown.risk.decided_by, left_out);
  EXPECT_EQ(shown.risk.decided_by_role, Role::call_handler);
  EXPECT_EQ(words(shown.clocks), words(row().clocks)) << "nothing late is hidden";
  for (const auto& each : shown.clocks) EXPECT_THAT(each.silenced_reason.value_or(""), testing::Not(testing::HasSubstr("Marsh")));
}

TEST_F(OneChild, UnderARestrictionIsNamedOnlyToThoseWhoMayRead) {
  sim.by = supervisor();
  sim.must(RestrictRecord{"Live operation, names kept close", {person(officer())}});
  EXPECT_TRUE(row().marks.restricted);
  const auto name_to = [&](const Actor& who) { return seen_by(row(), viewer(who), test_rules()).name; };
  EXPECT_EQ(name_to(supervisor()), "Kayleigh Marsh") << "who restricted it owns the restriction";
  EXPECT_EQ(name_to(officer()), "Kayleigh Marsh");
  EXPECT_EQ(name_to(supervisor_two()), "M-2026-000001");
  sim.by = supervisor_two();
  sim.must(BreakGlass{"Child seen near the harbour, officer needs the description"});
  EXPECT_EQ(name_to(supervisor_two()), "Kayleigh Marsh");
  sim.pass(Minutes(test_rules().access.break_glass_minutes));
  EXPECT_EQ(name_to(supervisor_two()), "M-2026-000001") << "opened for a time only";
}

TEST_F(OneChild, AsKnownAtAnyMinuteIsTheRowThatWasShownThen) {
  std::vector<std::pair<Instant, std::string>> shown;
  const auto note = [&] { shown.emplace_back(sim.now, row().pressing + row().idle_for + row().state_word); };
  sim.run_until(minutes_after(six_pm, 30)), note();
  sim.run_until(minutes_after(six_pm, 40));
  sim.by = officer();
  sim.must(RecordActivity{ActivityKind::search, "The park was searched."}, episode);
  sim.run_until(minutes_after(six_pm, 60)), note();
  sim.run_until(minutes_after(six_pm, 61));
  found();
  sim.run_until(minutes_after(six_pm, 90)), note();
  for (const auto& [when, was] : shown) {
    const auto known = row_known_at(sim.recorded, sim.held().id, when, test_rules()).value();
    EXPECT_EQ(known.pressing + known.idle_for + known.state_word, was) << to_rfc3339(when);
    EXPECT_TRUE(perhaps_open_at(sim.held(), when));
  }
  EXPECT_FALSE(row_known_at(sim.recorded, sim.held().id, six_pm - Minutes(1), test_rules()));
  EXPECT_FALSE(perhaps_open_at(sim.held(), six_pm - Minutes(1)));
}

TEST_F(OneChild, EthnicityAndNationalityMoveNothing) {
  const auto before = row();
  sim.must(RecordEthnicity{"B1", {}});
  sim.must(RecordObservedEthnicity{"IC4"});
  sim.must(RecordNationality{"RO"});
  EXPECT_EQ(row().pressing, before.pressing);
  EXPECT_EQ(words(row().clocks), words(before.clocks));
}

TEST_F(OneChild, AsksEachPersonForWhatIsTheirs) {
  sim.run_until(minutes_after(six_pm, 27));
  const auto asks = [&](const Actor& who, std::optional<std::string> team = {}) { return mine(row(), viewer(who, team), test_rules()); };
  EXPECT_THAT(asks(supervisor(), row().team), testing::Contains("Nobody owns this: take it or name an owner"));
  EXPECT_THAT(asks(supervisor(), row().team), testing::Contains("Deployment 12 min late, with duty inspector"));
  EXPECT_THAT(asks(actor(Role::duty_inspector, "Insp Ray Cole", 7)),
              testing::Contains("Told as duty inspector: deployment 12 min late, with duty inspector"));
  EXPECT_TRUE(asks(officer()).empty()) << "not theirs";
  sim.by = supervisor();
  sim.must(SetOwner{person(supervisor()), {}}, episode);
  EXPECT_THAT(asks(supervisor()), testing::Contains("You own this: deployment 12 min late, with duty inspector"));
  sim.must(OfferHandover{person(supervisor_two()), "Officer still to be sent", {"Deploy an officer"}}, episode);
  EXPECT_THAT(asks(supervisor_two()), testing::ElementsAre("Accept the handover"));
}

}  // namespace
}  // namespace lapwing::views
