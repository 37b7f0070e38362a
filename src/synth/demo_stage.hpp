// The stage of the demonstration: people who act, and steps that happen at their times. A step may look at the case, send commands
// and set further steps, so that an episode is played out as it would be worked, with the clocks running between.
// One thread. Commands are sent without waiting for each and waited for before anything is looked at or time moves on, so that those
// of one step are durable together. One that the desk refuses ends the filling (Fault): skipping it would tell a wrong story.
#pragma once
#include <functional>
#include <queue>
#include <string>
#include <vector>

#include "desk/desk.hpp"
#include "synth/random.hpp"

namespace lapwing::synth {

struct Worked {   // an episode in a child's record: what most commands are sent to
  ChildId child;
  EpisodeId episode;
};

class Stage {
 public:
  struct Fault { std::string why; };

  Stage(desk::Desk& desk, std::uint64_t seed) : chance(seed), desk_(desk) {}

  void at(Instant when, std::function<void()> step);   // a time already past means at once
  void after(std::chrono::microseconds wait, std::function<void()> step) { at(now() + wait, std::move(step)); }
  void run(Instant end);                               // every step up to `end`, then time stands there

  Instant now() const { return desk_.now(); }
  const policy::Policies& rules() const { return desk_.rules(); }
  void send(const casework::Actor& by, ChildId child, std::optional<EpisodeId> episode, casework::Command command);
  void send(const casework::Actor& by, const Worked& worked, casework::Command command);
  Worked report(const casework::Actor& by, ChildId child, casework::ReportMissing report);
  desk::CaseShelf::Held child(ChildId id);
  void bring(std::string report);                      // a report of police or partners, as it is sent

  Random chance;
  std::vector<casework::Actor> handlers, officers, sergeants;
  casework::Actor inspector, coordinator;

 private:
  struct Step {
    Instant when;
    std::uint64_t order;   // steps of one instant happen as they were set
    std::function<void()> what;
    bool operator>(const Step& other) const { return std::tie(when, order) > std::tie(other.when, other.order); }
  };
  struct Sent {
    std::future<desk::Outcome> answer;
    std::string what;
  };
  Sent post(const casework::Actor& by, ChildId child, std::optional<EpisodeId> episode, casework::Command command);
  desk::Done wait_for(Sent sent) const;
  void wait_for_all();

  desk::Desk& desk_;
  std::vector<Sent> sent_;
  std::priority_queue<Step, std::vector<Step>, std::greater<>> steps_;
  std::uint64_t order_ = 0;
};

casework::Person person(const casework::Actor& actor);

}  // namespace lapwing::synth
