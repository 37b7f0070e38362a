#include "synth/demo_stage.hpp"

#include <fmt/format.h>

namespace lapwing::synth {

using namespace casework;

void Stage::at(Instant when, std::function<void()> step) { steps_.push({std::max(when, now()), order_++, std::move(step)}); }

void Stage::run(Instant end) {
  while (!steps_.empty() && steps_.top().when <= end) {
    auto step = steps_.top();
    steps_.pop();
    if (step.when > now()) {
      wait_for_all();
      desk_.advance_to(step.when);
    }
    step.what();
  }
  wait_for_all();
  desk_.advance_to(end);
}

Stage::Sent Stage::post(const Actor& by, ChildId child, std::optional<EpisodeId> episode, Command command) {
  auto what = fmt::format("{} at {}", command_name(command), to_rfc3339(now()));
  return {desk_.enqueue(desk::Sent{by, child, episode, std::move(command), {}, {}, {}}), std::move(what)};
}

desk::Done Stage::wait_for(Sent sent) const {
  auto done = sent.answer.get();
  if (done) return *done;
  auto why = fmt::format("{}: {}", sent.what, done.error().message);
  for (const auto& field : done.error().fields) why += fmt::format(" [{}: {}]", field.path, field.message);
  for (const auto& line : done.error().missing) why += fmt::format(" [{}]", line);
  throw Fault{std::move(why)};
}

void Stage::wait_for_all() {
  for (auto& sent : std::exchange(sent_, {})) wait_for(std::move(sent));
}

void Stage::send(const Actor& by, ChildId child, std::optional<EpisodeId> episode, Command command) {
  sent_.push_back(post(by, child, episode, std::move(command)));
}

void Stage::send(const Actor& by, const Worked& worked, Command command) {
  send(by, worked.child, worked.episode, std::move(command));
}

Worked Stage::report(const Actor& by, ChildId child, ReportMissing report) {
  const auto done = wait_for(post(by, child, {}, std::move(report)));
  return {done.child, done.episode.value()};
}

desk::CaseShelf::Held Stage::child(ChildId id) {
  wait_for_all();
  auto held = desk_.case_of(id);
  if (!held) throw Fault{held.error()};
  return *held;
}

void Stage::bring(std::string report) {
  sent_.push_back({desk_.enqueue(desk::SentOnLinks{Actor{}, ReceiveReport{std::move(report)}}), "receive-report at " + to_rfc3339(now())});
}

Person person(const Actor& actor) { return {actor.user, actor.name}; }

}  // namespace lapwing::synth
