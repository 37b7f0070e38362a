#include <fmt/format.h>

#include <algorithm>

#include "casework/on_episode.hpp"
#include "casework/versions.hpp"
#include "casework/working.hpp"

namespace lapwing::casework {
namespace {

template <class C, class... Any>
constexpr bool one_of = (std::is_same_v<C, Any> || ...);

// Commands that may begin a child's record.
template <class C>
constexpr bool begins_a_record = one_of<C, RegisterChild, ReportMissing, ImportChild>;

// An action or a return home interview may outlive the closing of its episode, and a note may always be added.
template <class C>
constexpr bool allowed_when_closed = one_of<C, ReopenEpisode, SetAction, ReassignAction, CompleteAction, OfferReturnInterview,
                                            RecordReturnInterview, AcknowledgeClock, RaiseAlarms, RecordActivity, RecordMention>;

template <class C>
Decided dispatch(const Case& held, const C& command, std::optional<EpisodeId> id, Context& context) {
  if (held.events == 0 && !begins_a_record<C>) return std::unexpected(not_found("There is no record of this child."));
  if constexpr (OnEpisode<C>) {
    const auto* episode = id ? held.episode(*id) : nullptr;
    if (!episode) return std::unexpected(not_found("This child has no such missing episode."));
    if (episode->closed && !allowed_when_closed<C>)
      return std::unexpected(not_yet(
          fmt::format("Episode {} is closed. Reopen it first, and say why.", episode->report.reference), {"Reopen the episode"}));
    return decide_on(held, *episode, command, context);
  } else {
    return decide_on(held, command, context);
  }
}

std::vector<EpisodeId> episodes_touched(const std::vector<NewEvent>& events) {
  std::vector<EpisodeId> out;
  for (const auto& e : events)
    if (e.episode && std::find(out.begin(), out.end(), *e.episode) == out.end()) out.push_back(*e.episode);
  return out;
}

std::vector<NewEvent> events_of(const std::vector<NewEvent>& events, EpisodeId episode) {
  std::vector<NewEvent> out;
  std::copy_if(events.begin(), events.end(), std::back_inserter(out), [&](const auto& e) { return e.episode == episode; });
  return out;
}

// Whatever is named on an episode whose child has been found becomes questions in the same step, whoever named it and how.
void add_questions(Case& after, EpisodeId id, std::vector<NewEvent>& events, Context& context) {
  const bool named = std::any_of(events.begin(), events.end(), [&](const auto& e) {
    return e.episode == id && (std::holds_alternative<MentionRecorded>(e.event) || std::holds_alternative<ReturnRecorded>(e.event) ||
                               std::holds_alternative<EpisodeReopened>(e.event));
  });
  const auto* episode = after.episode(id);
  if (!named || !episode) return;
  auto questions = on(id, questions_for(context.rules, after, *episode, context));
  evolve_ahead(after, questions, context);
  std::move(questions.begin(), questions.end(), std::back_inserter(events));
}

void add_consequences(const Case& held, std::vector<NewEvent>& events, Context& context) {
  const auto touched = episodes_touched(events);
  if (touched.empty()) return;
  Case after = held;
  evolve_ahead(after, events, context);
  for (const auto id : touched) add_questions(after, id, events, context);
  for (const auto id : touched) {
    const auto* episode = after.episode(id);
    if (!episode) continue;
    auto clocks = on(id, follow(context.rules, held.episode(id), *episode, events_of(events, id), context));
    std::move(clocks.begin(), clocks.end(), std::back_inserter(events));
  }
}

}  // namespace

Decided decide(const Case& held, const Command& command, std::optional<EpisodeId> episode, std::optional<std::uint64_t> seen,
               Context& context) {
  if (seen)
    if (auto refusal = stale(held, command, episode, *seen, context.now)) return std::unexpected(std::move(*refusal));
  auto decided = std::visit([&](const auto& c) { return dispatch(held, c, episode, context); }, command);
  if (decided) add_consequences(held, *decided, context);
  return decided;
}

}  // namespace lapwing::casework
