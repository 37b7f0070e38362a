// The service's time. Everything that is decided or recorded takes its time from here, through the desk, which never lets it
// run behind the ledger.
//
// Threads: now() and when() may be called from any thread.
#pragma once
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "domain/time.hpp"

namespace lapwing::desk {

class TimeSource {
 public:
  virtual ~TimeSource() = default;
  virtual Instant now() = 0;                                             // UTC; never goes backwards
  virtual std::chrono::steady_clock::time_point when(Instant at) = 0;    // when a waiting thread should wake for `at`
  virtual std::optional<std::string> fault() { return std::nullopt; }    // why the machine's clock is not to be trusted now
};

// The machine's clock, watched. Time advances by CLOCK_BOOTTIME, which nobody can set and which counts suspended time; small
// differences from the system clock (NTP's corrections) are followed, a jump of `step_seconds_max` or more is not: time then
// carries on at its own pace and fault() says so until the clocks agree again.
class MachineTime final : public TimeSource {
 public:
  static constexpr int step_seconds_max = 30;
  // `not_before`: the ledger's last time. A system clock behind it is a fault, and time starts from the ledger's.
  explicit MachineTime(Instant not_before);
  Instant now() override;
  std::chrono::steady_clock::time_point when(Instant at) override;
  std::optional<std::string> fault() override;

  // The arithmetic of now(), apart from the machine so that it can be tested: where time stands, given what the two clocks say.
  struct Clocks { Instant system; std::chrono::microseconds since_boot; };
  Instant advance(Clocks clocks);

 private:
  std::mutex mutex_;
  Instant base_;                          // service time at `base_boot_`
  std::chrono::microseconds base_boot_;
  Instant last_;
  std::optional<std::string> fault_;
};

// An exercise: starts at `starts` and runs `speed` times as fast as real time since `real_start`, also while the service is down.
class ExerciseTime final : public TimeSource {
 public:
  ExerciseTime(Instant starts, double speed, Instant real_start, Instant not_before);
  Instant now() override;
  std::chrono::steady_clock::time_point when(Instant at) override;

 private:
  const Instant starts_;
  const double speed_;
  MachineTime real_;
  const Instant real_start_, not_before_;
};

// Time that stands still until it is set: for tests, simulation and filling a demonstration.
class ManualTime final : public TimeSource {
 public:
  explicit ManualTime(Instant start) : now_(start) {}
  Instant now() override { return now_.load(); }
  std::chrono::steady_clock::time_point when(Instant) override { return std::chrono::steady_clock::time_point::max(); }
  void set(Instant at) { now_ = std::max(now_.load(), at); }

 private:
  std::atomic<Instant> now_;
};

}  // namespace lapwing::desk
