#include "synth/demo_stage.hpp"

#include <fmt/format.h>

namespace lapwing::synth {

using namespace casework;

void Stage::at(Instant when, std::function<void()> step) { steps_.push({std::max(when, now()), order_++, std::move(step)}); }

void Stage::run(Instant end) {
  while (!steps_.empty() && steps_.top().when <= end) {
    auto step = steps_.top();
    steps_.pop();
    desk_.advance_to(step.when);
    step.what();
  }
  desk_.advance_to(end);
}

desk::Done Stage::send(const Actor& by, ChildId child, std::optional<EpisodeId> episode, Command command) {
  const std::string name(command_name(command));
  auto done = desk_.submit(desk::Sent{by, child, episode, std::move(command), {}, {}, {}});
  if (done) return *done;
  auto why = fmt::format("{} at {}: {}", name, to_rfc3339(now()), done.error().message);
  for (const auto& field : done.error().fields) why += fmt::format(" [{}: {}]", field.path, field.message);
  for (const auto& line : done.error().missing) why += fmt::format(" [{}]", line);
  throw Fault{std::move(why)};
}

void Stage::send(const Actor& by, const Worked& worked, Command command) {
  send(by, worked.child, worked.episode, std::move(command));
}

Worked Stage::report(const Actor& by, ChildId child, ReportMissing report) {
  const auto done = send(by, child, {}, std::move(report));
  return {done.child, done.episode.value()};
}

desk::CaseShelf::Held Stage::child(ChildId id) const {
  auto held = desk_.case_of(id);
  if (!held) throw Fault{held.error()};
  return *held;
}

Person person(const Actor& actor) { return {actor.user, actor.name}; }

}  // namespace lapwing::synth
