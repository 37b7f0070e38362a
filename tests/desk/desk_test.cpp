#include "support.hpp"

#include "ledger/ledger.hpp"
#include "ledger/verify.hpp"

namespace lapwing::desk {

using namespace casework;

TEST_F(DeskTest, AReportOpensAnEpisodeThatIsOnTheBoardAndFoundByName) {
  const auto done = report_missing();
  ASSERT_TRUE(done.episode);
  const auto held = case_of(done.child);
  EXPECT_EQ(held->episode(*done.episode)->report.reference, "M-2026-000001");
  EXPECT_TRUE(desk->board().read()->find(*done.episode));
  const auto matches = desk->search().find("kaylee marsh", 5, london_date(desk->now()));
  ASSERT_FALSE(matches.empty());
  EXPECT_EQ(matches.front().child, done.child);
  EXPECT_EQ(desk->children().by_reference("M-2026-000001"), done.episode);
}

TEST_F(DeskTest, WhatWasAnsweredIsThereAfterARestart) {
  const auto done = report_missing();
  must({sergeant, done.child, done.episode, RecordActivity{ActivityKind::visit, "Checked the bus station."}, {}, {}, {}});
  const auto before = case_of(done.child);
  restart();
  const auto after = case_of(done.child);
  EXPECT_EQ(after->version, before->version);
  EXPECT_EQ(after->episode(*done.episode)->activities.size(), 1u);
  EXPECT_EQ(after->episode(*done.episode)->clocks.size(), before->episode(*done.episode)->clocks.size());
  EXPECT_TRUE(desk->board().read()->find(*done.episode));
  EXPECT_EQ(report_missing("Ellie").episode.has_value(), true);
  EXPECT_TRUE(desk->children().by_reference("M-2026-000002"));
}

TEST_F(DeskTest, ASnapshotAndTheEntriesAfterItGiveTheSameRegister) {
  const auto first = report_missing();
  ASSERT_TRUE(desk->snapshot());
  const auto second = report_missing("Ellie");
  const auto pack_all = [&] {
    std::map<ChildId, std::string> packed;
    desk->children().each([&](const ChildLine& line) { packed[line.id] = pack(line); });
    return packed;
  };
  const auto before = pack_all();
  restart();                                            // reads the snapshot made at closing
  EXPECT_EQ(pack_all(), before);
  std::filesystem::remove_all(data / "snapshots");
  restart();                                            // folds everything again
  EXPECT_EQ(pack_all(), before);
  EXPECT_EQ(case_of(first.child)->details.given_name, "Kayleigh");
  EXPECT_EQ(case_of(second.child)->details.given_name, "Ellie");
}

TEST_F(DeskTest, ADamagedSnapshotIsPassedOver) {
  const auto done = report_missing();
  ASSERT_TRUE(desk->snapshot());
  desk.reset();
  for (const auto& file : std::filesystem::directory_iterator(data / "snapshots")) {
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file.path()) / 2));
    bytes.put('\x7f');
  }
  open();
  EXPECT_EQ(case_of(done.child)->details.given_name, "Kayleigh");
}

TEST_F(DeskTest, AnAlarmThatCameRoundWhileTheServiceWasDownIsRecordedWithItsTrueTime) {
  const auto done = report_missing();
  restart(std::chrono::hours(5));
  wait_until(time->now());
  std::optional<Instant> first_told;
  Instant recorded{};
  const auto events = desk->history(done.child, {}, false).value();
  for (const auto& event : events)
    if (const auto* climbed = std::get_if<ClockClimbed>(&event.event); climbed && climbed->kind == ClockKind::first_deployment && !first_told) {
      first_told = climbed->at;
      recorded = event.stamp.at;
    }
  ASSERT_TRUE(first_told);
  EXPECT_EQ(*first_told, at("2026-03-03T19:00:00Z"));   // medium: an hour from the report
  EXPECT_EQ(recorded, at("2026-03-03T23:00:00Z"));
}

TEST_F(DeskTest, AlarmsAreRaisedAtTheirOwnInstantWithoutAnybodyAsking) {
  const auto done = report_missing();
  wait_until(at("2026-03-03T20:30:00Z"));
  const auto events = desk->history(done.child, {}, false).value();
  int heard = 0;
  for (const auto& event : events) {
    const auto* climbed = std::get_if<ClockClimbed>(&event.event);
    if (!climbed) continue;
    ++heard;
    EXPECT_EQ(climbed->at, event.stamp.at);
  }
  EXPECT_GT(heard, 3);
}

TEST_F(DeskTest, TheSameIdempotencyKeyGivesTheSameAnswerAlsoAfterARestart) {
  const Sent sent{handler, {}, {}, report(), {}, "key-1", "the body"};
  const auto first = must(sent);
  const auto again = must(sent);
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.episode, first.episode);
  restart();
  const auto later = must(sent);
  EXPECT_TRUE(later.repeated);
  EXPECT_EQ(later.child, first.child);
  EXPECT_EQ(later.episode, first.episode);
  Sent other = sent;
  other.request_body = "another body";
  const auto refused = desk->submit(other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, RefusalKind::invalid);
  EXPECT_EQ(desk->children().totals().episodes, 1u);
}

TEST_F(DeskTest, TheSameIdempotencyKeyGivesTheWholeAnswerAlsoFromTheLedgerAlone) {
  std::vector<std::pair<Sent, Done>> sent;
  const auto send = [&](Sent one) { sent.emplace_back(one, must(one)); };
  send({handler, {}, {}, report(), {}, "key-1", "1"});
  const auto opened = sent.front().second;
  send({constable, opened.child, opened.episode, RecordActivity{ActivityKind::note, "Asked next door"}, {}, "key-2", "2"});
  send({handler, opened.child, opened.episode, DeployOfficer{{{}, "PC Reed"}, {}, "her home"}, {}, "key-3", "3"});
  desk.reset();
  std::filesystem::remove_all(data / "snapshots");   // as after a crash
  open();
  for (const auto& [one, done] : sent) {
    const auto again = must(one);
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.child, done.child);
    EXPECT_EQ(again.episode, done.episode);
    EXPECT_EQ(again.version, done.version);
    EXPECT_EQ(std::pair(again.first, again.count), std::pair(done.first, done.count));
  }
}

TEST_F(DeskTest, CommandsOfOneBatchSeeOneAnother) {
  const auto done = report_missing();
  std::vector<std::future<Outcome>> waiting;
  for (int i = 0; i < 200; ++i)
    waiting.push_back(desk->enqueue({constable, done.child, done.episode,
                                     RecordActivity{ActivityKind::note, "Note " + std::to_string(i)}, {}, {}, {}}));
  for (auto& outcome : waiting) EXPECT_TRUE(outcome.get());
  EXPECT_EQ(case_of(done.child)->episode(*done.episode)->activities.size(), 200u);
}

TEST_F(DeskTest, AChangeMadeFromAStaleVersionIsRefusedWithWhatIsHeld) {
  const auto done = report_missing();
  const auto seen = done.version;
  must({sergeant, done.child, done.episode, AssessRisk{RiskLevel::high, {}, {}}, seen, {}, {}});
  const auto stale = desk->submit({sergeant, done.child, done.episode, AssessRisk{RiskLevel::medium, "She has rung home.", {}}, seen, {}, {}});
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().kind, RefusalKind::stale);
  EXPECT_NE(stale.error().held.find("high"), std::string::npos);
}

TEST_F(DeskTest, ARoleThatMayNotIsRefused) {
  const auto inspector = actor(Role::inspector, "An inspector", 9);
  const auto refused = desk->submit({inspector, {}, {}, report(), {}, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, RefusalKind::not_allowed);
}

TEST_F(DeskTest, ARestrictedRecordIsClosedToOthersUntilTheySayWhy) {
  const auto done = report_missing();
  must({sergeant, done.child, {}, RestrictRecord{"A relative works in this office.", {}}, {}, {}, {}});
  const Sent note{constable, done.child, done.episode, RecordActivity{ActivityKind::note, "Called the school."}, {}, {}, {}};
  ASSERT_FALSE(desk->submit(note));
  must({constable, done.child, {}, BreakGlass{"Attending the address now."}, {}, {}, {}});
  EXPECT_TRUE(desk->submit(note));
  wait_until(time->now() + Minutes(desk->rules().access.break_glass_minutes + 1));
  EXPECT_FALSE(desk->submit(note));
}

TEST_F(DeskTest, EveryLookIsInTheLedgerAndRepeatsWithinAMinuteAreCounted) {
  const auto done = report_missing();
  for (int i = 0; i < 5; ++i) desk->note_read(constable, done.child, "the episode", {});
  desk->note_read(sergeant, done.child, "the episode", {});
  const auto times = [&] {
    std::map<std::string, std::uint64_t> counted;
    const auto events = desk->history(done.child, {}, true).value();
    for (const auto& event : events)
      if (const auto* read = std::get_if<RecordRead>(&event.event)) counted[event.stamp.by.name] += read->times;
    return counted;
  };
  EXPECT_EQ(times()["PC Tom Reed"], 1u);                // the first is durable before the page is shown
  restart();                                            // closing writes down what was counted
  EXPECT_EQ(times()["PC Tom Reed"], 5u);
  EXPECT_EQ(times()["Sgt Jo Hall"], 1u);
}

TEST_F(DeskTest, AsKnownAtIsTheRecordAsItStoodThen) {
  const auto done = report_missing();
  wait_until(at("2026-03-03T18:10:00Z"));
  must({sergeant, done.child, done.episode, AssessRisk{RiskLevel::high, {}, {}}, {}, {}, {}});
  const auto then = desk->case_as_known_at(done.child, at("2026-03-03T18:05:00Z")).value();
  ASSERT_TRUE(then);
  EXPECT_EQ(then->episode(*done.episode)->level(), RiskLevel::medium);
  EXPECT_EQ(case_of(done.child)->episode(*done.episode)->level(), RiskLevel::high);
  EXPECT_FALSE(desk->case_as_known_at(done.child, at("2026-03-03T17:59:00Z")).value());
  EXPECT_EQ(desk->cases_open_at(at("2026-03-03T18:05:00Z")).value().size(), 1u);
  EXPECT_EQ(desk->cases_open_at(at("2026-03-03T17:59:00Z")).value().size(), 0u);
}

TEST_F(DeskTest, ErasingAPersonLeavesNothingToReadAndAChainThatVerifies) {
  const auto gone = report_missing();
  const auto kept = report_missing("Ellie");
  ASSERT_TRUE(desk->erase(sergeant, gone.child, "the retention period ended"));
  EXPECT_FALSE(case_of(gone.child));
  EXPECT_TRUE(desk->search().find("kayleigh", 5, london_date(desk->now())).empty());
  restart();
  EXPECT_FALSE(case_of(gone.child));
  EXPECT_TRUE(case_of(kept.child));
  const auto noted = to_recorded(desk->ledger().entry(desk->sequence() - 1).value()).value();
  const auto* erased = std::get_if<PersonErased>(&noted.event);
  ASSERT_TRUE(erased);
  EXPECT_EQ(erased->subject, gone.child.text());
  EXPECT_EQ(noted.stamp.by.name, sergeant.name);
  desk.reset();
  const auto report = ledger::verify(data);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->ok) << report->problem->message;
}

TEST_F(DeskTest, ASecondProcessOnTheSameFolderIsRefused) {
  const auto second = Desk::open(options);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().find("another"), std::string::npos) << second.error();
}

TEST_F(DeskTest, TheRulesInForceAreInTheLedgerInFull) {
  ledger::Entry entry;
  auto cursor = desk->ledger().scan(0);
  bool found = false;
  while (cursor->next(entry).value()) {
    const auto recorded = to_recorded(entry).value();
    if (const auto* adopted = std::get_if<RulesAdopted>(&recorded.event)) found = adopted->digest == desk->rules().digest && !adopted->files.empty();
  }
  EXPECT_TRUE(found);
}

}  // namespace lapwing::desk
