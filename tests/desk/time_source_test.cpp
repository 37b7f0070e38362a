#include "desk/time_source.hpp"

#include <gtest/gtest.h>

namespace lapwing::desk {

using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// A machine's two clocks, moved by the test.
struct Machine {
  Instant system;
  microseconds boot;
  MachineTime::Clocks after(microseconds span) {
    system += span;
    boot += span;
    return {system, boot};
  }
};

class MachineTimeTest : public ::testing::Test {
 protected:
  MachineTime time{Instant{}};
  Instant start = time.advance(now_of_machine());
  static MachineTime::Clocks now_of_machine() {
    timespec boot{};
    ::clock_gettime(CLOCK_BOOTTIME, &boot);
    return {std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()),
            seconds(boot.tv_sec) + microseconds(boot.tv_nsec / 1000)};
  }
  Machine machine{now_of_machine().system, now_of_machine().since_boot};
};

TEST_F(MachineTimeTest, SmallCorrectionsOfTheSystemClockAreFollowed) {
  machine.after(minutes(1));
  machine.system += seconds(3);
  const auto now = time.advance({machine.system, machine.boot});
  EXPECT_EQ(now, machine.system);
}

TEST_F(MachineTimeTest, AJumpOfAnHourIsNotFollowedAndIsSaid) {
  const auto before = time.advance(machine.after(minutes(1)));
  machine.system += std::chrono::hours(1);
  const auto now = time.advance(machine.after(minutes(1)));
  EXPECT_EQ(now - before, minutes(1));
  machine.system -= std::chrono::hours(1);   // put right
  EXPECT_EQ(time.advance(machine.after(minutes(1))) - before, minutes(2));
}

TEST_F(MachineTimeTest, TimeNeverGoesBackwards) {
  auto last = time.advance(machine.after(minutes(1)));
  for (const int step : {-5, 7, -3600, -1, 3600, 20, -20}) {
    machine.system += seconds(step);
    const auto now = time.advance(machine.after(seconds(1)));
    EXPECT_GE(now, last);
    last = now;
  }
}

TEST(MachineTime, ASystemClockBehindTheLedgerIsAFaultAndTimeCarriesOnFromTheLedger) {
  const auto ahead = std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()) + std::chrono::hours(24);
  MachineTime time(ahead);
  EXPECT_TRUE(time.fault());
  EXPECT_GE(time.now(), ahead);
}

TEST(ExerciseTime, RunsAsManyTimesAsFastAndNeverBehindTheLedger) {
  const auto real = std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()) - std::chrono::hours(1);
  const auto starts = Instant{} + std::chrono::hours(24 * 365 * 56);
  ExerciseTime time(starts, 10, real, Instant{});
  EXPECT_GE(time.now(), starts + std::chrono::hours(10));
  ExerciseTime later(starts, 10, real, starts + std::chrono::hours(1000));
  EXPECT_EQ(later.now(), starts + std::chrono::hours(1000));
}

}  // namespace lapwing::desk
