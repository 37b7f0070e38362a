#include "synth/force.hpp"

#include "synth/episodes.hpp"

namespace lapwing::synth {

ForceSummary write_force(std::uint64_t episodes, std::uint64_t seed, ForceFiles files,
                         const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  const auto span = Span::of(episodes);
  const auto children = static_cast<std::uint64_t>(static_cast<double>(episodes) * share_of_children / reports_a_child);
  Cast cast(seed, span, children);
  Groups groups(cast, seed, span, (episodes + Groups::episodes_a_group - 1) / Groups::episodes_a_group, files.groups);
  Episodes played(cast, groups, seed, span, episodes);
  Outbox outbox(files.reports, files.mentions, span.until);
  files.mentions << "report,ref,entity\n";
  const Moments moments(span, episodes);
  auto when = Random::branch(seed, "moments");
  for (std::uint64_t i = 0; i < episodes; ++i) {
    const auto at = moments.at(i, when);
    groups.begin_before(at, played.lately_missing(), outbox);
    outbox.send_before(at);
    played.play(at, outbox);
    if (progress && i % 256 == 0) progress(i, episodes);
  }
  outbox.send_all();
  groups.finish();
  return {outbox.written(), played.children()};
}

}  // namespace lapwing::synth
