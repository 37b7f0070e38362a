// For tests of casework: one child's case, driven by commands as the desk drives it, with a clock that the test sets.
#pragma once
#include <gtest/gtest.h>

#include <map>

#include "casework/command.hpp"
#include "casework/subjects.hpp"
#include "policy/policies.hpp"

namespace lapwing::casework {

// The rules as they are in rules/, read once.
const policy::Policies& test_rules();

inline Instant at(std::string_view rfc3339) { return parse_rfc3339(rfc3339).value(); }
inline Instant minutes_after(Instant start, int minutes) { return start + Minutes(minutes); }

Actor actor(Role role, std::string name, std::uint64_t id_seed);
Actor call_handler();   // "Asha Malik"
Actor officer();        // "PC Tom Reed"
Actor supervisor();     // "Sgt Jo Hall"
Actor supervisor_two(); // "Sgt Lee Ward"
Actor service();        // role system, no user
Person person(const Actor& actor);

// A report that gives a name and an age and nothing else.
ReportMissing plain_report(std::string given = "Kayleigh", std::string family = "Marsh");

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed = 1, Instant start = at("2026-03-03T18:00:00Z"));

  // Decides, and evolves with increasing ledger indexes; a refusal changes nothing.
  Decided submit(const Command& command, std::optional<EpisodeId> episode = {}, std::optional<std::uint64_t> seen = {});
  Decided as(const Actor& who, const Command& command, std::optional<EpisodeId> episode = {},
             std::optional<std::uint64_t> seen = {});   // one command by someone else
  std::vector<NewEvent> must(const Command& command, std::optional<EpisodeId> episode = {});   // fails the test when refused
  Refusal refused(const Command& command, std::optional<EpisodeId> episode = {},
                  std::optional<std::uint64_t> seen = {});                                       // fails the test when accepted

  EpisodeId report(const ReportMissing& report);          // submits it and gives the episode
  EpisodeId report() { return report(plain_report()); }
  const Episode& episode(EpisodeId id) const;
  const Case& held() const { return held_; }
  std::uint64_t head() const { return index_; }           // the index of the last event recorded

  void pass(Minutes span) { now += span; }
  // Lets time pass to `until`, raising alarms at each deadline as the desk does.
  void run_until(Instant until);

  Instant now;
  Actor by;                                               // who acts; a call handler to begin with
  const policy::Policies* rules;
  std::vector<Recorded> recorded;                         // every event, oldest first

 private:
  void record(const std::vector<NewEvent>& events, const Actor& who);
  Case held_;
  SeededIds ids_;
  std::uint64_t index_ = 0;
  int references_ = 0;
};

// The case in full as text, for comparing two: equal text is equal state.
std::string dump(const Case& held);
std::string dump_risk(const Episode& episode);
std::string dump_clocks(const Episode& episode);
std::string dump_enquiries(const Episode& episode);
std::string dump_questions(const Episode& episode);

// The case folded from what the ledger would give back: every event encoded, decoded and evolved.
Case replay(ChildId child, const std::vector<Recorded>& recorded);

// The events of one type among those decided.
template <class T>
std::vector<T> only(const std::vector<NewEvent>& events) {
  std::vector<T> out;
  for (const auto& e : events)
    if (const auto* found = std::get_if<T>(&e.event)) out.push_back(*found);
  return out;
}
template <class T>
int count(const std::vector<NewEvent>& events) { return static_cast<int>(only<T>(events).size()); }
bool names_field(const Refusal& refusal, std::string_view path);

}  // namespace lapwing::casework
