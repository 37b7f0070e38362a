#include "measures/response/breaches.hpp"

#include <algorithm>

#include "casework/work.hpp"

namespace lapwing::measures {

using casework::Recorded;

namespace {

void count_kinds(const EpisodeFacts& episode, Breaches& out) {
  for (std::size_t kind = 0; kind < clock_kinds_count; ++kind) out.by_kind[kind] += (episode.clocks_breached >> kind) & 1;
}

struct Found {
  Instant reported_at;
  const EpisodeFacts* episode;
};

// A page of the list: the whole of it is not put in order.
std::span<Found> page_of(std::vector<Found>& all, std::size_t skip, std::size_t count) {
  const auto from = std::min(skip, all.size()), until = from + std::min(count, all.size() - from);
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(until), all.end(), [](const Found& a, const Found& b) {
    return a.reported_at != b.reported_at ? a.reported_at > b.reported_at : a.episode->id < b.episode->id;
  });
  return std::span(all).subspan(from, until - from);
}

// By row: looking each child up from its episodes would miss the cache.
std::vector<char> restricted_children(const FactTable::Scan& scan) {
  std::vector<char> out(scan.child_rows());
  for (ChildRow row = 0; row < out.size(); ++row) out[row] = scan.child(row).restricted;
  return out;
}

// One clock as its events go by.
struct Running {
  BreachStory story;
  bool breached = false;
};

class Telling {
 public:
  void hear(const Recorded& recorded) {
    if (casework::is_work(recorded.event)) worked(recorded.stamp.at);
    if (const auto* set = std::get_if<casework::ClockSet>(&recorded.event)) on(*set);
    else if (const auto* climbed = std::get_if<casework::ClockClimbed>(&recorded.event)) on(*climbed);
    else if (const auto* acknowledged = std::get_if<casework::ClockAcknowledged>(&recorded.event)) on(*acknowledged, recorded.stamp);
    else if (const auto* met = std::get_if<casework::ClockMet>(&recorded.event)) on(*met, recorded.stamp);
    else if (const auto* stopped = std::get_if<casework::ClockStopped>(&recorded.event)) on(*stopped, recorded.stamp);
  }

  std::vector<BreachStory> told() {
    for (auto& clock : clocks_)
      if (clock.breached) done_.push_back(std::move(clock.story));
    std::ranges::stable_sort(done_, {}, &BreachStory::due);
    return std::move(done_);
  }

 private:
  Running* find(ItemId clock) {
    const auto found = std::ranges::find(ids_, clock);
    return found == ids_.end() ? nullptr : &clocks_[static_cast<std::size_t>(found - ids_.begin())];
  }
  void end(ItemId clock) {
    const auto at = std::ranges::find(ids_, clock) - ids_.begin();
    if (clocks_[static_cast<std::size_t>(at)].breached) done_.push_back(std::move(clocks_[static_cast<std::size_t>(at)].story));
    ids_.erase(ids_.begin() + at);
    clocks_.erase(clocks_.begin() + at);
  }

  // Whatever a person records ends a stretch in which nobody did.
  void worked(Instant at) {
    for (auto& clock : clocks_)
      if (clock.breached && clock.story.kind == ClockKind::idle && !clock.story.met_at) clock.story.met_at = at;
  }
  void on(const casework::ClockSet& set) {
    if (find(set.clock)) end(set.clock);
    ids_.push_back(set.clock);
    clocks_.push_back({.story = {.kind = set.kind, .about = set.about, .due = set.due}});
  }
  // An idle clock starts again with each activity: every time it runs out is a breach of its own.
  void on(const casework::ClockClimbed& climbed) {
    auto* clock = find(climbed.clock);
    if (!clock) return;
    if (clock->breached && climbed.due != clock->story.due) {
      done_.push_back(clock->story);
      clock->story = {.kind = clock->story.kind, .about = clock->story.about};
    }
    clock->breached = true;
    clock->story.due = climbed.due;
    clock->story.told.push_back({climbed.to, climbed.at});
  }
  void on(const casework::ClockAcknowledged& acknowledged, const casework::Stamp& stamp) {
    if (auto* clock = find(acknowledged.clock)) clock->story.acknowledged.push_back({stamp.by, stamp.at, acknowledged.until, acknowledged.what_will_happen});
  }
  void on(const casework::ClockMet& met, const casework::Stamp& stamp) {
    auto* clock = find(met.clock);
    if (!clock) return;
    if (met.late) clock->breached = true;
    if (!clock->story.met_at) clock->story.met_at = stamp.at;
    end(met.clock);
  }
  void on(const casework::ClockStopped& stopped, const casework::Stamp& stamp) {
    auto* clock = find(stopped.clock);
    if (!clock) return;
    if (!clock->story.met_at) clock->story.ended_at = stamp.at;
    clock->story.ended_because = stopped.why;
    end(stopped.clock);
  }

  std::vector<ItemId> ids_;        // of the clocks running: a handful
  std::vector<Running> clocks_;
  std::vector<BreachStory> done_;
};

}  // namespace

Breaches breached_episodes(const FactTable::Scan& scan, const ResponseAsked& asked, std::optional<ClockKind> kind, std::size_t skip, std::size_t count) {
  Breaches out;
  const auto span = span_of(asked.months);
  const ClockKinds wanted = kind ? bit(*kind) : static_cast<ClockKinds>(~ClockKinds{0});
  const auto restricted = restricted_children(scan);
  std::vector<Found> found;
  for (const auto& episode : scan.episodes()) {
    if (!span.has(episode.reported_at) || episode.clocks_breached == 0) continue;
    if (!asked.team.empty() && scan.team(episode.team) != asked.team) continue;
    count_kinds(episode, out);
    if (!(episode.clocks_breached & wanted)) continue;
    if (restricted[episode.child]) ++out.restricted;
    else found.push_back({episode.reported_at, &episode});
  }
  out.listed = found.size();
  for (const auto& one : page_of(found, skip, count))
    out.newest_first.push_back({one.episode->id, scan.child(*one.episode).id, one.reported_at, one.episode->clocks_breached});
  return out;
}

std::vector<BreachStory> breach_stories(std::span<const Recorded> events, EpisodeId episode) {
  Telling telling;
  for (const auto& recorded : events)
    if (recorded.episode == episode) telling.hear(recorded);
  return telling.told();
}

}  // namespace lapwing::measures
