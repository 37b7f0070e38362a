#include <fmt/format.h>

#include <algorithm>

#include "casework/deciding.hpp"
#include "casework/on_episode.hpp"
#include "casework/versions.hpp"

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
                                            RecordReturnInterview, AcknowledgeClock, RaiseAlarms, RecordActivity, RecordMention, WriteCaseReview>;

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

// What has been decided so far, folded as it goes.
class Unfolding {
 public:
  Unfolding(const Case& held, Context& context, std::uint64_t next_index)
      : before_(held), context_(context), next_index_(next_index), decision_{{}, held} {}

  void add(std::vector<NewEvent> events) {
    for (auto& e : events) {
      decision_.events.push_back({{next_index_++, context_.now, context_.by}, e.episode, std::move(e.event)});
      evolve(decision_.after, decision_.events.back());
    }
  }
  void add_consequences() {
    const auto touched = episodes_touched();
    for (const auto id : touched) add_questions(id);
    for (const auto id : touched)
      if (const auto* episode = decision_.after.episode(id))
        add(on(id, follow(context_.rules, before_.episode(id), *episode, decision_.events, context_)));
  }
  // With what they stand in: nothing was recorded, nothing was kept.
  void add_kept(std::optional<EpisodeId> id) {
    if (decision_.events.empty()) return;
    if (!id) id = decision_.events.back().episode;   // a child reported missing: the episode that this opened
    for (auto& kept : context_.kept) add({{std::move(kept), id}});
  }
  Decision take() { return std::move(decision_); }

 private:
  std::vector<EpisodeId> episodes_touched() const {
    std::vector<EpisodeId> out;
    for (const auto& e : decision_.events)
      if (e.episode && std::find(out.begin(), out.end(), *e.episode) == out.end()) out.push_back(*e.episode);
    return out;
  }
  // Whatever is named on an episode whose child has been found becomes questions in the same step, whoever named it and how.
  void add_questions(EpisodeId id) {
    const bool named = std::any_of(decision_.events.begin(), decision_.events.end(), [&](const auto& e) {
      return e.episode == id && (std::holds_alternative<MentionRecorded>(e.event) || std::holds_alternative<ReturnRecorded>(e.event) ||
                                 std::holds_alternative<EpisodeReopened>(e.event) || std::holds_alternative<LinkedGroupNoted>(e.event));
    });
    const auto* episode = named ? decision_.after.episode(id) : nullptr;
    if (episode) add(on(id, questions_for(context_.rules, decision_.after, *episode, context_)));
  }

  const Case& before_;
  Context& context_;
  std::uint64_t next_index_;
  Decision decision_;
};

}  // namespace

std::expected<Decision, Refusal> decide_through(const Case& held, const Command& command, std::optional<EpisodeId> episode,
                                                std::optional<std::uint64_t> seen, Context& context, std::uint64_t next_index) {
  if (seen)
    if (auto refusal = stale(held, command, episode, *seen, context.now)) return std::unexpected(std::move(*refusal));
  auto decided = std::visit([&](const auto& c) { return dispatch(held, c, episode, context); }, command);
  if (!decided) return std::unexpected(std::move(decided.error()));
  Unfolding unfolding(held, context, next_index);
  unfolding.add(std::move(*decided));
  unfolding.add_consequences();
  unfolding.add_kept(episode);
  return unfolding.take();
}

Decided decide(const Case& held, const Command& command, std::optional<EpisodeId> episode, std::optional<std::uint64_t> seen,
               Context& context) {
  auto decision = decide_through(held, command, episode, seen, context, held.version + 1);
  if (!decision) return std::unexpected(std::move(decision.error()));
  std::vector<NewEvent> events;
  for (auto& e : decision->events) events.push_back({std::move(e.event), e.episode});
  return events;
}

}  // namespace lapwing::casework
