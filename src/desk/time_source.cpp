#include "desk/time_source.hpp"

#include <fmt/format.h>
#include <time.h>

namespace lapwing::desk {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::seconds;

static MachineTime::Clocks read_clocks() {
  timespec boot{};
  ::clock_gettime(CLOCK_BOOTTIME, &boot);
  return {std::chrono::time_point_cast<microseconds>(std::chrono::system_clock::now()),
          seconds(boot.tv_sec) + duration_cast<microseconds>(std::chrono::nanoseconds(boot.tv_nsec))};
}

MachineTime::MachineTime(Instant not_before) {
  const Clocks clocks = read_clocks();
  base_ = std::max(clocks.system, not_before);
  base_boot_ = clocks.since_boot;
  last_ = base_;
  if (clocks.system < not_before)
    fault_ = fmt::format("The machine's clock is {} behind the last entry of the ledger. Times carry on from the ledger.",
                         duration_for_people(not_before - clocks.system));
}

Instant MachineTime::advance(Clocks clocks) {
  const Instant carried = base_ + (clocks.since_boot - base_boot_);
  const auto drift = clocks.system - carried;
  if (std::chrono::abs(drift) < seconds(step_seconds_max)) {
    base_ = clocks.system;
    base_boot_ = clocks.since_boot;
    fault_.reset();
  } else if (!fault_) {
    fault_ = fmt::format("The machine's clock jumped {} {}. Times carry on as if it had not; have it put right.",
                         duration_for_people(std::chrono::abs(drift)), drift.count() < 0 ? "back" : "forward");
  }
  last_ = std::max(last_, fault_ ? carried : clocks.system);
  return last_;
}

Instant MachineTime::now() {
  const std::lock_guard lock(mutex_);
  return advance(read_clocks());
}

std::chrono::steady_clock::time_point MachineTime::when(Instant at) {
  return std::chrono::steady_clock::now() + (at - now());
}

std::optional<std::string> MachineTime::fault() {
  const std::lock_guard lock(mutex_);
  advance(read_clocks());
  return fault_;
}

ExerciseTime::ExerciseTime(Instant starts, double speed, Instant real_start, Instant not_before)
    : starts_(starts), speed_(speed), real_(real_start), real_start_(real_start), not_before_(not_before) {}

Instant ExerciseTime::now() {
  const auto real = std::chrono::duration<double, std::micro>(real_.now() - real_start_) * speed_;
  return std::max(not_before_, starts_ + duration_cast<microseconds>(real));
}

std::chrono::steady_clock::time_point ExerciseTime::when(Instant at) {
  const auto real = std::chrono::duration<double, std::micro>(at - now()) / speed_;
  return std::chrono::steady_clock::now() + duration_cast<microseconds>(real);
}

}  // namespace lapwing::desk
