// Wordings that were kept, and reviews of an episode.
#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

const WordingKept kept{"record-activity", "text", "refused to engage", "refuses-engagement", "blames", "her words", "0f1e"};

class KeepingAWording : public testing::Test {
 protected:
  Decided decided(const Command& command, std::optional<EpisodeId> episode) {
    SeededIds ids(7);
    Context context{sim.now, supervisor(), test_rules(), ids, "M-2026-000009", {kept}};
    return decide(sim.held(), command, episode, {}, context);
  }
  static std::vector<NewEvent> kept_among(const Decided& decided) {
    std::vector<NewEvent> out;
    if (!decided) return out;
    for (const auto& each : *decided)
      if (std::holds_alternative<WordingKept>(each.event)) out.push_back(each);
    return out;
  }
  Simulation sim;
};

TEST_F(KeepingAWording, IsRecordedOnTheEpisodeWithWhatItStandsIn) {
  const auto id = sim.report();
  const auto events = kept_among(decided(RecordActivity{ActivityKind::note, "She refused to engage."}, id));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].episode, id);
  EXPECT_EQ(std::get<WordingKept>(events[0].event).reason, "her words");
}

TEST_F(KeepingAWording, InAFirstReportIsRecordedOnTheEpisodeThatItOpens) {
  const auto outcome = decided(plain_report(), {});
  const auto events = kept_among(outcome);
  ASSERT_EQ(events.size(), 1u);
  const auto opened = std::ranges::find_if(*outcome, [](const auto& each) { return std::holds_alternative<EpisodeOpened>(each.event); });
  ASSERT_NE(opened, outcome->end());
  EXPECT_EQ(events[0].episode, opened->episode);
}

TEST_F(KeepingAWording, IsNotRecordedWhenTheCommandIsRefused) {
  const auto id = sim.report();
  EXPECT_FALSE(decided(RecordActivity{ActivityKind::note, ""}, id));
}

TEST_F(KeepingAWording, ChangesNothingThatAnotherCouldHaveBeenLookingAt) {
  const auto id = sim.report();
  auto held = sim.held();
  const auto version = held.version;
  evolve(held, {Stamp{900, sim.now, supervisor()}, id, kept});
  EXPECT_EQ(held.version, version);
}

TEST(ReviewingACase, IsRecordedOnTheEpisode) {
  Simulation sim;
  const auto id = sim.report();
  const auto events = sim.must(WriteCaseReview{"Officers went at once.", "Ask the school sooner."}, id);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(std::get<CaseReviewed>(events[0].event).text, "Officers went at once.");
  EXPECT_EQ(events[0].episode, id);
}

TEST(ReviewingACase, WithNothingWrittenIsRefused) {
  Simulation sim;
  const auto id = sim.report();
  const auto refusal = sim.refused(WriteCaseReview{" \n", {}}, id);
  EXPECT_EQ(refusal.kind, RefusalKind::invalid);
  EXPECT_EQ(refusal.fields.at(0).path, "text");
}

}  // namespace
}  // namespace lapwing::casework
