// A whole invented force, written as it happens: reports in order of time, and the truth of who was who beside them. The same number of
// episodes and seed give the same bytes on every machine. docs/synthetic-force.md says what is modelled and on which figures.
#pragma once
#include <cstdint>
#include <functional>
#include <ostream>

namespace lapwing::synth {

inline constexpr std::uint64_t episodes_max = 100'000'000;

struct ForceFiles {
  std::ostream& reports;    // one report a line
  std::ostream& mentions;   // report,ref,entity
  std::ostream& groups;     // the planted groups
};

struct ForceSummary {
  std::uint64_t reports = 0, children = 0;
};

ForceSummary write_force(std::uint64_t episodes, std::uint64_t seed, ForceFiles files,
                         const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);

}  // namespace lapwing::synth
