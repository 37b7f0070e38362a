// Links in the desk's snapshots: a start from one comes to what a fold of the whole ledger comes to, whatever happened before and since,
// and nobody who was erased comes back out of it.
#include <fstream>

#include "desk/linked_desk.hpp"

namespace lapwing::desk {
namespace {

class SnapshotOfLinks : public LinkedDesk {
 protected:
  std::unique_ptr<links::People> people() const override { return links::people_resolved(); }

  // All that the ledger holds, told to a keeper that knows of no snapshot.
  std::shared_ptr<LinkKeeper> folded_whole() {
    auto whole = std::make_shared<LinkKeeper>(policy::built_in_group_rules(), people());
    EXPECT_TRUE(desk->tell_links(*whole, {}));
    return whole;
  }
  void crash_back_to(const std::filesystem::path& kept) {   // starts as if the service had been killed after that snapshot
    watch->stop();
    desk.reset();
    std::filesystem::remove_all(data / "snapshots");
    std::filesystem::copy(kept, data / "snapshots");
    attach();
    now = time->now();
    open();
    watch->start(*desk);
    watch->wait_until_done();
  }
  std::filesystem::path keep_snapshot() {
    EXPECT_TRUE(desk->snapshot());
    const auto kept = data / "kept";
    std::filesystem::remove_all(kept);
    std::filesystem::copy(data / "snapshots", kept);
    return kept;
  }
  Done saw(const Done& child, std::string_view who, std::string_view plate) {
    const auto done = must({constable, child.child, child.episode,
                            RecordSighting{time->now(), {"14 Alder Row, TS1 4XX", {}, {}, {}}, {}, {}, std::string(who), {}, true,
                                           {{MentionKind::vehicle, std::string(plate), {}, {}}, {MentionKind::person, std::string(who), {}, {}}}}, {}, {}, {}});
    watch->wait_until_done();
    return done;
  }
};

TEST_F(SnapshotOfLinks, AStartFromOneComesToWhatTheWholeLedgerComesTo) {
  a_group();
  const auto child = report_missing();
  saw(child, "Darren Cole", "LB12 WNG");
  sent(TakeOnGroup{keeper->groups()->ranked.at(0).group.id, {{}, "Ana Reid"}, "to the strategy meeting", {}, {}});
  const auto before = said_of(*keeper), leads = leads_of(*keeper, child.child);
  start_again();
  EXPECT_GT(keeper->known_to(), 0u) << "the snapshot was not used";
  EXPECT_EQ(said_of(*keeper), before);
  EXPECT_EQ(leads_of(*keeper, child.child), leads);
  EXPECT_EQ(said_of(*folded_whole()), before);
}

TEST_F(SnapshotOfLinks, WhatIsRecordedOnAChildAfterAStartGoesOnFromWhatWasRecordedBefore) {
  a_group();
  const auto child = report_missing();
  saw(child, "Darren Cole", "LB12 WNG");
  start_again();
  ASSERT_GT(keeper->known_to(), 0u);
  saw(child, "Wayne Pike", "LB12 WNG");   // the second sighting of the episode: its number goes on from the first's
  EXPECT_EQ(said_of(*keeper), said_of(*folded_whole()));
  EXPECT_EQ(leads_of(*keeper, child.child), leads_of(*folded_whole(), child.child));
}

TEST_F(SnapshotOfLinks, NobodyErasedAfterItComesBackOutOfIt) {
  a_group();
  const auto child = report_missing("Shania");
  saw(child, "Darren Cole", "LB12 WNG");
  const auto report = keeper->report_id("R-000003");
  ASSERT_TRUE(report);
  const auto kept = keep_snapshot();
  ASSERT_TRUE(desk->erase(service, *report, "the agency took it back"));
  ASSERT_TRUE(desk->erase(service, child.child, "the retention period ended"));
  crash_back_to(kept);
  EXPECT_EQ(keeper->known_to(), 0u) << "it holds somebody who was erased";
  EXPECT_FALSE(keeper->report_id("R-000003"));
  EXPECT_TRUE(keeper->entity_of(child.child).empty());
  EXPECT_EQ(said_of(*keeper).find("Shania"), std::string::npos);
  EXPECT_EQ(said_of(*keeper), said_of(*folded_whole()));
}

TEST_F(SnapshotOfLinks, AChildErasedBeforeItIsNotInItAndTheRestIs) {
  a_group();
  const auto child = report_missing("Shania");
  saw(child, "Darren Cole", "LB12 WNG");
  ASSERT_TRUE(desk->erase(service, child.child, "the retention period ended"));
  start_again();
  EXPECT_GT(keeper->known_to(), 0u);
  EXPECT_TRUE(keeper->entity_of(child.child).empty());
  EXPECT_EQ(said_of(*keeper), said_of(*folded_whole()));
}

TEST_F(SnapshotOfLinks, WhatAnErasedReportTookBackStandsAgainAtTheNextStart) {
  a_group();
  const auto taking_back = sent(ReceiveReport{R"({"report":"R-9","received_at":"2026-02-22T10:00:00Z","kind":"intelligence","withdraws":"R-000004"})"});
  ASSERT_TRUE(keeper->groups()->ranked.empty() || keeper->groups()->ranked[0].group.evidence.size() < 4);
  ASSERT_TRUE(desk->erase(service, taking_back.report, "the agency took it back"));
  start_again();
  EXPECT_EQ(said_of(*keeper), said_of(*folded_whole()));
  EXPECT_EQ(keeper->groups()->ranked.size(), 1u);
}

TEST_F(SnapshotOfLinks, ADamagedOneIsPassedOverAndTheLedgerTellsAll) {
  a_group();
  const auto before = said_of(*keeper);
  const auto kept = keep_snapshot();
  for (const auto& file : std::filesystem::directory_iterator(kept)) {
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file.path())) / 2);
    bytes.put('\x55');
  }
  crash_back_to(kept);
  EXPECT_EQ(keeper->known_to(), 0u);
  EXPECT_EQ(said_of(*keeper), before);
}

TEST_F(SnapshotOfLinks, UnderOtherRulesTheReportsAreWeighedAnew) {
  a_group();
  const auto kept = keep_snapshot();
  const auto rules = data / "rules";
  std::filesystem::create_directories(rules);
  for (const auto& [name, text] : policy::built_in_rules()) std::ofstream(rules / name) << text << (name == "linking.toml" ? "\n# another edition\n" : "");
  crash_back_to(kept);
  EXPECT_EQ(keeper->known_to(), 0u);
  EXPECT_EQ(keeper->groups()->ranked.size(), 1u);
}

TEST_F(SnapshotOfLinks, AnOpeningThatKeepsNoLinksLeavesThoseOfTheServiceInPlace) {
  a_group();
  const auto before = said_of(*keeper);
  watch->stop();
  desk.reset();
  options.links.reset();   // as a verb of the command line does
  now = time->now();
  open();
  ASSERT_TRUE(desk->submit(SentOnLinks{analyst, ReceiveReport{R"({"report":"R-8","received_at":"2026-03-03T10:00:00Z","kind":"other"})"}}));
  start_again();
  EXPECT_GT(keeper->known_to(), 0u);
  EXPECT_TRUE(keeper->report_id("R-8")) << "what came after is told";
  EXPECT_EQ(keeper->groups()->ranked.size(), 1u);
  EXPECT_EQ(said_of(*keeper), said_of(*folded_whole()));
  EXPECT_NE(said_of(*keeper), "");
  EXPECT_FALSE(before.empty());
}

}  // namespace
}  // namespace lapwing::desk
