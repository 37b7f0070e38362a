#include "views/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "views/redaction.hpp"
#include "views/sentences.hpp"
#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

namespace {

template <class... Each>
bool is_any(const Event& event) { return (std::holds_alternative<Each>(event) || ...); }

bool is_clock_setting(const Event& event) { return is_any<ClockSet, ClockMet, ClockStopped>(event); }

// Events are gathered into the item before them while they come from one step: the same person, episode and instant.
class Gatherer {
 public:
  Gatherer(const policy::Policies& rules, const TimelineOptions& options) : rules_(rules), options_(options) {}

  void take(const Recorded& recorded) {
    if (wanted(recorded)) tell_one(recorded);
    story_.remember(recorded);
  }

  std::vector<TimelineItem> items() && {
    if (options_.newest_first) std::ranges::reverse(items_);
    return std::move(items_);
  }

 private:
  bool wanted(const Recorded& recorded) const {
    if (options_.episode && recorded.episode != options_.episode) return false;
    if (!options_.reads && is_any<RecordRead, ReportRead, BoardRead>(recorded.event)) return false;
    return options_.clock_settings || !is_clock_setting(recorded.event);
  }

  void tell_one(const Recorded& recorded) {
    const Teller teller{recorded.stamp, story_, rules_};
    if (joins_climbs(recorded, teller)) return;
    auto telling = std::visit([&](const auto& event) { return tell(event, teller); }, recorded.event);
    const bool same_step = !items_.empty() && of_one_step(recorded);
    if (same_step && is_clock_setting(recorded.event)) {
      if (clocks_) return join_clocks(std::move(telling));
      if (step_items_ == 1 && items_.back().events == 1) return join_clock(std::move(telling));
    }
    if (same_step && !telling.several.empty() && event_name(recorded.event) == items_.back().event && several_)
      return join_several(std::move(telling));
    step_items_ = same_step ? step_items_ + 1 : 1;
    begin(recorded, std::move(telling));
  }

  bool of_one_step(const Recorded& recorded) const {
    return last_.at == recorded.stamp.at && last_.by == recorded.stamp.by && items_.back().episode == recorded.episode;
  }

  // Rungs of one clock that came round while the service was down are recorded together, and told together.
  bool joins_climbs(const Recorded& recorded, const Teller& teller) {
    const auto* climbed = std::get_if<ClockClimbed>(&recorded.event);
    if (items_.empty() || !of_one_step(recorded)) climbs_.clear();
    if (!climbed) return false;
    auto& told = climbs_[climbed->clock];
    told.climbs.push_back(*climbed);
    if (told.climbs.size() == 1) {
      told.item = items_.size();   // the one about to begin
      return false;
    }
    auto telling = tell_climbs(told.climbs, teller);
    auto& item = items_[told.item];
    item.title = std::move(telling.title);
    item.details = std::move(telling.details);
    ++item.events;
    return true;
  }

  // A step that did one thing tells its clocks with it; one that did many tells them apart, as one item.
  void join_clock(Telling telling) {
    auto& item = items_.back();
    item.details.push_back(std::move(telling.title));
    item.late = item.late || telling.late;
    several_ = false;
  }

  void join_clocks(Telling telling) {
    auto& item = items_.back();
    if (++item.events == 2) item.details = {std::move(item.title)};
    item.title = fmt::format("{} clocks were set, met or stopped.", item.events);
    item.details.push_back(std::move(telling.title));
    item.late = item.late || telling.late;
  }

  void join_several(Telling telling) {
    auto& item = items_.back();
    ++item.events;
    item.title = fmt::format("{} {}", item.events, telling.several);
    std::ranges::move(telling.details, std::back_inserter(item.details));
  }

  void begin(const Recorded& recorded, Telling telling) {
    TimelineItem item;
    item.index = recorded.stamp.index;
    item.at = recorded.stamp.at;
    item.happened_at = telling.happened_at;
    item.episode = recorded.episode;
    item.kind = telling.kind;
    item.event = event_name(recorded.event);
    item.title = std::move(telling.title);
    item.details = std::move(telling.details);
    item.who = who(recorded.stamp.by);
    item.role = recorded.stamp.by.role;
    item.late = telling.late;
    items_.push_back(std::move(item));
    last_ = recorded.stamp;
    several_ = !telling.several.empty();
    clocks_ = is_clock_setting(recorded.event);
  }

  const policy::Policies& rules_;
  const TimelineOptions& options_;
  Story story_;
  std::vector<TimelineItem> items_;
  Stamp last_;                          // of the last item's first event
  int step_items_ = 0;                  // items told of the last step
  bool several_ = false;                // more of the same may still join the last item
  bool clocks_ = false;                 // the last item tells only of clocks
  struct Climbs { std::size_t item; std::vector<ClockClimbed> climbs; };
  std::map<ItemId, Climbs> climbs_;     // of the last step, by clock
};

}  // namespace

std::vector<TimelineItem> timeline(std::span<const Recorded> events, const policy::Policies& rules,
                                   const TimelineOptions& options) {
  Gatherer gatherer(rules, options);
  for (const auto& recorded : events) {
    if (options.until && recorded.stamp.at > *options.until) break;   // the ledger's times never go back
    if (options.names) gatherer.take(recorded);
    else gatherer.take(redact(recorded, rules));
  }
  return std::move(gatherer).items();
}

}  // namespace lapwing::views
