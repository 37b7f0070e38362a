// What the force's record holds: folding its events, and finding things in it.
#include "casework/force_record.hpp"

#include <algorithm>

#include "casework/clock_alarms.hpp"
#include "casework/command.hpp"

namespace lapwing::casework {
namespace {

template <class Things>
auto with_id(Things& things, ItemId id) -> decltype(&*things.begin()) {
  const auto at = std::ranges::find_if(things, [&](const auto& thing) { return thing.id() == id; });
  return at == things.end() ? nullptr : &*at;
}

// Puts the new one after all that come before it or on the same day, so that the list stays in the order of `when`.
template <class Things, class Thing, class When>
void insert_by(Things& things, Thing thing, When when) {
  const auto after = std::ranges::upper_bound(things, when(thing), {}, when);
  things.insert(after, std::move(thing));
}

struct Fold {
  ForceRecord& held;
  const Stamp& stamp;

  void operator()(const PostsSet& e) const {
    insert_by(held.posts, Kept<PostsSet>{stamp, e}, [](const auto& kept) { return kept.what.from; });
  }
  void operator()(const CourseAdded& e) const { held.courses.push_back({{stamp, e}, {}}); }
  void operator()(const CourseSessionRecorded& e) const {
    if (auto* course = with_id(held.courses, e.course))
      insert_by(course->sessions, Kept<CourseSessionRecorded>{stamp, e}, [](const auto& kept) { return kept.what.on; });
  }
  void operator()(const PopulationSet& e) const {
    std::erase_if(held.populations, [&](const auto& before) { return before.what.year == e.year; });
    insert_by(held.populations, Kept<PopulationSet>{stamp, e}, [](const auto& kept) { return kept.what.year; });
  }
  void operator()(const FileSampleDrawn& e) const { held.samples.push_back({{stamp, e}, {}}); }
  void operator()(const FileAudited& e) const {
    auto* sample = with_id(held.samples, e.sample);
    if (!sample) return;
    std::erase_if(sample->audits, [&](const auto& before) { return before.what.episode == e.episode; });
    sample->audits.push_back({stamp, e});
  }
  void operator()(const PlanActionSet& e) const { held.plan.push_back({{stamp, e}, {}, {}}); }
  void operator()(const PlanActionMoved& e) const {
    if (auto* action = with_id(held.plan, e.action)) action->moved.push_back({stamp, e});
  }
  void operator()(const PlanActionDone& e) const {
    if (auto* action = with_id(held.plan, e.action)) action->done = Kept<PlanActionDone>{stamp, e};
  }
  template <class Other>
  void operator()(const Other&) const {}
};

bool same_posts(const PostsSet& a, const PostsSet& b) { return a.team == b.team && a.accreditation == b.accreditation && a.name == b.name; }

}  // namespace

const Kept<FileAudited>* FileSample::audit_of(EpisodeId episode) const {
  const auto at = std::ranges::find_if(audits, [&](const auto& audit) { return audit.what.episode == episode; });
  return at == audits.end() ? nullptr : &*at;
}

std::vector<PostsSet> ForceRecord::posts_on(Date day) const {
  std::vector<PostsSet> out;
  for (const auto& [stamp, set] : posts) {
    if (set.from > day) break;
    std::erase_if(out, [&, &newer = set](const auto& before) { return same_posts(before, newer); });
    if (set.posts > 0) out.push_back(set);
  }
  return out;
}

const Course* ForceRecord::course(ItemId id) const { return with_id(courses, id); }
const FileSample* ForceRecord::sample(ItemId id) const { return with_id(samples, id); }
const PlanAction* ForceRecord::action(ItemId id) const { return with_id(plan, id); }

const Clock* ForceRecord::clock_of(ItemId action) const {
  const auto found = std::ranges::find(clocks, std::optional(action), &Clock::about);
  return found == clocks.end() ? nullptr : &*found;
}

const Kept<PopulationSet>* ForceRecord::population(int year) const {
  if (populations.empty()) return nullptr;
  const auto after = std::ranges::upper_bound(populations, year, {}, [](const auto& kept) { return kept.what.year; });
  return after == populations.begin() ? &*after : &*std::prev(after);
}

// An event that is in the record already changes nothing: a start may meet one again.
void evolve_force(ForceRecord& held, const Recorded& recorded) {
  if (held.version != 0 && recorded.stamp.index <= held.version) return;
  std::visit(Fold{held, recorded.stamp}, recorded.event);
  apply(held.clocks, recorded.event, recorded.stamp.by);
  held.version = recorded.stamp.index;
}

}  // namespace lapwing::casework
