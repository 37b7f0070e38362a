// However much comes at once, the ledger is asked for no more than it takes: a batch it refused would stop the service.
#include "casework/subjects.hpp"
#include "ledger/types.hpp"
#include "support.hpp"

namespace lapwing::desk {

using namespace casework;

TEST_F(DeskTest, AfterAVeryLongStopEveryAlarmIsRecordedThoughTheyAreMoreThanOneBatchHolds) {
  std::vector<Done> reported;
  for (int i = 0; i < 20; ++i) reported.push_back(report_missing("Child" + std::to_string(i)));
  restart(std::chrono::days{1100});
  must({sergeant, reported.front().child, reported.front().episode, RecordActivity{ActivityKind::visit, "Went to the house."}, {}, {}, {}});
  EXPECT_GT(desk->sequence(), ledger::batch_entries_max);
  for (const auto& done : reported)
    for (const auto& clock : case_of(done.child)->episode(*done.episode)->clocks) EXPECT_GT(next_deadline(clock).value(), desk->now());
}

TEST_F(DeskTest, ACommandThatMakesMoreThanCanBeRecordedAtOnceIsRefusedAndTheServiceGoesOn) {
  const auto done = report_missing();
  RecordSighting sighting;
  sighting.seen_at = now;
  sighting.place.text = "the bus station";
  sighting.mentions.assign(70'000, MentionInput{MentionKind::person, "someone", {}, {}});
  const auto outcome = desk->submit({handler, done.child, done.episode, std::move(sighting), {}, {}, {}});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, RefusalKind::invalid);
  must({sergeant, done.child, done.episode, RecordActivity{ActivityKind::visit, "Went to the house."}, {}, {}, {}});
}

}  // namespace lapwing::desk
